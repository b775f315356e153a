from odoo import api, models
from odoo.exceptions import UserError


class ReceiveFinish(models.Model):
    """Counts taken back, and the receipt finished with what was counted."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _apply_receive_undo(self, picking, payload):
        """Take back the count with number ``target``, made by the same user."""
        target = self._own_operation(picking, payload, "receive.count")
        self._take_back_lines(picking, target)
        self._mark_undone(target)
        return {}

    @api.model
    def _expect_again(self, move, quantity):
        """Give back to Odoo's own unpicked lines what a count had used up."""
        unit = move.product_id.uom_id
        present = sum(move.move_line_ids.mapped("quantity_product_uom"))
        missing = min(quantity, move.product_qty - present)
        if unit.compare(missing, 0) <= 0:
            return
        unpicked = move.move_line_ids.filtered(lambda line: not line.picked)[:1]
        if unpicked:
            unpicked.quantity += unit._compute_quantity(
                missing, unpicked.product_uom_id
            )
        else:
            values = move._prepare_move_line_vals(quantity=missing)
            self.env["stock.move.line"].create({**values, "picked": False})

    @api.model
    def _apply_receive_validate(self, picking, payload):
        """Finish the receipt with what was counted; ``backorder`` says whether the
        rest stays expected, ``accept_expired`` that expired goods are wanted."""
        if not any(picking.move_line_ids.mapped("picked")):
            raise UserError(self.env._("Nothing has been counted yet."))
        context = {}
        if not payload.get("backorder"):
            context["picking_ids_not_to_backorder"] = picking.ids
        if payload.get("accept_expired"):
            context["skip_expired"] = True
        self._finish_transfer(picking, **context)
        return {
            "name": picking.name,
            "backorder": self._backorder_name(picking),
            "lots": picking.move_line_ids.lot_id.ids,
        }
