from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from .pick_common import PickCase


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
