"""One forecast from many models, weighted by how they would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .accuracy import scale
from .patterns import classify
from .pool import predict

Array = NDArray[np.float64]

# The backtest: as many horizons back as this, where so many periods were known.
ORIGINS = 6
LEAST_KNOWN = 8
# How strongly weights are drawn to equal ones: more so the fewer backtests there are.
RIDGE = 0.02
RIDGE_SHARED = 30.0
# An error this small is no better than luck: it gives a series no more say.
ERROR_FLOOR = 0.05
STEPS_PER_MODEL = 3
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Forecast:
    """Forecasts of k series.

    :ivar points: shape (k, horizon), in units a period, never below zero.
    :ivar weights: what each model counts; the same for all series of the batch.
    :ivar patterns: index into ``PATTERNS`` for each series, shape (k,).
    :ivar origins: number of backtests the weights rest on; none means equal weights.
    """

    points: Array
    weights: dict[str, float]
    patterns: NDArray[np.int64]
    origins: int


def forecast(
    history: Array,
    horizon: int,
    season: int | None = None,
    groups: NDArray[np.int64] | None = None,
) -> Forecast:
    """Return the combined forecast of a batch of series.

    ``season`` is the number of periods in a year or week, ``groups``, shape (k,), says
    which series share a seasonal profile.

    The models of the pool are combined linearly with weights that are not negative
    (J. M. Bates, C. W. J. Granger, "The combination of forecasts", Operational
    Research Quarterly 20 (1969); regression weights: C. W. J. Granger, R. Ramanathan,
    Journal of Forecasting 3 (1984)), fitted over all series at once on rolling
    origins, since one series has too few periods to weigh models by. Errors are scaled
    by each series' own, and a series that errs much counts less, so that what is
    lowered is the mean of root mean squared scaled errors rather than their squares.
    Where most periods sell nothing this leans below the mean: :func:`bias` says how
    far, and stock is never set by the point alone.

    Raises ValueError for a horizon below one or an empty history.
    """
    if horizon < 1 or history.ndim != 2 or not history.size:
        raise ValueError("a forecast needs periods to look at and ahead to")
    periods = history.shape[1]
    origins = [
        end
        for end in range(periods - horizon, 0, -horizon)[:ORIGINS]
        if end >= max(2 * horizon, LEAST_KNOWN)
    ]
    said = predict(history, [*origins, periods], horizon, season, groups)
    stacked = np.stack(list(said.values()), axis=-1)
    weights = np.full(len(said), 1 / len(said))
    if origins:
        futures = np.stack([history[:, end : end + horizon] for end in origins])
        weights = fit_typical(history, origins, futures, stacked[:-1])
    points = np.maximum(stacked[-1] @ weights, 0.0)
    named = dict(zip(said, weights.tolist(), strict=True))
    return Forecast(points, named, classify(history), len(origins))


def fit_mean(
    history: Array, origins: Sequence[int], futures: Array, said: Array
) -> Array:
    """Return the weights of models that come nearest to mean demand, shape (models,).

    ``futures`` of shape (origins, k, steps) is what came after each origin, ``said``
    of shape (origins, k, steps, models) what the models said there. Errors are scaled
    by each series' own and count alike.
    """
    return _weigh(_Backtest.of(history, origins, futures, said))


def fit_typical(
    history: Array, origins: Sequence[int], futures: Array, said: Array
) -> Array:
    """Return the weights of models that come nearest to typical demand.

    As :func:`fit_mean`, but a series counts less the more the mean errs on it.
    """
    past = _Backtest.of(history, origins, futures, said)
    squares = (past.actual - past.said @ _weigh(past)) ** 2 * past.importance
    counted = (past.importance > 0).sum(axis=1)
    trust = 1 / np.sqrt(squares.sum(axis=1) / np.maximum(counted, 1) + ERROR_FLOOR)
    return _weigh(replace(past, importance=past.importance * trust[:, None]))


@dataclass(frozen=True)
class _Backtest:
    """Rows of shape (n, steps), ``said`` with the models behind.

    ``importance`` divides by the scale of the series; unknown periods have none.
    """

    said: Array
    actual: Array
    importance: Array

    @classmethod
    def of(cls, history: Array, origins: Sequence[int], futures: Array, said: Array):
        rows = []
        for said_then, future, end in zip(said, futures, origins, strict=True):
            past = history[:, :end]
            base = scale(past)
            usable = (base > 0) & ((~np.isnan(past)).sum(axis=1) >= LEAST_KNOWN)
            known = ~np.isnan(future[usable])
            actual = np.where(known, future[usable], 0.0)
            rows.append((said_then[usable], actual, known / base[usable, None]))
        return cls(*(np.concatenate(part) for part in zip(*rows, strict=True)))


def _weigh(past: _Backtest) -> Array:
    """Least squares drawn to equal weights, none below zero."""
    count = past.said.shape[-1]
    equal = np.full(count, 1 / count)
    if not len(past.actual):
        return equal
    root = np.sqrt(past.importance)
    models = (past.said * root[..., None]).reshape(-1, count)
    # Not ``@``: on matrices this narrow the threads of the linear algebra library cost
    # many times the work, on a busy machine up to a third of a second.
    products = np.einsum("ni,nj->ij", models, models)
    goal = np.einsum("ni,n->i", models, (past.actual * root).ravel())
    pull = (RIDGE + RIDGE_SHARED / len(past.actual)) * np.trace(products) / count
    if pull <= 0:
        return equal
    return _nonnegative(products + pull * np.eye(count), goal + pull * equal)


def _nonnegative(matrix: Array, goal: Array) -> Array:
    """Solve ``matrix @ x = goal`` in least squares with no x below zero.

    ``matrix`` is symmetric and positive definite. Source: C. L. Lawson, R. J. Hanson,
    "Solving Least Squares Problems", 1974, ch. 23 (NNLS), on the normal equations.
    """
    found = np.zeros(len(goal))
    free = np.zeros(len(goal), dtype=bool)
    limit = TOLERANCE * np.abs(goal).max()
    for _step in range(STEPS_PER_MODEL * len(goal)):
        slope = np.where(free, -np.inf, goal - matrix @ found)
        if slope.max() <= limit:
            break
        free[slope.argmax()] = True
        while True:
            aimed = np.zeros_like(found)
            aimed[free] = np.linalg.solve(matrix[np.ix_(free, free)], goal[free])
            below = free & (aimed <= 0)
            if not below.any():
                break
            way = found[below] / (found[below] - aimed[below])
            found = found + way.min() * (aimed - found)
            free &= found > 0
            free[np.flatnonzero(below)[way.argmin()]] = False
            found = np.where(free, found, 0.0)
        found = aimed
    return found
