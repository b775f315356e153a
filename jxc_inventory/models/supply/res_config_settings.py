from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    lead_time_window_days = fields.Integer(
        related="company_id.lead_time_window_days", readonly=False
    )
    holding_cost_rate = fields.Float(
        related="company_id.holding_cost_rate", readonly=False
    )
