"""ABC by value, XYZ by variation: which products deserve how much attention."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

VALUE_CLASSES = ("A", "B", "C")
VARIATION_CLASSES = ("X", "Y", "Z")


def value_classes(
    value: ArrayLike, share_a: float, share_b: float
) -> NDArray[np.int64]:
    """Return an index into ``VALUE_CLASSES`` for each product, shape (k,).

    Products in order of falling ``value``: A are those that begin within the first
    ``share_a`` of the total, B those within ``share_b``, the others are C, as is what
    is worth nothing. Shares as fractions. Source: H. F. Dickie, "ABC inventory
    analysis shoots for dollars", Factory Management and Maintenance 109 (1951).

    Raises ValueError unless 0 < share_a <= share_b <= 1.
    """
    if not 0 < share_a <= share_b <= 1:
        raise ValueError("the share of A must be above zero and at most that of B")
    value = np.maximum(np.asarray(value, dtype=np.float64), 0.0)
    order = np.argsort(-value, kind="stable")
    before = np.cumsum(value[order]) - value[order]
    total = value.sum()
    ranked = np.where(before < share_b * total, 1, 2)
    ranked[before < share_a * total] = 0
    ranked[value[order] <= 0] = 2
    classes = np.empty(len(value), np.int64)
    classes[order] = ranked
    return classes


def variation_classes(
    history: NDArray[np.float64], limit_x: float, limit_y: float
) -> NDArray[np.int64]:
    """Return an index into ``VARIATION_CLASSES`` for each series, shape (k,).

    By the coefficient of variation (standard deviation over mean) of the known
    periods of ``history``, shape (k, T): X up to ``limit_x``, Y up to ``limit_y``, Z
    above, and where fewer than two periods are known or nothing was sold. Source:
    B. Scholz-Reiter et al., "Integration of demand forecasts in ABC-XYZ analysis",
    International Journal of Productivity and Performance Management 61 (2012).
    """
    known = ~np.isnan(history)
    count = known.sum(axis=1)
    mean = np.where(known, history, 0.0).sum(axis=1) / np.maximum(count, 1)
    squares = np.where(known, history - mean[:, None], 0.0) ** 2
    deviation = np.sqrt(squares.sum(axis=1) / np.maximum(count - 1, 1))
    judged = (count > 1) & (mean > 0)
    variation = np.where(judged, deviation / np.where(judged, mean, 1.0), np.inf)
    return np.digitize(variation, [limit_x, limit_y], right=True)
