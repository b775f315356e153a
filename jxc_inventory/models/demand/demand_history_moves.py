from collections.abc import Sequence
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

# A transaction that began before a pass may commit after it, with an older
# write_date: each pass looks again at what changed in the day before the last one.
_OVERLAP = timedelta(days=1)

_MOVED = ("delivered_qty", "returned_qty", "transferred_qty")


class DemandHistory(models.Model):
    """Fills what was delivered, returned and transferred from done stock moves.

    Delivered is what left a warehouse for a customer, returned what came back from a
    customer into a warehouse, each on the day it happened. What went to another
    warehouse of the company is kept apart. Drop-shipped goods (vendor to customer)
    never needed our stock and do not count, nor do scrap and consumption in production.

    A pass restates all days of each product whose moves changed since the last pass,
    writing only rows that differ. So back-dated, re-dated and edited done moves are
    right without remembering which row a move once counted in.
    """

    _inherit = "jxc.demand.history"

    def _cron_fill_from_moves(self):
        remaining_time = 1.0
        while remaining_time > 0:
            step = self._fill_next_batch()
            if step is None:
                # Levels are worked out anew as soon as this run is committed.
                self.env.ref("jxc_inventory.ir_cron_reorder_levels")._trigger()
                return
            processed, remaining = step
            remaining_time = self.env["ir.cron"]._commit_progress(
                processed, remaining=remaining
            )

    def _fill_from_moves(self, full: bool = False) -> None:
        """Bring the history up to date within the current transaction.

        ``full`` reads every move again, for example after a location was given to
        another warehouse. Returns at once when another worker is filling.
        """
        if full:
            self._demand_progress().try_lock_for_update().write(
                {"read_until": False, "pass_started": False, "last_product_id": 0}
            )
        while self._fill_next_batch():
            pass

    def _fill_next_batch(self, size: int = 5000) -> tuple[int, int] | None:
        """Restate the next products; return how many, and how many remain.

        None says that the pass is complete or that another worker is filling.
        """
        progress = self._demand_progress().try_lock_for_update()
        if not progress:
            return None
        settings = str(self._company_settings())
        if not progress.pass_started or progress.settings != settings:
            progress.write(
                {
                    # Other zones, other days: all moves are read again.
                    "read_until": progress.settings == settings and progress.read_until,
                    "pass_started": self.env.cr.now(),
                    "last_product_id": 0,
                    "settings": settings,
                }
            )
        product_ids = self._products_with_changed_moves(progress)
        if not product_ids:
            progress.write(
                {
                    "read_until": progress.pass_started - _OVERLAP,
                    "pass_started": False,
                    "filled_at": fields.Datetime.now(),
                    "last_product_id": 0,
                }
            )
            return None
        batch = product_ids[:size]
        self._state_quantities(_MOVED, self._differing_moves_sql(batch))
        # The rule judges by the quantities just stated.
        days = self._state_quantities(
            ("one_off_qty",), self._differing_one_offs_sql(batch)
        )
        if days:
            self.env["jxc.reorder.slice"]._forget_forecasts_of(self.browse(days))
        progress.last_product_id = batch[-1]
        return len(batch), len(product_ids) - len(batch)

    def _demand_progress(self):
        # sudo: the record holds no business data, only how far reading has come.
        return self.env.ref("jxc_inventory.demand_progress").sudo()

    def _company_settings(self) -> dict[int, tuple[str, float]]:
        """Return, by company, time zone and the factor of the one-off rule."""
        # sudo: the days of every company are cut here, whoever presses the button.
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([], order="id")
        return {
            company.id: (company._jxc_timezone().key, company.demand_one_off_factor)
            for company in companies
        }

    def _products_with_changed_moves(self, progress) -> list[int]:
        self.env["stock.move"].flush_model(["state", "product_id"])
        rows = self.env.execute_query(
            SQL(
                """
            SELECT DISTINCT product_id
              FROM stock_move
             WHERE state IN ('done', 'cancel')
               AND product_id > %s
               AND write_date >= %s
          ORDER BY product_id
            """,
                progress.last_product_id,
                progress.read_until or "-infinity",
            )
        )
        return [product_id for (product_id,) in rows]

    def _count_differences_from_moves(self) -> int:
        """Return how many rows differ from what the done moves say now."""
        self.env.flush_all()
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FROM (SELECT product_id, warehouse_id, date FROM (%s)"
                " AS moves UNION SELECT product_id, warehouse_id, date FROM (%s)"
                " AS one_offs) AS diff",
                self._differing_moves_sql(),
                self._differing_one_offs_sql(),
            )
        )
        return count

    def _differing_moves_sql(self, product_ids: Sequence[int] | None = None) -> SQL:
        """Return the keys, with true quantities, whose history is not what moves say.

        All products when ``product_ids`` is None.
        """
        stated = SQL(
            """
            SELECT product_id, warehouse_id, company_id, date,
                   COALESCE(SUM(quantity) FILTER (WHERE kind = 'out'), 0)
                       AS delivered_qty,
                   COALESCE(SUM(quantity) FILTER (WHERE kind = 'back'), 0)
                       AS returned_qty,
                   COALESCE(SUM(quantity) FILTER (WHERE kind = 'sent'), 0)
                       AS transferred_qty
              FROM (%s) AS line
          GROUP BY product_id, warehouse_id, company_id, date
            """,
            self._lines_sql(product_ids),
        )
        return self._differing_sql(_MOVED, stated, product_ids)

    def _differing_sql(
        self, columns: tuple[str, ...], stated: SQL, product_ids: Sequence[int] | None
    ) -> SQL:
        """Return the rows of ``stated``, rounded, that the history does not show.

        Keys of the history that ``stated`` does not have (any more) come with zero.
        """
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        names = [SQL.identifier(column) for column in columns]
        return SQL(
            """
            SELECT product_id, warehouse_id,
                   COALESCE(stated.company_id, history.company_id) AS company_id, date,
                   %(quantities)s
              FROM (%(stated)s) AS stated
         FULL JOIN (
                SELECT product_id, warehouse_id, company_id, date, %(names)s
                  FROM jxc_demand_history
                 WHERE (%(any_set)s) AND %(products)s
                   ) AS history
             USING (product_id, warehouse_id, date)
             WHERE %(any_differs)s
            """,
            quantities=SQL(", ").join(
                SQL("ROUND(COALESCE(stated.%s, 0), %s)", name, digits) for name in names
            ),
            stated=stated,
            names=SQL(", ").join(names),
            any_set=SQL(" OR ").join(SQL("%s <> 0", name) for name in names),
            products=_among("product_id", product_ids),
            any_differs=SQL(" OR ").join(
                SQL(
                    "ROUND(COALESCE(stated.%s, 0), %s) <> COALESCE(history.%s, 0)",
                    name,
                    digits,
                    name,
                )
                for name in names
            ),
        )

    def _lines_sql(self, product_ids: Sequence[int] | None) -> SQL:
        """Return what each done move took from, or brought back to, a warehouse.

        ``kind`` is out (to a customer), back (from one) or sent (to another warehouse).
        """
        settings = self._company_settings()
        return SQL(
            """
            SELECT line.id, line.sale_line_id, line.one_off_demand, line.product_id,
                   wh.id AS warehouse_id, wh.company_id, company.one_off_factor,
                   (line.date AT TIME ZONE 'UTC' AT TIME ZONE company.zone)::date
                       AS date,
                   line.kind, line.quantity
              FROM (
                SELECT move.id, move.sale_line_id, move.one_off_demand,
                       move.product_id, move.date,
                       CASE WHEN dest.usage = 'customer' THEN 'out'
                            WHEN src.usage = 'customer' THEN 'back'
                            ELSE 'sent' END AS kind,
                       move.quantity * move_uom.factor / uom.factor AS quantity,
                       CASE WHEN src.usage = 'customer' THEN dest.warehouse_id
                            ELSE src.warehouse_id END AS warehouse_id
                  FROM stock_move move
                  JOIN stock_location src ON src.id = move.location_id
                  JOIN stock_location dest ON dest.id = move.location_dest_id
                  JOIN product_product product ON product.id = move.product_id
                  JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                  JOIN uom_uom uom ON uom.id = tmpl.uom_id
                  JOIN uom_uom move_uom ON move_uom.id = move.product_uom
                 WHERE move.state = 'done' AND %(products)s
                   AND ((src.usage = 'customer') <> (dest.usage = 'customer')
                        OR src.usage = 'internal'
                       AND dest.usage IN ('internal', 'transit')
                       AND dest.company_id = src.company_id
                       AND dest.warehouse_id IS DISTINCT FROM src.warehouse_id)
                   ) AS line
              JOIN stock_warehouse wh ON wh.id = line.warehouse_id
              JOIN unnest(%(companies)s, %(zones)s, %(factors)s::float8[])
                AS company(id, zone, one_off_factor) ON company.id = wh.company_id
            """,
            companies=list(settings),
            zones=[zone for zone, _factor in settings.values()],
            factors=[factor for _zone, factor in settings.values()],
            products=_among("move.product_id", product_ids),
        )


def _among(column: str, ids: Sequence[int] | None) -> SQL:
    if ids is None:
        return SQL("TRUE")
    return SQL("%s = ANY(%s)", SQL(column), list(ids))
