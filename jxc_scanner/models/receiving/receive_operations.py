from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.jxc_inventory.engine import shelf_life

from ..journal.entry_error import EntryError
from ..journal.line_fold import LineFold


class ReceiveOperations(models.Model):
    """What the three operations of receiving do to Odoo's transfer."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[
            ("receive.count", "Count In"),
            ("receive.undo", "Undo Count"),
            ("receive.validate", "Finish Receipt"),
        ],
        ondelete={
            "receive.count": "cascade",
            "receive.undo": "cascade",
            "receive.validate": "cascade",
        },
    )

    @api.model
    def _open_receive(self, payload):
        """Return the receipt an operation is about, or refuse."""
        number = self._integer(payload, "picking_id")
        picking = self.env["jxc.scanner"]._find_transfer(number)
        if picking.picking_type_code != "incoming":
            raise UserError(self.env._("This is not a receipt, or it is gone."))
        if picking.state in ("done", "cancel"):
            raise UserError(
                self.env._("%s is already finished or cancelled.", picking.name)
            )
        return picking

    # ---- count ---------------------------------------------------------------

    @api.model
    def _apply_receive_count(self, picking, payload):
        return self._apply_all_receive_count(picking, [payload])[0]

    @api.model
    def _apply_all_receive_count(self, picking, payloads):
        """Count goods in: ``product_id``, ``quantity`` in the product's unit, and for
        tracked goods ``lot`` with ``production_date`` and ``expiration_date``;
        ``damaged`` goods go to a place of their own, ``unexpected`` ones were not
        ordered."""
        moves = picking.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        expected = {
            product.id: moves for product, moves in moves.grouped("product_id").items()
        }
        lots = self._receive_lots(picking, payloads)
        fold = LineFold(moves)
        shares = []
        for payload in payloads:
            product_id = self._integer(payload, "product_id")
            if product_id not in expected:
                expected[product_id] = self._receive_unplanned(picking, payload)
            moves = expected[product_id]
            shares.append(self._receive_one(fold, moves, lots, payload))
        fold.write()
        return [
            {"lines": [[share.line.id, share.quantity] for share in each]}
            for each in shares
        ]

    @api.model
    def _receive_one(self, fold, moves, lots, payload):
        quantity = self._quantity(payload, moves.product_id)
        values = {
            **self._lot_values(fold, moves, lots, payload, quantity),
            **self._damage_values(moves, payload),
            # What is packed stays as it is.
            "result_package_id": False,
        }
        shares = []
        for move, share in self._shares(fold, moves, quantity):
            fold.use_up(move, share)
            shares.append(fold.add(move, share, values))
        return shares

    @api.model
    def _damage_values(self, moves, payload):
        """Values of the line that keep damaged goods apart."""
        if not payload.get("damaged"):
            return {"damaged": False}
        warehouse = moves.picking_type_id.warehouse_id
        return {
            "damaged": True,
            "location_dest_id": warehouse._get_damaged_location().id,
        }

    @api.model
    def _shares(self, fold, moves, quantity):
        """Deal ``quantity`` to ``moves`` as far as each still expects it; what is over
        goes to the last."""
        rounding = moves.product_id.uom_id
        for move in moves[:-1]:
            share = min(quantity, max(0.0, move.product_qty - fold.picked(move)))
            if not rounding.is_zero(share):
                yield move, share
                quantity -= share
        if not rounding.is_zero(quantity):
            yield moves[-1], quantity

    @api.model
    def _receive_lots(self, picking, payloads):
        """Return the known lots ``payloads`` name, by product id and name."""
        names = {self._text(payload, "lot") for payload in payloads} - {""}
        lots = self.env["stock.lot"].search(
            [
                ("name", "in", list(names)),
                (
                    "product_id",
                    "in",
                    [self._integer(payload, "product_id") for payload in payloads],
                ),
                ("company_id", "in", (False, picking.company_id.id)),
            ],
            order="id desc",
        )
        return {(lot.product_id.id, lot.name): lot for lot in lots}

    @api.model
    def _lot_values(self, fold, moves, lots, payload, quantity):
        """Values of the line that say which lot it is and how old it is."""
        product = moves.product_id
        if product.tracking == "none":
            return {}
        name = self._text(payload, "lot")
        if not name:
            raise EntryError(
                self.env._("%s needs a lot or serial number.", product.display_name)
            )
        lot = lots.get((product.id, name))
        if product.tracking == "serial":
            self._check_serial(fold, moves, lot, name, quantity)
        dates = self._date_values(moves.picking_id, payload)
        if lot:
            # As Odoo does when it validates a receipt. The lot keeps its expiration;
            # a production date that contradicts it is refused as the line is written.
            dates.pop("expiration_date", None)
            return {"lot_id": lot.id, "lot_name": name, **dates}
        return {"lot_name": name, **dates}

    @api.model
    def _check_serial(self, fold, moves, lot, name, quantity):
        if quantity != 1:
            raise EntryError(self.env._("A serial number stands for one piece."))
        if any(name in fold.lot_names(move) for move in moves):
            raise EntryError(self.env._("Serial number %s is already counted.", name))
        if lot and self.env["jxc.scanner"]._lots_in_stock(lot):
            raise UserError(self.env._("Serial number %s is already in stock.", name))

    @api.model
    def _date_values(self, picking, payload):
        """Dates read from the goods. A printed expiration date wins over the one that
        follows from the shelf life; the day is good to its last second."""
        values = {}
        zone = picking.company_id._jxc_timezone()
        production = self._date(payload, "production_date")
        expiration = self._date(payload, "expiration_date")
        if production:
            if production > shelf_life.day_of(fields.Datetime.now(), zone):
                raise EntryError(
                    self.env._(
                        "The production date %s lies in the future. Read it again"
                        " from the package.",
                        format_date(self.env, production),
                    )
                )
            values["production_date"] = production
        if expiration:
            values["expiration_date"] = shelf_life.day_end(expiration, zone)
        return values
