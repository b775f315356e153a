"""From what is missing to what is ordered, on the vendor's terms."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .order_steps import Step

Array = NDArray[np.float64]

DAYS_IN_YEAR = 365.0
# Rounding up must not turn 12.000000001, a product of floating point, into 13.
_NOISE = 1e-6


@dataclass(frozen=True)
class Terms:
    """Terms for ``k`` products in their own units.

    :ivar minimum: shape (k,), least quantity of an order; 0 for none.
    :ivar multiple: shape (k,), quantities are whole multiples of it; 0 for none.
    :ivar breaks: shape (k, b), quantities from which a price holds; NaN for none.
    :ivar prices: shape (k, b), price of one unit from there on.
    :ivar holding: what a unit of money in stock costs a year, as a fraction.
    """

    minimum: Array
    multiple: Array
    breaks: Array
    prices: Array
    holding: float


@dataclass(frozen=True)
class Orders:
    """What to order; every array has shape (k,).

    :ivar quantity: to order now.
    :ivar missing: from the stock position to the order-up-to level, before any step.
    :ivar steps: what was done, bits of :class:`Step`.
    :ivar saved: money saved by going up to a price break, holding cost taken off.
    """

    quantity: Array
    missing: Array
    steps: NDArray[np.int64]
    saved: Array


def order_quantities(
    minimum_level: ArrayLike,
    order_up_to: ArrayLike,
    position: ArrayLike,
    terms: Terms,
    daily_demand: ArrayLike,
    cap: ArrayLike,
) -> Orders:
    """Return what to order of ``k`` products, all arrays of shape (k,).

    Nothing while the stock ``position`` is at ``minimum_level`` or above, else what is
    missing up to ``order_up_to``, then in this order: at least the minimum, up to a
    price break that pays, up to whole multiples, down to ``cap``, which is what can be
    sold before it must leave (infinite for goods that keep). A price break above the
    cap is not taken, and an order is never cut below the minimum: rather nothing is
    ordered. ``daily_demand`` is what of the extra quantity is used up a day.
    """
    position, up_to, daily, cap = (
        np.asarray(value, dtype=np.float64)
        for value in (position, order_up_to, daily_demand, cap)
    )
    below = position < np.asarray(minimum_level) - _NOISE
    missing = np.where(below, np.maximum(up_to - position, 0.0), 0.0)
    wanted = missing > _NOISE
    steps = np.zeros(len(missing), dtype=np.int64)

    least = _up(terms.minimum, terms.multiple)
    quantity = np.where(wanted, np.maximum(missing, terms.minimum), 0.0)
    steps[quantity > missing + _NOISE] |= Step.MINIMUM
    quantity, saved = _up_to_break(quantity, terms, daily, cap)
    steps[saved > 0] |= Step.PRICE_BREAK
    packed = _up(quantity, terms.multiple)
    steps[packed > quantity + _NOISE] |= Step.MULTIPLE

    over = packed > cap + _NOISE
    cut = np.where(over, np.maximum(_down(cap, terms.multiple), 0.0), packed)
    unsaleable = over & (cut <= _NOISE)
    too_little = over & ~unsaleable & (cut < least - _NOISE)
    # That even one pack or the minimum is too much says more than that it was cut.
    forced = unsaleable & (cap > _NOISE)
    steps[over] = np.where(cut[over] < missing[over] - _NOISE, Step.CUT, 0)
    steps[too_little | forced] = Step.MINIMUM_ABOVE_CAP
    steps[unsaleable & ~forced] = Step.NOTHING_SELLS
    return Orders(np.where(too_little | unsaleable, 0.0, cut), missing, steps, saved)


def _up_to_break(
    quantity: Array, terms: Terms, daily: Array, cap: Array
) -> tuple[Array, Array]:
    """Return quantities raised to the price break that saves most, and the saving.

    A break of B units at price p' beats Q units at price p when what B units cost less,
    (p − p') · B, is more than holding the extra units until they are used up:
    p · holding · (B − Q)² / (2 · demand a year). E. Silver, D. Pyke, R. Peterson,
    "Inventory Management and Production Planning and Scheduling", 3rd ed., 1998, §5.5
    (discount on all units), for an order whose quantity is given but for the break.
    """
    saved = np.zeros(len(quantity))
    if not terms.breaks.size:
        return quantity, saved
    price = _price(quantity, terms)
    raised = quantity.copy()
    yearly = daily * DAYS_IN_YEAR
    for column in range(terms.breaks.shape[1]):
        # As many as the multiple makes of it: that is what is paid and held.
        up = _up(np.nan_to_num(terms.breaks[:, column]), terms.multiple)
        extra = up - quantity
        offered = (quantity > 0) & (extra > _NOISE) & (yearly > _NOISE) & (up <= cap)
        kept = price * terms.holding * extra**2 / (2 * np.maximum(yearly, _NOISE))
        saving = (price - terms.prices[:, column]) * up - kept
        better = offered & (np.nan_to_num(saving) > saved + _NOISE)
        raised[better], saved[better] = up[better], saving[better]
    return raised, saved


def _price(quantity: Array, terms: Terms) -> Array:
    """Return the price of a unit when so many are ordered.

    The lowest of the prices whose quantity is reached, as Odoo has it; below all of
    them that of the smallest quantity.
    """
    reached = terms.breaks <= quantity[:, None] + _NOISE
    smallest = np.nanmin(
        np.where(np.isnan(terms.breaks), np.inf, terms.breaks), axis=1, keepdims=True
    )
    holds = reached | (terms.breaks == smallest)
    return np.where(holds, terms.prices, np.inf).min(axis=1)


def _up(quantity: Array, multiple: Array) -> Array:
    step = np.where(multiple > 0, multiple, 1.0)
    return np.where(multiple > 0, np.ceil(quantity / step - _NOISE) * step, quantity)


def _down(quantity: Array, multiple: Array) -> Array:
    step = np.where(multiple > 0, multiple, 1.0)
    return np.where(multiple > 0, np.floor(quantity / step + _NOISE) * step, quantity)


def common_multiple(one: float, other: float) -> float:
    """Return the least quantity that is a multiple of both; 0 stands for no multiple.

    Of fractions that have none in common within six digits, the larger.
    """
    if not one or not other:
        return one or other
    scale = 10**6
    whole = math.lcm(round(one * scale), round(other * scale)) / scale
    return whole if whole <= 1000 * max(one, other) else max(one, other)
