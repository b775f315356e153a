from collections import defaultdict
from collections.abc import Iterable, Iterator

from odoo import models

# Kits taken apart at once, so that rounding up a component's unit does not show.
_MANY = 1000


class SalesImport(models.Model):
    """Kits in an imported file are demand of what they are made of.

    As with deliveries, where Odoo ships the components of a kit. Taken apart as of the
    import: a bill of materials changed later changes no history, and undoing an import
    takes back exactly what it brought. Without manufacturing there are no kits.
    """

    _inherit = "jxc.sales.import"

    def _by_component(self, rows: Iterable[tuple]) -> Iterator[tuple]:
        """Return (product, warehouse, day, quantity) rows with kits taken apart.

        Rows that come to the same component, warehouse and day are added up.
        """
        rows = list(rows)
        kits = self._get_kits({product_id for product_id, *_rest in rows})
        if not kits:
            return iter(rows)
        quantities = defaultdict(float)
        for product_id, warehouse_id, day, quantity in rows:
            for component_id, each in kits.get(product_id, [(product_id, 1.0)]):
                quantities[component_id, warehouse_id, day] += quantity * each
        return ((*key, quantity) for key, quantity in quantities.items())

    def _get_kits(self, product_ids) -> dict[int, list[tuple[int, float]]]:
        """Return, by kit, its components and how many units of each it takes."""
        if "mrp.bom" not in self.env:
            return {}
        # sudo: what a kit is made of is read for whoever may import its sales.
        products = self.env["product.product"].sudo().browse(product_ids)
        boms = products.env["mrp.bom"]._bom_find(
            products, company_id=self.company_id.id, bom_type="phantom"
        )
        kits = {}
        for kit, bom in boms.items():
            if not bom:
                continue
            times = kit.uom_id._compute_quantity(
                _MANY, bom.product_uom_id, round=False
            ) / (bom.product_qty)
            _boms, lines = bom.explode(kit, times)
            kits[kit.id] = [
                (
                    line.product_id.id,
                    line.product_uom_id._compute_quantity(
                        values["qty"], line.product_id.uom_id, round=False
                    )
                    / _MANY,
                )
                for line, values in lines
                if line.product_id.type == "consu"
            ]
        return kits
