from datetime import date, datetime, timedelta

import numpy as np
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .demand_common import DemandCommon

NOW = datetime(2026, 7, 19, 20)  # Monday 20 July in Shanghai
UNTIL = date(2026, 7, 19)


@tagged("post_install", "-at_install")
class TestDemandEvent(DemandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.Event = cls.env["jxc.demand.event"]
        # Festivals of the data would make other days busy.
        cls.Event.search([]).active = False

    def _event(self, **values):
        return self.Event.create({"name": "Sale", **values})

    def _on(self, *spans, **values):
        """Return an event on given spans of days."""
        return self._event(
            occurrence_ids=[
                Command.create({"date_from": first, "date_to": last})
                for first, last in spans
            ],
            **values,
        )

    def _sell_daily(self, first, last, quantity=1.0, product=None, warehouse=None):
        days = (last - first).days + 1
        self._import(
            product or self.product,
            warehouse or self.warehouse,
            {first + timedelta(days=number): quantity for number in range(days)},
        )

    def _sell_with_sale(self, product=None, times=3.0):
        """Sell 1 a day from May on, and more from 15 to 21 June."""
        self._sell_daily(date(2026, 5, 1), UNTIL, product=product)
        self._sell_daily(date(2026, 6, 15), date(2026, 6, 21), times, product)

    def _sale(self, **values):
        return self._on((date(2026, 6, 15), date(2026, 6, 21)), **values)

    def _days(self, event):
        return [str(day) for day in sorted(event.occurrence_ids.mapped("date_from"))]

    def test_lunar_festival_comes_on_its_day_of_every_year(self):
        event = self._event(date_rule="lunar", month=8, day=15, days_before=20)
        self.assertEqual(len(event.occurrence_ids), 7)
        self.assertEqual(
            self._days(event)[-4:],
            ["2025-10-06", "2026-09-25", "2027-09-15", "2028-10-03"],
        )
        self.assertEqual(event.next_date, date(2026, 9, 25))
        coming = event.occurrence_ids.filtered(
            lambda occurrence: occurrence.date_from == event.next_date
        )
        self.assertRecordValues(
            coming,
            [{"window_from": date(2026, 9, 5), "window_to": date(2026, 9, 25)}],
        )

    def test_changed_rule_moves_the_dates_and_the_same_rule_keeps_them(self):
        event = self._event(date_rule="solar", month=11, day=11)
        before = event.occurrence_ids
        event._update_occurrences()
        self.assertEqual(event.occurrence_ids, before)
        event.day = 12
        self.assertEqual(self._days(event)[-1], "2028-11-12")
        self.assertFalse(before.exists())
        event.days_after = 2
        self.assertEqual(
            event.occurrence_ids[0].window_to,
            event.occurrence_ids[0].date_to + timedelta(days=2),
        )

    def test_impossible_dates_are_refused(self):
        for rule, month, day in (("solar", 2, 30), ("lunar", 13, 1), ("lunar", 1, 31)):
            with self.assertRaisesRegex(ValidationError, "Sale"):
                self._event(date_rule=rule, month=month, day=day)
        with self.assertRaises(ValidationError):
            self._event(days_before=91)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._event(manual_uplift=-101)

    def test_seeded_festivals_have_dates(self):
        festival = self.env.ref("jxc_inventory.demand_event_spring_festival")
        self.assertIn("2027-02-06", self._days(festival))
        self.assertFalse(self.env.ref("jxc_inventory.demand_event_qixi").active)

    def test_uplift_is_measured_against_the_days_around(self):
        products = [self._product(f"Product {number}") for number in range(60)]
        for product in products:
            self._sell_with_sale(product)
        event = self._sale()
        event._measure(self.company)
        total = event.uplift_ids.filtered(lambda line: not line.categ_id)
        self.assertRecordValues(
            total, [{"demand_qty": 60 * 21, "expected_qty": 60 * 7, "sample": 60}]
        )
        # 60 of 80 parts of what was seen, 20 of no uplift.
        self.assertAlmostEqual(total.uplift, 150)
        self.assertAlmostEqual(event.with_company(self.company).uplift, 150)

    def test_measuring_again_gives_the_same(self):
        self._sell_with_sale()
        event = self._sale()
        event._measure(self.company)
        first = event.uplift_ids.read(["categ_id", "demand_qty", "uplift", "sample"])
        event._measure(self.company)
        again = event.uplift_ids.read(["categ_id", "demand_qty", "uplift", "sample"])
        for row in first + again:
            row.pop("id")
        self.assertEqual(again, first)

    def test_days_of_other_events_are_not_usual(self):
        self._sell_with_sale()
        self._sell_daily(date(2026, 6, 1), date(2026, 6, 14), 50)
        self._on((date(2026, 6, 1), date(2026, 6, 14)), name="Bigger sale")
        event = self._sale()
        event._measure(self.company)
        self.assertEqual(event.uplift_ids[0].expected_qty, 7)

    def test_products_not_sold_before_the_event_tell_nothing(self):
        self._sell_daily(date(2026, 6, 20), UNTIL)
        event = self._sale()
        event._measure(self.company)
        self.assertFalse(event.uplift_ids)

    def test_occurrences_under_way_and_other_scopes_are_not_measured(self):
        self._sell_daily(date(2026, 5, 1), UNTIL)
        coming = self._on((UNTIL, UNTIL + timedelta(days=3)))
        elsewhere = self._sale(warehouse_ids=self.warehouse_2.ids)
        others = self._sale(product_ids=self._product("Other").ids)
        (coming | elsewhere | others)._measure(self.company)
        self.assertFalse((coming | elsewhere | others).uplift_ids)

    def test_series_is_freed_of_the_uplift_and_told_of_the_next(self):
        self._sell_daily(UNTIL - timedelta(days=27), UNTIL)
        self._sell_daily(date(2026, 7, 6), date(2026, 7, 12), 3)
        self._on(
            (date(2026, 7, 6), date(2026, 7, 12)),
            (date(2026, 7, 27), date(2026, 8, 2)),
            uplift_source="manual",
            manual_uplift=200,
        )
        other = self._product("Not in it")
        series = self.History._read_series(
            [self.product.id, other.id], self.warehouse.id, 4, UNTIL, 3
        )
        np.testing.assert_allclose(series.history[0], [7, 7, 7, 7])
        np.testing.assert_allclose(series.sold[0], [7, 7, 21, 7])
        np.testing.assert_allclose(series.ahead, [[1, 3, 1]] * 2)
        self.assertEqual(series.corrections[0].weeks_in_events, 1)

    def test_scope_limits_products_categories_warehouses_and_companies(self):
        parent = self.env["product.category"].create({"name": "Drinks"})
        child = self.env["product.category"].create(
            {"name": "Tea", "parent_id": parent.id}
        )
        tea = self._product("Green tea", categ_id=child.id)
        span = (date(2026, 7, 20), date(2026, 7, 26))
        typed = {"uplift_source": "manual", "manual_uplift": 100}
        self._on(span, categ_ids=parent.ids, **typed)
        self._on(
            span,
            product_ids=self.product.ids,
            manual_uplift=200,
            uplift_source="manual",
        )
        self._on(span, warehouse_ids=self.warehouse_2.ids, **typed)
        self._on(span, company_id=self.other_company.id, **typed)
        neither = self._product("Soap")
        ids = [tea.id, self.product.id, neither.id]

        def ahead(warehouse):
            series = self.History._read_series(ids, warehouse.id, 1, UNTIL, 1)
            return series.ahead[:, 0].round(6).tolist()

        self.assertEqual(ahead(self.warehouse), [2, 3, 1])
        self.assertEqual(ahead(self.warehouse_2), [4, 6, 2])
        self.assertEqual(ahead(self.other_warehouse), [4, 6, 2])

    def test_measured_uplift_of_the_category_counts_before_that_of_all(self):
        tea = self.env["product.category"].create({"name": "Tea"})
        product = self._product("Green tea", categ_id=tea.id)
        event = self._on((date(2026, 7, 20), date(2026, 7, 26)))
        self.env["jxc.demand.event.uplift"].create(
            [
                {
                    "event_id": event.id,
                    "company_id": self.company.id,
                    "categ_id": categ,
                    "uplift": uplift,
                }
                for categ, uplift in ((False, 50), (tea.id, 100))
            ]
        )
        series = self.History._read_series(
            [product.id, self.product.id], self.warehouse.id, 1, UNTIL, 1
        )
        np.testing.assert_allclose(series.ahead[:, 0], [2, 1.5])

    def test_number_of_queries_does_not_grow_with_products(self):
        self._sell_with_sale()
        self._sale()._measure(self.company)
        products = self.env["product.product"].concat(
            *(self._product(f"Product {number}") for number in range(30))
        )

        def queries(asked):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.History._read_series(asked.ids, self.warehouse.id, 26, UNTIL, 8)
            return self.env.cr.sql_log_count - before

        few = queries(products[:3])
        self.assertEqual(queries(products), few)
        self.assertLessEqual(few, 25)

    def test_cron_measures_every_company(self):
        self._sell_with_sale()
        event = self._sale()
        with self.enter_registry_test_mode():
            self.env.ref("jxc_inventory.ir_cron_demand_event").method_direct_trigger()
        self.assertIn(self.company, event.uplift_ids.company_id)

    def test_buyer_keeps_events_and_keeper_reads_them(self):
        buyer = self._user("event_buyer", "group_buyer")
        with Form(self._as(self.Event, buyer)) as form:
            form.name = "Anniversary"
            form.date_rule = "solar"
            form.month, form.day = 9, 1
        event = form.record
        self.assertEqual(event.next_date, date(2026, 9, 1))
        self._as(event, buyer).action_measure()
        keeper = self._user("event_keeper", "group_keeper")
        self.assertEqual(self._as(event, keeper).name, "Anniversary")
        with mute_logger("odoo.addons.base.models.ir_model"):
            with self.assertRaises(AccessError):
                self._as(event, keeper).name = "Mine"
        with self.assertRaises(AccessError):
            self._as(event, keeper).action_measure()

    def test_events_of_another_company_are_not_seen(self):
        event = self._sale(company_id=self.company.id)
        self._sell_with_sale()
        event._measure(self.company)
        london = self._user("event_london", "group_buyer", self.other_company)
        for records in (event, event.occurrence_ids, event.uplift_ids):
            with self.assertRaises(AccessError):
                self._as(records, london).read()
