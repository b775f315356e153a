from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from . import backtest_common


@tagged("post_install", "-at_install")
class TestBacktestTour(HttpCase, backtest_common.BacktestCommon):
    """A buyer without manager rights looks at what the forecast would have done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = new_test_user(
            cls.env,
            "tour_buyer",
            "jxc_inventory.group_buyer",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            tour_enabled=False,
        )
        category = cls.env["product.category"].create({"name": "Tour Goods"})
        cls.products = cls._sell_for_a_year(4, categ_id=category.id)
        cls.products[0].name = "Tour Tea"
        cls._rules_of(cls.products, minimum=10, maximum=12)

    def test_buyer_plays_a_category_and_looks_at_a_product(self):
        self.start_tour(
            "/odoo/reorder-backtest",
            "jxc_backtest_overall",
            login="tour_buyer",
            timeout=120,
        )
        backtest = self.Backtest.search([("name", "=", "Tour of last year")])
        self.assertRecordValues(
            backtest,
            [
                {
                    "state": "done",
                    "done_count": 4,
                    "error_count": 0,
                    "create_uid": self.buyer.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertGreater(backtest.forecast_fill, backtest.baseline_fill)

    def test_buyer_plays_one_product_from_its_form(self):
        template = self.products[0].product_tmpl_id
        self.start_tour(
            f"/odoo/action-stock.product_template_action_product/{template.id}",
            "jxc_backtest_product",
            login="tour_buyer",
            timeout=120,
        )
        backtest = self.Backtest.search([("create_uid", "=", self.buyer.id)])
        self.assertEqual(backtest.line_ids.product_id, self.products[0])
