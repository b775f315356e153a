from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    lead_time_window_days = fields.Integer(
        "Days of Receipts",
        default=365,
        help="How many of the latest days' receipts lead times of vendors are measured"
        " from.",
    )
    lead_times_measured_at = fields.Datetime("Lead Times Measured at", readonly=True)

    holding_cost_rate = fields.Float(
        "Holding Cost (% a year)",
        default=20.0,
        help="What a year in stock costs of the value of goods: capital, space, loss."
        " A price break is taken when it saves more than holding the extra costs.",
    )

    transfer_before_buying = fields.Boolean(
        default=True,
        help="Propose to take from a warehouse that has too much, over a resupply route"
        " between the two, before buying.",
    )
    surplus_keep_days = fields.Integer(
        "Days to Keep",
        default=30,
        help="A warehouse gives only what exceeds its order-up-to level and its own"
        " demand of so many days.",
    )
    purchase_budget_amount = fields.Monetary(
        "Purchase Budget",
        help="Untaxed. Suggestions that it does not pay for are cut, those first that"
        " save least sales for the money. Zero: no budget.",
    )
    purchase_budget_period = fields.Selection(
        [
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("year", "Year"),
        ],
        "Budget Period",
        default="month",
        required=True,
    )

    vendor_choice = fields.Selection(
        [
            ("first", "First on the Price List"),
            ("best", "Best by Price, Lead Time and Punctuality"),
        ],
        default="first",
        required=True,
        help="First on the Price List: a better vendor is only proposed.\n"
        "Best: it is set on reordering rules of which nobody chose the vendor.",
    )
    lateness_cost_rate = fields.Float(
        "Cost of Lateness (%)",
        default=10.0,
        help="A vendor who is always late is compared as if it were dearer by so much.",
    )

    @api.constrains(
        "lead_time_window_days",
        "holding_cost_rate",
        "lateness_cost_rate",
        "surplus_keep_days",
        "purchase_budget_amount",
    )
    def _check_supply_settings(self):
        for company in self:
            if not 1 <= company.lead_time_window_days <= 3650:
                raise ValidationError(
                    self.env._("The days of receipts must be from 1 to 3650.")
                )
            if not 0 <= company.holding_cost_rate <= 1000:
                raise ValidationError(
                    self.env._("The holding cost must be from 0 to 1000 % a year.")
                )
            if not 0 <= company.surplus_keep_days <= 3650:
                raise ValidationError(
                    self.env._("The days to keep must be from 0 to 3650.")
                )
            if company.purchase_budget_amount < 0:
                raise ValidationError(
                    self.env._("The purchase budget may not be negative.")
                )
            if not 0 <= company.lateness_cost_rate <= 1000:
                raise ValidationError(
                    self.env._("The cost of lateness must be from 0 to 1000 %.")
                )
