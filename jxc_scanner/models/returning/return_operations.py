from collections import defaultdict

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

_MAX_LINES = 200


class ReturnOperations(models.Model):
    """Goods that come back from a customer, or go back to a vendor: Odoo's return of
    the transfer that moved them, made and finished in one step."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("return.finish", "Return")],
        ondelete={"return.finish": "cascade"},
    )

    @api.model
    def _open_return(self, payload):
        """Return the finished transfer goods come back from, or refuse."""
        number = self._integer(payload, "picking_id")
        picking = self.env["jxc.scanner"]._find_transfer(number)
        codes = ("outgoing", "incoming")
        if picking.state != "done" or picking.picking_type_code not in codes:
            raise UserError(self.env._("Nothing can be returned of this transfer."))
        return picking

    @api.model
    def _apply_return_finish(self, picking, payload):
        """Return ``lines`` of ``product_id``, ``lot`` (by name) and ``quantity``; only
        what that transfer moved, each lot no more than it moved. ``note`` goes into
        the history of the return."""
        lines = [
            self._return_line(picking, line) for line in self._return_lines(payload)
        ]
        self._return_check_left(picking, lines)
        returned = self._return_create(picking, lines)
        note = self._text(payload, "note")
        if note:
            returned.message_post(body=note)
        # Goods past their date come back too; where they may go the gate decides.
        self._finish_transfer(returned, skip_expired=True)
        return {"picking_id": returned.id, "name": returned.name}

    # ---- what comes back -----------------------------------------------------------

    @api.model
    def _return_lines(self, payload):
        lines = payload.get("lines")
        valid = isinstance(lines, list) and 0 < len(lines) <= _MAX_LINES
        if not valid or not all(isinstance(line, dict) for line in lines):
            raise UserError(self.env._("Nothing has been scanned to return."))
        return lines

    @api.model
    def _return_line(self, picking, payload):
        product = self._stock_product(payload)
        quantity = self._quantity(payload, product)
        lot = self.env["stock.lot"]
        if product.tracking != "none":
            name = self._text(payload, "lot")
            lot = name and self._known_lot(picking, product, name)
            if not lot:
                raise UserError(
                    self.env._(
                        "%(product)s %(lot)s: we do not know this number. Read it"
                        " again from the goods.",
                        product=product.display_name,
                        lot=name or "",
                    )
                )
        return product, lot, quantity

    @api.model
    def _return_check_left(self, picking, lines):
        """Refuse what ``picking`` has not moved, or what came back already."""
        left = self.env["jxc.scanner"]._left_to_return(picking)
        wanted = defaultdict(float)
        for product, lot, quantity in lines:
            wanted[product, lot] += quantity
        for (product, lot), quantity in wanted.items():
            moved = left.get((product, lot), 0.0)
            if product.uom_id.compare(quantity, moved) > 0:
                raise UserError(
                    self.env._(
                        "%(transfer)s moved only %(moved)s of %(product)s %(lot)s that"
                        " has not come back. Check the number and the transfer.",
                        transfer=picking.name,
                        moved=f"{moved:g}",
                        product=product.display_name,
                        lot=lot.name or "",
                    )
                )

    # ---- the return --------------------------------------------------------------

    @api.model
    def _return_create(self, picking, lines):
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 0
        for product, total in self._return_totals(lines).items():
            self._return_ask_back(wizard, product, total)
        returned = wizard._create_return()
        returned.move_line_ids.unlink()
        for product, lot, quantity in lines:
            self._return_fill(returned, product, lot, quantity)
        return returned

    @api.model
    def _return_totals(self, lines):
        totals = defaultdict(float)
        for product, _lot, quantity in lines:
            totals[product] += quantity
        return totals

    @api.model
    def _return_ask_back(self, wizard, product, total):
        """Deal ``total`` to what of ``product`` the transfer moved."""
        for line in wizard.product_return_moves:
            move = line.move_id
            if line.product_id != product or not total:
                continue
            back = sum(
                move.returned_move_ids.filtered(
                    lambda moved: moved.state == "done"
                ).move_line_ids.mapped("quantity_product_uom")
            )
            moved = sum(move.move_line_ids.mapped("quantity_product_uom"))
            share = min(total, max(0.0, moved - back))
            line.quantity = product.uom_id._compute_quantity(share, line.uom_id)
            total = product.uom_id.round(total - share)

    @api.model
    def _return_fill(self, returned, product, lot, quantity):
        """Put what comes back on the moves of the return, from where it lies when it
        comes out of our own stock."""
        moves = returned.move_ids.filtered(lambda move: move.product_id == product)
        for move, share in self._stock_shares(moves, quantity):
            move.move_line_ids = [
                Command.create(
                    {
                        **move._prepare_move_line_vals(quantity=0),
                        **place,
                        "lot_id": lot.id,
                        "product_uom_id": product.uom_id.id,
                        "quantity": part,
                        "picked": True,
                    }
                )
                for place, part in self._return_origins(move, product, lot, share)
            ]

    @api.model
    def _return_origins(self, move, product, lot, quantity):
        if move.location_id.usage not in ("internal", "transit"):
            return [({}, quantity)]
        quants = self.env["stock.quant"].search(
            [
                ("location_id", "child_of", move.location_id.id),
                ("product_id", "=", product.id),
                ("lot_id", "=", lot.id),
                ("quantity", ">", 0),
            ]
        )
        return [
            (
                {
                    "location_id": quant.location_id.id,
                    "package_id": quant.package_id.id,
                    "owner_id": quant.owner_id.id,
                },
                share,
            )
            for quant, share in self._stock_taken(
                quants, product, quantity, move.location_id
            )
        ]
