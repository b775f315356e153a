import json
from collections.abc import Iterable, Sequence

from odoo import fields, models
from odoo.tools import SQL, groupby

from .stock_orderpoint_facts import Demand, Facts
from .stock_orderpoint_forecast import Level

_DIGITS = 6
# Says what the other columns were worked out from, and is no figure itself.
_FACTS = "reorder_facts"
# Types of fields whose values are written without quotation marks.
_PLAIN = {"boolean", "date", "float", "integer", "many2one"}


class StockWarehouseOrderpoint(models.Model):
    """Sets reorder point, order-up-to level and what to order, set-based."""

    _inherit = "stock.warehouse.orderpoint"

    def _set_levels_from_demand(self):
        """Forecast anew and refresh all that follows from it, of all in ``self``.

        Rules that another transaction holds are skipped. Rules whose product never had
        demand keep the levels they have.
        """
        facts = self._lock_facts(self.env.company._today())
        self.browse()._set_levels(facts, anew=True)

    def _refresh_proposals(self):
        """Refresh levels and what to order from the forecasts stored with the rules.

        As :meth:`_set_levels_from_demand`, but no history is read; rules that were
        never forecast, or by an earlier version only, are left alone.
        """
        facts = self._lock_facts(self.env.company._today())
        self._set_levels(
            [fact for fact in facts if fact.demand.demand_step], anew=False
        )

    def _set_levels(self, facts: Sequence[Facts], anew: bool) -> None:
        """Work out and store all that follows from the facts of locked rules.

        ``anew`` forecasts their demand, beside some of the rules ``self`` where they
        are few; otherwise what is stored stands.
        """
        for _location, here in groupby(facts, lambda fact: fact.location_id):
            lead_times = self._get_lead_times(here)
            demands = [fact.demand for fact in here]
            if anew:
                beside = self._read_companions(here)
                lead_times |= self._get_lead_times(beside) if beside else {}
                demands = self._forecast_demand([*here, *beside], lead_times)
                demands = demands[: len(here)]
            levels, columns = self._get_levels(here, demands, lead_times)
            proposals = self._get_proposals(here, levels, lead_times)
            found = [proposals[fact.id].columns for fact in here]
            columns |= {name: [row[name] for row in found] for name in found[0]}
            if anew:
                columns |= zip(Demand._fields, zip(*demands, strict=True), strict=True)
            ids = [fact.id for fact in here]
            columns["reorder_error"] = [None] * len(here)
            columns[_FACTS] = [fact.fingerprint for fact in here]
            self._store(ids, columns)
            self._keep_settled(ids)

    def _get_levels(
        self, facts: Sequence[Facts], demands: Sequence[Demand], lead_times
    ) -> tuple[dict[int, Level], dict[str, list]]:
        """Return levels by id of the rule, and the columns to store of them."""
        # NumPy is loaded here, when levels are wanted, not by every Odoo worker.
        import numpy as np

        leads = [lead_times[fact.id] for fact in facts]
        expected, spread = _over_lead_times(demands, leads)
        found = _find_levels(demands, leads, expected, spread)
        known = [bool(d.demand_weeks or d.demand_borrowed) for d in demands]
        minimum = [fact.minimum for fact in facts]
        maximum = [fact.maximum for fact in facts]
        points = np.where(known, found.reorder_point, minimum).tolist()
        tops = np.where(known, found.order_up_to, maximum).tolist()
        result = {
            fact.id: Level(
                point,
                top,
                demand.demand_weekly_mean / 7,
                amount,
                error,
                demand.demand_points or [demand.demand_weekly_mean],
                demand.demand_until,
            )
            for fact, demand, point, top, amount, error in zip(
                facts,
                demands,
                points,
                tops,
                expected.tolist(),
                spread.tolist(),
                strict=True,
            )
        }
        return result, {
            "product_min_qty": points,
            "product_max_qty": tops,
            "safety_stock": found.safety_stock.round(_DIGITS).tolist(),
            "lead_time_days": [lead.days for lead in leads],
            "lead_time_deviation": [round(lead.deviation, 2) for lead in leads],
            "lead_time_assumed": [lead.assumed for lead in leads],
            "review_days": [lead.review_days for lead in leads],
        }

    def _store(self, ids: Sequence[int], columns: dict[str, Sequence]) -> None:
        """Write columns of many records in one statement, where they differ.

        Not through ``write``: that would recompute core's stored quantities with
        several queries for each record, and mark the levels as typed by somebody.
        """
        figures = [name for name in columns if name != _FACTS]
        self.env.cr.execute(
            SQL(
                "UPDATE stock_warehouse_orderpoint AS stored"
                " SET (%(names)s, levels_computed_at) = (%(new)s,"
                " CASE WHEN (%(old_figures)s) IS DISTINCT FROM (%(new_figures)s)"
                " THEN %(now)s ELSE stored.levels_computed_at END)"
                " FROM unnest(%(ids)s, %(columns)s) AS new(id, %(names)s)"
                " WHERE stored.id = new.id AND (%(old)s) IS DISTINCT FROM (%(new)s)",
                names=SQL(", ").join(map(SQL.identifier, columns)),
                old=_of("stored", columns),
                new=_of("new", columns),
                old_figures=_of("stored", figures),
                new_figures=_of("new", figures),
                now=fields.Datetime.now(),
                ids=list(ids),
                columns=SQL(", ").join(
                    self._array(name, values) for name, values in columns.items()
                ),
            )
        )
        self.invalidate_model([*columns, "levels_computed_at"])

    def _array(self, name: str, values: Sequence) -> SQL:
        """Return an array in the words PostgreSQL reads a constant in.

        As one constant it is read at once; as a list, each value would be parsed and
        planned as an expression of its own.
        """
        field = self._fields[name]
        column_type = field.column_type[1]
        if field.type in _PLAIN:
            elements = ",".join(map(str, values)).replace("None", "NULL")
        else:
            elements = ",".join(map(_quoted, values))
        return SQL("%s::%s[]", "{" + elements + "}", SQL(column_type))


def _quoted(value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, (dict, list)):
        value = json.dumps(value)
    quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _of(table: str, columns: Iterable[str]) -> SQL:
    return SQL(", ").join(SQL.identifier(table, name) for name in columns)


def _find_levels(demands: Sequence[Demand], leads, expected, spread):
    import numpy as np

    from ...engine.replenishment import levels

    return levels(
        expected,
        spread,
        [demand.demand_factor for demand in demands],
        np.array([demand.demand_weekly_mean for demand in demands]) / 7,
        [lead.deviation for lead in leads],
        [lead.review_days for lead in leads],
        [demand.demand_step for demand in demands],
    )


def _over_lead_times(demands: Sequence[Demand], leads):
    """Return expected demand and its error over lead and review time, as arrays.

    Times may have changed since the forecast: errors of days are independent.
    """
    import numpy as np

    span = np.array([lead.days + lead.review_days for lead in leads])
    seen = np.array([demand.demand_span_days for demand in demands])
    longer = np.where(seen > 0, span / np.where(seen > 0, seen, 1.0), 1.0)
    return (
        longer * [demand.demand_expected for demand in demands],
        np.sqrt(longer) * [demand.demand_spread for demand in demands],
    )
