from odoo import api, fields, models
from odoo.exceptions import UserError


class LotOperations(models.Model):
    """A lot that is on hold is freed where it lies, by those who may."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("lot.release", "Release Lot")],
        ondelete={"lot.release": "cascade"},
    )

    @api.model
    def _open_lot(self, payload):
        lot = self._named("stock.lot", payload, "lot_id")
        if not lot:
            raise UserError(self.env._("It no longer exists. Scan it again."))
        return lot

    @api.model
    def _apply_lot_release(self, lot, payload):
        """Free a quarantined or blocked lot, with ``reason``."""
        lot._check_may_set_hold(False)
        lot._set_hold(False, self._text(payload, "reason"))
        return {"lot": lot.name}
