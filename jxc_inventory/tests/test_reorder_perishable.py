from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .reorder_common import ReorderCommon


@tagged("post_install", "-at_install")
class TestReorderPerishable(ReorderCommon):
    """Lead time 7 and review 7 days: what expires after 14 days is still ours."""

    def _milk(self, weekly=70, **values):
        milk = self._sold("Milk", tracking="lot", use_expiration_date=True, **values)
        self._sell(milk, [weekly] * 26)
        return milk

    def _stock_lot(self, product, quantity, days):
        """Put a lot on the shelf that must leave it after ``days`` days from today."""
        lot = self.env["stock.lot"].create(
            {
                "name": f"L{days}",
                "product_id": product.id,
                "company_id": self.company.id,
            }
        )
        lot.write(
            {
                "expiration_date": self.company._instant_after_days(days + 1),
                "removal_date": self.company._instant_after_days(days),
            }
        )
        self._stock(product, quantity, lot)

    def _both_ways(self, product):
        """Return what to order, checking that core's compute and our run agree."""
        self._run()
        rule = self._rules(product)
        stored = rule.qty_to_order_computed
        rule.invalidate_recordset()
        rule._compute_qty_to_order_computed()
        self.assertEqual(stored, rule.qty_to_order_computed)
        return stored

    def test_core_orders_fresh_stock_again_and_we_do_not(self):
        milk = self._milk()
        self._stock_lot(milk, 400, 90)
        self._run()
        rule = self._rules(milk)
        self.assertAlmostEqual(rule.product_min_qty, 140, delta=1)
        context = type(rule)._get_product_context

        def core_context(self):
            kept = context(self)
            kept.pop("expiry_against_demand", None)
            to_date = fields.Datetime.now() + timedelta(days=7 + 365)
            return {**kept, "to_date": to_date}

        with (
            patch.object(type(rule), "_get_product_context", core_context),
            patch.object(type(rule), "_get_current_proposals", lambda self: {}),
        ):
            rule.invalidate_recordset()
            self.assertEqual(rule.qty_forecast, 0, "core: all gone within a year")
            rule._compute_qty_to_order_computed()
            self.assertEqual(
                rule.qty_to_order, rule.product_max_qty, "core: ordered in full"
            )
        rule.invalidate_recordset()
        self.assertEqual(rule.qty_forecast, 400)
        self.assertEqual(self._both_ways(milk), 0)

    def test_stock_sold_before_it_expires_is_not_lost(self):
        # 10 sell a day: of 80 that must go after 5 days, 30 are lost.
        milk = self._milk()
        self._stock_lot(milk, 80, 5)
        self._stock_lot(milk, 60, 90)
        quantity, rule = self._both_ways(milk), self._rules(milk)
        self.assertAlmostEqual(rule.position_expiring, 30, delta=0.5)
        self.assertAlmostEqual(rule.qty_forecast, 110, delta=0.5)
        self.assertAlmostEqual(quantity, rule.product_max_qty - rule.qty_forecast, 1)

    def test_expired_stock_is_gone(self):
        milk = self._milk()
        self._stock_lot(milk, 500, 0)
        quantity = self._both_ways(milk)
        self.assertEqual(quantity, self._rules(milk).product_max_qty)

    def test_stock_that_expires_after_the_horizon_counts_in_full(self):
        milk = self._milk()
        self._stock_lot(milk, 500, 15)
        self.assertEqual(self._both_ways(milk), 0)
        self.assertEqual(self._rules(milk).qty_forecast, 500)

    def test_days_are_those_of_the_company(self):
        milk = self._milk(weekly=7)
        self._stock_lot(milk, 3, 2)
        expiring = milk._get_expiring_quantities(
            self.warehouse.lot_stock_id, self.company._instant_after_days(14)
        )
        self.assertEqual(expiring, {milk.id: [(2, 3.0)]})

    def test_manual_rule_of_perishable_goods_is_judged_near_too(self):
        milk = self._milk()
        self._stock_lot(milk, 400, 90)
        self._stock_lot(milk, 50, 10)
        rule = self.Orderpoint.create(
            {
                "product_id": milk.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
                "product_min_qty": 100,
                "product_max_qty": 200,
            }
        )
        # Its demand is not known: what expires within 14 days counts as gone.
        self.assertEqual(rule.qty_forecast, 400)
        self.assertEqual(rule.qty_to_order, 0)

    def test_perishable_goods_without_vendor_are_not_judged_by_a_year_either(self):
        milk = self._milk(sellers=[])
        self._stock_lot(milk, 1000, 90)
        self.assertEqual(self._both_ways(milk), 0)

    def test_goods_that_keep_are_left_to_core(self):
        product = self._sold("Lamp")
        self._sell(product, [10] * 26)
        self._run()
        context = self._rules(product)._get_product_context()
        self.assertNotIn("expiry_against_demand", context)
        self.assertEqual(
            context["to_date"].date(), fields.Date.today() + timedelta(days=7 + 365)
        )
