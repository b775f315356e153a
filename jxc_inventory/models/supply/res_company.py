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

    @api.constrains("lead_time_window_days", "holding_cost_rate")
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
