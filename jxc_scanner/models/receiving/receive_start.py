from odoo import api, fields, models
from odoo.exceptions import UserError


class ReceiveStart(models.Model):
    """Receipts without an order: the device opens one, with or without network.

    What belongs to it names it by the number of that operation, ``started``, until the
    server has given it a transfer.
    """

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("receive.start", "Receive Without Order")],
        ondelete={"receive.start": "cascade"},
    )

    @api.model
    def _open_receive(self, payload):
        """Return the receipt an operation is about; none for one that starts it."""
        if "partner_id" in payload:
            return self.env["stock.picking"]
        started = self._started_picking(payload)
        if started:
            payload = {**payload, "picking_id": started.id}
        return super()._open_receive(payload)

    @api.model
    def _apply_receive_start(self, _none, payload):
        """Create a receipt that expects nothing yet, from ``partner_id`` (a vendor, or
        False when nobody knows), with ``origin`` (the vendor's delivery note)."""
        vendor = self._named("res.partner", payload, "partner_id")
        kind = self.env["jxc.scanner"]._own_warehouse().in_type_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "partner_id": vendor.id,
                "origin": self._text(payload, "origin"),
                "user_id": self.env.uid,
            }
        )
        return {"picking_id": picking.id, "name": picking.name}

    @api.model
    def _started_picking(self, payload):
        """Return the receipt that the operation ``started`` of this user has opened,
        none when the payload names no such operation; refuse while it is not there."""
        number = self._text(payload, "started")
        if not number:
            return self.env["stock.picking"]
        start = self.search(
            [
                ("uuid", "=", number),
                ("kind", "=", "receive.start"),
                ("state", "=", "applied"),
                ("user_id", "=", self.env.uid),
            ]
        )
        picking = self.env["stock.picking"].search(
            [("id", "=", (start.result or {}).get("picking_id", 0))]
        )
        if not picking:
            raise UserError(self.env._("The receipt was not opened. Start it anew."))
        return picking

    @api.model
    def _receive_unplanned(self, picking, payload):
        """Return a move for goods nobody ordered; refuse unless the receipt has no
        order or the keeper takes them all the same (``unexpected``)."""
        if not payload.get("unexpected") and not payload.get("started"):
            raise UserError(
                self.env._("%s does not expect this product.", picking.name)
            )
        product = self._stock_product(payload)
        move = self.env["stock.move"].create(
            {
                "picking_id": picking.id,
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": 0,
                "location_id": picking.location_id.id,
                "location_dest_id": picking.location_dest_id.id,
                "additional": True,
            }
        )
        move._action_confirm(merge=False)
        return move
