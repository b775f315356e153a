"""Days as GS1 writes them."""

from calendar import monthrange
from datetime import date


def read_day(digits: str, today: date) -> str | None:
    """Return the ISO date of YYMMDD, None when there is no such day.

    A day of 00 is the last of the month; the century follows section 7.12 of the
    General Specifications.

    >>> read_day("260200", date(2026, 3, 10))
    '2026-02-28'
    """
    year = _full_year(int(digits[:2]), today.year)
    month, day = int(digits[2:4]), int(digits[4:6])
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = day or last
    return date(year, month, day).isoformat() if day <= last else None


def _full_year(year_of_century: int, current_year: int) -> int:
    difference = year_of_century - current_year % 100
    century = current_year // 100
    if difference >= 51:
        century -= 1
    elif difference <= -50:
        century += 1
    return century * 100 + year_of_century
