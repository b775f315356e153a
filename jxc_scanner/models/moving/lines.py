from odoo import api, models
from odoo.exceptions import UserError


class Lines(models.Model):
    """Lines of a transfer, worked off operation by operation and taken back."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _use_up(self, move, quantity, values):
        """Take ``quantity`` off the lines Odoo reserved beforehand, those of the same
        lot and place first, so that the form never shows goods twice."""
        unit = move.product_id.uom_id
        reserved = move.move_line_ids.filtered(lambda line: not line.picked)
        for line in reserved.sorted(lambda line: not self._alike(line, values)):
            used = min(quantity, line.quantity_product_uom)
            quantity -= used
            rest = line.quantity_product_uom - used
            if unit.is_zero(rest):
                line.unlink()
            else:
                line.quantity = unit._compute_quantity(rest, line.product_uom_id)
            if unit.is_zero(quantity):
                return

    @api.model
    def _put_on_line(self, move, quantity, values):
        """Add to the picked line that agrees in ``values``, else open one."""
        unit = move.product_id.uom_id
        alike = move.move_line_ids.filtered(
            lambda line: (
                line.picked
                and not line.result_package_id
                and line.product_uom_id == unit
                and self._alike(line, values)
            )
        )[:1]
        if alike:
            alike.quantity += quantity
            return alike
        return self.env["stock.move.line"].create(
            {
                **move._prepare_move_line_vals(quantity=0),
                **values,
                "quantity": quantity,
                "product_uom_id": unit.id,
                "picked": True,
            }
        )

    @api.model
    def _alike(self, line, values):
        return all(
            (getattr(line[name], "id", line[name]) or False) == (value or False)
            for name, value in values.items()
        )

    @api.model
    def _stock_shares(self, moves, quantity):
        """Deal ``quantity`` to ``moves`` as far as each still expects it; what is over
        goes to the last."""
        unit = moves.product_id.uom_id
        for move in moves[:-1]:
            picked = move.move_line_ids.filtered("picked")
            done = sum(picked.mapped("quantity_product_uom"))
            share = min(quantity, max(0.0, move.product_qty - done))
            if not unit.is_zero(share):
                yield move, share
                quantity -= share
        if not unit.is_zero(quantity):
            yield moves[-1], quantity

    @api.model
    def _own_operation(self, picking, payload, kind):
        """Return the applied operation with number ``target``, made by the same user
        on ``picking`` and not taken back yet; refuse when there is none."""
        target = self.search(
            [
                ("uuid", "=", self._text(payload, "target")),
                ("kind", "=", kind),
                ("state", "=", "applied"),
                ("user_id", "=", self.env.uid),
                ("picking_id", "=", picking.id),
            ]
        )
        if not target or target.result.get("undone"):
            raise UserError(self.env._("There is no such count to take back."))
        return target

    @api.model
    def _take_back_lines(self, picking, target):
        """Take the quantities an operation put on lines off again."""
        for line_id, quantity in target.result["lines"]:
            line = picking.move_line_ids & picking.move_line_ids.browse(line_id)
            if not line or line.quantity_product_uom < quantity:
                raise UserError(
                    self.env._(
                        "Somebody changed this count meanwhile; look at it first."
                    )
                )
            move = line.move_id
            if line.product_id.uom_id.compare(line.quantity_product_uom, quantity) == 0:
                line.unlink()
            else:
                line.quantity -= quantity
            self._expect_again(move, quantity)

    @api.model
    def _mark_undone(self, target):
        # sudo: the journal is written by the journal's own methods only.
        target.sudo().result = {**target.result, "undone": True}

    @api.model
    def _backorder_name(self, picking):
        """Return the name of the transfer that has the rest of ``picking``."""
        backorder = self.env["stock.picking"].search(
            [("backorder_id", "=", picking.id)], limit=1
        )
        return backorder.name or False
