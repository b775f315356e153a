from odoo import api, fields, models
from odoo.exceptions import UserError


class PutawayOperations(models.Model):
    """Working off an internal transfer somebody else has planned, such as the second
    step of a receipt."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[
            ("putaway.take", "Put Away"),
            ("putaway.undo", "Undo Put-Away"),
            ("putaway.validate", "Finish Put-Away"),
        ],
        ondelete={
            "putaway.take": "cascade",
            "putaway.undo": "cascade",
            "putaway.validate": "cascade",
        },
    )

    @api.model
    def _open_putaway(self, payload):
        """Return the internal transfer an operation is about, or refuse."""
        number = self._integer(payload, "picking_id")
        picking = self.env["jxc.scanner"]._find_transfer(number)
        if picking.picking_type_code != "internal":
            raise UserError(self.env._("This is not an internal transfer."))
        if picking.state in ("done", "cancel"):
            raise UserError(
                self.env._("%s is already finished or cancelled.", picking.name)
            )
        return picking

    @api.model
    def _apply_putaway_take(self, picking, payload):
        """Put goods from ``location_id`` to ``location_dest_id``: ``product_id`` with
        ``quantity``, ``lot_id`` and ``package_id``; or ``package_id`` alone, whole."""
        target = self._stock_place(payload, "location_dest_id")
        if not payload.get("product_id"):
            return self._putaway_take_package(picking, self._package(payload), target)
        product = self._stock_product(payload)
        moves = picking.move_ids.filtered(
            lambda move: (
                move.product_id == product and move.state not in ("done", "cancel")
            )
        )
        if not moves:
            raise UserError(
                self.env._("%s does not ask for this product.", picking.name)
            )
        source = self._stock_place(payload, "location_id")
        lot = self._stock_lot(payload, product)
        package = payload.get("package_id") and self._package(payload)
        quantity = self._quantity(payload, product)
        self._stock_taken(
            self._stock_lying(source, product, lot, package), product, quantity, source
        )
        values = {
            "location_id": source.id,
            "location_dest_id": target.id,
            "lot_id": lot.id if lot else False,
            "package_id": package.id if package else False,
        }
        taken = []
        for move, share in self._stock_shares(moves, quantity):
            self._use_up(move, share, values)
            taken.append([self._put_on_line(move, share, values).id, share])
        return {"lines": taken}

    @api.model
    def _putaway_take_package(self, picking, package, target):
        """Take everything the transfer expects in ``package``, as it stands."""
        lines = picking.move_line_ids.filtered(
            lambda line: line.package_id == package and not line.picked
        )
        if not lines:
            raise UserError(
                self.env._(
                    "%(transfer)s does not ask for package %(package)s.",
                    transfer=picking.name,
                    package=package.name,
                )
            )
        lines.write(
            {
                "location_dest_id": target.id,
                "result_package_id": package.id,
                "picked": True,
            }
        )
        return {"package": lines.ids}

    @api.model
    def _apply_putaway_undo(self, picking, payload):
        """Take back what the operation with number ``target`` put away."""
        target = self._own_operation(picking, payload, "putaway.take")
        if "package" in target.result:
            picking.move_line_ids.filtered(
                lambda line: line.id in target.result["package"]
            ).picked = False
        else:
            self._take_back_lines(picking, target)
        self._mark_undone(target)
        return {}

    @api.model
    def _apply_putaway_validate(self, picking, payload):
        """Finish the transfer; ``backorder`` says whether the rest is still to do."""
        if not any(picking.move_line_ids.mapped("picked")):
            raise UserError(self.env._("Nothing has been put away yet."))
        left = (
            {}
            if payload.get("backorder")
            else {"picking_ids_not_to_backorder": picking.ids}
        )
        self._finish_transfer(picking, skip_expired=True, **left)
        return {"name": picking.name, "backorder": self._backorder_name(picking)}
