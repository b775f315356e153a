from odoo import api, fields, models
from odoo.exceptions import UserError

_STATE_OF = {"quarantine": "quarantined", "block": "blocked", "release": False}


class LotHoldSet(models.TransientModel):
    """Quarantine, block or release lots, with the reason."""

    _name = "jxc.lot.hold.set"
    _description = "Quarantine, Block or Release Lots"

    lot_ids = fields.Many2many(
        "stock.lot",
        string="Lots/Serial Numbers",
        required=True,
        default=lambda self: self._default_lot_ids(),
    )
    action = fields.Selection(
        [
            ("quarantine", "Quarantine"),
            ("block", "Block"),
            ("release", "Release"),
        ],
        required=True,
        default="quarantine",
    )
    reason = fields.Char(required=True)
    transfer_ids = fields.Many2many(
        "stock.picking",
        string="Reserved For",
        compute="_compute_transfer_ids",
        help="Transfers that lose what they have reserved of these lots; other lots are"
        " reserved for them where there is some.",
    )

    @api.model
    def _default_lot_ids(self):
        lots = self.env["stock.lot"]
        if self.env.context.get("active_model") == lots._name:
            return lots.browse(self.env.context.get("active_ids"))
        return lots

    @api.depends("lot_ids", "action")
    def _compute_transfer_ids(self):
        for wizard in self:
            lines = wizard.lot_ids._origin._find_reservations()
            wizard.transfer_ids = lines.picking_id if _STATE_OF[wizard.action] else None

    def action_confirm(self):
        """Bring the lots into the chosen state; see ``stock.lot._set_hold``."""
        self.ensure_one()
        if not self.lot_ids:
            raise UserError(self.env._("Choose at least one lot."))
        state = _STATE_OF[self.action]
        self.lot_ids._check_may_set_hold(state)
        self.lot_ids._set_hold(state, self.reason)
        return {"type": "ir.actions.act_window_close"}
