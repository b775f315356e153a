from odoo import api, models
from odoo.fields import Domain


class ProductProduct(models.Model):
    """Odoo's suggestions for a purchase order do not count on what cannot be used.

    Those by actual demand go by the forecast, which does not either.
    """

    _inherit = "product.product"

    def _compute_suggested_quantity(self):
        usable = self.with_context(only_usable_on_hand=True)
        return super(ProductProduct, usable)._compute_suggested_quantity()

    @api.depends_context("only_usable_on_hand")
    def _compute_quantities(self):
        return super()._compute_quantities()

    def _compute_quantities_dict(
        self, lot_id, owner_id, package_id, from_date=False, to_date=False
    ):
        quantities = super()._compute_quantities_dict(
            lot_id, owner_id, package_id, from_date, to_date
        )
        if self.env.context.get("only_usable_on_hand"):
            unusable = self._get_unusable()
            for product in self:
                quantities[product.id]["qty_available"] -= unusable.get(
                    product._origin, 0
                )
        return quantities

    def _get_unusable(self) -> dict:
        """Return by product what is on hold or, by a rule, expired; reserved or not.

        Of the locations the context asks for.
        """
        in_place, _incoming, _outgoing = self._get_domain_locations()
        groups = self.env["stock.quant"]._read_group(
            Domain("product_id", "in", self.ids)
            & Domain(in_place)
            & (self._get_on_hold_domain() | self._get_expired_domain()),
            ["product_id"],
            ["quantity:sum"],
        )
        return dict(groups)
