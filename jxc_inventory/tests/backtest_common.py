from datetime import timedelta

import numpy as np

from odoo.tools import SQL

from .reorder_common import ReorderCommon


class BacktestCommon(ReorderCommon):
    """Adds to :class:`ReorderCommon` products with a year of uneven demand.

    ``cls.Calibration`` and ``cls.Backtest`` are the models.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Calibration = cls.env["jxc.reorder.calibration"]
        cls.Backtest = cls.env["jxc.reorder.backtest"]

    @classmethod
    def _sell_for_a_year(cls, count, weeks=104, warehouse=None, **values):
        """Return ``count`` products that sold unevenly, week by week."""
        sellers = [{"partner_id": cls.vendor.id, "delay": 7, "price": 1.0}]
        products = cls.env["product.product"]
        for number in range(count):
            products += cls._sold(
                f"Uneven {weeks}-{number}",
                sellers=sellers,
                standard_price=2.0,
                list_price=5.0,
                **values,
            )
        cls._state_weeks(products, weeks, warehouse or cls.warehouse)
        return products

    @classmethod
    def _state_weeks(cls, products, weeks, warehouse):
        random = np.random.default_rng(7)
        last_day = cls.today - timedelta(days=1)
        rows = []
        for product in products:
            sold = random.geometric(1 / 12, weeks).tolist()
            rows += [
                SQL(
                    "(%s, %s, %s, %s::date, %s)",
                    product.id,
                    warehouse.id,
                    warehouse.company_id.id,
                    last_day - timedelta(weeks=week),
                    quantity,
                )
                for week, quantity in enumerate(sold)
            ]
        cls.History._state_quantities(
            ("imported_qty",), SQL("VALUES %s", SQL(", ").join(rows))
        )

    @classmethod
    def _rule(cls, product, minimum, maximum, warehouse=None):
        """Return a reordering rule with levels that somebody typed."""
        warehouse = warehouse or cls.warehouse
        return cls.Orderpoint.create(
            {
                "product_id": product.id,
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
                "company_id": warehouse.company_id.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
            }
        )

    @classmethod
    def _rules_of(cls, products, minimum=30, maximum=45, warehouse=None):
        for product in products:
            cls._rule(product, minimum, maximum, warehouse)

    @classmethod
    def _backtest(cls, products=None, **values):
        return cls.Backtest.create(
            {
                "name": "Last year",
                "company_id": cls.company.id,
                "product_ids": (products or cls.env["product.product"]).ids,
                **values,
            }
        )
