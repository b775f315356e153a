from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

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
class TestPickRules(PickCase):
    """The gate decides which lot may be taken; a reason lets pass what it may."""

    def _take_late(self, picking, **payload):
        return self._take(
            picking,
            self.milk,
            4,
            self.shelf_two,
            self.late,
            instead={"location_id": self.shelf.id, "lot_id": self.early.id},
            **payload,
        )

    def test_a_later_lot_is_refused_where_fefo_is_the_rule(self):
        self._rule(fefo_action="refuse")
        picking = self._delivery((self.milk, 4))
        self._assert_refused("Pick that one first", self._take_late(picking))
        self.assertEqual(self._lines(picking), [("EARLY", "Shelf 1", 4, False)])
        self._assert_refused(
            "cannot release", self._take_late(picking, reason="The customer asked")
        )

    def test_what_odoo_reserved_beside_it_explains_a_later_lot(self):
        self._rule(fefo_action="refuse")
        picking = self._delivery((self.milk, 14))
        self._assert_applied(self._take_late(picking))
        self.assertEqual(
            self._lines(picking),
            [("EARLY", "Shelf 1", 10, False), ("LATE", "Shelf 2", 4, True)],
        )

    def test_who_may_release_takes_a_later_lot_for_a_reason(self):
        self._rule(
            fefo_action="release",
            release_group_id=self.env.ref("jxc_inventory.group_keeper").id,
        )
        picking = self._delivery((self.milk, 4))
        self._assert_refused("Pick that one first", self._take_late(picking))
        self._assert_applied(self._take_late(picking, reason="Damaged carton"))
        release = self.env["jxc.lot.release"].search([("picking_id", "=", picking.id)])
        self.assertRecordValues(
            release,
            [
                {
                    "kind": "fefo",
                    "reason": "Damaged carton",
                    "quantity": 4,
                    "released_by_id": self.keeper.id,
                }
            ],
        )
        self._assert_applied(
            self._op("pick.validate", picking_id=picking.id, backorder=True)
        )
        self.assertEqual(picking.state, "done")

    def test_only_those_whom_the_rule_names_release(self):
        self._rule(fefo_action="release")
        picking = self._delivery((self.milk, 4))
        self._assert_refused(
            "cannot release", self._take_late(picking, reason="Because")
        )
        manager = new_test_user(
            self.env, "scanner_manager", groups="jxc_inventory.group_manager"
        )
        self._assert_applied(self._take_late(picking, reason="Because"), user=manager)

    def test_a_lot_on_hold_is_refused_and_freed_by_a_manager_only(self):
        picking = self._delivery((self.milk, 4))
        self.early.with_user(self.env.ref("base.user_admin"))._set_hold(
            "blocked", "Dented tins"
        )
        self.assertEqual(picking.move_line_ids.lot_id, self.late)
        take = self._take(
            picking,
            self.milk,
            4,
            self.shelf,
            self.early,
            instead={"location_id": self.shelf_two.id, "lot_id": self.late.id},
        )
        self._assert_refused("is on hold (Blocked)", take)
        release = self._op("lot.release", lot_id=self.early.id, reason="Tins are fine")
        self._assert_refused("only an inventory manager", release)
        manager = new_test_user(
            self.env, "scanner_manager", groups="jxc_inventory.group_manager"
        )
        no_reason = self._op("lot.release", lot_id=self.early.id, reason=" ")
        self._assert_refused("Give the reason", no_reason, user=manager)
        self._assert_applied(
            self._op("lot.release", lot_id=self.early.id, reason="Tins are fine"),
            user=manager,
        )
        self.assertFalse(self.early.hold_state)
        self._assert_applied({**take, "uuid": self._op("")["uuid"]})

    def test_a_recalled_lot_is_freed_by_its_recall_only(self):
        self.early.with_user(self.env.ref("base.user_admin"))._set_hold(
            "recalled", "Vendor's recall"
        )
        manager = new_test_user(
            self.env, "scanner_manager", groups="jxc_inventory.group_manager"
        )
        self._assert_refused(
            "Only a recall",
            self._op("lot.release", lot_id=self.early.id, reason="Now"),
            user=manager,
        )

    @freeze_time("2026-12-01 04:00:00")
    def test_an_expired_lot_is_refused_with_and_without_a_rule(self):
        picking = self._delivery((self.milk, 4))
        take = self._take(
            picking,
            self.milk,
            4,
            self.shelf,
            self.early,
            instead={"location_id": self.shelf_two.id, "lot_id": self.late.id},
        )
        self.env["jxc.lot.rule"].search([]).active = False
        self._assert_refused("has expired", take)
        self._rule(expired_action="refuse")
        take["uuid"] = self._op("")["uuid"]
        self._assert_refused("expired on", take)

    def test_a_customer_who_asks_for_more_life_is_not_given_less(self):
        self.env["jxc.lot.rule"].create(
            {
                "company_id": self.company.id,
                "customer_id": self.customer.id,
                "delivery_life_action": "refuse",
                "delivery_life": 250,
                "delivery_life_unit": "day",
            }
        )
        picking = self._delivery((self.milk, 4))
        self.assertEqual(picking.move_line_ids.lot_id, self.late)
        self._assert_refused(
            "accepts no less than 250 days",
            self._take(picking, self.milk, 4, self.shelf, self.early),
        )

    def test_the_device_is_told_what_the_gate_will_say(self):
        self._rule(fefo_action="release")
        picking = self._delivery((self.milk, 4), (self.tea, 1))
        milk_move = picking.move_ids.filtered(lambda m: m.product_id == self.milk)
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        moves = picking.move_ids.with_user(self.keeper)
        rules = scanner._pick_rules(moves)
        self.assertEqual(rules, {milk_move.id: {"fefo": "refuse", "stops": []}})
        with freeze_time("2026-12-01 04:00:00"):
            rules = scanner._pick_rules(moves)
        (stop,) = rules[milk_move.id]["stops"]
        self.assertEqual(
            (stop["lot_id"], stop["kind"], stop["releasable"]),
            (self.early.id, "expired", False),
        )
        self.assertIn("expired on", stop["message"])

    def test_rules_take_no_query_a_move(self):
        self._rule(fefo_action="refuse")
        one = self._delivery((self.milk, 1))
        many = self._delivery(*[(self.milk, 1)] * 8)
        scanner = self.env["jxc.scanner"]

        def count(picking):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            scanner._pick_rules(picking.move_ids)
            return self.cr.sql_log_count - before

        count(one)
        self.assertLessEqual(count(many), count(one) + 1)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestPack(PickCase):
    """Goods go into packages and totes, which hold one transfer's goods at a time."""

    def test_goods_are_put_into_a_package_with_type_and_weight(self):
        kind = self.env["stock.package.type"].create({"name": "Carton M"})
        picking = self._delivery((self.milk, 4))
        self._assert_applied(
            self._take(
                picking, self.milk, 4, self.shelf, self.early, result_package="BOX-1"
            ),
            self._op(
                "pack.close",
                picking_id=picking.id,
                name="BOX-1",
                package_type_id=kind.id,
                weight=3.2,
            ),
            self._op("ship.note", picking_id=picking.id, tracking="SF1234567890"),
            self._op("pick.validate", picking_id=picking.id, backorder=True),
        )
        box = picking.move_line_ids.result_package_id
        self.assertRecordValues(
            box,
            [{"name": "BOX-1", "package_type_id": kind.id, "shipping_weight": 3.2}],
        )
        self.assertEqual(box.location_id, self.customers)
        self.assertIn("SF1234567890", str(picking.message_ids.mapped("body")))

    def test_a_tote_of_another_transfer_is_refused(self):
        one = self._delivery((self.milk, 2))
        other = self._delivery((self.milk, 2))
        tote = {"result_package": "TOTE-1"}
        self._assert_applied(
            self._take(one, self.milk, 2, self.shelf, self.early, **tote)
        )
        self._assert_refused(
            "already holds other goods",
            self._take(other, self.milk, 2, self.shelf, self.early, **tote),
        )

    def test_bad_weights_and_packages_are_refused(self):
        picking = self._delivery((self.milk, 4))
        close = {"picking_id": picking.id, "name": "BOX-1"}
        self._assert_refused(
            "Nothing of this transfer", self._op("pack.close", **close)
        )
        self._assert_applied(
            self._take(
                picking, self.milk, 4, self.shelf, self.early, result_package="BOX-1"
            )
        )
        for weight in (-1, "heavy", True, 1e9):
            self._assert_refused(
                "weight", self._op("pack.close", **close, weight=weight)
            )
        self._assert_refused(
            "tracking reference",
            self._op("ship.note", picking_id=picking.id, tracking=" "),
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestBatch(PickCase):
    """A batch of Odoo's is picked into totes and finished as one."""

    def _batch(self, *pickings):
        batch = self.env["stock.picking.batch"].create(
            {"picking_ids": [(6, 0, [picking.id for picking in pickings])]}
        )
        batch.action_confirm()
        return batch

    def _finish(self, batch, backorder=True):
        return self._op("batch.validate", batch_id=batch.id, backorder=backorder)

    def test_each_transfer_goes_into_its_own_tote(self):
        one = self._delivery((self.tea, 6))
        other = self._delivery((self.tea, 3), (self.milk, 2))
        batch = self._batch(one, other)
        self._assert_applied(
            self._take(one, self.tea, 6, self.shelf_two, result_package="T1"),
            self._take(other, self.tea, 3, self.shelf_two, result_package="T2"),
            self._take(
                other, self.milk, 2, self.shelf, self.early, result_package="T2"
            ),
            self._finish(batch),
        )
        self.assertEqual(batch.state, "done")
        self.assertEqual((one | other).mapped("state"), ["done", "done"])
        totes = [p.move_line_ids.result_package_id.mapped("name") for p in (one, other)]
        self.assertEqual(totes, [["T1"], ["T2"]])

    def test_what_was_not_begun_leaves_the_batch_and_stays_wanted(self):
        one = self._delivery((self.tea, 6))
        other = self._delivery((self.tea, 3))
        batch = self._batch(one, other)
        self._assert_applied(
            self._take(one, self.tea, 4, self.shelf_two, result_package="T1"),
            self._finish(batch),
        )
        self.assertEqual((one.state, other.state), ("done", "assigned"))
        self.assertEqual(one.backorder_ids.move_ids.product_uom_qty, 2)
        self.assertFalse(other.batch_id)

    def test_keepers_of_another_warehouse_finish_no_batch_here(self):
        one = self._delivery((self.tea, 6))
        batch = self._batch(one)
        take = self._take(one, self.tea, 6, self.shelf_two)
        other = new_test_user(
            self.env, "other_keeper", groups="jxc_inventory.group_keeper"
        )
        other.property_warehouse_id = self.other_warehouse
        self._assert_refused("not one of your warehouse", take, user=other)
        self._assert_applied({**take, "uuid": self._op("")["uuid"]})
        self._assert_refused(
            "not for picking in your warehouse", self._finish(batch), user=other
        )
        self.assertEqual(one.state, "assigned")

    def test_a_batch_of_receipts_is_not_finished_by_picking(self):
        batch = self._batch(self._receipt((self.tea, 6)))
        self._assert_refused("not for picking", self._finish(batch))

    def test_a_batch_that_is_not_under_way_is_refused(self):
        batch = self._batch(self._delivery((self.tea, 6)))
        self._assert_refused("Nothing has been picked", self._finish(batch))
        batch.action_cancel()
        self._assert_refused("finished, cancelled", self._finish(batch))


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
