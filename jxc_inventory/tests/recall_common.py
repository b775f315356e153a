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

    def setUp(self):
        super().setUp()
        self.lot = self._buy(
            self.milk, "L1", quantity=100, production_date="2026-01-15"
        )
        self._sell(self.lot, self.shop_desk, 20)
        self._move(self.lot, self.stock, self.transit, 40)
        self._move(self.lot, self.transit, self.store, 30)
        self._sell(self.lot, self.other, 12, source=self.store)
        self._take_back(self.lot, self.shop, 5)
        self._scrap(self.lot, self.stock, 3)
        self._move(self.lot, self.stock, self.vendors, 2, self.vendor)
        self.box = self._make_boxes(4, 2)
        self._sell(self.box, self.shop, source=self.store)

    def _make_boxes(self, used, made):
        """Make gift boxes of ``lot`` as production does: linked movements."""
        gift = self._product("Gift Box", use_expiration_date=False)
        box = self._lot("B1", gift, company_id=self.company.id)
        factory = gift.with_company(self.company).property_stock_production
        consumed = self._move(self.lot, self.store, factory, used)
        produced = self._move(box, factory, self.store, made)
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
