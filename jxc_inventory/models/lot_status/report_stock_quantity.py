from odoo import models


class ReportStockQuantity(models.Model):
    _inherit = "report.stock.quantity"

    _depends = {"stock.quant": ["hold_state"]}

    def _get_product_qty_col(self):
        """Count of stock on hold what open moves have reserved, from today on."""
        return (
            "CASE WHEN q.hold_state IS NOT NULL"
            " AND date >= (now() at time zone 'utc')::date"
            f" THEN q.reserved_quantity ELSE {super()._get_product_qty_col()} END"
        )
