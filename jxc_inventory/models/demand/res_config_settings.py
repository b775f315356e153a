from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    demand_one_off_factor = fields.Float(
        related="company_id.demand_one_off_factor", readonly=False
    )
