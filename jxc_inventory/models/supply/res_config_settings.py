from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    lead_time_window_days = fields.Integer(
        related="company_id.lead_time_window_days", readonly=False
    )
    holding_cost_rate = fields.Float(
        related="company_id.holding_cost_rate", readonly=False
    )
    transfer_before_buying = fields.Boolean(
        related="company_id.transfer_before_buying", readonly=False
    )
    surplus_keep_days = fields.Integer(
        related="company_id.surplus_keep_days", readonly=False
    )
    purchase_budget_amount = fields.Monetary(
        related="company_id.purchase_budget_amount",
        readonly=False,
        currency_field="currency_id",
    )
    purchase_budget_period = fields.Selection(
        related="company_id.purchase_budget_period", readonly=False, required=True
    )
    vendor_choice = fields.Selection(
        related="company_id.vendor_choice", readonly=False, required=True
    )
    lateness_cost_rate = fields.Float(
        related="company_id.lateness_cost_rate", readonly=False
    )
