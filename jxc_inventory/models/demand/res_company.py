from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    demand_one_off_factor = fields.Float(
        "One-off above (usual weeks)",
        help="An order line for more than so many times the usual week of a product is"
        " taken as one-off and left out of demand. Usual is the median of weeks with"
        " sales in the year before. Zero takes no order as one-off unless marked.",
    )

    @api.constrains("demand_one_off_factor")
    def _check_demand_one_off_factor(self):
        for company in self:
            factor = company.demand_one_off_factor
            if factor and not 1 < factor <= 1000:
                raise ValidationError(
                    self.env._(
                        "One-off orders must be larger than the usual week: enter"
                        " more than 1 (up to 1000), or 0 for no rule."
                    )
                )
