from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine import recall as engine
from .movements import read_flows, read_in_stock, read_made_from

NOTHING = engine.LotTally()


class Recall(models.Model):
    """Finding every piece: a fixed number of queries however many there are."""

    _inherit = "jxc.recall"

    def _retrace(self):
        """Bring lots, places and customers of these recalls up to date.

        Lots made from recalled ones and, in a running recall, new lots that fit what
        was searched for are added and put on hold. A running recall loses nothing.
        """
        for recall in self:
            # sudo: the list follows movements whoever makes them; nobody writes it.
            recall.sudo()._trace()

    def _trace(self):
        self.ensure_one()
        if self.state == "draft":
            self.line_ids.unlink()
            self.lot_ids.filtered(lambda lot: lot.origin == "made").unlink()
        elif self._has_criteria():
            found = self._find_lots() - self.lot_ids.lot_id
            self._add_lots(found, "search")
        made = read_made_from(self.env, self.lot_ids.lot_id.ids)
        lots = self.env["stock.lot"].browse(sorted(made)) - self.lot_ids.lot_id
        self._add_lots(lots, "made", made)
        followed = self.lot_ids.filtered(lambda lot: not lot.released_on)
        if self.state == "running":
            followed._hold()
        tallies = engine.tally(read_flows(self.env, followed.lot_id.ids))
        followed._update_places(tallies)
        self._update_customers()
        in_stock = read_in_stock(self.env, followed.lot_id.ids)
        for recall_lot in followed:
            tally = tallies.get(recall_lot.lot_id.id, NOTHING)
            recall_lot._update_quantities(
                tally,
                in_stock.get((recall_lot.lot_id.id, "stock"), 0.0),
                in_stock.get((recall_lot.lot_id.id, "transit"), 0.0),
            )

    def _update_customers(self):
        """Let everybody who received some of the goods be on the list once."""
        lines = self.line_ids.filtered(lambda line: line.kind == "customer")
        listed = {customer.partner_id: customer for customer in self.customer_ids}
        by_partner = lines.grouped("partner_id")
        missing = [partner for partner in by_partner if partner not in listed]
        created = self.env["jxc.recall.customer"].create(
            [{"recall_id": self.id, "partner_id": partner.id} for partner in missing]
        )
        listed.update(zip(missing, created, strict=True))
        for partner, lines_of_partner in by_partner.items():
            unlinked = lines_of_partner.filtered(lambda line: not line.customer_id)
            unlinked.customer_id = listed[partner]
        if self.state == "draft":
            self.customer_ids.filtered(lambda customer: not customer.line_ids).unlink()

    def _has_criteria(self):
        return bool(self.product_id or self.vendor_id)

    def _find_lots(self):
        """Return the lots that vendor, product and production dates tell."""
        self.ensure_one()
        if not self._has_criteria():
            raise UserError(
                self.env._("State a product or a vendor to find lots by, or add lots.")
            )
        domain = Domain("company_id", "in", [self.company_id.id, False])
        if self.product_id:
            domain &= Domain("product_id", "=", self.product_id.id)
        if self.vendor_id:
            domain &= Domain("vendor_id", "=", self.vendor_id.commercial_partner_id.id)
        if self.production_from:
            domain &= Domain("production_date", ">=", self.production_from)
        if self.production_to:
            domain &= Domain("production_date", "<=", self.production_to)
        return self.env["stock.lot"].search(domain)

    def _add_lots(self, lots, origin, made_from=None):
        made_from = made_from or {}
        # sudo: a running recall takes in lots whoever receives or makes them.
        self.env["jxc.recall.lot"].sudo().create(
            [
                {
                    "recall_id": self.id,
                    "lot_id": lot.id,
                    "origin": origin,
                    "made_from_ids": sorted(made_from.get(lot.id, ())),
                }
                for lot in lots
            ]
        )
