from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from odoo import models

from ...engine.stock_projection import expected_losses
from .stock_orderpoint_facts import Facts
from .stock_orderpoint_forecast import Level, Outage, Stock
from .stock_orderpoint_look import DAYS_AHEAD, FORECAST_DAYS


class StockWarehouseOrderpoint(models.Model):
    """What happens to many reordering rules if nothing is ordered."""

    _inherit = "stock.warehouse.orderpoint"

    def _get_outages(
        self,
        facts: Sequence[Facts],
        levels: Mapping[int, Level],
        lead_times,
        stock: Stock,
    ) -> dict[int, Outage]:
        """Return date of stock-out and the demand at risk, by id of the rule.

        Requests for quotation do not count: nobody has ordered them yet.
        """
        here = [levels[fact.id] for fact in facts]
        spans = [
            lead_times[fact.id].days + lead_times[fact.id].review_days for fact in facts
        ]
        since = [
            _days_since_known(fact, level, stock, span)
            for fact, level, span in zip(facts, here, spans, strict=True)
        ]
        changes = known_changes(facts, levels, stock, since)
        on_hand = [stock.on_hand.get(fact.product_id, 0.0) for fact in facts]
        passed = [
            max(0, passed_days(level.until, stock.today, len(level.points)) - ago)
            for level, ago in zip(here, since, strict=True)
        ]
        there = list(on_hand)
        for index, day, quantity in changes:
            if day - since[index] < spans[index]:
                there[index] += quantity
        rows = zip(
            facts,
            _stock_out_days(here, on_hand, changes, passed),
            since,
            _shortages(here, there),
            strict=True,
        )
        return {
            fact.id: Outage(
                stock.today + timedelta(days=max(day - ago, 0)) if day >= 0 else None,
                short,
                round(short * fact.sales_price, 2),
            )
            for fact, day, ago, short in rows
        }


def _stock_out_days(
    levels: Sequence[Level],
    on_hand: Sequence[float],
    changes: list[tuple[int, int, float]],
    passed: Sequence[int],
) -> list[int]:
    # NumPy is loaded here, when outages are wanted, not by every Odoo worker.
    import numpy as np

    from ...engine.outage import stock_out_days

    weeks = max(len(level.points) for level in levels)
    points = np.array([_lengthened(level.points, weeks) for level in levels])
    return stock_out_days(
        np.array(on_hand), changes, points, passed, DAYS_AHEAD
    ).tolist()


def _shortages(levels: Sequence[Level], there: Sequence[float]) -> list[float]:
    import numpy as np

    from ...engine.outage import expected_shortage

    lost = expected_shortage(
        np.array(there),
        np.array([level.expected for level in levels]),
        np.array([level.spread for level in levels]),
    )
    return lost.round(3).tolist()


def _days_since_known(fact: Facts, level: Level, stock: Stock, span: float) -> int:
    """Return how many days ago the stock of a rule was last seen to change.

    The day on which it runs out is reckoned from there, or from the forecast if that
    is later; so it stays the same day until something happens or demand is forecast
    anew. From today, where the forecast is older than a week, or where anything comes,
    goes or expires within the span.
    """
    changed = stock.changed_on.get(fact.product_id)
    days = [day for day, _quantity in stock.changes.get(fact.product_id, ())]
    days += [day for day, _quantity in stock.expiring.get(fact.product_id, ())]
    if not level.until or min(days, default=span + 1) <= span:
        return 0
    known = level.until + timedelta(days=1)
    ago = (stock.today - max(known, changed or known)).days
    return ago if 0 < ago <= FORECAST_DAYS else 0


def known_changes(
    facts: Sequence[Facts],
    levels: Mapping[int, Level],
    stock: Stock,
    since: Sequence[int] | None = None,
) -> list[tuple[int, int, float]]:
    """Return (index of the rule, day, quantity) of what arrives, leaves or expires.

    Days count from today, or from as many days ago as ``since`` says of each rule.
    """
    changes = []
    for index, fact in enumerate(facts):
        ago = since[index] if since else 0
        for day, quantity in stock.changes.get(fact.product_id, ()):
            changes.append((index, day + ago, quantity))
        lots = stock.expiring.get(fact.product_id)
        if lots:
            daily = levels[fact.id].daily_demand if fact.perishable else 0.0
            aged = [(day + ago, quantity) for day, quantity in lots]
            for day, lost in expected_losses(aged, daily):
                changes.append((index, day, -lost))
    return changes


def passed_days(until: date | None, today: date, weeks: int) -> int:
    """Return how many days of a forecast for so many weeks after ``until`` are over."""
    passed = (today - until).days - 1 if until else 0
    # Of an old system's history nothing says how long ago its end is to be taken.
    return passed if 0 <= passed < 7 * weeks else 0


def _lengthened(points: Sequence[float], weeks: int) -> list[float]:
    return [*points, *[points[-1]] * (weeks - len(points))]
