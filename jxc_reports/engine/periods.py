"""Calendar periods and the instants that bound them."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone, tzinfo

PRESETS = ("this_month", "last_month", "this_quarter", "this_year")


def preset_days(preset: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a named period that contains ``today``.

    ``last_month`` is the whole month before; the others run to their calendar end.
    Raises ``ValueError`` when ``preset`` is not one of ``PRESETS``.
    """
    if preset == "this_month":
        return _months(today.year, today.month, 1)
    if preset == "last_month":
        before = today.replace(day=1) - timedelta(days=1)
        return _months(before.year, before.month, 1)
    if preset == "this_quarter":
        return _months(today.year, today.month - (today.month - 1) % 3, 3)
    if preset == "this_year":
        return _months(today.year, 1, 12)
    raise ValueError(f"unknown period {preset!r}")


def last_instant(day: date, zone: tzinfo) -> datetime:
    """Return the last whole second of ``day`` in ``zone`` as a naive UTC datetime."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, zone)
    utc = midnight.astimezone(timezone.utc).replace(tzinfo=None)
    return utc - timedelta(seconds=1)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
