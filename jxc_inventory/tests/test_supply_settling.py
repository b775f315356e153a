from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .supply_common import SupplyCommon


@tagged("post_install", "-at_install")
class TestTransferBeforeBuying(SupplyCommon):
    """What another warehouse can spare is taken before anything is bought."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.resupply_wh_ids = cls.warehouse_2
        cls.route = cls.warehouse.resupply_route_ids
        cls.product = cls._sold("Milk powder")
        cls._sell(cls.product, [10] * 26)
        cls._sell(cls.product, [5] * 26, warehouse=cls.warehouse_2)

    def _both(self, spare):
        """Return the rules in need and with stock, after ``spare`` was put there."""
        self._stock(self.product, spare, warehouse=self.warehouse_2)
        self._run()
        return self._rules(self.product, self.warehouse), self._rules(
            self.product, self.warehouse_2
        )

    def test_what_is_missing_comes_from_the_warehouse_with_too_much(self):
        taker, giver = self._both(500)
        self.assertEqual(taker.transfer_route_id, self.route)
        self.assertEqual(taker.transfer_warehouse_id, self.warehouse_2)
        self.assertEqual(taker.transfer_quantity, taker.order_missing)
        self.assertEqual(taker.qty_to_order_computed, taker.order_missing)
        self.assertGreater(giver.surplus_quantity, 0)
        self.assertIn("from Second", taker.reorder_reason)

    def test_giver_keeps_its_level_and_the_demand_of_the_days_to_keep(self):
        _taker, giver = self._both(500)
        kept = giver.product_max_qty + giver.demand_weekly_mean / 7 * 30
        self.assertAlmostEqual(giver.surplus_quantity, 500 - kept, places=1)
        self.company.surplus_keep_days = 3650
        self._run()
        self.assertEqual(giver.surplus_quantity, 0)
        self.assertFalse(_taker.transfer_route_id)

    def test_only_what_can_be_spared_is_taken(self):
        taker, giver = self._both(45)
        self.assertTrue(0 < giver.surplus_quantity < taker.order_missing)
        self.assertLessEqual(taker.transfer_quantity, giver.surplus_quantity)
        self.assertEqual(taker.qty_to_order_computed, taker.transfer_quantity)

    def test_without_route_or_switched_off_it_is_bought(self):
        self.company.transfer_before_buying = False
        taker, _giver = self._both(500)
        self.assertFalse(taker.transfer_quantity)
        self.assertEqual(taker.qty_to_order_computed, taker.order_quantity)
        self.company.transfer_before_buying = True
        self.route.active = False
        self._run()
        self.assertFalse(taker.transfer_quantity)

    def test_ordering_makes_a_transfer_over_the_route_and_no_request(self):
        taker, _giver = self._both(500)
        quantity = taker.transfer_quantity
        buyer = self._user("transfer_buyer", "group_buyer")
        self._as(taker, buyer).action_replenish()
        self.assertFalse(
            self.env["purchase.order.line"].search(
                [("product_id", "=", self.product.id)]
            )
        )
        move = self.env["stock.move"].search(
            [
                ("product_id", "=", self.product.id),
                ("location_id", "=", self.warehouse_2.lot_stock_id.id),
            ]
        )
        self.assertEqual(move.product_uom_qty, quantity)

    def test_rule_with_a_route_of_its_own_keeps_to_it(self):
        taker, _giver = self._both(500)
        taker.route_id = self.env.ref("purchase_stock.route_warehouse0_buy")
        self._run()
        self.assertFalse(taker.transfer_quantity)

    def test_rule_that_is_resupplied_anyway_is_left_alone(self):
        self.product.route_ids = self.route
        taker, _giver = self._both(45)
        self.assertFalse(taker.order_bought)
        self.assertFalse(taker.transfer_quantity)
        self.assertEqual(taker.qty_to_order_computed, taker.order_quantity)

    def test_rule_refreshed_by_day_still_takes_no_more_than_it_misses(self):
        taker, _giver = self._both(500)
        self._stock(self.product, 5)
        taker._set_levels_from_demand()
        self.assertEqual(taker.transfer_quantity, taker.order_missing)
        self.assertEqual(taker.qty_to_order_computed, taker.transfer_quantity)
        self.assertEqual(taker.transfer_warehouse_id, self.warehouse_2)

    def test_settling_again_changes_nothing(self):
        taker, giver = self._both(500)
        rules = taker | giver
        before = rules.read()
        self.Orderpoint._settle(self.company)
        self.assertEqual(rules.read(), before)

    def test_other_company_gives_nothing(self):
        self._sell(self.product, [1] * 26, warehouse=self.other_warehouse)
        self._stock(self.product, 900, warehouse=self.other_warehouse)
        self._run()
        self.assertFalse(self._rules(self.product, self.warehouse).transfer_quantity)


@tagged("post_install", "-at_install")
class TestPurchaseBudget(SupplyCommon):
    """A budget cuts suggestions that save least sales for the money."""

    def _short(self, name, price, sales_price, weekly=10):
        product = self._sold(
            name,
            sellers=[{"partner_id": self.vendor.id, "delay": 7, "price": price}],
            list_price=sales_price,
        )
        self._sell(product, [weekly] * 26)
        return product

    def test_without_a_budget_nothing_is_cut(self):
        product = self._short("Milk", 10, 20)
        self._run()
        rule = self._rules(product)
        self.assertEqual(rule.budget_cut_quantity, 0)
        self.assertEqual(rule.order_cost, rule.qty_to_order_computed * 10)

    def test_dear_suggestion_is_cut_and_stays_visible_with_the_reason(self):
        good = self._short("Milk", 1, 20)
        dear = self._short("Butter", 100, 20)
        self.company.purchase_budget_amount = 500
        self._run()
        kept, cut = self._rules(good), self._rules(dear)
        self.assertGreater(kept.qty_to_order_computed, 0)
        self.assertEqual(cut.qty_to_order_computed, 0)
        self.assertEqual(cut.budget_cut_quantity, cut.order_quantity)
        self.assertIn("cut by the budget", cut.reorder_reason)
        self.company.purchase_budget_amount = 50000
        self.Orderpoint._settle(self.company)
        self.assertEqual(cut.qty_to_order_computed, cut.order_quantity)
        self.assertEqual(cut.budget_cut_quantity, 0)

    def test_only_what_is_bought_costs_money(self):
        self.warehouse.resupply_wh_ids = self.warehouse_2
        product = self._short("Milk", 10, 20)
        product.route_ids = self.warehouse.resupply_route_ids
        product.standard_price = 10
        self.company.purchase_budget_amount = 1
        self._run()
        rule = self._rules(product)
        self.assertGreater(rule.qty_to_order_computed, 0)
        self.assertEqual((rule.order_cost, rule.budget_cut_quantity), (0, 0))

    def test_goods_without_a_price_cost_what_the_product_does(self):
        product = self._sold("Salt", sellers=[{"partner_id": self.vendor.id}])
        product.with_company(self.company).standard_price = 3
        self._sell(product, [10] * 26)
        self._run()
        rule = self._rules(product)
        self.assertEqual(rule.order_cost, 3 * rule.order_quantity)

    def test_rule_refreshed_by_day_stays_cut(self):
        product = self._short("Milk", 10, 20)
        self.company.purchase_budget_amount = 1
        self._run()
        rule = self._rules(product)
        self._stock(product, 4)
        rule._set_levels_from_demand()
        self.assertEqual(rule.qty_to_order_computed, 0)
        self.assertEqual(rule.budget_cut_quantity, rule.order_quantity)
        self._stock(product, 400)
        rule._set_levels_from_demand()
        self.assertEqual(rule.budget_cut_quantity, 0)

    def test_orders_of_the_period_are_spent(self):
        product = self._short("Milk", 1, 20)
        other = self._short("Tea", 10, 20)
        self.company.purchase_budget_amount = 100
        order = self._order([(other, 9)])
        self._run()
        self.assertEqual(self.Orderpoint._read_spent(self.company), 90)
        self.assertGreater(self._rules(product).budget_cut_quantity, 0)
        order.date_approve = self._noon(-40)
        self.assertEqual(self.Orderpoint._read_spent(self.company), 0)
        order.date_approve = self._noon(0)
        order.button_cancel()
        self.assertEqual(self.Orderpoint._read_spent(self.company), 0)

    def test_period_begins_at_midnight_of_the_company(self):
        other = self._short("Tea", 10, 20)
        order = self._order([(other, 9)])
        self.company.purchase_budget_period = "year"
        first = self.today.replace(month=1, day=1)
        midnight = self.company._instant_after_days((first - self.today).days)
        order.date_approve = midnight
        self.assertEqual(self.Orderpoint._read_spent(self.company), 90)
        order.date_approve = midnight - timedelta(seconds=1)
        self.assertEqual(self.Orderpoint._read_spent(self.company), 0)

    def test_budget_of_one_company_leaves_the_other_alone(self):
        product = self._short("Milk", 1, 20)
        self._sell(product, [10] * 26, warehouse=self.other_warehouse)
        self.company.purchase_budget_amount = 1
        self._run()
        cut = self._rules(product, self.warehouse)
        free = self._rules(product, self.other_warehouse)
        self.assertGreater(cut.budget_cut_quantity, 0)
        self.assertEqual(free.budget_cut_quantity, 0)

    def test_price_in_another_currency_is_converted(self):
        product = self._short("Milk", 10, 20)
        currency = self.env["res.currency"].create(
            {
                "name": "TST",
                "symbol": "T",
                "rate_ids": [Command.create({"rate": 4, "name": "2020-01-01"})],
            }
        )
        self.assertNotEqual(self.company.currency_id, currency)
        product.seller_ids.currency_id = currency
        self._run()
        rule = self._rules(product)
        rate = self.env["res.currency"]._get_conversion_rate(
            currency, self.company.currency_id, self.company, self.today
        )
        self.assertAlmostEqual(
            rule.order_cost, rule.order_quantity * 10 * rate, places=1
        )

    def test_settling_takes_the_same_queries_for_many(self):
        self.company.purchase_budget_amount = 100

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.Orderpoint._settle(self.company)
            return self.env.cr.sql_log_count - start

        self._short("first", 10, 20)
        self._run()
        few = queries()
        for number in range(15):
            self._short(f"product {number}", 10, 20)
        self._run()
        self.assertEqual(queries(), few)

    def test_settings_must_make_sense(self):
        for name in ("purchase_budget_amount", "surplus_keep_days"):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.company[name] = -1
