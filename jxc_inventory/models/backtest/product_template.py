from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_backtest(self):
        """Show what the forecast would have done with the variants."""
        return self.product_variant_ids.action_backtest()
