from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves.move_line_ids.lot_id._follow_moves()
        return moves

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            done = self.filtered(lambda move: move.state == "done")
            done.move_line_ids.lot_id._follow_moves()
        return result
