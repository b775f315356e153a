"""Exponential smoothing of whole batches of series."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Where statsforecast searches the smoothing factor of SES.
FACTORS = np.linspace(0.01, 0.99, 50)


def simple(history: Array, factor: float, ends: Sequence[int]) -> Array:
    """Return the level of simple exponential smoothing at each end.

    Shape (len(ends), k); the level starts at the first known period, and periods that
    say nothing leave it as it is. Source: R. G. Brown, "Statistical Forecasting for
    Inventory Control", 1959; Hyndman & Athanasopoulos, "Forecasting: Principles and
    Practice", 3rd ed., §8.1. Equals ``SimpleExponentialSmoothing`` of statsforecast.
    """
    levels, _errors = _smooth(history, np.array([factor]), ends)
    return levels[:, 0]


def optimised(
    history: Array, ends: Sequence[int], factors: Array = FACTORS
) -> tuple[Array, Array]:
    """Return level and factor of the smoothing with the least squared error.

    Both of shape (len(ends), k). The factor is sought on the grid ``factors`` for all
    series at once, where ``SimpleExponentialSmoothingOptimized`` of statsforecast
    runs a numerical search for each; the levels differ by less than the grid's step
    lets them.
    """
    levels, errors = _smooth(history, factors, ends)
    best = errors.argmin(axis=1)
    level = np.take_along_axis(levels, best[:, None], axis=1)[:, 0]
    return level, factors[best]


def damped_trend(
    history: Array,
    ends: Sequence[int],
    horizon: int,
    level_factor: float = 0.2,
    trend_factor: float = 0.05,
    damping: float = 0.9,
) -> Array:
    """Return Holt's smoothing with a damped trend; shape (len(ends), k, horizon).

    Never below zero. Source: E. S. Gardner, E. McKenzie, "Forecasting trends in time
    series", Management Science 31 (1985). The factors are fixed, where statsforecast
    fits them: a trend fitted to thirty noisy periods is mostly noise.
    """
    level = np.full(len(history), np.nan)
    trend = np.zeros(len(history))
    growth = np.cumsum(damping ** np.arange(1, horizon + 1))
    out = np.zeros((len(ends), len(history), horizon))
    for period, rows in _steps(history, ends):
        value = history[:, period]
        known, started = ~np.isnan(value), ~np.isnan(level)
        expected = level + damping * trend
        new = expected + level_factor * (value - expected)
        step = damping * trend + trend_factor * (new - level - damping * trend)
        both = known & started
        trend = np.where(both, step, trend)
        level = np.where(both, new, np.where(known & ~started, value, level))
        for row in rows:
            out[row] = np.nan_to_num(level)[:, None] + trend[:, None] * growth
    return np.maximum(out, 0.0)


def theta(history: Array, ends: Sequence[int], horizon: int) -> Array:
    """Return the theta method, shape (len(ends), k, horizon), never below zero.

    Simple smoothing with a drift of half the slope of the straight line through the
    known periods: R. J. Hyndman, B. Billah, "Unmasking the Theta method",
    International Journal of Forecasting 19 (2003), equation 2. ``OptimizedTheta`` of
    statsforecast also fits the weight of the line and takes out its own seasonality.
    """
    level, factor = optimised(history, ends)
    out = np.empty((len(ends), len(history), horizon))
    steps = np.arange(horizon)
    for row, end in enumerate(ends):
        slope, count = _slope(history[:, :end])
        alpha = factor[row]
        offset = 1 / alpha - (1 - alpha) ** count / alpha
        out[row] = level[row][:, None] + 0.5 * slope[:, None] * (
            steps + offset[:, None]
        )
    return np.maximum(np.nan_to_num(out), 0.0)


def _smooth(history: Array, factors: Array, ends: Sequence[int]) -> tuple[Array, Array]:
    """Levels and sums of squared one-step errors: (len(ends), len(factors), k)."""
    shape = (len(factors), len(history))
    level, errors = np.full(shape, np.nan), np.zeros(shape)
    levels = np.zeros((len(ends), *shape))
    sums = np.zeros_like(levels)
    weight = np.asarray(factors)[:, None]
    for period, rows in _steps(history, ends):
        value = history[:, period]
        known = ~np.isnan(value)
        first = known & np.isnan(level[0])
        error = np.where(known & ~first, value - level, 0.0)
        errors += error * error
        level = np.where(first, value, level + weight * error)
        for row in rows:
            levels[row], sums[row] = np.nan_to_num(level), errors
    return levels, sums


def _steps(history: Array, ends: Sequence[int]):
    """Each period with the rows of the answer that end with it."""
    rows: dict[int, list[int]] = {}
    for row, end in enumerate(ends):
        rows.setdefault(end - 1, []).append(row)
    for period in range(max(ends)):
        yield period, rows.get(period, ())


def _slope(history: Array) -> tuple[Array, Array]:
    """Least squares slope a period, and how many periods are known."""
    known = ~np.isnan(history)
    count = known.sum(axis=1).astype(np.float64)
    times = np.where(known, np.arange(history.shape[1], dtype=np.float64), 0.0)
    values = np.where(known, history, 0.0)
    n = np.maximum(count, 1.0)
    middle = times.sum(axis=1) / n
    centred = np.where(known, times - middle[:, None], 0.0)
    spread = (centred**2).sum(axis=1)
    slope = (centred * values).sum(axis=1) / np.where(spread > 0, spread, 1.0)
    return np.where(count > 1, slope, 0.0), count
