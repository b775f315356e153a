from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _may_take_held(self) -> bool:
        """Whether goods on hold may be reserved: they leave use by this move."""
        self.ensure_one()
        return self.location_dest_id._takes_held()

    def _update_reserved_quantity_vals(
        self,
        need,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=True,
    ):
        """Reserve for use nothing that is on hold; for taking out of use, anything."""
        if self._may_take_held():
            # Also what has expired, which Odoo leaves lying for good.
            self = self.with_context(take_held=True, with_expiration=False)
        return super()._update_reserved_quantity_vals(
            need, location_id, lot_id, package_id, owner_id, strict
        )
