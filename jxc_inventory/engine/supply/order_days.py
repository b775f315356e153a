"""On which days a vendor takes orders; weekdays as Python counts them, Monday is 0."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

_WEEK = 7


def longest_gap(weekdays: Collection[int]) -> int:
    """Return the most days from one order day to the next; 1 when any day will do."""
    if not weekdays:
        return 1
    days = sorted(set(weekdays))
    following = [*days[1:], days[0] + _WEEK]
    return max(later - day for day, later in zip(days, following, strict=True))


def next_order_day(day: date, weekdays: Collection[int]) -> date:
    """Return the first day from ``day`` on on which the vendor takes orders."""
    ahead = ((weekday - day.weekday()) % _WEEK for weekday in weekdays)
    return day + timedelta(days=min(ahead, default=0))


def last_order_day(day: date, today: date, weekdays: Collection[int]) -> date:
    """Return the last order day up to ``day``, or the next from today if none is left.

    That is when to order at the latest in order to have ordered by ``day``.
    """
    back = ((day.weekday() - weekday) % _WEEK for weekday in weekdays)
    last = day - timedelta(days=min(back, default=0))
    return last if last >= today else next_order_day(today, weekdays)
