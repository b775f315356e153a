from odoo import models


class StockLot(models.Model):
    """Rooms that keep facts about where a lot went extend ``_follow_moves``."""

    _inherit = "stock.lot"

    def _follow_moves(self):
        """Bring up to date what is kept about lots whose done movements changed.

        Called once for all lots of a transfer after it is done, and when somebody
        corrects a done line or the partner of a done move.
        """
