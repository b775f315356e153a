"""How good a forecast was."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def scale(history: Array) -> Array:
    """Return the mean squared change from period to period, shape (k,).

    Zero where no two neighbouring periods are known, or nothing ever changed.
    """
    changes = np.diff(history, axis=1)
    known = ~np.isnan(changes)
    squares = np.where(known, changes, 0.0) ** 2
    return squares.sum(axis=1) / np.maximum(known.sum(axis=1), 1)


def rmsse(history: Array, actual: Array, predicted: Array) -> Array:
    """Return the root mean squared scaled error of each series, shape (k,).

    ``actual`` and ``predicted`` have shape (k, h). One means: as good as taking the
    last period for the next one, on average over the history. NaN where the history
    has no scale. Source: S. Makridakis, E. Spiliotis, V. Assimakopoulos, "The M5
    accuracy competition", International Journal of Forecasting 38 (2022), equation 1.
    """
    squares = ((actual - predicted) ** 2).mean(axis=1)
    base = scale(history)
    return np.sqrt(np.where(base > 0, squares / np.where(base > 0, base, 1.0), np.nan))


def bias(actual: Array, predicted: Array) -> float:
    """Return how much more was predicted than sold, as a share of what was sold."""
    total = actual.sum()
    return float((predicted.sum() - total) / total) if total else 0.0
