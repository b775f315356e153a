from collections import defaultdict

from odoo import models


class StockMoveLine(models.Model):
    """What a person has released passes the gate, up to the quantity released."""

    _inherit = "stock.move.line"

    def _explain_refused(self, refused):
        """Say where a release can be had, when it is too late for one here."""
        sentences = super()._explain_refused(refused)
        if any(
            found.releasable and found.line.picking_id.state == "done"
            for found in refused
        ):
            sentences.append(
                self.env._(
                    "This transfer is done. Move these goods with another transfer:"
                    " before it is validated they can be released with a reason."
                )
            )
        return sentences

    def _drop_released(self, violations):
        violations = super()._drop_released(violations)
        releasable = [found for found in violations if found.releasable]
        if not releasable:
            return violations
        pickings = self.picking_id
        # sudo: a release holds for whoever moves the goods, whoever may read it.
        releases = self.env["jxc.lot.release"].sudo()
        released = {
            (kind, picking.id, product.id, lot_name or False, partner.id): quantity
            for kind, picking, product, lot_name, partner, quantity in (
                releases._read_group(
                    [("picking_id", "in", pickings.ids)],
                    ["kind", "picking_id", "product_id", "lot_name", "partner_id"],
                    ["quantity:max"],
                )
            )
        }
        if not released:
            return violations
        moving = defaultdict(float)
        done = pickings.move_line_ids.filtered(lambda line: line.state == "done")
        for line in self | done:
            moving[line._get_release_key()] += line.quantity_product_uom

        def passes(found):
            key = found.line._get_release_key()
            quantity = released.get((found.kind, *key))
            unit = found.line.product_id.uom_id
            return quantity and unit.compare(moving[key], quantity) <= 0

        return [found for found in violations if not (found.rule and passes(found))]

    def _get_release_key(self):
        """Return what lines share that one release lets pass."""
        return (
            self.picking_id.id,
            self.product_id.id,
            self.lot_id.name or self.lot_name or False,
            self._get_party().id,
        )
