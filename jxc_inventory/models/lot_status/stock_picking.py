from odoo import models

_FOR_USE = ("customer", "production", "transit")


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _check_expired_lots(self):
        """Ask about expired lots only where they would leave for use.

        Goods received, put away, put aside, scrapped or sent back to the vendor may
        well have expired: often that is why they move.
        """
        return (
            super()
            ._check_expired_lots()
            .filtered(lambda picking: picking.location_dest_id.usage in _FOR_USE)
        )
