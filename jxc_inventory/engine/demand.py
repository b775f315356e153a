"""Demand of many series at once: how much sells in a week, and how unevenly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class WeeklyDemand:
    """Weekly demand of ``k`` series; every array has shape (k,).

    ``weeks`` observed weeks, 0 for a series without history; ``mean`` demand a week;
    ``deviation`` sample standard deviation of the weeks.
    """

    weeks: NDArray[np.int64]
    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]


def weekly_demand(
    series: ArrayLike,
    days_ago: ArrayLike,
    quantity: ArrayLike,
    first_days_ago: ArrayLike,
    window_weeks: int,
) -> WeeklyDemand:
    """Return mean and deviation of weekly demand over a window ending at day 0.

    Rows: ``series`` (index into the k series, 0-based), ``days_ago`` (whole days
    before the last day of the window, which is 0) and net ``quantity`` (returns
    negative). Rows outside the window are ignored; days without a row sold nothing.

    ``first_days_ago``, shape (k,), is the day of the first demand ever, counted the
    same way; negative means none. A series is observed from that day on, so a new
    product is not diluted by the weeks before it was sold; its first week, if partial,
    counts as a whole one.

    With a single week the deviation cannot be observed: the square root of the mean,
    that of a Poisson process, stands in for it. A mean below zero (more came back than
    went out) is given as zero.

    Raises ValueError when ``window_weeks`` is not positive.
    """
    if window_weeks < 1:
        raise ValueError("the window needs at least one week")
    first = np.asarray(first_days_ago, dtype=np.int64)
    age = np.where(first < 0, 0, first // DAYS_IN_WEEK + 1)
    weeks = np.minimum(age, window_weeks)
    series = np.asarray(series, dtype=np.int64)
    week = np.asarray(days_ago, dtype=np.int64) // DAYS_IN_WEEK
    quantity = np.asarray(quantity, dtype=np.float64)
    inside = (week >= 0) & (week < weeks[series])
    cells = np.bincount(
        series[inside] * window_weeks + week[inside],
        weights=quantity[inside],
        minlength=len(first) * window_weeks,
    ).reshape(len(first), window_weeks)
    observed = np.maximum(weeks, 1)
    mean = cells.sum(axis=1) / observed
    seen = np.arange(window_weeks) < weeks[:, None]
    squares = (np.where(seen, cells - mean[:, None], 0.0) ** 2).sum(axis=1)
    mean = np.maximum(mean, 0.0)
    deviation = np.where(
        weeks > 1, np.sqrt(squares / np.maximum(weeks - 1, 1)), np.sqrt(mean)
    )
    return WeeklyDemand(weeks, mean, deviation)
