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

        Read is what was sold, returns netted and one-off orders left out. Weeks mostly
        out of stock say nothing; of others the days without stock are filled up. The
        uplift of events is divided out, and weeks beyond all measure are cut. Last come
        the histories of the predecessor, for a product that replaces another, and of
        the analogue, for a new one.
        """
        # NumPy is loaded here, when a series is wanted, not by every Odoo worker.
        import numpy as np

        from ...engine import demand_series as engine
        from ...engine.borrowing import borrowed

        place, lenders = self._place_with_lenders(product_ids)
        sold, one_off, step = self._read_sold(place, warehouse_id, weeks, until)
        days_out = self._read_days_out(place, warehouse_id, weeks, until)
        factors = self.env["jxc.demand.event"]._get_week_factors(
            list(place),
            warehouse_id,
            until - timedelta(days=7 * weeks - 1),
            weeks + ahead,
        )
        in_stock = engine.without_outages(sold, days_out)
        own = in_stock / factors[:, :weeks]
        tame = engine.without_extremes(own)
        history = borrowed(tame, np.isnan(sold), lenders)
        k = len(product_ids)
        states = (sold, one_off, in_stock, own, tame, history)
        return engine.DemandSeries(
            history=history[:k],
            sold=(sold + one_off)[:k],
            ahead=factors[:k, weeks:],
            step=step[:k],
            corrections=engine.corrections(*(state[:k] for state in states)),
        )

    def _place_with_lenders(self, product_ids: Sequence[int]):
        """Return the place of each product, lenders last, and who lends to whom."""
        from ...engine.borrowing import Lender

        place = {product_id: index for index, product_id in enumerate(product_ids)}
        lenders = {}
        for borrower, lender, share, replaced in self._read_lenders(product_ids):
            for product_id in (borrower, lender):
                place.setdefault(product_id, len(place))
            lenders.setdefault(place[borrower], []).append(
                Lender(place[lender], share, replaced)
            )
        return place, lenders

    def _read_sold(self, place, warehouse_id: int, weeks: int, until: date):
        """Return weekly demand and one-offs, both (k, weeks), and the step, (k,)."""
        import numpy as np

        from ...engine.demand_series import unpacked, weekly

        shape = (len(place), weeks)
        rows = self._read_packed(place, warehouse_id, until)
        days = unpacked(
            (place[product_id], sold) for product_id, sold, _one_off in rows
        )
        sold = weekly(days.series, days.days_ago // 7, days.quantity, shape)
        out = unpacked(
            (place[product_id], one_off) for product_id, _sold, one_off in rows
        )
        one_off = weekly(out.series, out.days_ago // 7, out.quantity, shape)
        one_off = np.where(np.isnan(sold), np.nan, np.nan_to_num(one_off))
        step = np.ones(len(place))
        split = days.series[days.quantity != np.trunc(days.quantity)]
        step[split] = 10 ** -self.env["decimal.precision"].precision_get("Product Unit")
        return sold, one_off, step

    def _read_packed(self, product_ids, warehouse_id: int, until: date):
        """Return (product, what was sold on each day, one-offs), packed in bytes.

        See :func:`unpacked`. Days are not added up to weeks here: of millions of rows
        that takes several times as long in the database.
        """
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """
            SELECT product_id, string_agg(day.ago || float8send(quantity::float8),
                              ''::bytea),
                   string_agg(day.ago || float8send(
                              (one_off_qty + excluded_qty)::float8), ''::bytea)
                       FILTER (WHERE one_off_qty <> 0 OR excluded_qty <> 0)
              FROM jxc_demand_history
CROSS JOIN LATERAL (SELECT int4send(%(until)s::date - date) AS ago) AS day
             WHERE product_id = ANY(%(products)s)
               AND warehouse_id = %(warehouse)s
               AND date <= %(until)s
               AND (delivered_qty <> 0 OR returned_qty <> 0 OR imported_qty <> 0)
          GROUP BY product_id
            """,
                until=until,
                products=list(product_ids),
                warehouse=warehouse_id,
            )
        )

    def _read_days_out(self, place, warehouse_id: int, weeks: int, until: date):
        """Return the days without stock and sale, shape (k, weeks).

        On a day of a stock-out on which something was sold there was stock.
        """
        import numpy as np

        self.env["jxc.stock.outage"].flush_model()
        rows = self.env.execute_query(
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
                products=list(place),
                warehouse=warehouse_id,
            )
        )
        days_out = np.zeros((len(place), weeks), np.int64)
        for product_id, weeks_ago, days in rows:
            days_out[place[product_id], weeks - 1 - weeks_ago] = days
        return days_out

    def _read_lenders(self, product_ids) -> list[tuple[int, int, float, bool]]:
        """Return (borrower, lender, share, whether replaced), lenders' lenders, too."""
        self.env["product.product"].flush_model(
            [
                "demand_predecessor_id",
                "demand_predecessor_share",
                "demand_analogue_id",
                "demand_analogue_share",
            ]
        )
        return self.env.execute_query(
            SQL(
                """
            WITH RECURSIVE pair AS (
                SELECT id AS borrower, demand_predecessor_id AS lender,
                       demand_predecessor_share / 100 AS share, TRUE AS replaced
                  FROM product_product
                 WHERE demand_predecessor_id IS NOT NULL
             UNION ALL
                SELECT id, demand_analogue_id, demand_analogue_share / 100, FALSE
                  FROM product_product
                 WHERE demand_analogue_id IS NOT NULL
            ),
            link AS (
                SELECT * FROM pair WHERE borrower = ANY(%s)
                 UNION
                SELECT pair.* FROM pair JOIN link ON pair.borrower = link.lender
            )
            SELECT * FROM link ORDER BY borrower, replaced DESC
            """,
                list(product_ids),
            )
        )
