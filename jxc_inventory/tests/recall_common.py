from .field_common import FieldCommon


class RecallCommon(FieldCommon):
    """A lot of 100 milk with a history, and a recall of it in draft.

    20 went to ``shop`` of which 5 came back, 40 over the road to the store of which
    10 are still in transit; 12 of those were sold to ``other`` and 4 were used to make
    2 gift boxes, of which ``shop`` got one. 3 were scrapped, 2 went back to the vendor.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = cls._user("salesperson", "jxc_inventory.group_salesperson")
        cls.buyer = cls._user("buyer", "jxc_inventory.group_buyer")

        cls.lot = cls._buy(cls.milk, "L1", quantity=100, production_date="2026-01-15")
        cls._sell(cls.lot, cls.shop_desk, 20)
        cls._move(cls.lot, cls.stock, cls.transit, 40)
        cls._move(cls.lot, cls.transit, cls.store, 30)
        cls._sell(cls.lot, cls.other, 12, source=cls.store)
        cls._take_back(cls.lot, cls.shop, 5)
        cls._scrap(cls.lot, cls.stock, 3)
        cls._move(cls.lot, cls.stock, cls.vendors, 2, cls.vendor)
        cls.box = cls._make_boxes(4, 2)
        cls._sell(cls.box, cls.shop, source=cls.store)

    @classmethod
    def _make_boxes(cls, used, made):
        """Make gift boxes of ``lot`` as production does: linked movements."""
        gift = cls._product("Gift Box", use_expiration_date=False)
        box = cls.env["stock.lot"].create(
            {"name": "B1", "product_id": gift.id, "company_id": cls.company.id}
        )
        factory = gift.with_company(cls.company).property_stock_production
        consumed = cls._move(cls.lot, cls.store, factory, used)
        produced = cls._move(box, factory, cls.store, made)
        produced.move_line_ids.consume_line_ids = consumed.move_line_ids
        return box

    def _recall(self, lots=None, **values):
        return (
            self.env["jxc.recall"]
            .with_user(self.manager)
            .create(
                {
                    "reason": "Salmonella",
                    "lot_ids": [
                        (0, 0, {"lot_id": lot.id})
                        for lot in (self.lot if lots is None else lots)
                    ],
                    **values,
                }
            )
        )

    def _started(self, lots=None, **values):
        recall = self._recall(lots, **values)
        recall.action_start()
        return recall

    def _remaining(self, recall):
        """Return what remains by lot and place, leaving out what is settled."""
        return {
            (line.lot_id, line.location_id or line.partner_id): line.quantity_remaining
            for line in recall.line_ids
            if line.quantity_remaining
        }
