from odoo import models
from odoo.tools import SQL

from .res_company import Window


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _read_past(self, products, window: Window):
        """Return demand of products here and the terms it was to be served on.

        A :class:`Past` in the order of ``products``, with a handful of queries. Lead
        time and review are those that the levels of today rest on, the vendor's stated
        delay where there are none; so the past is judged by the terms of today.
        """
        # NumPy is loaded here, when a past is wanted, not by every Odoo worker.
        import numpy as np

        from ...engine.comparison import Past, whole_weeks

        self.ensure_one()
        series = self.env["jxc.demand.history"]._read_series(
            products.ids, self.id, window.weeks, window.until, 0
        )
        terms = self._read_backtest_terms(products)
        leads, reviews = zip(*(terms[product.id] for product in products), strict=True)
        return Past(
            series.history,
            # What came back in a later week than it was sold in was no demand then:
            # nothing to serve. NaN stays NaN.
            np.maximum(series.sold, 0.0),
            window.start,
            *whole_weeks(leads, reviews),
            series.step,
            np.array(products._get_weeks_kept(window.played), np.int64),
        )

    def _read_backtest_terms(self, products) -> dict[int, tuple[float, float]]:
        """Return lead time and review period in days, by product."""
        company = self.company_id
        self.env["stock.warehouse.orderpoint"].flush_model()
        self.env["product.supplierinfo"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
            SELECT product.id,
                   COALESCE(
                       rule.lead, vendor.delay + %(purchase)s, %(assumed)s)::float8,
                   COALESCE(rule.review, %(review)s)::float8
              FROM product_product product
         LEFT JOIN LATERAL (
                SELECT lead_time_days AS lead, NULLIF(review_days, 0) AS review
                  FROM stock_warehouse_orderpoint
                 WHERE product_id = product.id AND location_id = %(location)s
                   AND active AND levels_computed_at IS NOT NULL
              ORDER BY id LIMIT 1) AS rule ON TRUE
         LEFT JOIN LATERAL (
                SELECT MIN(info.delay) AS delay
                  FROM product_supplierinfo info
                 WHERE info.product_tmpl_id = product.product_tmpl_id
                   AND (info.product_id IS NULL OR info.product_id = product.id)
                   AND (info.company_id IS NULL OR info.company_id = %(company)s)
                   ) AS vendor ON TRUE
             WHERE product.id = ANY(%(products)s)
            """,
                purchase=company.days_to_purchase,
                assumed=company.reorder_assumed_lead_days,
                review=company.reorder_review_days,
                location=self.lot_stock_id.id,
                company=company.id,
                products=products.ids,
            )
        )
        return {product_id: (lead, review) for product_id, lead, review in rows}
