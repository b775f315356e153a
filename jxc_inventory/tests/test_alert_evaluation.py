from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .alert_common import AlertCommon


@tagged("post_install", "-at_install")
class TestAlertEvaluation(AlertCommon):
    def test_a_lot_is_of_the_level_its_days_reach(self):
        rule = self._rule()
        for days in (91, 90, 60, 30, 0):
            self._stock_lot(days)
        self._stock_lot(-1)
        rule._evaluate()
        self.assertRecordValues(
            self._alerts(rule).sorted("due_date"),
            [
                {
                    "measure": days,
                    "level": level,
                    "state": "open",
                    "quantity": 5,
                    "value": 50,
                    "warehouse_id": self.warehouse.id,
                    "company_id": self.company.id,
                    "due_date": self.today + timedelta(days=days),
                }
                for days, level in ((0, "4"), (30, "4"), (60, "3"), (90, "2"))
            ],
        )

    def test_days_are_those_of_the_company(self):
        rule = self._rule(levels=[("2", 1, "days")])
        lot = self._lot("A", expiration_date="2026-03-10 15:59:59")
        self._put(self.milk, 1, lot=lot)
        with freeze_time("2026-03-08 15:59:00"):  # still the 8th in Shanghai
            rule._evaluate()
        self.assertFalse(self._alerts(rule))
        with freeze_time("2026-03-08 16:01:00"):  # the 9th
            rule._evaluate()
        self.assertRecordValues(
            self._alerts(rule), [{"measure": 1, "due_date": date(2026, 3, 10)}]
        )

    def test_share_of_life_is_what_the_engine_says(self):
        rule = self._rule(
            levels=[
                ("1", 50, "percent"),
                ("2", 100 / 3, "percent"),
                ("3", 15, "percent"),
            ]
        )
        lots = [self._stock_lot(days) for days in (5, 54, 56, 121, 122, 182, 183, 300)]
        self.assertTrue(all(lots.mapped("production_date") for lots in lots))
        rule._evaluate()
        levels = {alert.lot_id: alert.level for alert in self._alerts(rule)}
        for lot in lots:
            share = lot.remaining_percent
            expected = (
                ("3" if share <= 0.15 else "2" if share <= 1 / 3 else "1")
                if share <= 0.5
                else None
            )
            self.assertEqual(levels.get(lot), expected, lot.name)

    def test_a_lot_in_two_warehouses_is_two_alerts_and_other_places_none(self):
        rule = self._rule()
        lot = self._stock_lot(10)
        self._put(self.milk, 3, self.warehouse_2.lot_stock_id, lot)
        self._put(self.milk, 2, self.warehouse.wh_input_stock_loc_id, lot)
        self._put(self.milk, 7, self.env.ref("stock.stock_location_customers"), lot)
        rule._evaluate()
        self.assertRecordValues(
            self._alerts(rule).sorted("quantity"),
            [
                {"warehouse_id": self.warehouse_2.id, "quantity": 3},
                {"warehouse_id": self.warehouse.id, "quantity": 7},
            ],
        )

    def test_a_second_run_without_change_writes_nothing(self):
        rule = self._rule()
        lot = self._stock_lot(10)
        self._stock_lot(50, product=self._product("Yoghurt", standard_price=1 / 3))
        rule._evaluate()
        before = self._rows(rule)
        self.assertEqual(len(before), 2)
        rule._evaluate()
        self.assertEqual(self._rows(rule), before)
        self._put(self.milk, 1, lot=lot)
        rule._evaluate()
        self.assertNotEqual(self._rows(rule), before)
        self.assertEqual(len(self._alerts(rule)), 2)

    def _rows(self, rule):
        """Return which version of which row is there: any write changes it."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id, ctid::text FROM jxc_alert WHERE rule_id = %s ORDER BY id",
            [rule.id],
        )
        return self.env.cr.fetchall()

    def test_a_lot_rises_through_the_levels_as_time_passes(self):
        rule = self._rule()
        self._stock_lot(61)
        rule._evaluate()
        alert = self._alerts(rule)
        opened = alert.raised_at
        with freeze_time(datetime.now() + timedelta(days=1)):
            rule._evaluate()
            self.assertRecordValues(
                alert, [{"level": "3", "measure": 60, "opened_at": opened}]
            )
            self.assertGreater(alert.raised_at, opened)
            raised = alert.raised_at
        with freeze_time(datetime.now() + timedelta(days=2)):
            rule._evaluate()
            self.assertRecordValues(alert, [{"measure": 59, "raised_at": raised}])
        self.assertEqual(len(self._alerts(rule)), 1)

    def test_history_tells_of_levels_and_states_not_of_quantities(self):
        rule = self._rule()
        lot = self._stock_lot(61)
        rule._evaluate()
        alert = self._alerts(rule)
        self.assertFalse(alert.message_ids)
        self._put(self.milk, 1, lot=lot)
        rule._evaluate()
        self.assertFalse(alert.message_ids)
        with freeze_time(datetime.now() + timedelta(days=1)):
            rule._evaluate()
        self._put(self.milk, -6, lot=lot)
        rule._evaluate()
        tracked = alert.message_ids.sorted("id").sudo().tracking_value_ids
        self.assertEqual(
            [(t.field_id.name, t.old_value_char, t.new_value_char) for t in tracked],
            [("level", "Warning", "Serious"), ("state", "Open", "Resolved")],
        )

    def test_the_fact_going_away_resolves_and_coming_back_reopens(self):
        rule = self._rule(reopen_resolved_days=3)
        lot = self._stock_lot(10)
        rule._evaluate()
        alert = self._alerts(rule)
        self._put(self.milk, -5, lot=lot)
        rule._evaluate()
        self.assertEqual(alert.state, "resolved")
        self.assertTrue(alert.resolved_at)
        self._put(self.milk, 2, lot=lot)
        rule._evaluate()
        self.assertEqual(self._alerts(rule), alert)
        self.assertRecordValues(alert, [{"state": "open", "resolved_at": False}])

    def test_coming_back_later_is_a_new_alert(self):
        rule = self._rule(reopen_resolved_days=0)
        lot = self._stock_lot(10)
        for quantity in (-5, 5, -5, 5):
            rule._evaluate()
            self._put(self.milk, quantity, lot=lot)
        rule._evaluate()
        self.assertEqual(
            self._alerts(rule).mapped("state"), ["resolved", "resolved", "open"]
        )

    def test_the_number_of_queries_does_not_grow_with_the_facts(self):
        def queries(count):
            product = self._product(f"{count} lots")
            rule = self._rule(product_ids=product.ids)
            for days in range(count):
                self._stock_lot(days % 50, product=product, name=f"{count}/{days}")
            counts = []
            for ahead in (0, 45):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                with freeze_time(datetime.now() + timedelta(days=ahead)):
                    rule._evaluate()
                    self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(self._alerts(rule)), count)
            return counts

        queries(1)  # fills caches that live longer than a run
        few = queries(10)
        self.assertEqual(queries(100), few)

    def test_scope_narrows_by_goods_and_places(self):
        cheese = self._product(
            "Cheese", categ_id=self.env.ref("product.product_category_goods").id
        )
        vendor = self.env["res.partner"].create({"name": "Dairy Ltd"})
        cheese.seller_ids = [Command.create({"partner_id": vendor.id, "price": 1})]
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        milk, cheese_lot = self._stock_lot(10), self._stock_lot(10, product=cheese)
        there = self._stock_lot(10, location=self.warehouse_2.lot_stock_id, name="2")
        on_shelf = self._stock_lot(10, location=shelf, name="S")
        everything = milk | cheese_lot | there | on_shelf
        for scope, expected in (
            ({}, everything),
            ({"product_ids": cheese.ids}, cheese_lot),
            ({"product_tmpl_ids": cheese.product_tmpl_id.ids}, cheese_lot),
            ({"categ_ids": self.food.ids}, milk | there | on_shelf),
            ({"categ_ids": self.food.ids, "product_ids": cheese.ids}, everything),
            ({"supplier_ids": vendor.ids}, cheese_lot),
            ({"warehouse_ids": self.warehouse_2.ids}, there),
            ({"location_ids": self.stock.ids}, milk | cheese_lot | on_shelf),
            ({"location_ids": shelf.ids}, on_shelf),
            ({"location_ids": shelf.ids, "product_ids": cheese.ids}, milk.browse()),
        ):
            with self.subTest(scope=scope):
                rule = self._rule(
                    **{name: [Command.set(ids)] for name, ids in scope.items()}
                )
                rule._evaluate()
                self.assertEqual(self._alerts(rule).lot_id, expected)

    def test_another_companys_stock_is_not_looked_at(self):
        lot = self._stock_lot(10, company_id=False)
        there = self._warehouse_of(self.company_us).lot_stock_id
        self._put(self.milk, 9, there, lot)
        rule = self._rule()
        theirs = self._rule(company_id=self.company_us.id)
        rule._evaluate()
        theirs._evaluate()
        self.assertEqual(self._alerts(rule).quantity, 5)
        self.assertRecordValues(
            self._alerts(theirs), [{"quantity": 9, "company_id": self.company_us.id}]
        )

    def test_the_database_refuses_a_second_live_alert(self):
        rule = self._rule()
        self._stock_lot(10)
        rule._evaluate()
        alert = self._alerts(rule)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            with self.env.cr.savepoint():
                alert.copy()
                self.env.flush_all()

    def test_removal_date_may_be_what_is_counted_to(self):
        rule = self._rule(expiry_basis="removal", levels=[("2", 30, "days")])
        self._stock_lot(33)  # removed 3 days before it expires
        self._stock_lot(34)
        rule._evaluate()
        self.assertEqual(self._alerts(rule).mapped("measure"), [30])

    def test_a_ladder_must_make_sense(self):
        with self.assertRaises(ValidationError):
            self._rule(levels=[("2", 30, "days"), ("3", 60, "days")])
        with self.assertRaises(ValidationError):
            self._rule(levels=[("2", 30, "money")])

    def test_a_rule_with_alerts_keeps_its_kind(self):
        rule = self._rule(levels=[("2", 30, "days")])
        rule.write({"kind": "jxc.alert.kind.lot.expired"})
        rule.write({"kind": "jxc.alert.kind.lot.expiry"})
        self._stock_lot(10)
        rule._evaluate()
        with self.assertRaises(UserError):
            rule.write({"kind": "jxc.alert.kind.lot.expired"})

    def test_a_new_company_is_given_rules(self):
        company = self.env["res.company"].create({"name": "Third"})
        rules = self.Rule.search([("company_id", "=", company.id)])
        self.assertIn("jxc.alert.kind.lot.expiry", rules.mapped("kind"))
        self.assertTrue(all(rule.level_ids for rule in rules))

    def test_cron_evaluates_every_rule_and_goes_on_after_a_failure(self):
        bad, good = self._rule(sequence=1), self._rule(sequence=2)
        self._stock_lot(10)
        evaluate = type(self.Rule)._evaluate

        def fail(rule):
            if rule.id == bad.id:
                raise ValueError("broken")
            return evaluate(rule)

        with (
            self.enter_registry_test_mode(),
            patch.object(type(self.Rule), "_evaluate", fail),
            mute_logger("odoo.addons.jxc_inventory.models.alert.alert_rule_evaluation"),
            patch.object(self.env.cr, "rollback", lambda: None),
        ):
            self.env.ref("jxc_inventory.ir_cron_alert_evaluate").method_direct_trigger()
        self.assertTrue(self._alerts(good))
        self.assertFalse(self._alerts(bad))
        self.assertFalse(bad.evaluated_at)

    def test_a_resumed_run_takes_up_the_rules_left_over(self):
        done, left = self._rule(), self._rule()
        done._evaluate()
        due = self.Rule._search_due()
        self.assertIn(left, due)
        self.assertNotIn(done, due)
