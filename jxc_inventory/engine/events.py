"""Days on which customers take more or less than usual, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from borax.calendars.lunardate import LCalendars, LunarDate
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

DAYS_IN_WEEK = 7
# A measurement counts half when it rests on so many products and occurrences.
HALF_TRUSTED = 20
LOWEST, HIGHEST = 0.1, 10.0
# The lunar tables of the library reach from 1900 to 2100.
FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR = 1901, 2099


def solar_days(month: int, day: int, first: date, last: date) -> Iterator[date]:
    """Yield the days of a yearly date from ``first`` to ``last``, both included.

    29 February is 28 February in years without. Raises ValueError for a date that no
    year has.
    """
    date(2000, month, day)
    for year in range(first.year, last.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            found = date(year, month, day - 1)
        if first <= found <= last:
            yield found


def lunar_days(month: int, day: int, first: date, last: date) -> Iterator[date]:
    """Yield the days of a date of the Chinese calendar from ``first`` to ``last``.

    The 30th is the last day of months that have only 29. A leap month has no festivals.
    Raises ValueError for a month beyond 12 or a day beyond 30.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no such lunar date: month {month}, day {day}")
    years = range(
        max(first.year - 1, FIRST_LUNAR_YEAR), min(last.year, LAST_LUNAR_YEAR) + 1
    )
    for year in years:
        length = LCalendars.ndays(year, month)
        found = LunarDate(year, month, min(day, length)).to_solar_date()
        if first <= found <= last:
            yield found


@dataclass(frozen=True)
class Uplifts:
    """Factors by which events raise (above 1) or lower demand on their days.

    :ivar overall: shape (e,), of each event.
    :ivar grouped: shape (e, g), of each event in each group of products.
    """

    overall: Array
    grouped: Array


def uplifts(demand: ArrayLike, expected: ArrayLike, sample: ArrayLike) -> Uplifts:
    """Return measured uplifts, drawn towards what is known of more when few.

    All inputs have shape (e, g): ``demand`` on the days of the event, ``expected`` at
    the rate of the days around it, ``sample`` the number of series and occurrences
    that this was measured on. With n of them a ratio demand / expected weighs
    n / (n + HALF_TRUSTED); the rest is, for an event, no uplift (1), for a group, the
    event's uplift (a shrinkage estimate in the manner of Bühlmann's credibility,
    "Experience rating and credibility", ASTIN Bulletin 4, 1967). Where nothing was
    expected there is no ratio. Factors stay between LOWEST and HIGHEST.
    """
    demand, expected, sample = (
        np.asarray(value, np.float64) for value in (demand, expected, sample)
    )
    overall = _shrunk(demand.sum(axis=1), expected.sum(axis=1), sample.sum(axis=1), 1.0)
    return Uplifts(overall, _shrunk(demand, expected, sample, overall[:, None]))


def _shrunk(demand: Array, expected: Array, sample: Array, prior: ArrayLike) -> Array:
    weight = np.where(expected > 0, sample / (sample + HALF_TRUSTED), 0.0)
    ratio = demand / np.where(expected > 0, expected, 1.0)
    return np.clip(prior + weight * (ratio - prior), LOWEST, HIGHEST)


def week_factors(factors: ArrayLike, inside: ArrayLike) -> Array:
    """Return by how much events raise each week of each series, shape (k, weeks).

    ``factors``, shape (k, e), is the factor of each event for each series, 1 for one
    that does not concern it; ``inside``, shape (e, 7 · weeks), tells the days of each
    event. Where events meet their factors multiply; a week is the mean of its days.
    """
    factors, inside = np.asarray(factors, np.float64), np.asarray(inside, bool)
    # Few combinations of factors are distinct: most series share their category's.
    distinct, place = np.unique(factors, axis=0, return_inverse=True)
    daily = np.exp(np.log(distinct) @ inside.astype(np.float64))
    weeks = inside.shape[1] // DAYS_IN_WEEK
    weekly = daily.reshape(len(distinct), weeks, DAYS_IN_WEEK).mean(axis=2)
    return weekly[place.reshape(-1)]


def usual_days(
    window: tuple[date, date],
    busy: set[date],
    until: date,
    around: int,
) -> list[date]:
    """Return the days that tell what is usual around the window of an event.

    Up to ``around`` days before and after it, none later than ``until`` and none that
    is ``busy`` with another event.
    """
    first, last = window
    days = [first - timedelta(days=n) for n in range(around, 0, -1)]
    days += [last + timedelta(days=n) for n in range(1, around + 1)]
    return [day for day in days if day <= until and day not in busy]
