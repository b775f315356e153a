from odoo.tests import tagged

from .alert_kinds_common import AlertKindsCommon


@tagged("post_install", "-at_install")
class TestAlertOrderpoints(AlertKindsCommon):
    def _point(self, product, minimum, maximum, **values):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "location_id": self.stock.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
                **values,
            }
        )

    def test_below_minimum_judges_what_is_free(self):
        self._point(self.soap, 10, 20)
        self._put(self.soap, 12)
        levels = [("2", 100, "percent"), ("3", 50, "percent"), ("4", 0, "percent")]
        self.assertEqual(self._found("below.minimum", levels, "level"), [])
        move = self._move(self.soap, 8, self.stock, self.customers)
        move._action_assign()
        self.assertEqual(
            self._found(
                "below.minimum", levels, "level", "measure", "quantity", "value"
            ),
            [{"level": "3", "measure": 40, "quantity": 6, "value": 24}],
        )

    def test_below_minimum_of_a_rule_from_demand_is_its_reserve(self):
        point = self._point(self.soap, 50, 80)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET reorder_method = 'demand',"
            " safety_stock = 5 WHERE id = %s",
            [point.id],
        )
        self.env.invalidate_all()
        self._put(self.soap, 4)
        self.assertEqual(
            self._found("below.minimum", [("2", 100, "percent")], "quantity"),
            [{"quantity": 1}],
        )

    def test_held_and_overdue_lots_are_not_free(self):
        self._point(self.milk, 10, 20)
        self._stock_lot(100, 6)
        self._stock_lot(2, 6)  # past its removal date
        self._stock_lot(99, 6)._set_hold("blocked", "Dented")
        self.assertEqual(
            self._found("below.minimum", [("2", 100, "percent")], "quantity"),
            [{"quantity": 4}],
        )

    def test_below_reorder_point_counts_what_comes_and_leaves(self):
        self._point(self.soap, 10, 20)
        self._put(self.soap, 4)
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        levels = [("1", 100, "percent"), ("3", 0, "percent")]
        self._move(self.soap, 5, self.suppliers, shelf)
        self._move(self.soap, 99, self.stock, shelf)  # stays within
        self.assertEqual(
            self._found("below.reorder.point", levels, "level", "measure"),
            [{"level": "1", "measure": 90}],
        )
        self._move(self.soap, 9, shelf, self.customers)
        self.assertEqual(
            self._found("below.reorder.point", levels, "level", "measure", "quantity"),
            [{"level": "3", "measure": 0, "quantity": 10}],
        )
        self._move(self.soap, 30, self.suppliers, self.stock)
        self.assertEqual(self._found("below.reorder.point", levels, "level"), [])

    def test_above_maximum(self):
        self._point(self.soap, 10, 20)
        self._put(self.soap, 25)
        self._move(self.soap, 5, self.suppliers, self.stock)
        levels = [("1", 100, "percent"), ("2", 150, "percent"), ("3", 50, "units")]
        self.assertEqual(
            self._found("above.maximum", levels, "level", "measure", "quantity"),
            [{"level": "2", "measure": 150, "quantity": 10}],
        )
