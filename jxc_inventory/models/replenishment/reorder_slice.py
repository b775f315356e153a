from odoo import fields, models
from odoo.tools import SQL

# So many rules are worked out together: enough to learn from each other, few enough
# that a commit is never far.
SLICE = 5000
# The place of each rule among those of its warehouse; which slice it is in follows.
_PLACES = SQL(
    """
    SELECT id, warehouse_id, product_id, demand_until,
           ROW_NUMBER() OVER (PARTITION BY warehouse_id ORDER BY id) - 1 AS place,
           COUNT(*) OVER (PARTITION BY warehouse_id) AS rules
      FROM stock_warehouse_orderpoint
     WHERE reorder_method = 'demand' AND active
    """
)


class ReorderSlice(models.Model):
    """Reordering rules of one warehouse that are worked out together.

    The rules from demand of a warehouse, in order of their ids, are cut into slices of
    about equal size, whatever is due: so a run that was interrupted goes on to the
    same results. Whoever works on a slice holds the lock of its record until commit.
    """

    _name = "jxc.reorder.slice"
    _description = "Slice of Reordering Rules"
    _order = "warehouse_id, number"
    _log_access = False

    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    number = fields.Integer(required=True, readonly=True)
    count = fields.Integer(
        "Slices", readonly=True, help="Into how many the warehouse's rules are cut."
    )
    computed_at = fields.Datetime(
        readonly=True, help="When levels and quantities were last worked out."
    )
    forecast_wanted = fields.Boolean(
        readonly=True, help="Demand is forecast anew by the next run."
    )

    _warehouse_number_uniq = models.Constraint(
        "UNIQUE(warehouse_id, number)", "A warehouse has each slice once."
    )

    def _cut(self, companies):
        """Make the slices that the rules of these companies need; return all."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
            WITH needed AS (
                SELECT warehouse_id, (COUNT(*) + %(size)s - 1) / %(size)s AS count
                  FROM stock_warehouse_orderpoint
                 WHERE reorder_method = 'demand' AND active
                   AND company_id = ANY(%(companies)s)
              GROUP BY warehouse_id),
            gone AS (
                DELETE FROM jxc_reorder_slice slice
                      USING stock_warehouse warehouse
                 WHERE warehouse.id = slice.warehouse_id
                   AND warehouse.company_id = ANY(%(companies)s)
                   AND NOT EXISTS (SELECT FROM needed
                                    WHERE needed.warehouse_id = slice.warehouse_id
                                      AND needed.count > slice.number))
            INSERT INTO jxc_reorder_slice (warehouse_id, number, count)
            SELECT warehouse_id, number, needed.count
              FROM needed
        CROSS JOIN generate_series(0, needed.count - 1) AS number
         LEFT JOIN jxc_reorder_slice slice USING (warehouse_id, number)
             -- The others are not touched: another run may be at work on them.
             WHERE slice.count IS DISTINCT FROM needed.count
            ON CONFLICT (warehouse_id, number)
          DO UPDATE SET count = EXCLUDED.count, forecast_wanted = TRUE
            """,
                size=SLICE,
                companies=companies.ids,
            )
        )
        self.invalidate_model()
        return self.search([("warehouse_id.company_id", "in", companies.ids)])

    def _forget_forecasts(self, companies):
        """Have demand of these companies forecast anew by the next run.

        For whoever rewrites history or changes what is wanted of forecasts.
        """
        # sudo: slices hold no business data, only what is to be done next.
        slices = self.sudo().search([("warehouse_id.company_id", "in", companies.ids)])
        slices.write({"forecast_wanted": True, "computed_at": False})

    def _forget_forecasts_of(self, days) -> None:
        """Have demand of the slices forecast anew that looked at these days of history.

        Days after the last one that a forecast has seen change nothing of it.
        """
        days.flush_model()
        self.env.cr.execute(
            SQL(
                """
            UPDATE jxc_reorder_slice slice
               SET forecast_wanted = TRUE, computed_at = NULL
              FROM (%(places)s) AS rule
             WHERE slice.warehouse_id = rule.warehouse_id
               AND slice.number = rule.place * slice.count / rule.rules
               AND EXISTS (SELECT FROM jxc_demand_history day
                            WHERE day.id = ANY(%(days)s)
                              AND day.product_id = rule.product_id
                              AND day.warehouse_id = rule.warehouse_id
                              AND day.date <= rule.demand_until)
            """,
                places=_PLACES,
                days=days.ids,
            )
        )
        self.invalidate_model(["forecast_wanted", "computed_at"])

    def _lock_due(self, since) -> bool:
        """Lock this slice; False if another worker has it or it was done ``since``."""
        rows = self.env.execute_query(
            SQL(
                "SELECT FROM jxc_reorder_slice WHERE id = %s"
                " AND (computed_at IS NULL OR computed_at < %s)"
                " FOR NO KEY UPDATE SKIP LOCKED",
                self.id,
                since,
            )
        )
        self.invalidate_recordset()
        return bool(rows)

    def _get_orderpoints(self):
        """Return the rules of this slice."""
        # The same places as of _PLACES, without numbering all rules for one slice.
        rows = self.env.execute_query(
            SQL(
                """
            WITH rule AS (SELECT id FROM stock_warehouse_orderpoint
                           WHERE reorder_method = 'demand' AND active
                             AND warehouse_id = %(warehouse)s)
            SELECT id FROM rule ORDER BY id
            OFFSET (SELECT CEIL(COUNT(*) * %(number)s / %(count)s::numeric) FROM rule)
             LIMIT (SELECT CEIL(COUNT(*) * (%(number)s + 1) / %(count)s::numeric)
                           - CEIL(COUNT(*) * %(number)s / %(count)s::numeric) FROM rule)
            """,
                warehouse=self.warehouse_id.id,
                count=self.count,
                number=self.number,
            )
        )
        return self.env["stock.warehouse.orderpoint"].browse(
            rule_id for (rule_id,) in rows
        )
