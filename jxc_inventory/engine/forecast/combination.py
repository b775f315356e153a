"""One forecast from many models, weighted by how they would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
SWEEPS = 2000
TOLERANCE = 1e-7


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
        _even, weights = fit(history, origins, futures, stacked[:-1])
    points = np.maximum(stacked[-1] @ weights, 0.0)
    named = dict(zip(said, weights.tolist(), strict=True))
    return Forecast(points, named, classify(history), len(origins))


def fit(
    history: Array, origins: Sequence[int], futures: Array, said: Array
) -> tuple[Array, Array]:
    """Return weights of models by ridge regression: even, and by trust.

    ``futures`` of shape (origins, k, steps) is what came after each origin, ``said``
    of shape (origins, k, steps, models) what the models said there. For the first
    weights all scaled errors count alike, which aims at the mean; for the second a
    series counts less the more it errs, which aims at typical demand.
    """
    equal = np.full(said.shape[-1], 1 / said.shape[-1])
    rows, targets, scales = [], [], []
    for said_then, future, end in zip(said, futures, origins, strict=True):
        past = history[:, :end]
        base = scale(past)
        usable = (base > 0) & ((~np.isnan(past)).sum(axis=1) >= LEAST_KNOWN)
        rows.append(said_then[usable])
        targets.append(future[usable])
        scales.append(base[usable])
    models, actual = np.concatenate(rows), np.concatenate(targets)
    base = np.concatenate(scales)
    if not len(base):
        return equal, equal
    known = ~np.isnan(actual)
    actual = np.where(known, actual, 0.0)
    even = _weigh(models, actual, known / base[:, None], equal)
    squares = np.where(known, actual - models @ even, 0.0) ** 2
    mean = squares.sum(axis=1) / np.maximum(known.sum(axis=1), 1) / base
    trust = 1 / np.sqrt(mean + ERROR_FLOOR)
    return even, _weigh(models, actual, known * (trust / base)[:, None], equal)


def _weigh(models: Array, actual: Array, importance: Array, equal: Array) -> Array:
    root = np.sqrt(importance)
    flat = (models * root[..., None]).reshape(-1, len(equal))
    pull = RIDGE + RIDGE_SHARED / len(actual)
    return _ridge(flat.T @ flat, flat.T @ (actual * root).ravel(), equal, pull)


def _ridge(products: Array, targets: Array, equal: Array, pull: float) -> Array:
    """Least squares drawn to equal weights, none below zero, by coordinate descent.

    ``pull`` is counted in the mean square of a model.

    Source: J. Friedman, T. Hastie, R. Tibshirani, "Regularization paths for
    generalized linear models via coordinate descent", J. Stat. Software 33 (2010).
    """
    pull *= np.trace(products) / len(equal)
    matrix = products + pull * np.eye(len(equal))
    goal = targets + pull * equal
    weights = equal.copy()
    if pull <= 0:
        return weights
    for _sweep in range(SWEEPS):
        moved = 0.0
        for index in range(len(weights)):
            slack = goal[index] - matrix[index] @ weights
            value = max(0.0, weights[index] + slack / matrix[index, index])
            moved = max(moved, abs(value - weights[index]))
            weights[index] = value
        if moved < TOLERANCE:
            break
    return weights
