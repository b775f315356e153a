from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from odoo import models

from ...engine.stock_projection import expected_losses
from .stock_orderpoint_facts import Facts
from .stock_orderpoint_forecast import Level, Outage, Stock

# Half a year: nobody orders for later, and forecasts say little of it.
_DAYS_AHEAD = 182


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
        import numpy as np

        from ...engine.outage import expected_shortage, stock_out_days

        here = [levels[fact.id] for fact in facts]
        on_hand = np.array([stock.on_hand.get(fact.product_id, 0.0) for fact in facts])
        changes = known_changes(facts, levels, stock)
        weeks = max(len(level.points) for level in here)
        points = np.array([_lengthened(level.points, weeks) for level in here])
        until = min((level.until for level in here if level.until), default=None)
        passed = passed_days(until, stock.today, weeks)
        days = stock_out_days(on_hand, changes, points, passed, _DAYS_AHEAD)
        leads = [lead_times[fact.id] for fact in facts]
        span = np.array([lead.days + lead.review_days for lead in leads])
        there = on_hand.copy()
        for index, day, quantity in changes:
            if day < span[index]:
                there[index] += quantity
        lost = expected_shortage(
            there,
            np.array([level.expected for level in here]),
            np.array([level.spread for level in here]),
        ).round(3)
        return {
            fact.id: Outage(
                stock.today + timedelta(days=day) if day >= 0 else None,
                short,
                round(short * fact.sales_price, 2),
            )
            for fact, day, short in zip(
                facts, days.tolist(), lost.tolist(), strict=True
            )
        }


def known_changes(
    facts: Sequence[Facts], levels: Mapping[int, Level], stock: Stock
) -> list[tuple[int, int, float]]:
    """Return (index of the rule, day, quantity) of what arrives, leaves or expires."""
    changes = []
    for index, fact in enumerate(facts):
        for day, quantity in stock.changes.get(fact.product_id, ()):
            changes.append((index, day, quantity))
        lots = stock.expiring.get(fact.product_id)
        if lots:
            daily = levels[fact.id].daily_demand if fact.perishable else 0.0
            for day, lost in expected_losses(lots, daily):
                changes.append((index, day, -lost))
    return changes


def passed_days(until: date | None, today: date, weeks: int) -> int:
    """Return how many days of a forecast for so many weeks after ``until`` are over."""
    passed = (today - until).days - 1 if until else 0
    # Of an old system's history nothing says how long ago its end is to be taken.
    return passed if 0 <= passed < 7 * weeks else 0


def _lengthened(points: Sequence[float], weeks: int) -> list[float]:
    return [*points, *[points[-1]] * (weeks - len(points))]
