from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby

_BOUND = ("product_id", "lot_id", "package_id", "owner_id")


class TransferOperations(models.Model):
    """Goods carried from one place to another: Odoo's internal transfer, done at
    once. What was carried wrongly is carried back."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[
            ("transfer.move", "Move Goods"),
            ("transfer.back", "Move Goods Back"),
        ],
        ondelete={"transfer.move": "cascade", "transfer.back": "cascade"},
    )

    @api.model
    def _open_transfer(self, payload):
        """Return no document: it is made as the goods are moved."""
        return self.env["stock.picking"]

    @api.model
    def _apply_transfer_move(self, _subject, payload):
        """Carry goods from ``location_id`` to ``location_dest_id``.

        Which goods: ``product_id`` with ``quantity``, ``lot_id`` and ``package_id``
        they are taken out of; or ``package_id`` alone, moved as it is; or ``whole``,
        everything that lies there.
        """
        source = self._stock_place(payload, "location_id")
        target = self._stock_place(payload, "location_dest_id")
        self._transfer_check_way(source, target)
        picking = self._transfer_carry(
            self._transfer_carried(payload, source), source, target
        )
        return {"picking_id": picking.id, "name": picking.name}

    @api.model
    def _apply_transfer_back(self, _subject, payload):
        """Carry back what the move with number ``target`` of the same user carried."""
        target = self.search(
            [
                ("uuid", "=", self._text(payload, "target")),
                ("kind", "=", "transfer.move"),
                ("state", "=", "applied"),
                ("user_id", "=", self.env.uid),
            ]
        )
        moved = self.env["stock.picking"].browse(
            (target.result or {}).get("picking_id")
        )
        if not target or target.result.get("undone") or not moved.exists():
            raise UserError(self.env._("There is no such move to take back."))
        carried = []
        for line in moved.move_line_ids:
            lying = self._stock_lying(
                line.location_dest_id,
                line.product_id,
                line.lot_id,
                line.result_package_id,
            )
            carried += [
                (quant, quantity, line.package_id)
                for quant, quantity in self._stock_taken(
                    lying,
                    line.product_id,
                    line.quantity_product_uom,
                    line.location_dest_id,
                )
            ]
        picking = self._transfer_carry(
            carried, moved.location_dest_id, moved.location_id
        )
        self._mark_undone(target)
        return {"picking_id": picking.id, "name": picking.name}

    # ---- parts -----------------------------------------------------------------

    @api.model
    def _transfer_check_way(self, source, target):
        if source == target:
            raise UserError(
                self.env._("The goods lie at %s already.", target.display_name)
            )
        if source.warehouse_id != target.warehouse_id or not source.warehouse_id:
            raise UserError(
                self.env._(
                    "%(here)s and %(there)s are in different warehouses. Use a"
                    " transfer between them.",
                    here=source.display_name,
                    there=target.display_name,
                )
            )

    @api.model
    def _transfer_carried(self, payload, source):
        """Return ``(quant, quantity, package it goes into)`` of what is to be moved."""
        if payload.get("whole"):
            quants = self.env["stock.quant"].search(
                [("location_id", "=", source.id), ("quantity", ">", 0)]
            )
        elif not payload.get("product_id"):
            package = self._package(payload)
            quants = self.env["stock.quant"].search(
                [
                    ("package_id", "child_of", package.ids),
                    ("location_id", "=", source.id),
                    ("quantity", ">", 0),
                ]
            )
        else:
            product = self._stock_product(payload)
            quantity = self._quantity(payload, product)
            package = payload.get("package_id") and self._package(payload)
            lot = self._stock_lot(payload, product)
            lying = self._stock_lying(source, product, lot, package)
            empty = self.env["stock.package"]
            return [
                (quant, share, empty)
                for quant, share in self._stock_taken(lying, product, quantity, source)
            ]
        if not quants:
            raise UserError(
                self.env._("Nothing of it lies at %s.", source.display_name)
            )
        return [(quant, quant.quantity, quant.package_id) for quant in quants]

    @api.model
    def _transfer_carry(self, carried, source, target):
        """Create the internal transfer and finish it."""
        places = {"location_id": source.id, "location_dest_id": target.id}
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": source.warehouse_id.int_type_id.id,
                "user_id": self.env.uid,
                "origin": self.env._("Scanner"),
                **places,
            }
        )
        here = {"picking_id": picking.id, **places}
        self.env["stock.move"].create(
            [
                self._transfer_values(entries, here)
                for _product, entries in groupby(
                    carried, lambda entry: entry[0].product_id
                )
            ]
        )
        # Goods past their date may be put where they belong; the gate decides.
        self._finish_transfer(picking, skip_expired=True)
        return picking

    @api.model
    def _transfer_values(self, entries, here):
        product = entries[0][0].product_id
        common = {"product_id": product.id, **here}
        return {
            **common,
            "product_uom": product.uom_id.id,
            "product_uom_qty": sum(quantity for _quant, quantity, _package in entries),
            "picked": True,
            "move_line_ids": [
                Command.create(
                    {
                        **common,
                        **{name: quant[name].id for name in _BOUND},
                        "product_uom_id": product.uom_id.id,
                        "quantity": quantity,
                        "result_package_id": package.id,
                        "picked": True,
                    }
                )
                for quant, quantity, package in entries
            ],
        }
