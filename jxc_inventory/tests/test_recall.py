from odoo.exceptions import UserError
from odoo.tests import tagged

from .recall_common import RecallCommon


@tagged("post_install", "-at_install")
class TestRecall(RecallCommon):
    def test_every_customer_and_every_piece_is_found(self):
        recall = self._started()
        self.assertEqual(
            self._remaining(recall),
            {
                (self.lot, self.stock): 40,
                (self.lot, self.transit): 10,
                (self.lot, self.store): 14,
                (self.lot, self.shop): 15,
                (self.lot, self.other): 12,
                (self.box, self.store): 1,
                (self.box, self.shop): 1,
            },
        )
        milk, box = recall.lot_ids.sorted("id")
        self.assertRecordValues(
            milk + box,
            [
                {
                    "quantity_received": 100,
                    "quantity_produced": 0,
                    "quantity_on_hand": 54,
                    "quantity_in_transit": 10,
                    "quantity_at_customers": 27,
                    "quantity_sent_back": 2,
                    "quantity_destroyed": 3,
                    "quantity_consumed": 4,
                    "quantity_to_recall": 91,
                    "is_balanced": True,
                },
                {
                    "quantity_received": 0,
                    "quantity_produced": 2,
                    "quantity_on_hand": 1,
                    "quantity_in_transit": 0,
                    "quantity_at_customers": 1,
                    "quantity_sent_back": 0,
                    "quantity_destroyed": 0,
                    "quantity_consumed": 0,
                    "quantity_to_recall": 2,
                    "is_balanced": True,
                },
            ],
        )
        self.assertEqual(box.made_from_ids, self.lot)
        self.assertEqual(recall.customer_ids.partner_id, self.shop + self.other)

    def test_a_draft_shows_what_it_would_hit_and_touches_nothing(self):
        recall = self._recall()
        self.assertEqual(recall.quantity_remaining, 93)
        self.assertEqual(recall.lot_ids.lot_id, self.lot + self.box)
        self.assertFalse(self.lot.hold_state)
        recall.lot_ids.filtered(lambda lot: lot.origin == "hand").unlink()
        recall.action_refresh()
        self.assertFalse(recall.lot_ids or recall.line_ids or recall.customer_ids)

    def test_starting_locks_everything_and_releases_reservations(self):
        delivery = self._delivery(self.milk, 8)
        self.assertEqual(delivery.move_line_ids.lot_id, self.lot)
        self._started()
        self.assertEqual((self.lot + self.box).mapped("hold_state"), ["recalled"] * 2)
        self.assertFalse(delivery.move_line_ids)
        self.assertEqual(sum(self.lot.quant_ids.mapped("reserved_quantity")), 0)
        for source, target in (
            (self.stock, self.customers),
            (self.transit, self.store),
            (self.store, self.transit),
        ):
            with self.subTest(source=source.name), self.assertRaises(UserError):
                self._move(self.lot, source, target, 1, self.shop)

    def test_lots_are_found_by_vendor_product_and_production_date(self):
        later = self._buy(self.milk, "L2", production_date="2026-02-01")
        self._buy(self.milk, "L3", production_date="2026-03-01")
        other_vendor = self._receive(
            {"lot_name": "L4", "production_date": "2026-01-20"}
        )
        recall = self._recall(
            self.lot.browse(),
            product_id=self.milk.id,
            vendor_id=self.vendor.id,
            production_from="2026-01-15",
            production_to="2026-02-01",
        )
        recall.action_find_lots()
        self.assertEqual(recall.lot_ids.lot_id, self.lot + later + self.box)
        self.assertNotIn(other_vendor, recall.lot_ids.lot_id)
        recall.production_from = "2027-01-01"
        recall.production_to = "2027-02-01"
        with self.assertRaisesRegex(UserError, "No lot fits"):
            recall.action_find_lots()

    def test_the_list_follows_returns_scrap_and_vendor_returns(self):
        recall = self._started()
        self._take_back(self.lot, self.other, 7)
        self._scrap(self.lot, self.stock, 10)
        self._move(self.lot, self.store, self.vendors, 14, self.vendor)
        lines = {
            line.location_id or line.partner_id: line
            for line in recall.line_ids
            if line.lot_id == self.lot
        }
        self.assertRecordValues(
            lines[self.other] + lines[self.stock] + lines[self.store],
            [
                {
                    "quantity_in": 12,
                    "quantity_returned": 7,
                    "quantity_destroyed": 0,
                    "quantity_remaining": 5,
                },
                {
                    "quantity_in": 47,
                    "quantity_returned": 0,
                    "quantity_destroyed": 10,
                    "quantity_remaining": 37,
                },
                {
                    "quantity_in": 14,
                    "quantity_returned": 14,
                    "quantity_destroyed": 0,
                    "quantity_remaining": 0,
                },
            ],
        )
        self.assertAlmostEqual(recall.progress, 100 * 24 / 93)
        self.assertTrue(all(recall.lot_ids.mapped("is_balanced")))

    def test_moving_into_quarantine_changes_the_place_only(self):
        recall = self._started()
        quarantine = self.env["stock.location"].create(
            {
                "name": "Quarantine",
                "location_id": self.warehouse.view_location_id.id,
                "is_quarantine": True,
            }
        )
        self._move(self.lot, self.stock, quarantine, 40)
        remaining = self._remaining(recall)
        self.assertNotIn((self.lot, self.stock), remaining)
        self.assertEqual(remaining[self.lot, quarantine], 40)
        self.assertEqual(recall.quantity_remaining, 93)

    def test_new_stock_of_a_recalled_lot_is_held_and_listed(self):
        recall = self._started()
        self._buy(self.milk, "L1", quantity=6, production_date="2026-01-15")
        self.assertEqual(self._remaining(recall)[self.lot, self.stock], 46)
        self.assertEqual(recall.quantity_to_recall, 99)
        delivery = self._delivery(self.milk, 1)
        self.assertFalse(delivery.move_line_ids)

    def test_new_lots_that_fit_what_was_searched_for_are_held(self):
        recall = self._recall(
            self.lot.browse(), product_id=self.milk.id, vendor_id=self.vendor.id
        )
        recall.action_find_lots()
        recall.action_start()
        fresh = self._buy(self.milk, "L9", quantity=2, production_date="2026-03-01")
        self.assertEqual(fresh.hold_state, "recalled")
        self.assertEqual(self._remaining(recall)[fresh, self.stock], 2)

    def test_what_is_made_from_a_recalled_lot_later_is_held(self):
        recall = self._started()
        gift = self._product("Late Box", use_expiration_date=False)
        factory = gift.with_company(self.company).property_stock_production
        late = self._lot("B2", gift, company_id=self.company.id)
        produced = self._move(late, factory, self.store, 1)
        self.assertFalse(late.hold_state)
        used = self.env["stock.move.line"].search(
            [("lot_id", "=", self.lot.id), ("location_dest_id", "=", factory.id)]
        )
        produced.move_line_ids.consume_line_ids = used
        self.assertEqual(late.hold_state, "recalled")
        self.assertIn(late, recall.lot_ids.lot_id)

    def test_nothing_leaves_a_started_recall(self):
        other = self._lot("L2")
        recall = self._started()
        root = recall.sudo()
        for records in (
            root.lot_ids,
            root.line_ids,
            root.customer_ids,
            root,
        ):
            with self.assertRaises(UserError):
                records.unlink()
        with self.assertRaises(UserError):
            recall.write({"lot_ids": [(5, 0, 0)]})
        with self.assertRaises(UserError):
            recall.write({"lot_ids": [(0, 0, {"lot_id": other.id})]})
        with self.assertRaises(UserError):
            recall.action_archive()
        self.assertEqual(recall.quantity_remaining, 93)

    def test_a_lot_is_not_chosen_for_two_recalls_at_once(self):
        self._started()
        with self.assertRaisesRegex(UserError, "being recalled already"):
            self._started()
        with self.assertRaisesRegex(UserError, "choose the lots"):
            self._started(self.lot.browse())

    def test_correcting_a_done_transfer_corrects_the_list(self):
        delivery = self._sell(self.lot, self.other, 4)
        recall = self._started()
        self.assertEqual(self._remaining(recall)[self.lot, self.other], 16)
        delivery.move_line_ids.quantity = 1
        remaining = self._remaining(recall)
        self.assertEqual(remaining[self.lot, self.other], 13)
        self.assertEqual(remaining[self.lot, self.stock], 39)

    def test_quantities_are_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        picking = self._transfer(self.lot, self.stock, self.customers, 2, self.other)
        picking.move_ids.product_uom = dozen
        picking.move_line_ids.write({"product_uom_id": dozen.id, "quantity": 2})
        picking.button_validate()
        recall = self._recall()
        self.assertEqual(self._remaining(recall)[self.lot, self.other], 36)
        self.assertTrue(all(recall.lot_ids.mapped("is_balanced")))

    def _count_queries_of_tracing(self, number):
        lots = self._buy(
            self.milk,
            *(f"{number}-{index}" for index in range(number)),
            production_date="2026-01-15",
        )
        self._sell(lots, self.shop)
        recall = self._started(lots)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        recall._retrace()
        self.env.flush_all()
        self.assertEqual(recall.quantity_remaining, number)
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_pieces_and_lots(self):
        self.assertEqual(
            self._count_queries_of_tracing(5), self._count_queries_of_tracing(50)
        )
