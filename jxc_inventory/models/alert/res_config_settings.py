from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    alert_keep_days = fields.Integer(
        related="company_id.alert_keep_days", readonly=False
    )
    alert_replaces_expiry_activity = fields.Boolean(
        related="company_id.alert_replaces_expiry_activity", readonly=False
    )
