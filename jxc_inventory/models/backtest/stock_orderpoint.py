from odoo import models


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    def action_backtest(self):
        """Show what the forecast would have done with these products."""
        warehouse = self.warehouse_id if len(self.warehouse_id) == 1 else None
        return self.env["jxc.reorder.backtest"]._open_for_products(
            self.product_id, warehouse
        )
