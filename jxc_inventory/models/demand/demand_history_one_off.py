from collections.abc import Sequence

from odoo import models
from odoo.tools import SQL

# The rule compares with the weeks that sold anything among so many days before.
_USUAL_DAYS = 364
_USUAL_WEEKS = 4  # with sales, needed to call anything usual


class DemandHistory(models.Model):
    """Fills ``one_off_qty``: deliveries for orders that are not to be expected again.

    Somebody marked the order, or the company's rule takes it as one-off: the order line
    took more than ``demand_one_off_factor`` times the usual week. Usual is the median
    of the weeks with sales among the 52 weeks before its first delivery; with fewer
    than four such weeks nothing is usual yet. Weeks without sales are left out, else
    any order of a slow seller would be many times its usual week. The rule looks at
    what was sold, one-off or not, so that its result does not depend on earlier runs.
    """

    _inherit = "jxc.demand.history"

    def _differing_one_offs_sql(self, product_ids: Sequence[int] | None = None) -> SQL:
        """Return the keys, with true quantities, whose one-off quantity is not that."""
        ruled = any(factor for _zone, factor in self._company_settings().values())
        lines = self._ruled_lines_sql if ruled else self._marked_lines_sql
        stated = SQL(
            """
            SELECT product_id, warehouse_id, company_id, date,
                   SUM(CASE kind WHEN 'out' THEN quantity ELSE -quantity END)
                       AS one_off_qty
              FROM (%s) AS line
             WHERE kind <> 'sent'
          GROUP BY product_id, warehouse_id, company_id, date
            """,
            lines(product_ids),
        )
        return self._differing_sql(("one_off_qty",), stated, product_ids)

    def _marked_lines_sql(self, product_ids: Sequence[int] | None) -> SQL:
        return SQL(
            "SELECT * FROM (%s) AS line WHERE one_off_demand",
            self._lines_sql(product_ids),
        )

    def _ruled_lines_sql(self, product_ids: Sequence[int] | None) -> SQL:
        """Return deliveries and returns of orders marked, or large beyond the rule.

        A move that no order line asked for is an order of its own.
        """
        return SQL(
            """
            WITH line AS (%(lines)s),
            ordered AS (
                SELECT COALESCE(sale_line_id, -id) AS order_key, product_id,
                       warehouse_id, MIN(one_off_factor) AS factor, MIN(date) AS date,
                       SUM(quantity) FILTER (WHERE kind = 'out') AS quantity
                  FROM line
                 WHERE kind <> 'sent'
              GROUP BY 1, 2, 3
            ),
            large AS (
                SELECT order_key, product_id, warehouse_id
                  FROM ordered
    CROSS JOIN LATERAL (
                    SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY quantity)
                               AS usual,
                           COUNT(*) AS weeks
                      FROM (
                        SELECT SUM(delivered_qty - returned_qty + imported_qty)
                                   AS quantity
                          FROM jxc_demand_history history
                         WHERE history.product_id = ordered.product_id
                           AND history.warehouse_id = ordered.warehouse_id
                           AND history.date < ordered.date
                           AND history.date >= ordered.date - %(days)s
                      GROUP BY (ordered.date - 1 - history.date) / 7
                        HAVING SUM(delivered_qty - returned_qty + imported_qty) > 0
                           ) AS week) AS before
                 WHERE ordered.factor > 0 AND before.weeks >= %(weeks)s
                   AND ordered.quantity > ordered.factor * before.usual
            )
            SELECT line.*
              FROM line
         LEFT JOIN large ON large.order_key = COALESCE(line.sale_line_id, -line.id)
               AND large.product_id = line.product_id
               AND large.warehouse_id = line.warehouse_id
             WHERE line.one_off_demand OR large.order_key IS NOT NULL
            """,
            lines=self._lines_sql(product_ids),
            days=_USUAL_DAYS,
            weeks=_USUAL_WEEKS,
        )
