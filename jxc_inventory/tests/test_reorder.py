from datetime import date, timedelta
from math import ceil

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .reorder_common import UNEVEN, ReorderCommon


@tagged("post_install", "-at_install")
class TestReorder(ReorderCommon):
    def test_levels_and_their_inputs(self):
        product = self._sold("Milk", delay=7)
        self._sell(product, UNEVEN)
        self._run()
        rule = self._rules(product)
        self.assertRecordValues(
            rule,
            [
                {
                    "warehouse_id": self.warehouse.id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "trigger": "manual",
                    "reorder_method": "demand",
                    "demand_weeks": 26,
                    "demand_until": self.today - timedelta(days=1),
                    "demand_span_days": 14,
                    "demand_quantile": 0.95,
                    "demand_pattern": "smooth",
                    "lead_time_days": 7,
                    "lead_time_assumed": False,
                    "review_days": 7,
                    "service_level": 95,
                    "service_level_source": "company",
                    "qty_to_order": rule.product_max_qty,
                    "reorder_state": "ok",
                }
            ],
        )
        # 22 a week on average; two weeks' demand and what may come on top.
        self.assertAlmostEqual(rule.demand_weekly_mean, 22, delta=2)
        self.assertAlmostEqual(rule.demand_expected, 2 * rule.demand_weekly_mean, 3)
        self.assertEqual(len(rule.demand_points), 13)
        self.assertAlmostEqual(sum(rule.demand_points[:2]), rule.demand_expected, 1)
        self.assertGreater(rule.safety_stock, 5)
        level = rule.demand_expected + rule.safety_stock
        self.assertEqual(rule.product_min_qty, ceil(level))
        self.assertAlmostEqual(
            rule.safety_stock, rule.demand_factor * rule.demand_spread, 3
        )
        cycle = ceil(rule.demand_weekly_mean)
        self.assertEqual(rule.product_max_qty, rule.product_min_qty + cycle)

    def test_running_again_changes_nothing(self):
        product = self._sold("Milk")
        self._sell(product, [10, 30] * 13)
        self._run()
        rule = self._rules(product)
        before = rule.read(["product_min_qty", "product_max_qty", "qty_to_order"])
        self._run()
        self.assertEqual(self._rules(product), rule)
        self.assertEqual(
            rule.read(["product_min_qty", "product_max_qty", "qty_to_order"]), before
        )

    def test_each_warehouse_and_company_by_its_own_demand(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._sell(product, [40] * 26, self.warehouse_2)
        self._sell(product, [90] * 26, self.other_warehouse)
        self._run()
        for warehouse, minimum in (
            (self.warehouse, 20),
            (self.warehouse_2, 80),
            (self.other_warehouse, 180),
        ):
            rule = self._rules(product, warehouse)
            self.assertEqual(rule.product_min_qty, minimum)
            self.assertEqual(rule.company_id, warehouse.company_id)

    def test_service_level_of_the_category_and_its_parents_goes_first(self):
        parent = self.env["product.category"].create(
            {"name": "Food", "reorder_service_level": 99}
        )
        child = self.env["product.category"].create(
            {"name": "Baby food", "parent_id": parent.id}
        )
        plain = self._sold("Tea")
        product = self._sold("Milk", categ_id=child.id)
        for sold in (plain, product):
            self._sell(sold, UNEVEN)
        self._run()
        self.assertEqual(self._rules(product).service_level, 99)
        self.assertGreater(
            self._rules(product).product_min_qty, self._rules(plain).product_min_qty
        )

    def test_impossible_settings_are_refused(self):
        for values in (
            {"reorder_service_level": 100},
            {"reorder_service_level": 30},
            {"reorder_review_days": 0},
            {"reorder_window_weeks": 0},
            {"reorder_assumed_lead_days": -1},
        ):
            with self.assertRaises(ValidationError):
                self.company.write(values)
        with self.assertRaises(ValidationError):
            self.env["product.category"].create(
                {"name": "Food", "reorder_service_level": 101}
            )

    def test_goods_sold_by_weight_keep_fractions(self):
        product = self._sold("Tea")
        self._sell(product, [1.25] * 26)
        self._run()
        level = self._rules(product).product_min_qty
        self.assertAlmostEqual(level, 2.5, delta=0.05)
        self.assertNotEqual(level, int(level))

    def test_history_that_ended_long_ago_is_judged_by_its_own_end(self):
        product, older = self._sold("Lantern"), self._sold("Heart")
        self._sell(product, [10] * 26, last_day=date(2011, 12, 9))
        self._sell(older, [10] * 26, last_day=date(2010, 12, 9))
        self._run()
        rule = self._rules(product)
        self.assertEqual(rule.demand_until, date(2011, 12, 9))
        self.assertEqual(rule.product_min_qty, 20)
        self.assertIn("Based on history up to 12/09/2011.", rule.reorder_reason)
        self.assertFalse(self._rules(older), "nothing sold in the last 26 weeks")

    def test_short_history_says_so(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 3)
        self._run()
        rule = self._rules(product)
        self.assertEqual(rule.demand_weeks, 3)
        self.assertIn("Little history", rule.reorder_reason)

    def test_without_vendor_the_lead_time_is_assumed_and_said(self):
        product = self._sold("Milk", sellers=[])
        self._sell(product, [10] * 26)
        self._run()
        rule = self._rules(product)
        self.assertRecordValues(
            rule, [{"lead_time_days": 14, "lead_time_assumed": True}]
        )
        self.assertIn("No vendor yet: 14 days assumed", rule.reorder_reason)

    def test_what_no_longer_sells_is_no_longer_bought(self):
        product, seller = self._sold("Milk"), self._sold("Tea")
        self._sell(product, [10] * 26)
        self._run()
        self.company.reorder_window_weeks = 4
        self._import(
            product,
            self.warehouse,
            {self.today - timedelta(days=1 + 7 * week): 0 for week in range(5)},
        )
        self._sell(seller, [1])
        self._run()
        self.assertRecordValues(
            self._rules(product),
            [{"product_min_qty": 0, "product_max_qty": 0, "qty_to_order": 0}],
        )
        self.assertIn("No demand in the 4 weeks", self._rules(product).reorder_reason)

    def test_only_storable_purchasable_living_products_get_a_rule(self):
        for values in (
            {"is_storable": False},
            {"purchase_ok": False},
            {"active": False},
            {"company_id": self.other_company.id},
        ):
            product = self._product("Not for us", **{"purchase_ok": True, **values})
            self._sell(product, [10] * 26)
            self._run()
            self.assertFalse(self._rules(product), values)

    def test_manual_rules_are_never_touched(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        rule = self.Orderpoint.create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
                "product_min_qty": 3,
                "product_max_qty": 5,
            }
        )
        self._run()
        self.assertRecordValues(
            self._rules(product),
            [
                {
                    "id": rule.id,
                    "reorder_method": "manual",
                    "product_min_qty": 3,
                    "product_max_qty": 5,
                    "reorder_reason": "",
                }
            ],
        )

    def test_archived_rule_means_no(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._run()
        self._rules(product).active = False
        self._run()
        self.assertFalse(self._rules(product).active)

    def test_typed_level_makes_the_rule_manual(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._run()
        rule = self._rules(product)
        rule.product_max_qty = 500
        self._run()
        self.assertRecordValues(
            rule, [{"reorder_method": "manual", "product_max_qty": 500}]
        )

    def test_rule_set_to_demand_gets_its_levels_at_once(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        rule = self.Orderpoint.create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
            }
        )
        rule.reorder_method = "demand"
        self.assertEqual(rule.product_min_qty, 20)

    def test_product_without_any_history_keeps_its_levels(self):
        self._sell(self._sold("Tea"), [10])
        rule = self.Orderpoint.create(
            {
                "product_id": self._sold("New").id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
                "product_min_qty": 3,
                "product_max_qty": 5,
                "reorder_method": "demand",
            }
        )
        self._run()
        self.assertRecordValues(rule, [{"product_min_qty": 3, "product_max_qty": 5}])
        self.assertIn("No demand history yet", rule.reorder_reason)

    def test_demand_is_refused_for_a_part_of_a_warehouse(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        )
        rule = self.Orderpoint.create(
            {
                "product_id": self.product.id,
                "warehouse_id": self.warehouse.id,
                "location_id": shelf.id,
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(ValidationError):
            rule.reorder_method = "demand"

    def test_rules_stay_when_nothing_is_to_order(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._stock(product, 1000)
        self._run()
        rule = self._rules(product)
        self.assertEqual(rule.qty_to_order, 0)
        self.Orderpoint._unlink_processed_orderpoints()
        self.assertTrue(rule.exists())

    def test_rule_that_core_made_for_a_shortage_is_taken_over(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        rule = self.Orderpoint.with_user(self.env.ref("base.user_root")).create(
            {
                **self.Orderpoint._get_orderpoint_values(
                    product.id, self.warehouse.lot_stock_id.id
                ),
                "name": "Replenishment Report",
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
            }
        )
        self._run()
        self.assertRecordValues(
            self._rules(product),
            [{"id": rule.id, "reorder_method": "demand", "product_min_qty": 20}],
        )
        self.Orderpoint._unlink_processed_orderpoints()
        self.assertTrue(rule.exists())

    def test_buyer_orders_a_proposal_and_gets_a_draft_rfq(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        buyer = self._user("reorder_buyer", "group_buyer")
        model = self._as(self.Orderpoint, buyer)
        self.env.ref("jxc_inventory.stock_warehouse_orderpoint_action_update").with_env(
            model.env
        ).run()
        action = model.action_open_orderpoints()
        self.assertEqual(action["res_model"], "stock.warehouse.orderpoint")
        rule = model.search([("product_id", "=", product.id)])
        self.assertEqual(rule.qty_to_order, 30)
        rule.action_replenish()
        line = self.env["purchase.order.line"].search([("product_id", "=", product.id)])
        self.assertRecordValues(line, [{"product_qty": 30, "state": "draft"}])
        self.assertEqual(line.order_id.partner_id, self.vendor)
        self._run()
        self.assertEqual(self._rules(product).qty_to_order, 0)

    def test_update_touches_only_the_companies_of_the_user(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._sell(product, [10] * 26, self.other_warehouse)
        buyer = self._user("reorder_buyer", "group_buyer")
        self._as(self.Orderpoint, buyer)._update_from_demand()
        self.assertEqual(self._rules(product).company_id, self.company)

    def test_keeper_may_neither_update_nor_change(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._run()
        keeper = self._user("reorder_keeper", "group_keeper")
        rule = self._as(self._rules(product), keeper)
        self.assertTrue(rule.reorder_reason)
        action = self.env.ref("jxc_inventory.stock_warehouse_orderpoint_action_update")
        with mute_logger("odoo.addons.base.models.ir_model"):
            with self.assertRaises(AccessError):
                rule.write({"reorder_method": "manual"})
        with (
            mute_logger("odoo.addons.base.models.ir_actions"),
            self.assertRaises(AccessError),
        ):
            action.with_env(rule.env).run()
