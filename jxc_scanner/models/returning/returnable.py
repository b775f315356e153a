from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_MAX_TRANSFERS = 20


class Returnable(models.AbstractModel):
    """Which finished transfers goods may come back from, and what of them."""

    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def returnable(self, text, code="outgoing"):
        """List finished transfers by their number, their origin, or a lot or serial
        number they moved, the latest first.

        :param code: "outgoing" for goods of customers, "incoming" for those of vendors
        """
        self._check_keeper()
        meaning = self._read_code(text) or {}
        lot = meaning.get("lot") or meaning.get("serial") or meaning.get("text")
        if not lot or code not in ("outgoing", "incoming"):
            return []
        domain = self._returnable_domain(code) & (
            Domain("name", "=", lot)
            | Domain("origin", "=", lot)
            | Domain("move_line_ids.lot_id.name", "=", lot)
        )
        pickings = self.env["stock.picking"].search(
            domain, order="date_done desc, id desc", limit=_MAX_TRANSFERS
        )
        return [
            {
                "id": picking.id,
                "name": picking.name,
                "partner": picking.partner_id.name or "",
                "origin": picking.origin or "",
                "date": self._iso(self._day(picking.date_done)),
            }
            for picking in pickings
        ]

    @api.model
    @api.readonly
    def return_of(self, picking_id):
        """Return what may still come back of one finished transfer: products with
        their codes, and by lot how much was moved less what came back."""
        self._check_keeper()
        picking = self.env["stock.picking"].search(
            Domain("id", "=", self._as_id(picking_id))
            & (
                self._returnable_domain("outgoing")
                | self._returnable_domain("incoming")
            )
        )
        if not picking:
            raise UserError(self.env._("Nothing can be returned of this transfer."))
        left = self._left_to_return(picking)
        products = picking.move_ids.product_id
        codes = self._codes_by_product(products)
        return {
            "id": picking.id,
            "name": picking.name,
            "partner": picking.partner_id.name or "",
            "code": picking.picking_type_code,
            "today": self._iso(self._today()),
            "products": [
                {
                    "id": product.id,
                    "name": product.name,
                    "codes": codes[product.id],
                    "unit": product.uom_id.name,
                    "tracking": product.tracking,
                    "lots": [
                        {"name": lot.name or "", "left": quantity}
                        for (owner, lot), quantity in left.items()
                        if owner == product
                    ],
                }
                for product in products
            ],
        }

    @api.model
    def _returnable_domain(self, code):
        done = Domain("state", "=", "done") & Domain("picking_type_code", "=", code)
        return done & self._own_transfers_domain()

    @api.model
    def _left_to_return(self, picking):
        """Quantities by ``(product, lot)`` that ``picking`` moved and that have not
        come back or been promised back, in the product's unit."""
        left = defaultdict(float)
        moves = picking.move_ids.filtered(lambda move: move.state == "done")
        for line in moves.move_line_ids:
            left[line.product_id, line.lot_id] += line.quantity_product_uom
        returned = moves.returned_move_ids.filtered(lambda move: move.state == "done")
        for line in returned.move_line_ids:
            left[line.product_id, line.lot_id] -= line.quantity_product_uom
        return {
            key: quantity
            for key, quantity in left.items()
            if key[0].uom_id.compare(quantity, 0) > 0
        }
