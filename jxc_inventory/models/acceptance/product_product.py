from odoo import models

from .lookups import get_lookups


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _compute_display_name(self):
        """Do without reading price lists where the one to name by is given.

        Core searches those of the partner first and then takes the one given.
        """
        context = self.env.context
        if get_lookups(self) is None or not (
            context.get("seller_id") and context.get("partner_id")
        ):
            return super()._compute_display_name()
        named = self.with_context(partner_id=None)
        super(ProductProduct, named)._compute_display_name()
        for product, same in zip(self, named, strict=True):
            product.display_name = same.display_name
