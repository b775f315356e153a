from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _get_lot_move_lines_for_sanity_check(
        self, none_done_picking_ids, separate_pickings=True
    ):
        """Number what we number ourselves before core misses it."""
        lines = super()._get_lot_move_lines_for_sanity_check(
            none_done_picking_ids, separate_pickings
        )
        lines._assign_own_numbers()
        return lines
