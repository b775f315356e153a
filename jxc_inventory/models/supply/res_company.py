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

    @api.constrains("lead_time_window_days")
    def _check_lead_time_window_days(self):
        for company in self:
            if not 1 <= company.lead_time_window_days <= 3650:
                raise ValidationError(
                    self.env._("The days of receipts must be from 1 to 3650.")
                )
