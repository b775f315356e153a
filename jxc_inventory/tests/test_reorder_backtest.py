from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .backtest_common import BacktestCommon

PLAYING = "odoo.addons.jxc_inventory.models.backtest.reorder_backtest_play"


@tagged("post_install", "-at_install")
class TestReorderBacktest(BacktestCommon):
    def _figures(self, backtest):
        names = [
            "product_id",
            "state",
            "asked_qty",
            "forecast_fill",
            "baseline_fill",
            "forecast_stock_value",
            "baseline_stock_value",
            "forecast_lost_qty",
            "baseline_lost_margin",
            "chart",
        ]
        return sorted(
            (line[names[0]].id, *(line[name] for name in names[1:-1]), str(line.chart))
            for line in backtest.line_ids
        )

    def test_both_policies_are_told_in_units_and_money(self):
        products = self._sell_for_a_year(30)
        self._rules_of(products, minimum=10, maximum=12)
        backtest = self._backtest(products)
        backtest.action_run()
        self.assertRecordValues(
            backtest,
            [{"state": "done", "rule_count": 30, "done_count": 30, "error_count": 0}],
        )
        self.assertEqual(backtest.calibration, "before")
        self.assertAlmostEqual(backtest.forecast_fill, 95, delta=3)
        self.assertLess(backtest.baseline_fill, backtest.forecast_fill)
        lines = backtest.line_ids
        for who in ("forecast", "baseline"):
            for line in lines:
                asked, lost = line.asked_qty, line[f"{who}_lost_qty"]
                fill = 100 * (1 - lost / asked)
                self.assertAlmostEqual(line[f"{who}_fill"], fill, delta=0.06)
                self.assertAlmostEqual(
                    line[f"{who}_stock_value"], 2 * line[f"{who}_stock_qty"], 1
                )
                self.assertAlmostEqual(line[f"{who}_lost_value"], 5 * lost, 1)
                self.assertAlmostEqual(line[f"{who}_lost_margin"], 3 * lost, 1)
            self.assertAlmostEqual(
                backtest[f"{who}_stock_value"],
                sum(lines.mapped(f"{who}_stock_value")),
                1,
            )
        self.assertAlmostEqual(backtest.asked_qty, sum(lines.mapped("asked_qty")))
        self.assertIn("With the forecast:", backtest.headline)
        self.assertIn("minimum and maximum", backtest.headline)

    def test_stock_is_drawn_week_by_week(self):
        products = self._sell_for_a_year(2)
        self._rules_of(products)
        backtest = self._backtest(products)
        backtest.action_run()
        line = backtest.line_ids[0]
        self.assertEqual(len(line.chart["days"]), 52)
        self.assertEqual(line.chart["days"][-1], backtest.date_to.isoformat())
        mean = sum(line.chart["forecast"]) / 52
        self.assertAlmostEqual(mean, line.forecast_stock_qty, 1)
        total = sum(backtest.stock_chart["baseline"]) / 52
        self.assertAlmostEqual(total, backtest.baseline_stock_value, 0)

    def test_running_again_gives_the_same_and_no_second_set_of_lines(self):
        products = self._sell_for_a_year(5)
        self._rules_of(products)
        backtest = self._backtest(products)
        backtest.action_run()
        first = self._figures(backtest), backtest.stock_chart, backtest.forecast_fill
        backtest.action_run()
        self.assertEqual(len(backtest.line_ids), 5)
        again = self._figures(backtest), backtest.stock_chart, backtest.forecast_fill
        self.assertEqual(again, first)

    def test_the_levels_in_use_are_those_of_the_reordering_rule(self):
        products = self._sell_for_a_year(2)
        low, high = products
        self._rule(low, 1, 2)
        self._rule(high, 500, 600)
        backtest = self._backtest(products)
        backtest.action_run()
        by_product = {line.product_id: line for line in backtest.line_ids}
        self.assertLess(by_product[low].baseline_fill, 50)
        self.assertEqual(by_product[high].baseline_fill, 100)
        self.assertGreater(by_product[high].baseline_stock_qty, 400)
        self.assertGreater(by_product[high].stock_difference, 0)
        self.assertGreater(by_product[low].margin_difference, 0)

    def test_the_average_of_a_month_can_be_compared_with_instead(self):
        products = self._sell_for_a_year(10)
        self._rules_of(products, minimum=900, maximum=999)
        backtest = self._backtest(products, baseline="average")
        backtest.action_run()
        self.assertLess(backtest.baseline_fill, backtest.forecast_fill)
        self.assertIn("average of 30 days", backtest.headline)

    def test_a_higher_fill_rate_asked_keeps_more_stock(self):
        products = self._sell_for_a_year(25)
        self._rules_of(products)
        low = self._backtest(products, fill_target=85)
        high = self._backtest(products, fill_target=99)
        (low | high).action_run()
        self.assertAlmostEqual(low.forecast_fill, 85, delta=4)
        self.assertAlmostEqual(high.forecast_fill, 99, delta=1)
        self.assertLess(low.forecast_stock_qty, high.forecast_stock_qty)

    def test_perishable_goods_are_written_off(self):
        products = self._sell_for_a_year(
            4, use_expiration_date=True, tracking="lot", expiration_time=21
        )
        self._rules_of(products, minimum=200, maximum=300)
        backtest = self._backtest(products)
        backtest.action_run()
        self.assertEqual(set(backtest.line_ids.mapped("weeks_kept")), {3})
        self.assertGreater(backtest.baseline_expired_value, 0)
        self.assertLess(
            backtest.forecast_expired_value, backtest.baseline_expired_value / 2
        )

    def test_products_too_new_are_named_and_do_not_count(self):
        products = self._sell_for_a_year(2)
        new = self._sell_for_a_year(1, weeks=30)
        self._rules_of(products | new)
        backtest = self._backtest(products | new)
        backtest.action_run()
        line = backtest.line_ids.filtered(lambda line: line.product_id == new)
        self.assertRecordValues(line, [{"state": "new", "asked_qty": 0}])
        self.assertRecordValues(backtest, [{"new_count": 1, "done_count": 3}])

    def test_a_product_that_cannot_be_played_is_named_and_the_rest_goes_on(self):
        products = self._sell_for_a_year(5)
        self._rules_of(products)
        broken = products[3]
        figures = type(self.Backtest)._get_figures

        def fail(backtest, rules, played):
            if broken in rules.product_id:
                raise ValueError("no cost at all")
            return figures(backtest, rules, played)

        backtest = self._backtest(products)
        with (
            patch.object(type(self.Backtest), "_get_figures", fail),
            mute_logger(PLAYING),
        ):
            backtest.action_run()
        self.assertRecordValues(
            backtest, [{"state": "done", "done_count": 5, "error_count": 1}]
        )
        bad = backtest.line_ids.filtered(lambda line: line.state == "error")
        self.assertRecordValues(
            bad, [{"product_id": broken.id, "error": "no cost at all"}]
        )

    def test_many_products_are_played_in_the_background_slice_by_slice(self):
        products = self._sell_for_a_year(6)
        self._rules_of(products)
        backtest = self._backtest(products)
        ROOM = "odoo.addons.jxc_inventory.models.backtest"
        with patch(f"{ROOM}.reorder_backtest._AT_ONCE", 2):
            backtest.action_run()
        self.assertRecordValues(
            backtest, [{"state": "running", "done_count": 0, "progress": 0}]
        )
        with patch(f"{PLAYING}._SLICE", 4):
            self.assertEqual(backtest._play_slice(), 4)
            self.assertRecordValues(backtest, [{"state": "running", "done_count": 4}])
            first = backtest.line_ids
            # Killed here, the scheduled action goes on with what is left.
            with self.enter_registry_test_mode():
                self.env.ref(
                    "jxc_inventory.ir_cron_reorder_backtest"
                ).method_direct_trigger()
        backtest.invalidate_recordset()
        self.assertRecordValues(
            backtest, [{"state": "done", "done_count": 6, "progress": 100}]
        )
        self.assertLessEqual(first, backtest.line_ids)

    def test_it_is_over_with_its_last_slice_when_time_is_up(self):
        products = self._sell_for_a_year(3)
        self._rules_of(products)
        backtest = self._backtest(products)
        backtest._start()
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", lambda *args, **kwargs: 0.0):
            self.Backtest._cron_play()
        self.assertRecordValues(backtest, [{"state": "done", "done_count": 3}])

    def test_a_stopped_backtest_is_left_alone(self):
        products = self._sell_for_a_year(3)
        self._rules_of(products)
        backtest = self._backtest(products)
        backtest._start()
        backtest.action_reset()
        with self.enter_registry_test_mode():
            self.env.ref(
                "jxc_inventory.ir_cron_reorder_backtest"
            ).method_direct_trigger()
        self.assertRecordValues(backtest, [{"state": "draft", "line_ids": []}])

    def test_each_warehouse_is_played_with_its_own_demand(self):
        products = self._sell_for_a_year(3)
        self._state_weeks(products[:1], 104, self.warehouse_2)
        self._rules_of(products)
        self._rules_of(products[:1], warehouse=self.warehouse_2)
        everywhere = self._backtest(products)
        here = self._backtest(products, warehouse_id=self.warehouse_2.id)
        (everywhere | here).action_run()
        self.assertEqual(len(everywhere.line_ids), 4)
        self.assertEqual(here.line_ids.warehouse_id, self.warehouse_2)
        self.assertEqual(here.line_ids.product_id, products[0])

    def test_a_week_in_which_more_came_back_than_sold_asked_for_nothing(self):
        product = self._sell_for_a_year(1)
        self._sell(product, [-500], last_day=self.today - timedelta(weeks=60, days=1))
        past = self.warehouse._read_past(product, self.company._get_backtest_window())
        self.assertEqual(past.sold.min(), 0)
        self.assertEqual(past.history[past.history == past.history].min(), 0)

    def test_other_companies_take_no_part(self):
        products = self._sell_for_a_year(2)
        self._state_weeks(products, 104, self.other_warehouse)
        self._rules_of(products)
        self._rules_of(products, warehouse=self.other_warehouse)
        backtest = self._backtest(products)
        backtest.action_run()
        self.assertEqual(backtest.line_ids.company_id, self.company)
        self.assertEqual(len(backtest.line_ids), 2)

    def test_without_rules_or_history_the_user_is_told_what_to_do(self):
        product = self._sold("Unsold")
        with self.assertRaisesRegex(UserError, "no reordering rule"):
            self._backtest(product).action_run()
        self._rule(product, 1, 2)
        with self.assertRaisesRegex(UserError, "too little demand history"):
            self._backtest(product).action_run()

    def test_a_fill_rate_that_cannot_be_is_refused(self):
        with self.assertRaises(ValidationError):
            self._backtest(fill_target=100)

    def test_a_buyer_plays_a_product_from_its_form_and_sees_the_result(self):
        product = self._sell_for_a_year(1)
        self._rules_of(product)
        buyer = self._user("bt_buyer", "group_buyer")
        action = self._as(product, buyer).action_backtest()
        self.assertEqual(action["res_model"], "jxc.reorder.backtest.line")
        line = self._as(self.env[action["res_model"]], buyer).browse(action["res_id"])
        self.assertEqual(line.product_id, product)
        self.assertEqual(line.state, "done")
        self.assertEqual(line.backtest_id.create_uid, buyer)
        again = self._as(product.product_tmpl_id, buyer).action_backtest()
        backtests = self.Backtest.search([("create_uid", "=", buyer.id)])
        self.assertEqual(len(backtests), 1)
        self.assertEqual(backtests.line_ids.id, again["res_id"])
        rules = self._as(self._rules(product), buyer).action_backtest()
        self.assertEqual(rules["res_model"], "jxc.reorder.backtest.line")

    def test_nobody_writes_a_result_himself(self):
        product = self._sell_for_a_year(1)
        self._rules_of(product)
        buyer = self._user("bt_writer", "group_buyer")
        backtest = self._as(self.Backtest, buyer).create(
            {"name": "Mine", "product_ids": product.ids}
        )
        backtest.action_run()
        with self.assertRaises(AccessError):
            backtest.line_ids.forecast_fill = 100

    def test_keepers_and_salespeople_have_no_backtests(self):
        backtest = self._backtest()
        for group in ("group_keeper", "group_salesperson"):
            user = self._user(f"bt_{group}", group)
            with self.assertRaises(AccessError):
                self._as(backtest, user).read(["name"])
        stranger = self._user("bt_stranger", "group_buyer", self.other_company)
        with self.assertRaises(AccessError):
            self._as(backtest, stranger).action_run()

    def test_queries_do_not_grow_with_the_number_of_products(self):
        few = self._sell_for_a_year(10)
        self._rules_of(few)
        many = self._sell_for_a_year(60)
        self._rules_of(many)

        def count(products):
            backtest = self._backtest(products)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            backtest.action_run()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        count(few)
        self.assertLessEqual(count(many), count(few) + 3)
