from odoo import models

from .lookups import get_lookups


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _compute_display_name(self):
        """Do without reading price lists where the one to name by is given.

        Core searches those of the partner first and then takes the one given.
        """
        context = self.env.context
        lookups = get_lookups(self)
        if lookups is None or not (
            context.get("seller_id") and context.get("partner_id")
        ):
            return super()._compute_display_name()
        named = self.with_context(partner_id=None).with_prefetch(
            lookups.mates.get(self[:1].id, self.ids)
        )
        super(ProductProduct, named)._compute_display_name()
        for product, same in zip(self, named, strict=True):
            product.display_name = same.display_name

    def _get_kind(self) -> tuple:
        """Return all of a product that core's choice of routes looks at.

        A route that buys or makes is for products with a vendor or a bill of materials;
        which bill it is decides, too.
        """
        kinds = get_lookups(self).kinds
        key = (self.id, self.env.company.id, self.env.uid, self.env.su)
        if key not in kinds:
            boms = self["bom_ids"].ids if "bom_ids" in self._fields else ()
            kinds[key] = (
                tuple(self.route_ids.ids),
                self.categ_id.id,
                bool(self.seller_ids),
                tuple(boms),
            )
        return kinds[key]

    def _get_rules_from_location(self, location, route_ids=False, seen_rules=False):
        """Follow the rules once for all products that core would find the same for."""
        lookups = get_lookups(self)
        if lookups is None or seen_rules:
            return super()._get_rules_from_location(location, route_ids, seen_rules)
        key = (
            self._get_kind(),
            location.id,
            tuple(route_ids.ids) if route_ids else (),
            self.env.company.id,
            self.env.uid,
            self.env.su,
        )
        if key not in lookups.ways:
            found = super()._get_rules_from_location(location, route_ids, seen_rules)
            lookups.ways[key] = found.ids
        return self.env["stock.rule"].browse(lookups.ways[key])

    def _select_seller(
        self,
        partner_id=False,
        quantity=0.0,
        date=None,
        uom_id=False,
        ordered_by="price_discounted",
        params=False,
    ):
        """Find the price list that tells the lead time once for each product."""
        lookups = get_lookups(self)
        chosen = partner_id or date or uom_id or params
        if lookups is None or quantity is not None or chosen:
            return super()._select_seller(
                partner_id, quantity, date, uom_id, ordered_by, params
            )
        key = (self.id, ordered_by, self.env.company.id, self.env.uid, self.env.su)
        if key not in lookups.sellers:
            lookups.sellers[key] = (
                super()._select_seller(quantity=None, ordered_by=ordered_by).id
            )
        return self.env["product.supplierinfo"].browse(lookups.sellers[key])
