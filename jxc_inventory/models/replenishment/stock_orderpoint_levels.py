import logging
from collections.abc import Sequence
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL, groupby, split_every

from .stock_orderpoint_facts import Facts
from .stock_orderpoint_forecast import Level

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
        for company in companies:
            self._settle(company)

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
        for company in companies:
            orderpoints._settle(company)

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

    def _set_levels_from_demand(self):
        """Refresh levels, their inputs and what to order, of all in ``self``.

        Rules that another transaction holds are skipped. Rules whose product never had
        demand keep the levels they have.
        """
        for _location, facts in groupby(
            self._lock_facts(self.env.company._today()),
            lambda fact: fact.location_id,
        ):
            self._set_levels_at_location(list(facts))

    def _set_levels_at_location(self, facts: Sequence[Facts]) -> None:
        lead_times = self._get_lead_times(facts)
        rows = self._compute_levels(facts, lead_times)
        levels = {
            row["id"]: Level(
                row["product_min_qty"],
                row["product_max_qty"],
                row["demand_weekly_mean"] / 7,
            )
            for row in rows
        }
        proposals = self._get_proposals(facts, levels, lead_times)
        for row in rows:
            proposal = proposals[row["id"]]
            row["qty_to_order_computed"] = proposal.quantity
            row["deadline_date"] = proposal.deadline
            row.update(proposal.order.columns)
        self._store(rows)

    def _compute_levels(self, facts: Sequence[Facts], lead_times) -> list[dict]:
        """Return the column values to store for each reordering rule."""
        # NumPy is loaded here, when levels are wanted, not by every Odoo worker.
        from ...engine.replenishment import levels

        company = self.env["res.company"].browse(facts[0].company_id)
        until = company._demand_known_until() or company._today() - timedelta(days=1)
        demand, steps = self._read_demand(facts, company.reorder_window_weeks, until)
        service = self._get_service_levels(facts, company)
        leads = [lead_times[fact.id] for fact in facts]
        result = levels(
            demand.mean,
            demand.deviation,
            [lead.days for lead in leads],
            [lead.review_days for lead in leads],
            [level / 100 for level in service],
            steps,
        )
        rows = zip(
            facts,
            leads,
            service,
            demand.weeks.tolist(),
            demand.mean.tolist(),
            demand.deviation.tolist(),
            result.safety_stock.tolist(),
            result.reorder_point.tolist(),
            result.order_up_to.tolist(),
            strict=True,
        )
        now = fields.Datetime.now()
        return [
            {
                "id": fact.id,
                "product_min_qty": point if weeks else fact.minimum,
                "product_max_qty": up_to if weeks else fact.maximum,
                "demand_weekly_mean": mean,
                "demand_weekly_deviation": deviation,
                "demand_weeks": weeks,
                "demand_until": until,
                "lead_time_days": lead.days,
                "lead_time_assumed": lead.assumed,
                "review_days": lead.review_days,
                "service_level": level,
                "safety_stock": safety,
                "levels_computed_at": now,
            }
            for fact, lead, level, weeks, mean, deviation, safety, point, up_to in rows
        ]

    def _get_service_levels(self, facts: Sequence[Facts], company) -> list[float]:
        categories = self.env["product.category"].browse(
            {fact.categ_id for fact in facts if fact.categ_id}
        )
        by_category = {
            category.id: category._get_reorder_service_level(company)
            for category in categories
        }
        return [
            by_category.get(fact.categ_id, company.reorder_service_level)
            for fact in facts
        ]

    def _read_demand(self, facts: Sequence[Facts], window: int, until):
        """Return weekly demand up to ``until`` and the step to round levels up to.

        Products only ever sold in whole units get whole levels.
        """
        from ...engine.demand import weekly_demand

        place = {fact.product_id: index for index, fact in enumerate(facts)}
        firsts, steps = [-1] * len(facts), [1.0] * len(facts)
        fraction = 10 ** -self.env["decimal.precision"].precision_get("Product Unit")
        # All weeks before the window go into one row, which only tells of the past.
        weeks = self.env.execute_query(
            SQL(
                """
            SELECT product_id, LEAST((%(until)s - date) / 7, %(window)s) * 7,
                   SUM(quantity)::float8, %(until)s - MIN(date),
                   BOOL_AND(quantity = TRUNC(quantity))
              FROM jxc_demand_history
             WHERE product_id = ANY(%(products)s)
               AND warehouse_id = %(warehouse)s
               AND date <= %(until)s
          GROUP BY 1, 2
            """,
                until=until,
                window=window,
                products=list(place),
                warehouse=facts[0].warehouse_id,
            )
        )
        for product_id, _days, _quantity, first, whole in weeks:
            index = place[product_id]
            firsts[index] = max(firsts[index], first)
            if not whole:
                steps[index] = fraction
        return weekly_demand(
            [place[product_id] for product_id, *_rest in weeks],
            [days for _product, days, *_rest in weeks],
            [quantity for _product, _days, quantity, *_rest in weeks],
            firsts,
            window,
        ), steps

    def _store(self, rows: Sequence[dict]) -> None:
        """Write the same columns of many records in one statement.

        Not through ``write``: that would recompute core's stored quantities with
        several queries for each record, and mark the levels as typed by somebody.
        """
        names = list(rows[0])
        types = {
            name: SQL(self._fields[name].column_type[1]) if name != "id" else SQL("int")
            for name in names
        }
        self.env.cr.execute(
            SQL(
                "UPDATE stock_warehouse_orderpoint AS stored SET %(set)s"
                " FROM unnest(%(columns)s) AS new(%(names)s)"
                " WHERE stored.id = new.id",
                set=SQL(", ").join(
                    SQL("%s = new.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in names[1:]
                ),
                columns=SQL(", ").join(
                    SQL("%s::%s[]", [row[name] for row in rows], types[name])
                    for name in names
                ),
                names=SQL(", ").join(SQL.identifier(name) for name in names),
            )
        )
        self.invalidate_model(names[1:])
