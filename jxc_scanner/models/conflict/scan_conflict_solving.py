from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class ScanConflictSolving(models.Model):
    """The ways out of a conflict. Each is logged, and takes effect once."""

    _inherit = "jxc.scan.conflict"

    def action_apply_again(self):
        """Do what was scanned, now that nothing stands in its way any more."""
        for conflict in self._hold():
            operation = conflict.operation_id
            operation._apply_anew(operation._whole_payload())
            conflict._close("again")

    def action_open_solution(self):
        """Open the box that asks for what the way in the context needs."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Solve Scan Conflict"),
            "res_model": "jxc.scan.conflict.solve",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_conflict_ids": self.ids,
                "default_way": self.env.context.get("way", "discarded"),
            },
        }

    def _apply_to_other(self, picking, reason):
        """Count what was scanned on ``picking``, a transfer still open."""
        for conflict in self._hold():
            operation = conflict.operation_id
            if "picking_id" not in operation.payload:
                raise UserError(self.env._("This scan is not about a transfer."))
            payload = {**operation._whole_payload(), "picking_id": picking.id}
            operation._apply_anew(payload)
            conflict._close("other", reason, other_picking_id=picking.id)

    def _book_difference(self, product, lot, location, difference, reason):
        """Correct the stock of ``location`` by ``difference``, as an inventory."""
        conflict = self._hold()
        conflict.ensure_one()
        quants = self.env["stock.quant"].with_context(
            inventory_mode=True, inventory_name=reason
        )
        here = quants._gather(product, location, lot_id=lot, strict=True)
        before = sum(here.filtered(lambda q: q.lot_id == lot).mapped("quantity"))
        if product.uom_id.compare(before + difference, 0) < 0:
            raise UserError(
                self.env._(
                    "%(location)s holds only %(quantity)s of it.",
                    location=location.display_name,
                    quantity=before,
                )
            )
        quant = quants.create(
            {
                "product_id": product.id,
                "lot_id": lot.id,
                "location_id": location.id,
                "inventory_quantity": before + difference,
            }
        )
        quant.action_apply_inventory()
        conflict._close("difference", reason)

    def _discard(self, reason):
        for conflict in self._hold():
            conflict._close("discarded", reason)

    def _hold(self):
        """Return these conflicts to be solved now, by one person only.

        :raise UserError: when one of them is solved already
        """
        if not self.env.user.has_group("jxc_inventory.group_manager"):
            raise AccessError(self.env._("Only inventory managers may do this."))
        self.check_access("read")
        self.env.cr.execute(
            SQL(
                "SELECT FROM jxc_scan_conflict WHERE id IN %s FOR NO KEY UPDATE",
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["state"])
        solved = self.filtered(lambda conflict: conflict.state == "solved")[:1]
        if solved:
            raise UserError(
                self.env._(
                    "%(conflict)s was solved already: %(how)s.",
                    conflict=solved.display_name,
                    how=solved._tell(),
                )
            )
        # sudo: conflicts are written by their own ways out only, as checked above.
        return self.sudo()

    def _close(self, way, reason=False, **values):
        self.write(
            {
                "state": "solved",
                "way": way,
                "reason": reason,
                "solved_by_id": self.env.uid,
                "solved_time": fields.Datetime.now(),
                **values,
            }
        )
        self.operation_id.seen = True
        self.message_post(body=self._tell())
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self._managers()._bus_send("jxc_scan_conflict_changed", {})
