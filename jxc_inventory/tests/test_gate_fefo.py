from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestGateFefo(GateCommon):
    def setUp(self):
        super().setUp()
        self._rule(fefo_action="release")
        self.sooner = self._stocked("SOON", production_date="2025-06-01")
        self.later = self._stocked("LATE", production_date="2025-12-01")

    def _kinds(self, delivery):
        return [found.kind for found in delivery.move_line_ids._find_refused()]

    def test_a_later_lot_is_refused_while_an_earlier_one_is_free(self):
        delivery = self._delivery_of(self.later)
        self._assert_hard_gate(
            delivery,
            "LATE of Milk expires on 12/01/2026; lot SOON, which expires on 06/01/2026,"
            " is free at .*Stock. Pick that one first",
        )
        self.assertFalse(self._kinds(self._delivery_of(self.sooner)))

    def test_no_rule_no_order(self):
        self.env["jxc.lot.rule"].search([("fefo_action", "!=", False)]).unlink()
        self.assertFalse(self._kinds(self._delivery_of(self.later)))

    def test_what_others_have_reserved_is_not_free(self):
        self._delivery(self.milk, quantity=10)  # Odoo reserves the first to expire
        self.assertFalse(self._kinds(self._delivery_of(self.later)))

    def test_what_this_delivery_has_reserved_is_free_to_it(self):
        delivery = self._delivery_of(self.sooner + self.later, quantity=10)
        self.assertFalse(self._kinds(delivery), "it takes all of the earlier lot")
        delivery.move_line_ids.filtered(
            lambda line: line.lot_id == self.sooner
        ).picked = False
        refused = delivery._get_lines_to_move("picked")._find_refused()
        self.assertEqual([found.kind for found in refused], ["fefo"])

    def test_taking_only_a_part_of_the_earlier_lot_passes_it_over(self):
        delivery = self._delivery_of(self.sooner + self.later, quantity=4)
        self.assertEqual(self._kinds(delivery), ["fefo"])

    def test_lots_that_cannot_be_delivered_are_not_passed_over(self):
        for values in (
            {"hold_state": "blocked"},
            {"removal_date": "2026-01-14 00:00:00"},
            {"expiration_date": "2026-01-01 00:00:00"},
        ):
            with self.subTest(values), self.env.cr.savepoint() as savepoint:
                # As the rooms that own these fields would leave them.
                for name, value in values.items():
                    self.env.cr.execute(
                        f"UPDATE stock_lot SET {name} = %s WHERE id = %s",  # noqa: S608
                        (value, self.sooner.id),
                    )
                self.env.invalidate_all()
                self.assertFalse(self._kinds(self._delivery_of(self.later)))
                savepoint.rollback()

    def test_a_lot_this_customer_does_not_accept_is_not_passed_over(self):
        self._rule(
            customer_id=self.customer.id,
            delivery_life_action="refuse",
            delivery_life=50,
        )
        self.assertFalse(self._kinds(self._delivery_of(self.later)))
        other = self.env["res.partner"].create({"name": "Corner shop"})
        anybody = self._delivery_of(self.later, partner=other)
        self.assertEqual(self._kinds(anybody), ["fefo"])

    def test_only_the_place_the_goods_come_from_counts(self):
        shelf_a, shelf_b = self.env["stock.location"].create(
            [
                {"name": name, "location_id": self.stock.id}
                for name in ("Shelf A", "Shelf B")
            ]
        )
        self._stocked("A", location=shelf_a, production_date="2025-05-01")
        on_b = self._stocked("B", location=shelf_b, production_date="2025-05-20")
        self.assertFalse(self._kinds(self._delivery_of(on_b, source=shelf_b)))
        self.assertEqual(self._kinds(self._delivery_of(on_b)), ["fefo"])

    def test_goods_of_another_owner_are_not_in_the_way(self):
        owner = self.env["res.partner"].create({"name": "Consignor"})
        quant = self.sooner.quant_ids
        quant.owner_id = owner
        self.assertFalse(self._kinds(self._delivery_of(self.later)))

    def test_unknown_expiry_leaves_last(self):
        unknown = self._stocked("NODATE")
        self._assert_hard_gate(self._delivery_of(unknown), "no known expiration date")

    def test_only_goods_for_customers_are_asked(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        transfer = self._delivery_of(
            self.later, to=shelf, picking_type=self.warehouse.int_type_id
        )
        self.assertFalse(self._kinds(transfer))
        transfer.move_ids.location_final_id = self.customers
        self.assertEqual(self._kinds(transfer), ["fefo"], "the pick of a delivery")

    def test_who_picked_a_later_lot_is_on_record(self):
        delivery = self._delivery_of(self.later, quantity=3)
        self._wizard(delivery.button_validate()).action_ask()
        wizard = self._wizard(
            delivery.with_user(self.manager).button_validate(), self.manager
        )
        wizard.reason = "Its carton was damaged"
        wizard.action_release_and_validate()
        self.assertEqual(delivery.state, "done")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "jxc_inventory.lot_release_action_fefo"
        )
        releases = self.env["jxc.lot.release"].with_user(self.manager)
        report = releases.formatted_read_group(
            [("kind", "=", "fefo"), ("picking_id", "=", delivery.id)],
            ["user_id", "reason"],
            ["quantity:sum"],
        )
        self.assertIn("fefo", action["domain"])
        self.assertEqual(report[0]["user_id"][0], self.keeper.id)
        self.assertEqual(report[0]["reason"], "Its carton was damaged")
        self.assertEqual(report[0]["quantity:sum"], 3)

    def test_a_keeper_may_be_trusted_with_the_reason(self):
        self._rule(
            product_tmpl_id=self.milk.product_tmpl_id.id,
            fefo_action="release",
            release_group_id=self.env.ref("jxc_inventory.group_keeper").id,
        )
        delivery = self._delivery_of(self.later)
        wizard = self._wizard(delivery.button_validate())
        self.assertTrue(wizard.can_release_all)
        wizard.reason = "Customer asked for this lot"
        self.assertIs(wizard.action_release_and_validate(), True)
        self.assertEqual(delivery.release_ids.user_id, self.keeper)

    def test_the_warning_follows_the_lot_before_anything_is_saved(self):
        delivery = self._delivery_of(self.sooner)
        line = delivery.move_line_ids
        values = {
            "lot_id": self.later.id,
            "product_id": self.milk.id,
            "quantity": 1,
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
        }
        spec = {name: {} for name in ["gate_warning", "picking_id", "move_id", *values]}
        changed = line.onchange(values, ["lot_id"], spec)["value"]
        self.assertIn("SOON", changed["gate_warning"])
        self.assertEqual(line.lot_id, self.sooner)

    def test_queries_do_not_grow_with_lines_and_lots(self):
        def count(number):
            product = self._product(f"Yoghurt {number}")
            lots = self.env["stock.lot"]
            for day in range(number):
                lots += self._stocked(
                    f"Y{day:03}",
                    product=product,
                    production_date=f"2025-{1 + day // 28 + 3:02}-{1 + day % 28:02}",
                )
            delivery = self._delivery_of(lots)
            lines = delivery.move_line_ids
            lines = lines.browse(lines.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            # Each leaves nine of its lot lying: all but the first pass one over.
            self.assertEqual(len(lines._find_refused()), number - 1)
            return self.env.cr.sql_log_count - before

        count(3)
        self.assertEqual(count(100), count(10))

    def test_batch_of_deliveries_is_judged_as_a_whole(self):
        first = self._delivery_of(self.sooner, quantity=10)
        second = self._delivery_of(self.later, quantity=10)
        both = first + second
        self.assertIs(both.button_validate(), True)
        self.assertEqual(both.mapped("state"), ["done", "done"])

    def test_serial_numbers_too(self):
        product = self._product("Test kit", tracking="serial")
        soon = self._stocked("S1", 1, product=product, expiration_date="2026-06-01")
        late = self._stocked("S2", 1, product=product, expiration_date="2026-09-01")
        self.assertEqual(self._kinds(self._delivery_of(late)), ["fefo"])
        self.assertFalse(self._kinds(self._delivery_of(soon + late)))

    def test_done_lines_do_not_take_a_later_lot_afterwards(self):
        delivery = self._delivery_of(self.sooner)
        delivery._action_done()
        delivery.action_toggle_is_locked()
        with self._assert_refused("lot SOON"):
            delivery.move_line_ids.lot_id = self.later
        with self._assert_refused("lot SOON"):
            delivery.move_line_ids = [
                Command.create(
                    {
                        "product_id": self.milk.id,
                        "lot_id": self.later.id,
                        "quantity": 1,
                    }
                )
            ]
        self.assertEqual(delivery.move_line_ids.lot_id, self.sooner)
