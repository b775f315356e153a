from freezegun import freeze_time

from odoo.tests import tagged

from .pick_common import PickCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestPick(PickCase):
    """Taking goods turns what Odoo reserved into what is picked, and nothing else."""

    def test_a_line_taken_whole_is_the_reserved_line_marked_as_picked(self):
        picking = self._delivery((self.milk, 4))
        line = picking.move_line_ids
        self._assert_applied(self._take(picking, self.milk, 4, self.shelf, self.early))
        self.assertEqual(picking.move_line_ids, line)
        self.assertEqual(self._lines(picking), [("EARLY", "Shelf 1", 4, True)])

    def test_a_part_taken_leaves_the_rest_reserved(self):
        picking = self._delivery((self.milk, 4))
        self._assert_applied(
            self._take(picking, self.milk, 1, self.shelf, self.early),
            self._take(picking, self.milk, 2, self.shelf, self.early),
        )
        self.assertEqual(
            self._lines(picking),
            [("EARLY", "Shelf 1", 1, False), ("EARLY", "Shelf 1", 3, True)],
        )
        quant = self.early.quant_ids.filtered(lambda q: q.location_id == self.shelf)
        self.assertEqual((quant.quantity, quant.reserved_quantity), (10, 4))

    def test_undo_gives_the_reservation_back(self):
        picking = self._delivery((self.milk, 4))
        take = self._take(picking, self.milk, 3, self.shelf, self.early)
        undo = self._op("pick.undo", picking_id=picking.id, target=take["uuid"])
        self._assert_applied(take, undo)
        self.assertEqual(self._lines(picking), [("EARLY", "Shelf 1", 4, False)])
        again = self._op("pick.undo", picking_id=picking.id, target=take["uuid"])
        self._assert_refused("nothing of that kind", again)

    def test_undo_of_another_lot_reserves_the_first_again(self):
        picking = self._delivery((self.milk, 4))
        take = self._take(
            picking,
            self.milk,
            4,
            self.shelf_two,
            self.late,
            instead={"location_id": self.shelf.id, "lot_id": self.early.id},
        )
        self._assert_applied(take)
        self.assertEqual(self._lines(picking), [("LATE", "Shelf 2", 4, True)])
        self._assert_applied(
            self._op("pick.undo", picking_id=picking.id, target=take["uuid"])
        )
        self.assertEqual(self._lines(picking), [("EARLY", "Shelf 1", 4, False)])

    def test_more_than_is_wanted_is_refused_and_changes_nothing(self):
        picking = self._delivery((self.milk, 4))
        before = self._lines(picking)
        self._assert_refused(
            "1.0 Units of [MILK-400] Milk powder more than",
            self._take(picking, self.milk, 5, self.shelf, self.early),
        )
        self.assertEqual(self._lines(picking), before)

    def test_goods_that_do_not_lie_there_by_the_books_are_refused(self):
        picking = self._delivery((self.tea, 50))
        self._assert_refused(
            "only 0.0 Units are left",
            self._take(picking, self.tea, 1, self.shelf),
        )
        other = self._delivery((self.tea, 60))
        self._assert_applied(self._take(picking, self.tea, 50, self.shelf_two))
        self._assert_refused(
            "only 50.0 Units are left",
            self._take(other, self.tea, 51, self.shelf_two),
        )
        self._assert_applied(self._take(other, self.tea, 50, self.shelf_two))

    def test_a_place_outside_of_what_the_transfer_picks_from_is_refused(self):
        picking = self._delivery((self.tea, 5))
        self._stock(self.tea, self.other_warehouse.lot_stock_id, 10)
        self._assert_refused(
            "is to be taken from",
            self._take(picking, self.tea, 5, self.other_warehouse.lot_stock_id),
        )
        self._assert_refused(
            "Scan the location", self._take(picking, self.tea, 5, self.customers)
        )

    def test_a_lot_is_asked_for_and_must_be_of_the_product(self):
        picking = self._delivery((self.milk, 4), (self.tea, 1))
        self._assert_refused(
            "needs a lot", self._take(picking, self.milk, 1, self.shelf)
        )
        other = self.env["stock.lot"].create({"name": "X", "product_id": self.phone.id})
        self._assert_refused(
            "needs a lot", self._take(picking, self.milk, 1, self.shelf, other)
        )

    def test_a_serial_number_is_one_piece_and_taken_once(self):
        serial = self.env["stock.lot"].create(
            {"name": "SN1", "product_id": self.phone.id}
        )
        self._stock(self.phone, self.shelf, 1, serial)
        picking = self._delivery((self.phone, 2))
        self._assert_refused(
            "stands for one piece",
            self._take(picking, self.phone, 2, self.shelf, serial),
        )
        self._assert_applied(self._take(picking, self.phone, 1, self.shelf, serial))
        self._assert_refused(
            "only 0.0 Units are left",
            self._take(picking, self.phone, 1, self.shelf, serial),
        )

    def test_finishing_ships_what_was_taken_and_keeps_the_rest_wanted(self):
        picking = self._delivery((self.milk, 4), (self.tea, 5))
        self._assert_applied(
            self._take(picking, self.milk, 3, self.shelf, self.early),
            self._take(picking, self.tea, 5, self.shelf_two),
        )
        (answer,) = self._assert_applied(
            self._op("pick.validate", picking_id=picking.id, backorder=True)
        )
        self.assertEqual(picking.state, "done")
        self.assertEqual(answer["result"]["backorder"], picking.backorder_ids.name)
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 1)
        self.assertEqual(self.early.product_qty, 7)
        self.assertEqual(self.tea.qty_available, 95)

    def test_finishing_without_back_order_cancels_the_rest(self):
        picking = self._delivery((self.milk, 4))
        self._assert_applied(
            self._take(picking, self.milk, 3, self.shelf, self.early),
            self._op("pick.validate", picking_id=picking.id, backorder=False),
        )
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.backorder_ids)

    def test_nothing_taken_is_not_finished(self):
        picking = self._delivery((self.milk, 4))
        self._assert_refused(
            "Nothing has been picked",
            self._op("pick.validate", picking_id=picking.id, backorder=True),
        )

    def test_a_cancelled_or_incoming_transfer_is_refused(self):
        picking = self._delivery((self.milk, 4))
        picking.action_cancel()
        self._assert_refused(
            "cannot be picked any more: Cancelled",
            self._take(picking, self.milk, 4, self.shelf, self.early),
        )
        receipt = self._receipt((self.milk, 4))
        self._assert_refused(
            "is no delivery or internal transfer",
            self._take(receipt, self.milk, 4, self.shelf, self.early),
        )

    def test_a_short_pick_asks_for_a_count_of_the_place(self):
        picking = self._delivery((self.milk, 4))
        self._assert_applied(
            self._op(
                "pick.short",
                picking_id=picking.id,
                product_id=self.milk.id,
                location_id=self.shelf.id,
                lot_id=self.early.id,
            )
        )
        quant = self.early.quant_ids.filtered(lambda q: q.location_id == self.shelf)
        self.assertEqual(str(quant.inventory_date), "2026-03-10")
        self.assertEqual(quant.quantity, 10)
        self.assertIn("Not found at", picking.message_ids[0].body)

    def test_takes_in_one_sending_are_as_takes_one_by_one(self):
        together = self._delivery((self.milk, 6), (self.tea, 20))
        apart = self._delivery((self.milk, 4), (self.tea, 20))
        takes = [self._take(together, self.tea, 1, self.shelf_two) for _i in range(8)]
        takes.append(self._take(together, self.milk, 6, self.shelf, self.early))
        self._assert_applied(*takes)
        for _i in range(8):
            self._assert_applied(self._take(apart, self.tea, 1, self.shelf_two))
        tea = [("", "Shelf 2", 8, True), ("", "Shelf 2", 12, False)]
        self.assertEqual(self._lines(together), [*tea, ("EARLY", "Shelf 1", 6, True)])
        self.assertEqual(self._lines(apart), [*tea, ("EARLY", "Shelf 1", 4, False)])
        self._assert_applied(
            self._op("pick.undo", picking_id=together.id, target=takes[0]["uuid"])
        )
        self.assertEqual(self._picked(together, self.tea), 7)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestPickTogether(PickCase):
    """Many takes in one sending cost little more than one."""

    def test_takes_of_one_line_take_no_queries_each(self):
        pickings = [self._delivery((self.tea, 40)) for _i in range(3)]

        def count(picking, number):
            takes = [
                self._take(picking, self.tea, 1, self.shelf_two) for _i in range(number)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._assert_applied(*takes)
            return self.cr.sql_log_count - before

        count(pickings[0], 2)
        few, many = count(pickings[1], 4), count(pickings[2], 40)
        # What is left is the journal's own row of each.
        self.assertLess(many - few, 36)

    def test_one_that_is_refused_does_not_hold_up_the_others(self):
        picking = self._delivery((self.tea, 5))
        takes = [self._take(picking, self.tea, 1, self.shelf_two) for _i in range(4)]
        takes.insert(2, self._take(picking, self.tea, 9, self.shelf_two))
        answers = self._sync(*takes)
        self.assertEqual(
            [answer["state"] for answer in answers],
            ["applied", "applied", "refused", "applied", "applied"],
        )
        self.assertEqual(self._picked(picking, self.tea), 4)

    def test_what_a_payload_may_not_hold_is_refused(self):
        picking = self._delivery((self.tea, 5))
        take = self._take(picking, self.tea, 1, self.shelf_two)["payload"]
        for broken in (
            {"quantity": "1"},
            {"quantity": -1},
            {"location_id": 10**12},
            {"location_id": [1]},
            {"lot_id": "x"},
            {"instead": [1]},
            {"instead": {"location_id": "x"}},
            {"result_package": 7},
            {"result_package": "x" * 65},
            {"reason": {"a": 1}},
            {"product_id": None},
        ):
            (answer,) = self._sync(self._op("pick.take", **{**take, **broken}))
            self.assertEqual(answer["state"], "refused", broken)
            self.assertNotIn("could not work it off", answer["message"], broken)
        self.assertFalse(self._picked(picking, self.tea))
