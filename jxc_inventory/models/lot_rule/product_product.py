from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_add_lot_rule(self):
        """Open a new rule for the product of this variant."""
        return self.product_tmpl_id.action_add_lot_rule()
