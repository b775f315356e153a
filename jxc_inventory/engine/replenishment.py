"""When to order and how much: periodic review with a reorder point and a ceiling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Mean absolute deviation of a normal distribution for a standard deviation of one.
_ABSOLUTE = np.sqrt(2 / np.pi)
# Rounding up must not turn 12.00001, a product of rounded inputs, into 13.
_NOISE = 1e-4


@dataclass(frozen=True)
class Levels:
    """Levels of ``k`` series in their own units; every array has shape (k,)."""

    safety_stock: NDArray[np.float64]
    reorder_point: NDArray[np.float64]
    order_up_to: NDArray[np.float64]


def levels(
    mean: ArrayLike,
    spread: ArrayLike,
    factor: ArrayLike,
    rate: ArrayLike,
    lead_deviation: ArrayLike,
    review_days: ArrayLike,
    step: ArrayLike,
) -> Levels:
    """Return safety stock, reorder point and order-up-to level.

    All inputs have shape (k,) or are scalars: ``mean`` demand over lead and review
    time, its mean absolute error ``spread``, how many of them the wanted quantile lies
    above the mean (``factor``), the ``rate`` of demand a day, the standard deviation
    ``lead_deviation`` of the lead time in days, ``review_days`` between two looks at
    the stock and the ``step`` (> 0) to which levels are rounded up.

    An order must last until that of the next review arrives:

        reorder point = mean + factor · √(spread² + (√(2/π) · rate · deviation)²)
        order up to   = reorder point + rate · review, at least one step above it

    The square root is the spread when lead times vary too, both as mean absolute
    errors (P. King, "Crack the code: understanding safety stock and mastering its
    equations", APICS magazine 2011). Safety stock is what the reorder point holds
    beyond the mean. Policy: E. Silver, D. Pyke, R. Peterson, "Inventory Management
    and Production Planning and Scheduling", 3rd ed., 1998, §7.9.

    Without demand (mean zero) every level is zero. Raises ValueError for a negative
    time, mean or spread, or a step not above zero.
    """
    given = (mean, spread, factor, rate, lead_deviation, review_days, step)
    mean, spread, factor, rate, deviation, review, step = np.broadcast_arrays(
        *(np.asarray(value, dtype=np.float64) for value in given)
    )
    if not np.all((mean >= 0) & (spread >= 0) & (rate >= 0)):
        raise ValueError("demand and its spread may not be negative")
    if not np.all((deviation >= 0) & (review >= 0) & (step > 0)):
        raise ValueError("times may not be negative, step not zero")
    sells = mean > 0
    both = np.hypot(spread, _ABSOLUTE * rate * deviation)
    point = np.where(sells, np.maximum(mean + factor * both, 0.0), 0.0)
    cycle = np.maximum(_round_up(rate * review, step), step)
    rounded = _round_up(point, step)
    return Levels(point - np.where(sells, mean, 0.0), rounded, rounded + sells * cycle)


def _round_up(
    quantity: NDArray[np.float64], step: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.ceil(quantity / step - _NOISE) * step
