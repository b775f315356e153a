from odoo import api, fields, models
from odoo.exceptions import UserError


class BatchOperations(models.Model):
    """A batch or wave of Odoo's is picked with ``pick.take`` and finished as one."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("batch.validate", "Finish Batch")],
        ondelete={"batch.validate": "cascade"},
    )

    @api.model
    def _open_batch(self, payload):
        batch = self._named("stock.picking.batch", payload, "batch_id")
        if not batch or batch.state != "in_progress":
            raise UserError(
                self.env._("This batch is finished, cancelled or not yet confirmed.")
            )
        return batch

    @api.model
    def _apply_batch_validate(self, batch, payload):
        """Finish the batch with what was taken; transfers of which nothing was taken
        leave it. ``backorder`` says whether the rest is still wanted."""
        picked = batch.picking_ids.filtered(
            lambda picking: any(picking.move_line_ids.mapped("picked"))
        )
        return self._pick_finish(picked, bool(payload.get("backorder")), batch)
