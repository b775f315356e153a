from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .demand_common import DemandCommon


@tagged("post_install", "-at_install")
class TestDemandChart(DemandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.until = cls.company._today() - timedelta(days=1)
        cls.buyer = cls._user("chart_buyer", "group_buyer")
        cls.env["jxc.demand.event"].search([]).active = False

    def _chart(self, product=None, user=None, **kwargs):
        history = self._as(self.History, user or self.buyer)
        return history.get_chart((product or self.product).ids, **kwargs)

    def test_buyer_sees_what_was_sold_what_is_left_and_why(self):
        self._sell_weekly([5, 6, 7, 8, 90], self.until)
        day = self.History.search(
            [("product_id", "=", self.product.id), ("date", "=", self.until)]
        )
        day._exclude({day.id: 80}, "Opening of a branch")
        self.env["jxc.stock.outage"].create(
            {
                "product_id": self.product.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
                "date_from": self.until - timedelta(days=13),
                "date_to": self.until - timedelta(days=8),
            }
        )
        self.env["jxc.demand.event"].create(
            {
                "name": "Anniversary",
                "occurrence_ids": [
                    Command.create({"date_from": self.until + timedelta(days=9)})
                ],
            }
        )
        chart = self._chart(weeks=6)
        weeks = chart["weeks"]
        self.assertEqual(len(weeks), 6 + 8)
        self.assertEqual(
            [(week["state"], week["sold"], week["demand"]) for week in weeks[:6]],
            [
                ("before", None, None),
                ("known", 5, 5),
                ("known", 6, 6),
                ("known", 7, 7),
                ("out", 8, None),
                ("known", 90, 10),
            ],
        )
        self.assertEqual(weeks[5]["one_off"], 80)
        self.assertEqual(weeks[5]["to"], str(self.until))
        self.assertEqual(
            [week["events"] for week in weeks[5:8]], [[], [], ["Anniversary"]]
        )
        self.assertEqual(len(chart["notes"]), 2)
        self.assertIn("80", chart["notes"][1])

    def test_the_warehouse_that_sold_most_comes_first_and_another_may_be_chosen(self):
        self._sell_weekly([1], self.until)
        self._sell_weekly([4], self.until, warehouse=self.warehouse_2)
        chart = self._chart()
        self.assertEqual(chart["warehouse_id"], self.warehouse_2.id)
        self.assertEqual(chart["weeks"][51]["sold"], 4)
        chosen = self._chart(warehouse_id=self.warehouse.id)
        self.assertEqual(chosen["weeks"][51]["sold"], 1)

    def test_new_product_shows_whose_demand_it_borrows(self):
        self._sell_weekly([5, 6, 7, 8], self.until)
        new = self._product("New tin", demand_predecessor_id=self.product.id)
        chart = self._chart(new, weeks=4)
        self.assertEqual({week["state"] for week in chart["weeks"][:4]}, {"borrowed"})
        self.assertIn("Milk powder", chart["notes"][0])

    def test_every_variant_can_be_chosen(self):
        other = self._product("Other")
        chart = self._chart(self.product | other, product_id=other.id)
        self.assertEqual(len(chart["products"]), 2)
        self.assertEqual(chart["product_id"], other.id)

    def test_history_that_ended_long_ago_says_so(self):
        self._sell_weekly([5, 6], date(2020, 3, 1))
        self.History.search(
            [("company_id", "=", self.company.id), ("date", ">", "2020-03-01")]
        ).sudo().unlink()
        chart = self._chart()
        self.assertEqual(chart["weeks"][51]["to"], "2020-03-01")
        self.assertIn("2020", chart["notes"][-1])

    def test_other_companies_and_other_people_see_nothing(self):
        self._sell_weekly([5], self.until)
        london = self._user("chart_london", "group_buyer", self.other_company)
        chart = self._chart(user=london, warehouse_id=self.warehouse.id)
        self.assertEqual(chart["warehouse_id"], self.other_warehouse.id)
        self.assertFalse(any(week["sold"] for week in chart["weeks"]))
        seller = self._user("chart_seller", "group_salesperson")
        with mute_logger("odoo.addons.base.models.ir_model"):
            with self.assertRaises(AccessError):
                self._chart(user=seller)

    def test_buttons_lead_to_the_chart(self):
        rule = self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.product.id,
                "warehouse_id": self.warehouse_2.id,
                "company_id": self.company.id,
            }
        )
        params = {"product_ids": self.product.ids}
        template = self.product.product_tmpl_id
        self.assertEqual(template.action_demand_chart()["params"], params)
        self.assertEqual(
            rule.action_demand_chart()["params"],
            {**params, "warehouse_id": self.warehouse_2.id},
        )
