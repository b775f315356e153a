from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class Alert(models.Model):
    """Documents that answer an alert, one of a sort and never a second.

    They are made with the rights of the user who presses the button, as if typed, and
    nothing moves before a person validates them. A transfer is ready at once, as Odoo
    has it of every transfer whose lots are chosen: its goods are reserved, so that
    nobody sells them meanwhile. A return to the vendor waits as a draft, since he has
    to agree first.
    """

    _inherit = "jxc.alert"

    picking_ids = fields.One2many("stock.picking", "alert_id", "Transfers")
    scrap_ids = fields.One2many("stock.scrap", "alert_id", "Scrap Orders")
    pricelist_item_ids = fields.One2many(
        "product.pricelist.item", "alert_id", "Discounts"
    )

    def action_transfer(self):
        """Open an internal transfer, prefilled with what is at risk and free."""
        return self._open_or_make("internal", self._make_transfer)

    def action_return(self):
        """Open the draft of a return of what is at risk to the vendor it came from."""
        return self._open_or_make("outgoing", self._make_return)

    def action_scrap(self):
        """Open the drafts of scrap orders; an inventory manager validates them."""
        self._begin_document()
        known = self.scrap_ids
        return self._open(known or self._note_documents(self._make_scrap()))

    def action_discount(self):
        """Open the discount that was made, or ask on which price list to make one."""
        self._begin_document()
        valid = self.pricelist_item_ids.filtered(
            lambda item: not item.date_end or item.date_end > fields.Datetime.now()
        )
        if valid:
            return self._open(valid)
        wizard = self.env["jxc.alert.discount"].create({"alert_id": self.id})
        return self._open(wizard) | {"target": "new", "name": self.env._("Discount")}

    def _begin_document(self):
        """Check rights, and let nobody else make a document of this alert meanwhile."""
        self.ensure_one()
        self._check_may_handle()
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["picking_ids", "scrap_ids", "pricelist_item_ids"])

    def _open_or_make(self, code: str, make):
        self._begin_document()
        known = self.picking_ids.filtered(
            lambda picking: (
                picking.state != "cancel" and picking.picking_type_code == code
            )
        )
        return self._open(known or self._note_documents(make()))

    def _note_documents(self, documents):
        """Write into the chatter what was made."""
        names = ", ".join(documents.mapped("display_name"))
        # sudo: nobody writes alerts; who may deal with it leaves a trace in it.
        self.sudo()._message_log(
            body=self.env._(
                "%(document)s made: %(names)s",
                document=self.env["ir.model"]._get(documents._name).name,
                names=names,
            )
        )
        return documents

    def _get_free(self) -> dict:
        """Return what is at risk and reserved for nothing: ``{quant: quantity}``.

        :raises UserError: nothing is free.
        """
        free = {
            quant: quant.quantity - quant.reserved_quantity
            for quant in self._get_quants()
            if quant.product_uom_id.compare(quant.quantity, quant.reserved_quantity) > 0
        }
        if not free:
            raise UserError(
                self.env._(
                    "All of %(product)s in %(warehouse)s is reserved for transfers.",
                    product=self.display_name,
                    warehouse=self.warehouse_id.display_name,
                )
            )
        return free

    def _get_quants(self):
        """Return the stock at risk; never empty.

        :raises UserError: nothing is there any more.
        """
        quants = self.env["stock.quant"].search(
            Domain("product_id", "=", self.product_id.id)
            & Domain("lot_id", "=", self.lot_id.id or False)
            & Domain("location_id.warehouse_id", "=", self.warehouse_id.id)
            & Domain("location_id.usage", "=", "internal")
            & Domain("quantity", ">", 0),
            order="quantity desc, id",
        )
        if not quants:
            raise UserError(
                self.env._(
                    "Nothing of %(product)s is left in %(warehouse)s. Evaluate the rule"
                    " again to resolve the alert.",
                    product=self.display_name,
                    warehouse=self.warehouse_id.display_name,
                )
            )
        return quants

    def _make_transfer(self):
        warehouse = self.warehouse_id
        others = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id), ("id", "!=", warehouse.id)]
        )
        operation = warehouse.int_type_id
        there = operation.default_location_dest_id or warehouse.lot_stock_id
        if len(others) == 1:
            there = others.lot_stock_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": operation.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": there.id,
                "origin": self.display_name,
                "alert_id": self.id,
            }
        )
        self.env["stock.move"].create(self._prepare_move(picking, self._get_free()))
        return picking

    def _prepare_move(self, picking, quantities: dict) -> dict:
        """Return the move of just these quants: their lots, places and owners."""
        there = picking.location_dest_id.id
        lines = [
            Command.create(
                {
                    "product_id": quant.product_id.id,
                    "lot_id": quant.lot_id.id,
                    "package_id": quant.package_id.id,
                    "owner_id": quant.owner_id.id,
                    "quantity": quantity,
                    "location_id": quant.location_id.id,
                    "location_dest_id": there,
                    "picking_id": picking.id,
                }
            )
            for quant, quantity in quantities.items()
        ]
        return {
            "product_id": self.product_id.id,
            "product_uom": self.product_id.uom_id.id,
            "product_uom_qty": sum(quantities.values()),
            "picking_id": picking.id,
            "location_id": picking.location_id.id,
            "location_dest_id": there,
            "move_line_ids": lines,
        }

    def _find_receipt(self):
        """Return the latest receipt move of these goods from a vendor, if known."""
        lines = self.env["stock.move.line"].search(
            Domain("state", "=", "done")
            & Domain("product_id", "=", self.product_id.id)
            & Domain("lot_id", "=", self.lot_id.id or False)
            & Domain("location_id.usage", "=", "supplier")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("picking_id", "!=", False),
            order="date desc, id desc",
            limit=1,
        )
        return lines.move_id

    def _make_return(self):
        received = self._find_receipt()
        if not received:
            raise UserError(
                self.env._(
                    "No receipt of %s from a vendor is known: make the return by hand"
                    " as a delivery to the vendor.",
                    self.display_name,
                )
            )
        quants = self._get_quants()
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": received.picking_id.id}
        )
        line = wizard.product_return_moves.filtered(
            lambda line: line.move_id == received
        )
        line.quantity = min(
            sum(quants.mapped("quantity")),
            received.product_uom._compute_quantity(
                received.quantity, received.product_id.uom_id
            ),
        )
        picking = received.picking_id.copy(
            {**wizard._prepare_picking_default_values(), "alert_id": self.id}
        )
        line._process_line(picking)
        return picking

    def _make_scrap(self):
        return self.env["stock.scrap"].create(
            [
                {
                    "product_id": quant.product_id.id,
                    "product_uom_id": quant.product_id.uom_id.id,
                    "lot_id": quant.lot_id.id,
                    "package_id": quant.package_id.id,
                    "owner_id": quant.owner_id.id,
                    "location_id": quant.location_id.id,
                    "scrap_qty": quant.quantity,
                    "company_id": self.company_id.id,
                    "origin": self.display_name,
                    "alert_id": self.id,
                }
                for quant in self._get_quants()
            ]
        )
