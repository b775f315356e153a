from datetime import timedelta

import numpy as np

from odoo.tools import SQL

from .reorder_common import ReorderCommon


class BacktestCommon(ReorderCommon):
    """Adds to :class:`ReorderCommon` products with a year of uneven demand.

    ``cls.Calibration`` is the model.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Calibration = cls.env["jxc.reorder.calibration"]

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
