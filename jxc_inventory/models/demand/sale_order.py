from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    one_off_demand = fields.Boolean(
        "One-off Demand",
        copy=False,
        help="Not to be expected again, such as a project or a clearance: forecasting"
        " leaves out what is delivered for this order.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "one_off_demand" in vals:
            self.order_line._take_one_off_over_to_moves()
        return result
