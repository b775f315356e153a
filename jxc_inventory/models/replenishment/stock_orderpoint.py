from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StockWarehouseOrderpoint(models.Model):
    """Reordering rules may take their levels from a forecast of demand."""

    _inherit = "stock.warehouse.orderpoint"

    reorder_method = fields.Selection(
        [("manual", "Manual"), ("demand", "Forecast")],
        default="manual",
        required=True,
        help="Manual: minimum and maximum are what somebody typed.\n"
        "Forecast: they are set every night from the demand to be expected, lead time"
        " and service level. Typing a level makes the rule manual.",
    )

    @api.constrains("reorder_method", "location_id", "warehouse_id")
    def _check_reorder_method_location(self):
        for orderpoint in self:
            stock = orderpoint.warehouse_id.lot_stock_id
            if orderpoint.reorder_method == "demand" and (
                orderpoint.location_id != stock
            ):
                raise ValidationError(
                    self.env._(
                        "Demand is known for a warehouse as a whole: a reordering rule"
                        " from demand must be for %(stock)s, not %(location)s.",
                        stock=stock.display_name,
                        location=orderpoint.location_id.display_name,
                    )
                )

    def write(self, vals):
        typed = {"product_min_qty", "product_max_qty"} & vals.keys()
        if typed and "reorder_method" not in vals:
            vals = {**vals, "reorder_method": "manual"}
        result = super().write(vals)
        if vals.get("reorder_method") == "demand":
            # sudo: a user who may choose the method gets what it says.
            self.sudo()._set_levels_from_demand()
        return result
