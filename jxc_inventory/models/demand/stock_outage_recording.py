from datetime import date, timedelta

from odoo import fields, models
from odoo.tools import SQL


class StockOutage(models.Model):
    """Records day by day which products a warehouse had nothing of.

    Yesterday is taken from the stock there is now, less what moved since midnight:
    what is on hold or reserved for others is not there to sell. Days before that, at
    the first run or when runs were missed, are worked out backwards from done moves;
    what was on hold or reserved then is not known any more and counts as there.

    A product counts from the first day it was there at all, so that imported history
    and days before the first receipt are never a stock-out.
    """

    _inherit = "jxc.stock.outage"

    def _cron_record(self):
        warehouses = self._get_warehouses_due()
        IrCron = self.env["ir.cron"]
        if not IrCron._commit_progress(remaining=len(warehouses)):
            return
        for warehouse in warehouses:
            self._record(warehouse)
            if not IrCron._commit_progress(1):
                return

    def _get_warehouses_due(self):
        """Return the warehouses whose stock-outs are not recorded up to yesterday."""
        recorded = dict(
            self.env["jxc.stock.outage.progress"]._read_group(
                [], ["warehouse_id"], ["recorded_until:max"]
            )
        )
        # pylint: disable-next=no-search-all
        warehouses = self.env["stock.warehouse"].search([])
        return warehouses.filtered(
            lambda warehouse: (
                (recorded.get(warehouse) or date.min) < _yesterday(warehouse)
            )
        )

    def _record(self, warehouse) -> bool:
        """Record the stock-outs of a warehouse up to yesterday; return whether done.

        False when they are recorded already, or another worker is at it. What is
        recorded stays: it was seen on the day.
        """
        Progress = self.env["jxc.stock.outage.progress"]
        progress = Progress.search([("warehouse_id", "=", warehouse.id)])
        if not progress:
            progress = Progress.create({"warehouse_id": warehouse.id})
        until = _yesterday(warehouse)
        progress = progress.try_lock_for_update()
        if not progress or (progress.recorded_until or date.min) >= until:
            return False
        self.env.flush_all()
        periods = self.env.execute_query(
            self._periods_sql(warehouse, progress.recorded_until or None, until)
        )
        self._continue_open(
            warehouse,
            progress.recorded_until or None,
            {product: last for product, _first, last, goes_on in periods if goes_on},
            until,
        )
        self._insert_periods(
            warehouse, [row[:3] for row in periods if not row[3]], until
        )
        progress.recorded_until = until
        self.invalidate_model()
        return True

    def _continue_open(self, warehouse, recorded, last_days: dict, until: date):
        """Close what was open, unless it goes on to the last day recorded now.

        ``last_days``, by product, is how far a period went on; a product without
        had stock again on the day after those recorded.
        """
        ended = {id_: last for id_, last in last_days.items() if last < until}
        self.env.cr.execute(
            SQL(
                """
            UPDATE jxc_stock_outage outage
               SET date_to = COALESCE(
                   (SELECT ended.last
                      FROM unnest(%(products)s::int[], %(days)s::date[])
                        AS ended(id, last)
                     WHERE ended.id = outage.product_id), %(recorded)s)
             WHERE warehouse_id = %(warehouse)s AND date_to IS NULL
               AND product_id <> ALL(%(still)s)
            """,
                products=list(ended),
                days=list(ended.values()),
                recorded=recorded,
                warehouse=warehouse.id,
                still=list(last_days.keys() - ended.keys()),
            )
        )

    def _insert_periods(self, warehouse, periods: list[tuple], until: date):
        products, firsts, lasts = zip(*periods, strict=True) if periods else ((),) * 3
        self.env.cr.execute(
            SQL(
                """
            INSERT INTO jxc_stock_outage
                        (product_id, warehouse_id, company_id, date_from, date_to)
            SELECT product_id, %(warehouse)s, %(company)s, first,
                   NULLIF(last, %(until)s)
              FROM unnest(%(products)s::int[], %(firsts)s::date[], %(lasts)s::date[])
                AS period(product_id, first, last)
            """,
                warehouse=warehouse.id,
                company=warehouse.company_id.id,
                until=until,
                products=list(products),
                firsts=list(firsts),
                lasts=list(lasts),
            )
        )

    def _periods_sql(self, warehouse, recorded: date | None, until: date) -> SQL:
        """Return (product, first day, last day, whether one that was open goes on).

        What is there holds from one day with moves to the day before the next one.
        Neighbouring stretches without stock make one period; those before anything
        was there at all make none.
        """
        return SQL(
            """
            SELECT product_id, MIN(first_day), MAX(last_day), stretch = 0
              FROM (
                SELECT *, COUNT(*) FILTER (WHERE there > 0) OVER (
                           PARTITION BY product_id ORDER BY first_day) AS stretch
                  FROM (%s) AS level
                   ) AS level
             WHERE there <= 0 AND (stretch > 0 OR was_open)
          GROUP BY product_id, stretch
            """,
            self._levels_sql(warehouse, recorded, until),
        )

    def _levels_sql(self, warehouse, recorded: date | None, until: date) -> SQL:
        """Return what was there of each product from ``first_day`` to ``last_day``."""
        return SQL(
            """
            WITH stock AS (%(stock)s), moved AS (%(moved)s),
            open AS (
                SELECT product_id FROM jxc_stock_outage
                 WHERE warehouse_id = %(warehouse)s AND date_to IS NULL
            ),
            known AS (
                SELECT product_id FROM stock UNION SELECT product_id FROM moved
                 UNION SELECT product_id FROM open
            ),
            day AS (
                SELECT product_id, date, SUM(net) AS net
                  FROM (SELECT * FROM moved
                         UNION ALL
                        SELECT product_id, unnest(%(bounds)s::date[]), 0 FROM known
                       ) AS every
              GROUP BY product_id, date
            ),
            level AS (
                SELECT product_id, date AS first_day,
                       LEAD(date) OVER by_day - 1 AS last_day,
                       SUM(net) OVER (PARTITION BY product_id ORDER BY date DESC)
                       - net AS later
                  FROM day
                WINDOW by_day AS (PARTITION BY product_id ORDER BY date)
            )
            SELECT level.product_id, open.product_id IS NOT NULL AS was_open,
                   first_day, LEAST(last_day, %(until)s) AS last_day,
                   ROUND(COALESCE(CASE WHEN first_day = %(until)s THEN stock.free
                                  ELSE stock.on_hand END, 0) - later, %(digits)s
                        ) AS there
              FROM level
              JOIN product_product product ON product.id = level.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
               AND tmpl.is_storable
         LEFT JOIN stock ON stock.product_id = level.product_id
         LEFT JOIN open ON open.product_id = level.product_id
             WHERE first_day <= %(until)s
            """,
            stock=self._stock_sql(warehouse),
            moved=self._moved_sql(warehouse, recorded),
            warehouse=warehouse.id,
            bounds=[until, *([recorded + timedelta(days=1)] if recorded else [])],
            until=until,
            digits=self.env["decimal.precision"].precision_get("Product Unit"),
        )

    def _stock_sql(self, warehouse) -> SQL:
        """Return what there is of each product now, and what of it may be sold."""
        return SQL(
            """
            SELECT quant.product_id, SUM(quant.quantity) AS on_hand,
                   COALESCE(SUM(quant.quantity - quant.reserved_quantity) FILTER (
                       WHERE quant.hold_state IS NULL
                         AND COALESCE(quant.removal_date, 'infinity') > %(now)s
                   ), 0) AS free
              FROM stock_quant quant
              JOIN stock_location location ON location.id = quant.location_id
             WHERE location.warehouse_id = %(warehouse)s
               AND location.usage = 'internal'
          GROUP BY quant.product_id
            """,
            now=fields.Datetime.now(),
            warehouse=warehouse.id,
        )

    def _moved_sql(self, warehouse, recorded: date | None) -> SQL:
        """Return what came in, less what went out, of each product and day since."""
        company = warehouse.company_id
        since = "-infinity"
        if recorded:
            days = (recorded - company._today()).days + 1
            since = company._instant_after_days(days)
        return SQL(
            """
            SELECT product_id,
                   (date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS date,
                   SUM(CASE WHEN incoming THEN quantity ELSE -quantity END) AS net
              FROM (
                SELECT move.product_id, move.date,
                       move.quantity * move_uom.factor / uom.factor AS quantity,
                       %(dest_here)s AS incoming
                  FROM stock_move move
                  JOIN stock_location src ON src.id = move.location_id
                  JOIN stock_location dest ON dest.id = move.location_dest_id
                  JOIN product_product product ON product.id = move.product_id
                  JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                  JOIN uom_uom uom ON uom.id = tmpl.uom_id
                  JOIN uom_uom move_uom ON move_uom.id = move.product_uom
                 WHERE move.state = 'done' AND move.date >= %(since)s
                   AND %(src_here)s <> %(dest_here)s
                   ) AS move
          GROUP BY 1, 2
            """,
            zone=company._jxc_timezone().key,
            since=since,
            src_here=_is_here("src", warehouse),
            dest_here=_is_here("dest", warehouse),
        )


def _yesterday(warehouse) -> date:
    return warehouse.company_id._today() - timedelta(days=1)


def _is_here(location: str, warehouse) -> SQL:
    return SQL(
        "(COALESCE(%(alias)s.warehouse_id, 0) = %(id)s"
        " AND %(alias)s.usage = 'internal')",
        alias=SQL.identifier(location),
        id=warehouse.id,
    )
