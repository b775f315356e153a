import logging
from itertools import groupby

from odoo import SUPERUSER_ID, fields, models
from odoo.tools import SQL, split_every

_logger = logging.getLogger(__name__)

_BATCH = 1000


class StockWarehouseOrderpoint(models.Model):
    """Sets reorder point and order-up-to level from demand history, set-based."""

    _inherit = "stock.warehouse.orderpoint"

    def _cron_set_levels_from_demand(self):
        """Make missing reordering rules and refresh those from demand, in batches.

        A rule is due once its levels are older than today and than the last change of
        demand history; so an interrupted run goes on where it stopped. Rules that
        another worker or user holds are left to it.
        """
        IrCron = self.env["ir.cron"]
        companies = self.env["res.company"].search([("reorder_from_demand", "=", True)])
        for company in companies:
            self._create_from_demand(company)
        due = self._get_due_for_levels(companies)
        if not IrCron._commit_progress(remaining=len(due)):
            return
        for ids in split_every(_BATCH, due.ids):
            batch = self.browse(ids)
            batch._set_levels_or_log()
            if not IrCron._commit_progress(len(batch)):
                return

    def _update_from_demand(self):
        """Do at once, for the user's companies, what is done every night."""
        # sudo: figures follow from history; the user who may press the button chooses
        # none of them, and only companies that he works in are touched.
        orderpoints = self.sudo()
        companies = self.env.companies
        self.env["jxc.demand.history"]._fill_from_moves()
        for company in companies:
            orderpoints._create_from_demand(company)
        domain = [
            ("reorder_method", "=", "demand"),
            ("company_id", "in", companies.ids),
        ]
        due = orderpoints.search(domain, order="location_id, id")
        for ids in split_every(_BATCH, due.ids):
            orderpoints.browse(ids)._set_levels_from_demand()

    def _get_due_for_levels(self, companies):
        filled_at = self.env.ref("jxc_inventory.demand_progress").filled_at
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return self.search(
            [
                ("reorder_method", "=", "demand"),
                ("company_id", "in", companies.ids),
                "|",
                ("levels_computed_at", "=", False),
                ("levels_computed_at", "<", max(filled_at or today, today)),
            ],
            order="location_id, id",
        )

    def _set_levels_or_log(self):
        try:
            with self.env.cr.savepoint():
                self._set_levels_from_demand()
        except Exception:
            _logger.exception("Levels from demand failed for %s", self.ids)

    # ------------------------------------------------------------------
    # Missing reordering rules
    # ------------------------------------------------------------------

    def _create_from_demand(self, company):
        """Give each product that sells in a warehouse a reordering rule there.

        Storable, purchasable products with demand in the window and no rule, not even
        an archived one, in that warehouse. A rule that core made for a shortage, to be
        thrown away once it is over, is taken over.
        """
        until = company._demand_known_until()
        if not until:
            return
        self.env.flush_all()
        selling = self._selling_sql(company, until)
        self._adopt_throwaway(selling)
        for places in split_every(_BATCH, self._read_missing(selling)):
            created = self.create(
                [self._prepare_from_demand(company, *place) for place in places]
            )
            # Levels come next, and with them what these two hold.
            for name in ("qty_to_order_computed", "deadline_date"):
                self.env.remove_to_compute(self._fields[name], created)
            created.flush_recordset()
            # Core removes manual rules created by the superuser whenever they have
            # nothing to order. These are to stay: nobody made them.
            self.env.cr.execute(
                SQL(
                    "UPDATE stock_warehouse_orderpoint SET create_uid = NULL"
                    " WHERE id = ANY(%s)",
                    created.ids,
                )
            )
            created.invalidate_recordset(["create_uid"])

    def _prepare_from_demand(self, company, product_id, warehouse_id, location_id):
        return {
            **self._get_orderpoint_values(product_id, location_id),
            "name": self.env._("From Demand"),
            "warehouse_id": warehouse_id,
            "company_id": company.id,
            "reorder_method": "demand",
        }

    def _adopt_throwaway(self, selling: SQL):
        self.env.cr.execute(
            SQL(
                """
            UPDATE stock_warehouse_orderpoint orderpoint
               SET reorder_method = 'demand', create_uid = NULL
              FROM (%(selling)s) AS selling
             WHERE orderpoint.product_id = selling.product_id
               AND orderpoint.location_id = selling.location_id
               AND orderpoint.create_uid = %(superuser)s
               AND orderpoint.reorder_method = 'manual'
               AND orderpoint.trigger = 'manual'
               AND orderpoint.active
               AND orderpoint.product_min_qty = 0 AND orderpoint.product_max_qty = 0
            """,
                selling=selling,
                superuser=SUPERUSER_ID,
            )
        )
        self.invalidate_model(["reorder_method", "create_uid"])

    def _read_missing(self, selling: SQL) -> list[tuple[int, int, int]]:
        """Return (product, warehouse, location) with demand but no rule."""
        return self.env.execute_query(
            SQL(
                """
            SELECT product_id, warehouse_id, location_id
              FROM (%s) AS selling
             WHERE NOT EXISTS (
                    SELECT FROM stock_warehouse_orderpoint existing
                     WHERE existing.product_id = selling.product_id
                       AND existing.warehouse_id = selling.warehouse_id)
          ORDER BY location_id, product_id
            """,
                selling,
            )
        )

    def _selling_sql(self, company, until) -> SQL:
        """Return products to keep in stock and the places where they sell."""
        return SQL(
            """
            SELECT history.product_id, wh.id AS warehouse_id,
                   wh.lot_stock_id AS location_id
              FROM jxc_demand_history history
              JOIN stock_warehouse wh ON wh.id = history.warehouse_id AND wh.active
              JOIN product_product product
                ON product.id = history.product_id AND product.active
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
             WHERE history.company_id = %(company)s
               AND history.date > %(until)s - 7 * %(weeks)s
               AND history.date <= %(until)s
               AND tmpl.is_storable AND tmpl.purchase_ok
               AND (tmpl.company_id IS NULL OR tmpl.company_id = %(company)s)
          GROUP BY 1, 2, 3
            HAVING SUM(history.quantity) > 0
            """,
            company=company.id,
            until=until,
            weeks=company.reorder_window_weeks,
        )

    # ------------------------------------------------------------------
    # Levels
    # ------------------------------------------------------------------

    def _set_levels_from_demand(self):
        """Refresh levels, their inputs and what to order, of all in ``self``.

        Rules that another transaction holds are skipped. Rules whose product never had
        demand keep the levels they have.
        """
        orderpoints = self.try_lock_for_update(allow_referencing=True)
        orderpoints = orderpoints.filtered(lambda o: o.reorder_method == "demand")
        by_location = orderpoints.sorted(lambda o: (o.company_id.id, o.location_id.id))
        for _location, group in groupby(by_location, lambda o: o.location_id):
            self.browse(o.id for o in group)._set_levels_at_location()

    def _set_levels_at_location(self):
        lead_times = self._get_lead_times()
        rows = self._compute_levels(lead_times)
        self._store(rows)
        levels = {
            row["id"]: (row["product_min_qty"], row["product_max_qty"]) for row in rows
        }
        proposals = self._get_proposals(levels, lead_times)
        self._store(
            [
                {
                    "id": orderpoint_id,
                    "qty_to_order_computed": proposal.quantity,
                    "deadline_date": proposal.deadline,
                }
                for orderpoint_id, proposal in proposals.items()
            ]
        )

    def _compute_levels(self, lead_times) -> list[dict]:
        """Return the column values to store for each reordering rule."""
        # NumPy is loaded here, when levels are wanted, not by every Odoo worker.
        from ...engine.replenishment import levels

        company = self.company_id
        until = company._demand_known_until() or company._today()
        demand, steps = self._read_demand(until)
        service = [
            o.product_id.categ_id._get_reorder_service_level(company) for o in self
        ]
        leads = [lead_times[orderpoint.id] for orderpoint in self]
        review = company.reorder_review_days
        result = levels(
            demand.mean,
            demand.deviation,
            [lead.days for lead in leads],
            review,
            [level / 100 for level in service],
            steps,
        )
        now = fields.Datetime.now()
        rows = []
        for index, orderpoint in enumerate(self):
            known = demand.weeks[index] > 0
            rows.append(
                {
                    "id": orderpoint.id,
                    "product_min_qty": float(result.reorder_point[index])
                    if known
                    else orderpoint.product_min_qty,
                    "product_max_qty": float(result.order_up_to[index])
                    if known
                    else orderpoint.product_max_qty,
                    "demand_weekly_mean": float(demand.mean[index]),
                    "demand_weekly_deviation": float(demand.deviation[index]),
                    "demand_weeks": int(demand.weeks[index]),
                    "demand_until": until,
                    "lead_time_days": leads[index].days,
                    "lead_time_assumed": leads[index].assumed,
                    "review_days": review,
                    "service_level": service[index],
                    "safety_stock": float(result.safety_stock[index]),
                    "levels_computed_at": now,
                }
            )
        return rows

    def _read_demand(self, until):
        """Return weekly demand up to ``until`` and the step to round levels up to.

        Products only ever sold in whole units get whole levels.
        """
        from ...engine.demand import weekly_demand

        self.env["jxc.demand.history"].flush_model()
        window = self.company_id.reorder_window_weeks
        place = {orderpoint.id: index for index, orderpoint in enumerate(self)}
        firsts, steps = [-1] * len(self), [1.0] * len(self)
        fraction = 10 ** -self.env["decimal.precision"].precision_get("Product Unit")
        source = SQL(
            """
              FROM stock_warehouse_orderpoint orderpoint
              JOIN jxc_demand_history history USING (product_id, warehouse_id)
             WHERE orderpoint.id = ANY(%s) AND history.date <= %s
            """,
            self.ids,
            until,
        )
        for orderpoint_id, first, whole in self.env.execute_query(
            SQL(
                "SELECT orderpoint.id, %s - MIN(history.date),"
                " BOOL_AND(history.quantity = TRUNC(history.quantity)) %s"
                " GROUP BY orderpoint.id",
                until,
                source,
            )
        ):
            firsts[place[orderpoint_id]] = first
            steps[place[orderpoint_id]] = 1.0 if whole else fraction
        weeks = self.env.execute_query(
            SQL(
                "SELECT orderpoint.id, (%(until)s - history.date) / 7 * 7,"
                " SUM(history.quantity)::float8 %(source)s"
                " AND history.date > %(until)s - 7 * %(window)s GROUP BY 1, 2",
                until=until,
                source=source,
                window=window,
            )
        )
        series = [place[orderpoint_id] for orderpoint_id, _days, _quantity in weeks]
        days = [days for _id, days, _quantity in weeks]
        quantities = [quantity for _id, _days, quantity in weeks]
        return weekly_demand(series, days, quantities, firsts, window), steps

    def _store(self, rows: list[dict]) -> None:
        """Write the same columns of many records in one statement.

        Not through ``write``: that would recompute core's stored quantities with
        several queries for each record, and mark the levels as typed by somebody.
        """
        if not rows:
            return
        names = list(rows[0])
        columns = [
            SQL(
                "%s::%s[]",
                [row[name] for row in rows],
                SQL(self._fields[name].column_type[1])
                if name != "id"
                else SQL("integer"),
            )
            for name in names
        ]
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE stock_warehouse_orderpoint AS stored SET %(set)s"
                " FROM unnest(%(columns)s) AS new(%(names)s)"
                " WHERE stored.id = new.id",
                set=SQL(", ").join(
                    SQL("%s = new.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in names
                    if name != "id"
                ),
                columns=SQL(", ").join(columns),
                names=SQL(", ").join(SQL.identifier(name) for name in names),
            )
        )
        self.invalidate_recordset(names[1:])
