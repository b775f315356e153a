from datetime import timedelta

import numpy as np

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .demand_common import DemandCommon


@tagged("post_install", "-at_install")
class TestDemandLenders(DemandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.until = cls.company._today() - timedelta(days=1)
        cls.old = cls._product("Milk powder, old tin")
        cls.oldest = cls._product("Milk powder, first tin")

    def _history(self, *products):
        return self.History._read_series(
            [product.id for product in products], self.warehouse.id, 4, self.until, 1
        ).history

    def _sell(self, product, quantities):
        self._sell_weekly(quantities, self.until, product=product)

    def test_successor_goes_on_where_its_predecessors_stop(self):
        self._sell(self.oldest, [8, 0, 0, 0])
        self._sell(self.old, [10, 4, 0])
        self._sell(self.product, [6, 11])
        self.product.demand_predecessor_id = self.old
        self.old.write(
            {
                "demand_predecessor_id": self.oldest.id,
                "demand_predecessor_share": 50,
            }
        )
        np.testing.assert_array_equal(self._history(self.product), [[4, 10, 10, 11]])
        np.testing.assert_array_equal(
            self._history(self.old, self.product),
            [[4, 10, 4, 0], [4, 10, 10, 11]],
        )

    def test_new_product_sells_like_its_analogue_until_it_sells_itself(self):
        self._sell(self.old, [10, 20, 30, 40])
        new = self._product(
            "Goat milk", demand_analogue_id=self.old.id, demand_analogue_share=10
        )
        np.testing.assert_array_equal(self._history(new), [[1, 2, 3, 4]])
        self._sell(new, [7])
        series = self.History._read_series(new.ids, self.warehouse.id, 4, self.until, 1)
        np.testing.assert_array_equal(series.history, [[1, 2, 3, 7]])
        self.assertEqual(series.corrections[0].weeks_borrowed, 3)

    def test_history_of_another_warehouse_is_not_borrowed(self):
        self._sell_weekly(
            [5, 5], self.until, product=self.old, warehouse=self.warehouse_2
        )
        self.product.demand_predecessor_id = self.old
        self.assertTrue(np.isnan(self._history(self.product)).all())

    def test_circles_are_refused(self):
        self.product.demand_predecessor_id = self.old
        with self.assertRaisesRegex(ValidationError, "Replaces"):
            self.old.demand_predecessor_id = self.product

    def test_a_product_does_not_sell_like_itself(self):
        with self.assertRaisesRegex(ValidationError, "Sells Like"):
            self.old.demand_analogue_id = self.old

    def test_share_must_be_above_zero(self):
        with self.assertRaisesRegex(ValidationError, "Milk powder"):
            self.product.demand_predecessor_share = 0

    def test_manager_sets_it_on_the_form_of_a_product_with_one_variant(self):
        manager = self._user("lender_manager", "group_manager")
        template = self._as(self.product.product_tmpl_id, manager)
        with Form(template) as form:
            form.demand_predecessor_id = self.old
            form.demand_predecessor_share = 80
        self.assertRecordValues(
            self.product,
            [{"demand_predecessor_id": self.old.id, "demand_predecessor_share": 80}],
        )
        created = self.env["product.template"].create(
            {"name": "Yoghurt", "demand_analogue_id": self.old.id}
        )
        self.assertEqual(created.product_variant_id.demand_analogue_id, self.old)
