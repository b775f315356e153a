"""Exponential smoothing of whole batches of series."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Where statsforecast searches the smoothing factor of SES.
FACTORS = np.linspace(0.01, 0.99, 50)
_NEAR = 256


def simple(history: Array, factor: float, ends: Sequence[int]) -> Array:
    """Return the level of simple exponential smoothing at each end.

    Shape (len(ends), k); the level starts at the first known period, and periods that
    say nothing leave it as it is. Source: R. G. Brown, "Statistical Forecasting for
    Inventory Control", 1959; Hyndman & Athanasopoulos, "Forecasting: Principles and
    Practice", 3rd ed., §8.1. Equals ``SimpleExponentialSmoothing`` of statsforecast.
    """
    level = np.zeros((len(ends), len(history)))
    for row, (levels, _errors) in _smooth(history, np.array([factor]), ends):
        level[row] = levels[0]
    return np.nan_to_num(level)


def optimised(
    history: Array, ends: Sequence[int], factors: Array = FACTORS
) -> tuple[Array, Array]:
    """Return level and factor of the smoothing with the least squared error.

    Both of shape (len(ends), k). The factor is sought on the grid ``factors`` for all
    series at once, where ``SimpleExponentialSmoothingOptimized`` of statsforecast
    runs a numerical search for each; the levels differ by less than the grid's step
    lets them.
    """
    level = np.zeros((len(ends), len(history)))
    factor = np.zeros_like(level)
    # Few series at a time, so that their numbers stay near the processor.
    for start in range(0, len(history), _NEAR):
        near = slice(start, start + _NEAR)
        for row, (levels, errors) in _smooth(history[near], factors, ends):
            best = errors.argmin(axis=0)
            level[row, near] = np.take_along_axis(levels, best[None], axis=0)[0]
            factor[row, near] = factors[best]
    return np.nan_to_num(level), factor


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


def theta(
    history: Array,
    ends: Sequence[int],
    horizon: int,
    smoothed: tuple[Array, Array] | None = None,
) -> Array:
    """Return the theta method, shape (len(ends), k, horizon), never below zero.

    Simple smoothing with a drift of half the slope of the straight line through the
    known periods: R. J. Hyndman, B. Billah, "Unmasking the Theta method",
    International Journal of Forecasting 19 (2003), equation 2. ``OptimizedTheta`` of
    statsforecast also fits the weight of the line and takes out its own seasonality.
    ``smoothed`` is what :func:`optimised` says, where that is known already.
    """
    level, factor = smoothed or optimised(history, ends)
    slope, count = _slopes(history, ends)
    offset = (1 - (1 - factor) ** count) / factor
    steps = np.arange(horizon) + offset[:, :, None]
    out = level[:, :, None] + 0.5 * slope[:, :, None] * steps
    return np.maximum(np.nan_to_num(out), 0.0)


def _smooth(history: Array, factors: Array, ends: Sequence[int]):
    """Each row of the answer with its levels and sums of squared one-step errors.

    Both of shape (len(factors), k), valid until the next is asked for.
    """
    shape = (len(factors), len(history))
    level, errors = np.full(shape, np.nan), np.zeros(shape)
    error, moved = np.empty(shape), np.empty(shape)
    weight = np.asarray(factors)[:, None]
    started = np.zeros(len(history), bool)
    for period, rows in _steps(history, ends):
        value = history[:, period]
        known = ~np.isnan(value)
        idle, first = ~(known & started), known & ~started
        np.subtract(value, level, out=error)
        if idle.any():
            error[:, idle] = 0.0
        level += np.multiply(weight, error, out=moved)
        errors += np.multiply(error, error, out=moved)
        if first.any():
            level[:, first] = value[first]
            started |= first
        for row in rows:
            yield row, (level, errors)


def _steps(history: Array, ends: Sequence[int]):
    """Each period with the rows of the answer that end with it."""
    rows: dict[int, list[int]] = {}
    for row, end in enumerate(ends):
        rows.setdefault(end - 1, []).append(row)
    for period in range(max(ends)):
        yield period, rows.get(period, ())


def _slopes(history: Array, ends: Sequence[int]) -> tuple[Array, Array]:
    """Least squares slope a period, and how many periods are known, at each end.

    Both of shape (len(ends), k).
    """
    known = ~np.isnan(history)
    times = np.arange(history.shape[1], dtype=np.float64)
    values = np.where(known, history, 0.0)
    last = np.asarray(ends) - 1

    def until(amount: Array) -> Array:
        return np.cumsum(amount, axis=1)[:, last].T

    count, moments = until(known * 1.0), until(known * times)
    n = np.maximum(count, 1.0)
    spread = until(known * times**2) - moments**2 / n
    together = until(values * times) - moments * until(values) / n
    # Of one period, or none, floating point leaves no spread but noise.
    slope = together / np.where(count > 1, spread, 1.0)
    return np.where(count > 1, slope, 0.0), count
