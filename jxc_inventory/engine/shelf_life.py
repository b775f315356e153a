"""Shelf life: from production date to expiration date and to the instants in Odoo.

Counting follows articles 201 and 202 of the Civil Code of the People's Republic of
China on periods: the day a period starts from is not counted, and a period of months
or years ends on the corresponding day of its last month, or on that month's last day
when there is none. Hence:

- made on 2025-03-01, kept 30 days: last usable day 2025-03-31;
- made on 2025-08-31, kept 6 months: last usable day 2026-02-28;
- made on 2024-02-29, kept 1 year: last usable day 2025-02-28.

The **expiration date is the last usable day**: goods are good through the whole of it,
in the time zone in which the day is meant. Odoo stores an instant (naive UTC), so the
day becomes its own last second there.

GB 7718 (labelling of prepackaged food) obliges the maker to print the dates and leaves
the counting to the general rule above; a printed expiration date therefore always
wins over a computed one.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

Unit = Literal["day", "month", "year"]

_MONTHS = {"month": 1, "year": 12}
_LAST_SECOND = timedelta(seconds=1)
# What lies beyond ("9999-12-31" for goods that never expire) counts as these: one day
# inside Python's calendar, so that every zone can still express them.
_FIRST_DAY = date.min + timedelta(days=1)
_LAST_DAY = date.max - timedelta(days=1)


@dataclass(frozen=True)
class ShelfLife:
    """How long goods keep: a positive ``length`` in days, months or years."""

    length: int
    unit: Unit

    def __post_init__(self) -> None:
        """Raise ``ValueError`` when this is not a time goods could keep."""
        if self.length <= 0:
            raise ValueError(f"shelf life must be positive, got {self.length}")
        if self.unit != "day" and self.unit not in _MONTHS:
            raise ValueError(f"unknown unit of shelf life: {self.unit!r}")

    def expiry_of(self, production: date) -> date:
        """Return the last usable day of goods made on ``production``."""
        return self._shift(production, self.length)

    def production_of(self, expiry: date) -> date:
        """Return the day on which goods usable through ``expiry`` were made.

        Exact for days. Several month ends share one expiry and some days are nobody's
        expiry; then the corresponding day is returned, or its month's last day, so
        that ``expiry_of(production_of(e))`` is never later than ``e`` and at most
        three days earlier.
        """
        return self._shift(expiry, -self.length)

    def _shift(self, day: date, length: int) -> date:
        beyond = _LAST_DAY if length > 0 else _FIRST_DAY
        if self.unit == "day":
            try:
                return day + timedelta(days=length)
            except OverflowError:
                return beyond
        year, month0 = divmod(
            day.year * 12 + day.month - 1 + length * _MONTHS[self.unit], 12
        )
        if not date.min.year <= year <= date.max.year:
            return beyond
        last = calendar.monthrange(year, month0 + 1)[1]
        return date(year, month0 + 1, min(day.day, last))


def complete(
    production: date | None, expiry: date | None, shelf_life: ShelfLife | None
) -> tuple[date | None, date | None]:
    """Return both dates when one is missing and the shelf life tells it.

    Dates that are given are never changed, whether or not they agree.
    """
    if shelf_life:
        if production and not expiry:
            expiry = shelf_life.expiry_of(production)
        elif expiry and not production:
            production = shelf_life.production_of(expiry)
    return production, expiry


def agree(production: date, expiry: date, shelf_life: ShelfLife) -> bool:
    """Tell whether each of the dates could have been derived from the other."""
    return (
        shelf_life.expiry_of(production) == expiry
        or shelf_life.production_of(expiry) == production
    )


def day_end(day: date, zone: ZoneInfo) -> datetime:
    """Return the last second of ``day`` in ``zone`` as naive UTC, as Odoo stores it.

    Right on days that are shorter or longer for a change of clocks, also at midnight.
    """
    next_day = min(max(day, _FIRST_DAY), _LAST_DAY) + timedelta(days=1)
    midnight = datetime.combine(next_day, time.min, tzinfo=zone)
    return midnight.astimezone(timezone.utc).replace(tzinfo=None) - _LAST_SECOND


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day in ``zone`` to which a naive UTC ``instant`` belongs."""
    first = datetime.combine(_FIRST_DAY, time.min)
    last = datetime.combine(date.max, time.min)
    inside = min(max(instant, first), last)
    return inside.replace(tzinfo=timezone.utc).astimezone(zone).date()


def expiration_of(
    production: date, known: datetime | None, life: ShelfLife, zone: ZoneInfo
) -> datetime:
    """Return when goods made on ``production`` expire, as naive UTC.

    A ``known`` instant stays, to the second, if its day agrees with the production
    date; otherwise the end of the last usable day is returned.
    """
    if known and agree(production, day_of(known, zone), life):
        return known
    return day_end(life.expiry_of(production), zone)


def days_before(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the end of the day that lies ``days`` calendar days before ``instant``."""
    return day_end(day_of(instant, zone) - timedelta(days=days), zone)


def remaining_days(expiry: date, today: date) -> int:
    """Return how many days the goods stay usable after ``today``.

    Zero on the last usable day, negative once expired.
    """
    return (expiry - today).days


def remaining_share(production: date, expiry: date, today: date) -> float:
    """Return the part of the shelf life that is left, from 0.0 to 1.0.

    1.0 on the day of production, 0.0 on the last usable day and after. Goods whose
    dates coincide have nothing left.
    """
    whole = (expiry - production).days
    if whole <= 0:
        return 0.0
    return min(1.0, max(0.0, (expiry - today).days / whole))
