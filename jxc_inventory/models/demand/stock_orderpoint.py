from odoo import models


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    def action_demand_chart(self):
        """Show the weekly demand that this rule is worked out from, in a dialog."""
        self.ensure_one()
        action = self.product_id.action_demand_chart()
        action["params"]["warehouse_id"] = self.warehouse_id.id
        return {**action, "target": "new", "context": {"dialog_size": "extra-large"}}
