from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestReceive(ScannerCase):
    def test_counted_goods_with_lot_and_date_arrive_in_stock(self):
        picking = self._receipt((self.milk, 10))
        self._assert_applied(
            self._count(picking, self.milk, 10, lot="L1", production_date="2026-01-31"),
            self._operation("validate", picking, backorder=True),
        )
        lot = self.env["stock.lot"].search([("name", "=", "L1")])
        self.assertRecordValues(
            lot,
            [
                {
                    "product_id": self.milk.id,
                    "production_date": date(2026, 1, 31),
                    # The last second of 2027-01-31 in Shanghai, in UTC.
                    "expiration_date": datetime(2027, 1, 31, 15, 59, 59),
                    "product_qty": 10,
                }
            ],
        )
        self.assertEqual(picking.state, "done")

    def test_printed_expiration_date_wins_over_the_shelf_life(self):
        picking = self._receipt((self.milk, 1))
        self._assert_applied(
            self._count(picking, self.milk, 1, lot="L1", expiration_date="2027-06-30"),
            self._operation("validate", picking, backorder=True),
        )
        lot = self.env["stock.lot"].search([("name", "=", "L1")])
        self.assertEqual(lot.expiration_date, datetime(2027, 6, 30, 15, 59, 59))

    def test_repeated_operation_is_answered_but_not_applied_again(self):
        picking = self._receipt((self.tea, 10))
        count = self._count(picking, self.tea, 3)
        first = self._assert_applied(count)
        again = self._assert_applied(count, count)
        self.assertEqual(self._picked(picking, self.tea), 3)
        self.assertEqual(again, first * 2)
        journal = self.env["jxc.scan.operation"].search([("uuid", "=", count["uuid"])])
        self.assertRecordValues(
            journal,
            [
                {
                    "user_id": self.keeper.id,
                    "picking_id": picking.id,
                    "company_id": self.company.id,
                    "state": "applied",
                    "device_time": datetime(2026, 3, 10, 1, 2, 3),
                }
            ],
        )

    def test_number_reused_for_another_operation_is_refused(self):
        picking = self._receipt((self.tea, 10))
        count = self._count(picking, self.tea, 3)
        self._assert_applied(count)
        changed = {**count, "payload": {**count["payload"], "quantity": 5}}
        self._assert_refused("already belongs", changed)
        self.assertEqual(self._picked(picking, self.tea), 3)

    def test_counting_uses_up_what_odoo_reserved_beforehand(self):
        picking = self._receipt((self.tea, 10))
        self._assert_applied(self._count(picking, self.tea, 3))
        self.assertEqual(picking.move_ids.quantity, 10)
        self._assert_applied(self._count(picking, self.tea, 9))
        self.assertEqual(picking.move_ids.quantity, 12)

    def test_several_moves_of_a_product_fill_up_in_turn(self):
        picking = self._receipt((self.tea, 4), (self.milk, 1), (self.tea, 5))
        moves = picking.move_ids.filtered(lambda move: move.product_id == self.tea)
        if len(moves) == 1:
            self.assertEqual(moves.product_uom_qty, 9)
        self._assert_applied(self._count(picking, self.tea, 6))
        self._assert_applied(self._count(picking, self.tea, 4))
        self.assertEqual(self._picked(picking, self.tea), 10)
        for move in moves[:-1]:
            picked = move.move_line_ids.filtered("picked").mapped("quantity")
            self.assertEqual(sum(picked), move.product_uom_qty)

    def test_count_in_product_unit_of_an_order_in_dozens(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        picking = self._receipt((self.tea, 2, dozen))
        self._assert_applied(
            self._count(picking, self.tea, 24),
            self._operation("validate", picking, backorder=True),
        )
        self.assertEqual(self.tea.qty_available, 24)
        self.assertFalse(picking.backorder_ids)

    def test_undo_takes_back_one_count_once(self):
        picking = self._receipt((self.tea, 10))
        first, second = (
            self._count(picking, self.tea, 2),
            self._count(picking, self.tea, 3),
        )
        undo = self._operation("undo", picking, target=second["uuid"])
        self._assert_applied(first, second, undo, undo)
        self.assertEqual(self._picked(picking, self.tea), 2)
        self.assertEqual(picking.move_ids.quantity, 10)
        self._assert_refused(
            "no such count", self._operation("undo", picking, target=second["uuid"])
        )
        self.assertEqual(self._picked(picking, self.tea), 2)

    def test_short_receipt_leaves_a_backorder_only_when_asked(self):
        asked, not_asked = self._receipt((self.tea, 10)), self._receipt((self.tea, 10))
        for picking, backorder in ((asked, True), (not_asked, False)):
            *_others, answer = self._assert_applied(
                self._count(picking, self.tea, 4),
                self._operation("validate", picking, backorder=backorder),
            )
            self.assertEqual(picking.state, "done")
            self.assertEqual(bool(answer["result"]["backorder"]), backorder)
        self.assertEqual(asked.backorder_ids.move_ids.product_uom_qty, 6)
        self.assertFalse(not_asked.backorder_ids)
        self.assertEqual(self.tea.qty_available, 8)

    def test_receipt_without_count_is_not_finished(self):
        picking = self._receipt((self.tea, 10))
        self._assert_refused(
            "Nothing has been counted", self._operation("validate", picking)
        )
        self.assertEqual(picking.state, "assigned")

    def test_refused_count_stops_the_finish_sent_behind_it(self):
        picking = self._receipt((self.tea, 10), (self.milk, 1))
        good = self._count(picking, self.tea, 10)
        bad = self._count(picking, self.milk, 1)
        finish = self._operation("validate", picking, backorder=True)
        answers = self._sync(good, bad, finish)
        self.assertEqual(
            [answer["state"] for answer in answers], ["applied", "refused", "refused"]
        )
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(self._picked(picking, self.tea), 10)

    def test_production_date_in_the_future_is_refused_by_company_calendar(self):
        picking = self._receipt((self.milk, 10))
        # 20:00 UTC on the 9th is the 10th in Shanghai, whatever the keeper's zone.
        with freeze_time("2026-03-09 20:00:00"):
            self._assert_refused(
                "lies in the future",
                self._count(
                    picking, self.milk, 1, lot="L2", production_date="2026-03-11"
                ),
            )
            self._assert_applied(
                self._count(
                    picking, self.milk, 1, lot="L1", production_date="2026-03-10"
                )
            )
        self.assertEqual(self._picked(picking, self.milk), 1)

    def test_date_that_contradicts_the_known_lot_is_refused(self):
        self.env["stock.lot"].create(
            {
                "name": "L1",
                "product_id": self.milk.id,
                "production_date": "2026-01-01",
            }
        )
        picking = self._receipt((self.milk, 10))
        self._assert_refused(
            "L1",
            self._count(picking, self.milk, 1, lot="L1", production_date="2026-02-01"),
        )
        self.assertEqual(self._picked(picking, self.milk), 0)

    def test_known_lot_of_the_same_name_but_other_product_is_not_used(self):
        other = self._product("Butter", tracking="lot")
        foreign = self.env["stock.lot"].create({"name": "SAME", "product_id": other.id})
        picking = self._receipt((self.milk, 1))
        self._assert_applied(
            self._count(
                picking, self.milk, 1, lot="SAME", production_date="2026-01-01"
            ),
            self._operation("validate", picking),
        )
        self.assertEqual(picking.move_line_ids.lot_id.product_id, self.milk)
        self.assertEqual(foreign.product_qty, 0)

    def test_serials_come_one_by_one_and_never_twice(self):
        picking = self._receipt((self.phone, 2))
        self._assert_refused("one piece", self._count(picking, self.phone, 2, lot="S1"))
        self._assert_applied(self._count(picking, self.phone, 1, lot="S1"))
        self._assert_refused(
            "already counted", self._count(picking, self.phone, 1, lot="S1")
        )
        self._assert_applied(
            self._count(picking, self.phone, 1, lot="S2"),
            self._operation("validate", picking),
        )
        lots = self.env["stock.lot"].search([("product_id", "=", self.phone.id)])
        self.assertEqual(sorted(lots.mapped("name")), ["S1", "S2"])

    def test_serial_that_is_in_stock_is_refused_but_may_come_back(self):
        lot = self.env["stock.lot"].create({"name": "S1", "product_id": self.phone.id})
        self._stock(self.phone, self.shelf, 1, lot)
        picking = self._receipt((self.phone, 1))
        self._assert_refused(
            "already in stock", self._count(picking, self.phone, 1, lot="S1")
        )
        self._stock(self.phone, self.shelf, -1, lot)
        self._assert_applied(self._count(picking, self.phone, 1, lot="S1"))

    def test_goods_without_their_lot_and_products_not_ordered_are_refused(self):
        picking = self._receipt((self.milk, 10))
        self._assert_refused(
            "needs a lot", self._count(picking, self.milk, 1, lot="  ")
        )
        self._assert_refused("does not expect", self._count(picking, self.tea, 1))
        self.assertFalse(picking.move_line_ids.filtered("picked"))

    def test_expired_lot_is_received_only_when_accepted(self):
        picking = self._receipt((self.milk, 1))
        self._assert_applied(
            self._count(picking, self.milk, 1, lot="OLD", production_date="2020-01-01")
        )
        self._assert_refused("expired", self._operation("validate", picking))
        self.assertEqual(picking.state, "assigned")
        self._assert_applied(self._operation("validate", picking, accept_expired=True))
        self.assertEqual(picking.state, "done")

    def test_operations_on_a_finished_receipt_are_refused(self):
        picking = self._receipt((self.tea, 1))
        self._assert_applied(
            self._count(picking, self.tea, 1), self._operation("validate", picking)
        )
        self._assert_refused("already finished", self._count(picking, self.tea, 1))
        self.assertEqual(self.tea.qty_available, 1)

    def test_malformed_operations_are_refused_with_a_reason_and_change_nothing(self):
        picking = self._receipt((self.tea, 10), (self.milk, 10))
        for quantity in (0, -1, "3", None, float("inf"), True, 1e12, 0.001):
            with self.subTest(quantity=quantity):
                operation = self._count(picking, self.tea, quantity)
                (answer,) = self._sync(operation)
                self.assertEqual(answer["state"], "refused")
                self.assertTrue(answer["message"])
        for value in ("2026-02-30", "yesterday", 20260101, ["2026-01-01"]):
            with self.subTest(date=value):
                self._assert_refused(
                    "not a date",
                    self._count(picking, self.milk, 1, lot="L", production_date=value),
                )
        good = self._count(picking, self.tea, 1)
        for broken in (
            None,
            [],
            {},
            {**good, "uuid": "12"},
            {**good, "kind": "receive.steal"},
            {**good, "payload": "x"},
            {**good, "payload": {**good["payload"], "note": "x" * 30000}},
        ):
            with self.subTest(broken=str(broken)[:60]):
                self._assert_refused("nobody can read", broken)
        self.assertFalse(picking.move_line_ids.filtered("picked"))
        with self.assertRaises(UserError):
            self._sync(*[good] * 501)

    def test_receipt_tells_the_device_all_it_needs(self):
        unit = self.env["uom.uom"].create(
            {
                "name": "Box of 24",
                "relative_factor": 24,
                "relative_uom_id": self.tea.uom_id.id,
            }
        )
        self.env["product.uom"].create(
            {"product_id": self.tea.id, "uom_id": unit.id, "barcode": "16901234567899"}
        )
        picking = self._receipt((self.tea, 48), (self.milk, 10))
        operation = self._count(
            picking, self.milk, 4, lot="L1", production_date="2026-01-31"
        )
        self._assert_applied(operation)
        receipt = self.env["jxc.scanner"].with_user(self.keeper).receipt(picking.id)
        tea, milk = receipt["products"]
        self.assertEqual(
            tea["codes"],
            [
                {"code": "6901234567892", "quantity": 1.0},
                {"code": "TEA", "quantity": 1.0},
                {"code": "16901234567899", "quantity": 24.0},
            ],
        )
        self.assertEqual(
            (milk["demand"], milk["done"], milk["keeping"]),
            (10, 4, {"by": "production", "length": 12, "unit": "month"}),
        )
        self.assertEqual(
            milk["counted"],
            [
                {
                    "lot": "L1",
                    "quantity": 4,
                    "production_date": "2026-01-31",
                    "expiration_date": "2027-01-31",
                }
            ],
        )
        self.assertEqual(receipt["applied"], [operation["uuid"]])

    def test_queries_of_a_receipt_do_not_grow_with_its_lines(self):
        def queries(lines):
            products = [
                self._product(f"P{lines}-{i}", barcode=f"{lines:06}{i:06}")
                for i in range(lines)
            ]
            picking = self._receipt(*((product, 5) for product in products))
            scanner = self.env["jxc.scanner"].with_user(self.keeper)
            scanner.receipt(picking.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            scanner.receipt(picking.id)
            return self.env.cr.sql_log_count - before

        self.assertLessEqual(queries(40), queries(3))
