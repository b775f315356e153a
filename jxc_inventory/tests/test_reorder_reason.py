from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import format_date

from .reorder_common import UNEVEN, ReorderCommon


@tagged("post_install", "-at_install")
class TestReorderReason(ReorderCommon):
    def test_the_reason_says_what_a_buyer_asks(self):
        product = self._sold("Milk", delay=7)
        self._sell(product, UNEVEN)
        self._stock(product, 12)
        self._run()
        rule = self._rules(product)
        for part in (
            f"Sells {rule.demand_weekly_mean:.1f} a week:",
            f"{rule.demand_expected:.1f} (± {rule.demand_spread:.1f}) in 14 days.",
            "Lead time 7 days, review every 7 days.",
            "Usable stock 12.",
            f"To serve 95% of demand, order when below {rule.product_min_qty:.0f}, up"
            f" to {rule.product_max_qty:.0f}.",
            "If nothing is ordered, out of stock on "
            f"{format_date(self.env, rule.stockout_date)}",
        ):
            self.assertIn(part, rule.reorder_reason)

    def test_what_happens_if_nothing_is_ordered(self):
        safe, short = self._sold("Safe"), self._sold("Short", list_price=3.0)
        for product, stock in ((safe, 1000), (short, 25)):
            self._sell(product, [70] * 26)
            self._stock(product, stock)
        self._run()
        self.assertRecordValues(
            self._rules(safe),
            [{"expected_lost_qty": 0, "risk_value": 0, "qty_to_order": 0}],
        )
        rule = self._rules(short)
        # 10 a day: the third day, today being the first, finds five only.
        self.assertEqual(rule.stockout_date, self.today + timedelta(days=2))
        self.assertAlmostEqual(rule.expected_lost_qty, 140 - 25, delta=2)
        self.assertAlmostEqual(rule.risk_value, 3 * rule.expected_lost_qty, 2)
        days = (self._rules(safe).stockout_date - self.today).days
        self.assertAlmostEqual(days, 100, delta=2)

    def test_the_reason_says_what_was_corrected(self):
        old, product = self._sold("Old milk"), self._sold("Milk")
        self._sell(old, UNEVEN[4:], last_day=self.today - timedelta(weeks=12))
        self._sell(product, [22, 120, 25, 19, 24, 28, 20, 25, 22, 19, 24, 21])
        product.demand_predecessor_id = old
        day = self.History.search(
            [
                ("product_id", "=", product.id),
                ("date", "=", self.today - timedelta(days=8)),
            ]
        )
        day._exclude({day.id: 100}, "Opening of a branch")
        self.env["jxc.stock.outage"].create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
                "date_from": self.today - timedelta(days=21),
                "date_to": self.today - timedelta(days=15),
            }
        )
        self._run()
        reason = self._rules(product).reorder_reason
        for part in (
            "History corrected: weeks out of stock taken as unknown (1)",
            "one-off orders left out (100)",
            "weeks taken from Old milk (",
        ):
            self.assertIn(part, reason)
        plain = self._sold("Tea")
        self._sell(plain, UNEVEN)
        self._run()
        self.assertNotIn("corrected", self._rules(plain).reorder_reason)

    def test_rule_of_an_earlier_version_gives_no_reason(self):
        product = self._sold("Milk")
        self._sell(product, UNEVEN)
        self._run()
        rule = self._rules(product)
        self.assertTrue(rule.reorder_reason)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET demand_step = NULL WHERE id = %s",
            [rule.id],
        )
        self.env.invalidate_all()
        self.assertFalse(rule.reorder_reason)
        self.assertFalse(rule.reorder_state)
