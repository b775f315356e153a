from datetime import timedelta

import numpy as np

from odoo.tests import tagged

from .demand_common import DemandCommon


@tagged("post_install", "-at_install")
class TestDemandSeries(DemandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.until = cls.company._today() - timedelta(days=1)

    def _series(self, products=None, weeks=4, ahead=2, warehouse=None):
        return self.History._read_series(
            (products or self.product).ids,
            (warehouse or self.warehouse).id,
            weeks,
            self.until,
            ahead,
        )

    def _sell(self, quantities, **kwargs):
        self._sell_weekly(quantities, self.until, **kwargs)

    def test_weeks_end_with_the_last_day_and_begin_with_the_first_sale(self):
        self._sell([4, 0, 6])
        self._import(self.product, self.warehouse, {self.until - timedelta(days=6): 1})
        series = self._series()
        np.testing.assert_array_equal(series.history, [[np.nan, 4, 0, 7]])
        np.testing.assert_array_equal(series.ahead, [[1, 1]])

    def test_series_are_in_the_order_asked_for_and_of_one_warehouse(self):
        other = self._product("Rice")
        self._sell([1, 2, 3, 4])
        self._sell([9, 8, 7, 6], product=other)
        self._sell([5, 5, 5, 5], warehouse=self.warehouse_2)
        series = self._series(other | self.product)
        np.testing.assert_array_equal(series.history, [[9, 8, 7, 6], [1, 2, 3, 4]])

    def test_step_is_a_whole_unit_unless_parts_were_ever_sold(self):
        loose = self._product("Tea")
        self._sell([1.5, 2, 3, 4, 5, 6], product=loose)
        self._sell([1, 2])
        np.testing.assert_array_equal(
            self._series(self.product | loose).step, [1, 0.01]
        )

    def test_number_of_queries_does_not_grow_with_products(self):
        products = self.env["product.product"].concat(
            *(self._product(f"Product {number}") for number in range(30))
        )
        for product in products:
            self._sell([1, 2, 3], product=product)

        def queries(asked):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._series(asked)
            return self.env.cr.sql_log_count - before

        queries(products)
        few = queries(products[:3])
        self.assertEqual(queries(products), few)
        self.assertLessEqual(few, 15)
