"""When to order and how much: periodic review with a reorder point and a ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .demand import DAYS_IN_WEEK

# Rounding up must not turn 12.000000001, a product of floating point, into 13.
_NOISE = 1e-6


@dataclass(frozen=True)
class Levels:
    """Levels of ``k`` series in their own units; every array has shape (k,)."""

    safety_stock: NDArray[np.float64]
    reorder_point: NDArray[np.float64]
    order_up_to: NDArray[np.float64]


def levels(
    mean: ArrayLike,
    deviation: ArrayLike,
    lead_days: ArrayLike,
    review_days: ArrayLike,
    service_level: ArrayLike,
    step: ArrayLike,
) -> Levels:
    """Return safety stock, reorder point and order-up-to level.

    All inputs have shape (k,) or are scalars: ``mean`` and ``deviation`` of demand a
    week, ``lead_days`` from order to shelf, ``review_days`` between two looks at the
    stock, ``service_level`` as the wanted probability (0.5 to below 1) of not running
    out in a cycle, ``step`` (> 0) to which levels are rounded up.

    Demand is taken as normal and independent from week to week; an order must last
    until the next review's order arrives, that is over P = lead + review:

        safety stock  = z · σ · √P          z = Φ⁻¹(service level)
        reorder point = mean · P + safety stock
        order up to   = reorder point + mean · review, at least one step above it

    Sources: P. King, "Crack the code: understanding safety stock and mastering its
    equations", APICS magazine 2011 (safety stock; lead time taken as certain);
    E. Silver, D. Pyke, R. Peterson, "Inventory Management and Production Planning and
    Scheduling", 3rd ed., 1998, §7.9 (periodic review: lead plus review interval).
    A cycle service level of 95 % is not a fill rate of 95 %.

    Without demand (mean zero) every level is zero. Raises ValueError for a service
    level outside [0.5, 1), a negative time or deviation, or a step not above zero.
    """
    mean, deviation, lead, review, level, step = np.broadcast_arrays(
        *(
            np.asarray(value, dtype=np.float64)
            for value in (mean, deviation, lead_days, review_days, service_level, step)
        )
    )
    if np.any((level < 0.5) | (level >= 1)):
        raise ValueError("service level must be at least 0.5 and below 1")
    if np.any((lead < 0) | (review < 0) | (deviation < 0) | (step <= 0)):
        raise ValueError("times and deviation may not be negative, step not zero")
    known, place = np.unique(level, return_inverse=True)
    quantile = np.array([NormalDist().inv_cdf(value) for value in known])
    z = quantile[place.reshape(level.shape)] if known.size else level
    protection = (lead + review) / DAYS_IN_WEEK
    sells = mean > 0
    safety = np.where(sells, z * deviation * np.sqrt(protection), 0.0)
    point = _round_up(np.where(sells, mean * protection, 0.0) + safety, step)
    cycle = np.maximum(_round_up(mean * review / DAYS_IN_WEEK, step), step)
    return Levels(safety, point, point + np.where(sells, cycle, 0.0))


def _round_up(
    quantity: NDArray[np.float64], step: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.ceil(quantity / step - _NOISE) * step
