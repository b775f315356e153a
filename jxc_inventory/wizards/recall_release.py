from odoo import fields, models


class RecallRelease(models.TransientModel):
    """Asks why lots of a recall may be used again."""

    _name = "jxc.recall.release"
    _description = "Release From Recall"

    recall_id = fields.Many2one("jxc.recall", required=True, readonly=True)
    recall_lot_ids = fields.Many2many("jxc.recall.lot", string="Lots", readonly=True)
    cancel = fields.Boolean(readonly=True)
    reason = fields.Char(required=True)

    def action_release(self):
        """Free the lots; cancel the recall when that was asked for."""
        self.ensure_one()
        self.recall_id._check_manager()
        self.recall_lot_ids._release(self.reason)
        if self.cancel:
            self.recall_id._finish("cancelled")
        return {"type": "ir.actions.act_window_close"}
