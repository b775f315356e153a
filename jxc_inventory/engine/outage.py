"""What happens to many products if nothing is ordered."""

from __future__ import annotations

from collections.abc import Iterable
from math import erfc

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

DAYS_IN_WEEK = 7
_erfc = np.vectorize(erfc, otypes=[np.float64])
# Mean absolute deviation of a normal distribution for a standard deviation of one.
_ABSOLUTE = np.sqrt(2 / np.pi)
_NOISE = 1e-6


def stock_out_days(
    on_hand: Array,
    changes: Iterable[tuple[int, int, float]],
    points: Array,
    passed_days: ArrayLike,
    days: int,
) -> NDArray[np.int64]:
    """Return the first day on which demand meets an empty shelf, shape (k,).

    Day 0 is the one on whose morning there is ``on_hand`` of k products; ``changes``
    are (product, day, quantity) of what arrives (positive), leaves or expires besides,
    in time for that day's demand; ``points``, shape (k, weeks), is the demand of each
    week, spread evenly over its days, of which ``passed_days`` (one number, or one for
    each product) are over on day 0; after the last week its demand goes on. −1 for
    products that last all ``days``.
    """
    k = len(on_hand)
    moved = np.zeros((k, days))
    for product, day, quantity in changes:
        if day < days:
            moved[product, max(day, 0)] += quantity
    passed = np.broadcast_to(np.asarray(passed_days), k)[:, None]
    week = np.minimum((np.arange(days) + passed) // DAYS_IN_WEEK, points.shape[1] - 1)
    wanted = np.take_along_axis(points, week, axis=1) / DAYS_IN_WEEK
    left = on_hand[:, None] + np.cumsum(moved - wanted, axis=1)
    empty = (left < -_NOISE) & (wanted > 0)
    return np.where(empty.any(axis=1), empty.argmax(axis=1), -1)


def expected_shortage(stock: Array, mean: Array, spread: Array) -> Array:
    """Return how much demand is expected to find no stock, shape (k,).

    ``stock`` to serve a span whose demand has this ``mean`` and mean absolute error
    ``spread``, taken as normal: σ · (φ(z) − z · (1 − Φ(z))), z = (stock − mean) / σ.
    Source: E. Silver, D. Pyke, R. Peterson, "Inventory Management and Production
    Planning and Scheduling", 3rd ed., 1998, appendix B. Never above what is asked for
    on average, even with stock below zero: that is promised already.
    """
    sigma = np.maximum(spread / _ABSOLUTE, _NOISE)
    z = (np.maximum(stock, 0.0) - mean) / sigma
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    short = sigma * (density - z * _erfc(z / np.sqrt(2)) / 2)
    return np.clip(short, 0.0, mean)
