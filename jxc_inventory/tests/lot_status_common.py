from .shelf_life_common import ShelfLifeCommon


class LotStatusCommon(ShelfLifeCommon):
    """The food shop with two usable lots of milk on hand, one piece each.

    - ``sooner``, ``later``: lots in stock; the first expires first.
    - ``quarantine``: a quarantine location in the warehouse.
    """

    def setUp(self):
        super().setUp()
        self.sooner, self.later = self._receive(
            {"lot_name": "sooner", "production_date": "2025-06-01"},
            {"lot_name": "later", "production_date": "2026-01-01"},
        )
        self.quarantine = self.env["stock.location"].create(
            {
                "name": "Quarantine",
                "location_id": self.warehouse.view_location_id.id,
                "is_quarantine": True,
            }
        )

    def _hold(self, lots, action="quarantine", user=None, reason="Wet cartons"):
        """Change the hold of lots as a user does."""
        wizard = (
            self.env["jxc.lot.hold.set"]
            .with_user(user or self.manager)
            .create({"lot_ids": lots.ids, "action": action, "reason": reason})
        )
        wizard.action_confirm()

    def _quants(self, lots, location=None):
        location = location or self.stock
        return lots.quant_ids.filtered(lambda quant: quant.location_id == location)

    def _transfer(self, lot, destination, source=None, user=None):
        """Return a confirmed transfer of one piece of a lot chosen by the user."""
        source = source or self.stock
        transfer = (
            self.env["stock.picking"]
            .with_user(user or self.keeper)
            .create(
                {
                    "picking_type_id": self.warehouse.int_type_id.id,
                    "location_id": source.id,
                    "location_dest_id": destination.id,
                    "move_line_ids": [
                        (
                            0,
                            0,
                            {
                                "product_id": lot.product_id.id,
                                "lot_id": lot.id,
                                "quantity": 1,
                                "location_id": source.id,
                                "location_dest_id": destination.id,
                            },
                        )
                    ],
                }
            )
        )
        transfer.action_confirm()
        return transfer
