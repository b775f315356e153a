from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from . import browser, reorder_common


@tagged("post_install", "-at_install")
class TestStockProjection(reorder_common.ReorderCommon):
    """Stock of the days ahead, 10 a day, as the buyer sees it in the chart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._user("projection buyer", "group_buyer")
        cls.milk = cls._sold("Milk", delay=7)
        cls._sell(cls.milk, [70] * 26)

    def _chart(self, rule=None, user=None):
        rule = rule or self._rules(self.milk)
        return self._as(rule, user or self.buyer).get_stock_projection()

    def _come(self, quantity, days):
        move = self.env["stock.move"].create(
            {
                "product_id": self.milk.id,
                "product_uom": self.unit.id,
                "product_uom_qty": quantity,
                "location_id": self.suppliers.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "company_id": self.company.id,
                "date": fields.Datetime.now() + timedelta(days=days),
            }
        )
        move._action_confirm()

    def test_stock_falls_until_the_shelf_is_empty_and_the_order_fills_it(self):
        self._stock(self.milk, 25)
        self._run()
        rule = self._rules(self.milk)
        chart = self._chart()
        days = chart["days"]
        self.assertEqual(days[0]["day"], str(self.today))
        self.assertEqual([one["without"] for one in days[:4]], [15, 5, 0, 0])
        self.assertEqual([one["short"] for one in days[:4]], [False, False, True, True])
        self.assertEqual(days[2]["day"], str(rule.stockout_date))
        self.assertEqual(chart["arrives"], str(self.today + timedelta(days=7)))
        self.assertEqual(chart["order"], rule.qty_to_order)
        self.assertEqual(days[6]["with_order"], 0)
        self.assertEqual(days[7]["with_order"], rule.qty_to_order - 10)
        self.assertEqual(days[7]["without"], 0)
        lasts = [one["short_with_order"] for one in days]
        self.assertEqual(lasts[2:8], [True] * 5 + [False])

    def test_what_is_on_its_way_comes_on_its_day(self):
        self._stock(self.milk, 25)
        self._come(200, 1)
        self._run()
        days = self._chart()["days"]
        self.assertEqual([one["incoming"] for one in days[:3]], [0, 200, 0])
        self.assertEqual([one["without"] for one in days[:3]], [15, 205, 195])

    def test_the_quantity_that_a_buyer_chose_is_shown(self):
        self._run()
        rule = self._rules(self.milk)
        self._as(rule, self.buyer).qty_to_order = 500
        chart = self._chart()
        self.assertEqual(chart["order"], 500)
        self.assertEqual(chart["days"][7]["with_order"], 490)

    def test_an_order_waits_for_the_vendors_order_day(self):
        tomorrow = self.today + timedelta(days=1)
        self.vendor.write({f"order_on_{tomorrow:%A}".lower(): True})
        self._run()
        self.assertEqual(self._chart()["arrives"], str(tomorrow + timedelta(days=7)))

    def test_goods_that_come_from_far_are_shown_until_they_are_there(self):
        self.milk.seller_ids.delay = 80
        self._run()
        days = self._chart()["days"]
        self.assertGreaterEqual(len(days), 2 * (80 + 7))
        self.assertGreater(days[80]["with_order"], 0)

    def test_rule_without_forecast_says_nothing(self):
        tea = self._sold("Tea")
        rule = self._suggest(tea)
        chart = self._chart(rule)
        self.assertEqual(chart["days"], [])
        self.assertEqual(chart["product"], "Tea")

    def test_buttons_open_it(self):
        self._run()
        action = self._as(self._rules(self.milk), self.buyer).action_stock_projection()
        self.assertEqual(action["params"], {"orderpoint_id": self._rules(self.milk).id})
        self.assertEqual(action["target"], "new")

    def test_other_companies_see_nothing(self):
        self._run()
        london = self._user("projection london", "group_buyer", self.other_company)
        with mute_logger("odoo.addons.base.models.ir_rule"):
            with self.assertRaises(AccessError):
                self._chart(user=london)

    def test_showing_it_locks_and_writes_nothing(self):
        self._run()
        rule = self._rules(self.milk)
        before = rule.read()
        self.env.flush_all()
        self._chart()
        self.assertEqual(rule.read(), before)
        self.assertFalse(self.env.transaction.tocompute)


@tagged("post_install", "-at_install")
class TestStockProjectionTour(browser.BrowserCase, reorder_common.ReorderCommon):
    def test_buyer_looks_ahead_and_orders_more(self):
        buyer = new_test_user(
            self.env,
            "projecting buyer",
            "jxc_inventory.group_buyer",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
            password="projecting buyer",
        )
        buyer.tour_enabled = False
        milk = self._sold("Tour milk")
        self._sell(milk, [70] * 26)
        self._run()
        self.start_tour(
            "/odoo", "jxc_stock_projection", login="projecting buyer", timeout=120
        )
        self.env.invalidate_all()
        self.assertRecordValues(
            self._rules(milk), [{"qty_to_order": 600, "changed_by_id": buyer.id}]
        )
