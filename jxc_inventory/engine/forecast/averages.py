"""Averages of the last periods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def moving_average(history: Array, window: int, ends: Sequence[int]) -> Array:
    """Return the mean of the last ``window`` known periods before each end.

    Shape (len(ends), k); zero where nothing is known. Periods that say nothing are
    left out of numerator and denominator alike.
    """
    known = ~np.isnan(history)
    total = _running(np.where(known, history, 0.0))
    count = _running(known.astype(np.float64))
    last = np.asarray(ends)
    first = np.maximum(last - window, 0)
    seen = count[last] - count[first]
    return (total[last] - total[first]) / np.maximum(seen, 1.0)


def moving_median(history: Array, window: int, ends: Sequence[int]) -> Array:
    """Return the median of the last ``window`` known periods before each end.

    Shape (len(ends), k); zero where nothing is known.
    """
    out = np.empty((len(ends), len(history)))
    for row, end in enumerate(ends):
        # NaN sorts to the end, so the known values stand in front.
        values = np.sort(history[:, max(0, end - window) : end], axis=1)
        count = (~np.isnan(values)).sum(axis=1)
        low, high = np.maximum((count - 1) // 2, 0), count // 2
        rows = np.arange(len(values))
        middle = (values[rows, low] + values[rows, np.minimum(high, count - 1)]) / 2
        out[row] = np.where(count > 0, middle, 0.0)
    return out


def _running(values: Array) -> Array:
    """Sums up to each period with a zero in front: shape (T + 1, k)."""
    sums = np.zeros((values.shape[1] + 1, len(values)))
    np.cumsum(values.T, axis=0, out=sums[1:])
    return sums
