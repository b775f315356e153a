from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BatchOperations(models.Model):
    """A batch or wave of Odoo's is picked with ``pick.take`` and finished as one."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("batch.validate", "Finish Batch")],
        ondelete={"batch.validate": "cascade"},
    )

    @api.model
    def _open_batch(self, payload):
        """Return the batch when all of it is the user's own warehouse's to pick."""
        batch = self._named("stock.picking.batch", payload, "batch_id")
        if not batch or batch.state != "in_progress":
            raise UserError(
                self.env._("This batch is finished, cancelled or not yet confirmed.")
            )
        pickings = batch.picking_ids
        own = pickings.filtered_domain(
            self.env["jxc.scanner"]._own_transfers_domain()
            & Domain("picking_type_code", "in", ("outgoing", "internal"))
        )
        if pickings != own:
            raise UserError(
                self.env._(
                    "%s holds transfers that are not for picking in your warehouse.",
                    batch.name,
                )
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
