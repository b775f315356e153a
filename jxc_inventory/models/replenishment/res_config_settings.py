from odoo import api, fields, models

# Cells of the matrix of service levels: field, then the class by value and variation.
_CELLS = {
    f"service_level_{abc}{xyz}".lower(): (abc, xyz) for abc in "ABC" for xyz in "XYZ"
}


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
    reorder_share_a = fields.Float(related="company_id.reorder_share_a", readonly=False)
    reorder_share_b = fields.Float(related="company_id.reorder_share_b", readonly=False)
    reorder_limit_x = fields.Float(related="company_id.reorder_limit_x", readonly=False)
    reorder_limit_y = fields.Float(related="company_id.reorder_limit_y", readonly=False)
    service_level_ax = fields.Float("Service Level of AX (%)")
    service_level_ay = fields.Float("Service Level of AY (%)")
    service_level_az = fields.Float("Service Level of AZ (%)")
    service_level_bx = fields.Float("Service Level of BX (%)")
    service_level_by = fields.Float("Service Level of BY (%)")
    service_level_bz = fields.Float("Service Level of BZ (%)")
    service_level_cx = fields.Float("Service Level of CX (%)")
    service_level_cy = fields.Float("Service Level of CY (%)")
    service_level_cz = fields.Float("Service Level of CZ (%)")

    @api.model
    def get_values(self):
        levels = self.env["jxc.service.level"]._get_by_class(self.env.company)
        return {
            **super().get_values(),
            **{name: levels.get(classes, 0.0) for name, classes in _CELLS.items()},
        }

    def set_values(self):
        result = super().set_values()
        levels = self.env["jxc.service.level"]
        wanted = {classes: self[name] for name, classes in _CELLS.items()}
        known = levels._get_by_class(self.company_id)
        # Core applies settings for who makes a second warehouse, say; he needs no right
        # to change service levels that he leaves alone.
        if any(rate != known.get(classes, 0.0) for classes, rate in wanted.items()):
            levels._set_by_class(self.company_id, wanted)
        return result
