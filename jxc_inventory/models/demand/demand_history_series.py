from collections.abc import Sequence
from datetime import date, timedelta

from odoo import models
from odoo.tools import SQL


class DemandHistory(models.Model):
    """Gives the weekly series that forecasting, levels and the backtest read."""

    _inherit = "jxc.demand.history"

    def _read_series(
        self,
        product_ids: Sequence[int],
        warehouse_id: int,
        weeks: int,
        until: date,
        ahead: int,
    ):
        """Return weekly demand of products in one warehouse, a handful of queries.

        The last of the ``weeks`` ends with the day ``until``; ``ahead`` is the number
        of coming weeks that the factors of events are wanted for. Series are in the
        order of ``product_ids``. See :class:`DemandSeries` for what comes back.
        """
        # NumPy is loaded here, when a series is wanted, not by every Odoo worker.
        import numpy as np

        from ...engine.demand_series import (
            Correction,
            DemandSeries,
            weekly,
            without_outages,
        )

        place = {product_id: index for index, product_id in enumerate(product_ids)}
        shape = len(place), weeks
        rows = self._read_weeks(place, warehouse_id, weeks, until)
        series = [place[product_id] for product_id, *_rest in rows]
        weeks_ago = [ago for _product, ago, *_rest in rows]
        sold = weekly(series, weeks_ago, [row[2] for row in rows], shape)
        step = np.ones(len(place))
        fraction = 10 ** -self.env["decimal.precision"].precision_get("Product Unit")
        step[[place[product_id] for product_id, *_rest, split in rows if split]] = (
            fraction
        )
        one_off = weekly(series, weeks_ago, [row[3] for row in rows], shape)
        days_out = np.zeros(shape, np.int64)
        for product_id, ago, days in self._read_days_out(
            place, warehouse_id, weeks, until
        ):
            days_out[place[product_id], weeks - 1 - ago] = days
        history = without_outages(sold, days_out)
        return DemandSeries(
            history=history,
            sold=sold + one_off,
            ahead=np.ones((len(place), ahead)),
            step=step,
            corrections=[
                Correction(*numbers)
                for numbers in zip(
                    (np.isnan(history) & ~np.isnan(sold)).sum(axis=1).tolist(),
                    ((days_out > 0) & (history > sold)).sum(axis=1).tolist(),
                    np.nansum(one_off, axis=1).tolist(),
                    strict=True,
                )
            ],
        )

    def _read_weeks(self, product_ids, warehouse_id: int, weeks: int, until: date):
        """Return rows of a product, weeks before the last, quantity, what was taken
        out of it as one-off, and whether parts of a unit were ever sold.

        All weeks before the oldest go into one row, which only tells of the past.
        """
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """
            SELECT product_id, LEAST((%(until)s - date) / 7, %(weeks)s),
                   SUM(quantity)::float8, SUM(one_off_qty + excluded_qty)::float8,
                   BOOL_OR(quantity <> TRUNC(quantity))
              FROM jxc_demand_history
             WHERE product_id = ANY(%(products)s)
               AND warehouse_id = %(warehouse)s
               AND date <= %(until)s
          GROUP BY 1, 2
            """,
                until=until,
                weeks=weeks,
                products=list(product_ids),
                warehouse=warehouse_id,
            )
        )

    def _read_days_out(self, product_ids, warehouse_id: int, weeks: int, until: date):
        """Return (product, weeks before the last, days without stock and sale) rows.

        On a day of a stock-out on which something was sold there was stock.
        """
        self.env["jxc.stock.outage"].flush_model()
        return self.env.execute_query(
            SQL(
                """
            SELECT outage.product_id, (%(until)s - day::date) / 7, COUNT(*)
              FROM jxc_stock_outage outage
        CROSS JOIN generate_series(
                       GREATEST(outage.date_from, %(since)s),
                       LEAST(COALESCE(outage.date_to, %(until)s), %(until)s),
                       '1 day') AS day
         LEFT JOIN jxc_demand_history sold
                ON sold.product_id = outage.product_id
               AND sold.warehouse_id = outage.warehouse_id
               AND sold.date = day::date AND sold.quantity > 0
             WHERE outage.product_id = ANY(%(products)s)
               AND outage.warehouse_id = %(warehouse)s
               AND sold.id IS NULL
          GROUP BY 1, 2
            """,
                until=until,
                since=until - timedelta(days=7 * weeks - 1),
                products=list(product_ids),
                warehouse=warehouse_id,
            )
        )
