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
            "In stock 12.",
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
