from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

_AROUND = 28  # days before and after an event that tell what is usual
_DAYS_NEEDED = 14  # of them, free of other events


class DemandEvent(models.Model):
    """Measures the uplift of events from their past occurrences."""

    _inherit = "jxc.demand.event"

    uplift_ids = fields.One2many(
        "jxc.demand.event.uplift", "event_id", "Measured Uplifts", readonly=True
    )
    uplift_source = fields.Selection(
        [("measured", "Measured"), ("manual", "Typed")],
        required=True,
        default="measured",
        tracking=True,
    )
    manual_uplift = fields.Float(
        "Typed Uplift (%)",
        tracking=True,
        help="50 means half as much again, -100 nothing at all.",
    )
    uplift = fields.Float(
        "Uplift (%)",
        compute="_compute_uplift",
        help="By how much demand is raised on the days of the event.",
    )
    sample = fields.Integer(
        compute="_compute_uplift",
        help="Products and warehouses, times occurrences, that the uplift was"
        " measured on; 0: not measured, no effect.",
    )

    _typed_uplift_possible = models.Constraint(
        "CHECK (manual_uplift BETWEEN -100 AND 900)",
        "A typed uplift must be from -100 % to 900 %.",
    )

    @api.depends("uplift_source", "manual_uplift", "uplift_ids.uplift")
    @api.depends_context("company")
    def _compute_uplift(self):
        for event in self:
            measured = event.uplift_ids.filtered(
                lambda line: not line.categ_id and line.company_id == self.env.company
            )[:1]
            event.sample = measured.sample
            event.uplift = (
                event.manual_uplift
                if event.uplift_source == "manual"
                else measured.uplift
            )

    def action_measure(self):
        """Measure the uplift of these events for the user's companies now."""
        if not self.env.user.has_group("jxc_inventory.group_buyer"):
            raise AccessError(
                self.env._("Only buyers and inventory managers measure uplifts.")
            )
        self.check_access("read")
        for company in self.env.companies:
            self._measure(company)

    def _cron_measure(self):
        """Bring dates and measured uplifts of all events up to date, weekly."""
        # pylint: disable-next=no-search-all
        self.with_context(active_test=False).search([])._update_occurrences()
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].search([])
        IrCron = self.env["ir.cron"]
        IrCron._commit_progress(remaining=len(companies))
        for company in companies:
            # pylint: disable-next=no-search-all
            self.search([])._measure(company)
            if not IrCron._commit_progress(1):
                return

    def _measure(self, company) -> None:
        """Measure what these events did to demand of a company, replacing what was.

        Only occurrences that are over count, with enough days around them that are
        free of other events, and of each only products and warehouses that sold on
        those days, some of it before the event: what was not sold yet tells nothing.
        Days out of stock are not known here: they count as they are.
        """
        until = company._demand_known_until()
        events = self.filtered(
            lambda event: event.company_id in (company.browse(), company)
        )
        # sudo: measured figures follow from history; nobody writes them.
        uplifts = self.env["jxc.demand.event.uplift"].sudo()
        uplifts.search(
            [("event_id", "in", events.ids), ("company_id", "=", company.id)]
        ).unlink()
        if not until or not events:
            return
        busy = events._get_busy_days(company, until)
        for event in events:
            rows = event._read_measurements(company, busy, until)
            if rows:
                uplifts.create(
                    [
                        {
                            "event_id": event.id,
                            "company_id": company.id,
                            "measured_until": until,
                            **figures,
                        }
                        for figures in _get_uplifts(rows)
                    ]
                )

    def _get_busy_days(self, company, until: date) -> set[date]:
        """Return the days on which any event of the company has an effect."""
        occurrences = self.env["jxc.demand.event.occurrence"].search(
            [
                ("company_id", "in", [False, company.id]),
                ("event_id.active", "=", True),
                ("window_from", "<=", until),
            ]
        )
        return {
            occurrence.window_from + timedelta(days=number)
            for occurrence in occurrences
            for number in range(
                (occurrence.window_to - occurrence.window_from).days + 1
            )
        }

    def _read_measurements(self, company, busy: set[date], until: date):
        """Return (category, demand, expected demand, sample) rows of one event."""
        days = self._get_measured_days(busy, until)
        if not days:
            return []
        occurrences, dates, befores, insides, rates = map(list, zip(*days, strict=True))
        return self.env.execute_query(
            SQL(
                """
            SELECT categ_id, SUM(demand)::float8, SUM(expected)::float8, COUNT(*)::int
              FROM (
                SELECT tmpl.categ_id,
                       COALESCE(SUM(history.quantity) FILTER (WHERE day.inside), 0)
                           AS demand,
                       SUM(history.quantity * day.rate) AS expected
                  FROM unnest(%s::int[], %s::date[], %s::bool[], %s::bool[],
                              %s::float8[])
                    AS day(occurrence, date, before, inside, rate)
                  JOIN jxc_demand_history history ON history.date = day.date
                  JOIN product_product product ON product.id = history.product_id
                  JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                 WHERE history.company_id = %s AND %s
              GROUP BY day.occurrence, history.product_id, history.warehouse_id,
                       tmpl.categ_id
                HAVING BOOL_OR(day.before)
                   ) AS measured
             WHERE expected > 0
          GROUP BY categ_id
          ORDER BY categ_id
            """,
                occurrences,
                dates,
                befores,
                insides,
                rates,
                company.id,
                self._scope_sql(),
            )
        )

    def _get_measured_days(self, busy: set[date], until: date) -> list[tuple]:
        """Return what of which days counts for the measurement of one event.

        Tuples of occurrence, day, whether it is before it, whether it is inside, and
        how many days of the event are expected to sell what a usual day sold.
        """
        from ...engine.events import usual_days

        days = []
        for occurrence in self.occurrence_ids:
            first, last = occurrence.window_from, occurrence.window_to
            usual = usual_days((first, last), busy, until, _AROUND)
            if last > until or len(usual) < _DAYS_NEEDED:
                continue
            length = (last - first).days + 1
            inside = [first + timedelta(days=number) for number in range(length)]
            days += [(occurrence.id, day, False, True, 0.0) for day in inside]
            rate = length / len(usual)
            days += [(occurrence.id, day, day < first, False, rate) for day in usual]
        return days

    def _scope_sql(self) -> SQL:
        """Return the condition that history is within the event's scope."""
        conditions = [SQL("TRUE")]
        if self.warehouse_ids:
            conditions.append(
                SQL("history.warehouse_id = ANY(%s)", self.warehouse_ids.ids)
            )
        if self.product_ids or self.categ_ids:
            conditions.append(
                SQL(
                    "(history.product_id = ANY(%s) OR tmpl.categ_id = ANY(%s))",
                    self.product_ids.ids,
                    self._get_category_ids(),
                )
            )
        return SQL(" AND ").join(conditions)

    def _get_category_ids(self) -> list[int]:
        """Return the chosen categories and those below them."""
        if not self.categ_ids:
            return []
        return (
            self.env["product.category"]
            .search([("id", "child_of", self.categ_ids.ids)])
            .ids
        )


def _get_uplifts(rows: list[tuple]) -> list[dict]:
    """Return the values of measured uplifts, of all categories together first.

    ``rows`` are (category, demand, expected demand, sample); what has no category
    counts in the total only.
    """
    from ...engine.events import uplifts

    demand, expected, sample = list(zip(*rows, strict=True))[1:]
    measured = uplifts([demand], [expected], [sample])
    total = (False, sum(demand), sum(expected), sum(sample))
    lines = [(total, measured.overall[0])]
    lines += [
        (row, factor)
        for row, factor in zip(rows, measured.grouped[0], strict=True)
        if row[0]
    ]
    return [
        {
            "categ_id": categ_id,
            "demand_qty": sold,
            "expected_qty": usual,
            "sample": count,
            "uplift": round(100 * (float(factor) - 1), 1),
        }
        for (categ_id, sold, usual, count), factor in lines
    ]
