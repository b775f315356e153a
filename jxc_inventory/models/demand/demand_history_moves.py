from collections.abc import Sequence
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

# A transaction that began before a pass may commit after it, with an older
# write_date: each pass looks again at what changed in the day before the last one.
_OVERLAP = timedelta(days=1)


class DemandHistory(models.Model):
    """Fills ``delivered_qty`` and ``returned_qty`` from done stock moves.

    Delivered is what left a warehouse for a customer, returned what came back from a
    customer into a warehouse, each on the day it happened. Drop-shipped goods (vendor
    to customer) never needed our stock and do not count, nor do scrap, transfers
    between warehouses and consumption in production.

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
        timezones = self._company_timezones()
        if not progress.pass_started or progress.timezones != str(timezones):
            progress.write(
                {
                    # Other zones, other days: all moves are read again.
                    "read_until": progress.timezones == str(timezones)
                    and progress.read_until,
                    "pass_started": self.env.cr.now(),
                    "last_product_id": 0,
                    "timezones": str(timezones),
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
        self._state_quantities(
            ("delivered_qty", "returned_qty"), self._differing_moves_sql(batch)
        )
        progress.last_product_id = batch[-1]
        return len(batch), len(product_ids) - len(batch)

    def _demand_progress(self):
        # sudo: the record holds no business data, only how far reading has come.
        return self.env.ref("jxc_inventory.demand_progress").sudo()

    def _company_timezones(self) -> dict[int, str]:
        # sudo: the days of every company are cut here, whoever presses the button.
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([], order="id")
        return {company.id: company._jxc_timezone().key for company in companies}

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
            SQL("SELECT COUNT(*) FROM (%s) AS diff", self._differing_moves_sql())
        )
        return count

    def _differing_moves_sql(self, product_ids: Sequence[int] | None = None) -> SQL:
        """Return the keys, with true quantities, whose history is not what moves say.

        All products when ``product_ids`` is None.
        """
        zones = self._company_timezones()
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        products = SQL()
        if product_ids is not None:
            products = SQL("AND product_id = ANY(%s)", list(product_ids))
        moved = self._moved_sql(zones, digits, products)
        return SQL(
            """
            SELECT product_id, warehouse_id,
                   COALESCE(moved.company_id, history.company_id) AS company_id, date,
                   COALESCE(moved.delivered, 0) AS delivered_qty,
                   COALESCE(moved.returned, 0) AS returned_qty
              FROM (%(moved)s) AS moved
         FULL JOIN (
                SELECT product_id, warehouse_id, company_id, date,
                       delivered_qty, returned_qty
                  FROM jxc_demand_history
                 WHERE (delivered_qty <> 0 OR returned_qty <> 0) %(products)s
                   ) AS history
             USING (product_id, warehouse_id, date)
             WHERE COALESCE(moved.delivered, 0) <> COALESCE(history.delivered_qty, 0)
                OR COALESCE(moved.returned, 0) <> COALESCE(history.returned_qty, 0)
            """,
            moved=moved,
            products=products,
        )

    def _moved_sql(self, zones: dict[int, str], digits: int, products: SQL) -> SQL:
        """Return delivered and returned quantities a product, warehouse and day."""
        return SQL(
            """
            SELECT line.product_id, wh.id AS warehouse_id, wh.company_id,
                   (line.date AT TIME ZONE 'UTC' AT TIME ZONE zone.name)::date AS date,
                   ROUND(SUM(line.qty) FILTER (WHERE line.outgoing), %(digits)s)
                       AS delivered,
                   ROUND(SUM(line.qty) FILTER (WHERE NOT line.outgoing), %(digits)s)
                       AS returned
              FROM (
                SELECT move.product_id, move.date,
                       dest.usage = 'customer' AS outgoing,
                       move.quantity * move_uom.factor / uom.factor AS qty,
                       CASE WHEN dest.usage = 'customer' THEN src.warehouse_id
                            ELSE dest.warehouse_id END AS warehouse_id
                  FROM stock_move move
                  JOIN stock_location src ON src.id = move.location_id
                  JOIN stock_location dest ON dest.id = move.location_dest_id
                  JOIN product_product product ON product.id = move.product_id
                  JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                  JOIN uom_uom uom ON uom.id = tmpl.uom_id
                  JOIN uom_uom move_uom ON move_uom.id = move.product_uom
                 WHERE move.state = 'done'
                   AND (src.usage = 'customer') <> (dest.usage = 'customer')
                   ) AS line
              JOIN stock_warehouse wh ON wh.id = line.warehouse_id
              JOIN unnest(%(companies)s, %(zones)s) AS zone(company_id, name)
                ON zone.company_id = wh.company_id
             WHERE TRUE %(products)s
          GROUP BY 1, 2, 3, 4
            """,
            digits=digits,
            companies=list(zones),
            zones=list(zones.values()),
            products=products,
        )
