from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    reorder_from_demand = fields.Boolean(
        related="company_id.reorder_from_demand", readonly=False
    )
    reorder_service_level = fields.Float(
        related="company_id.reorder_service_level", readonly=False
    )
    reorder_review_days = fields.Integer(
        related="company_id.reorder_review_days", readonly=False
    )
    reorder_window_weeks = fields.Integer(
        related="company_id.reorder_window_weeks", readonly=False
    )
    reorder_assumed_lead_days = fields.Integer(
        related="company_id.reorder_assumed_lead_days", readonly=False
    )
