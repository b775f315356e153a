"""Reorder policies as levels, and the quantile that serves what is asked.

A policy says at each end (a number of periods, see :mod:`.forecast`) below which
position to order and up to which. The forecast's levels follow what is known then; a
minimum and maximum somebody typed stay what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .forecast.uncertainty import Outlook
from .replay import Array, Order, Replay, State, replay, unsaleable

# Beyond the highest a quantile rests on too few errors.
LOWEST, HIGHEST = 0.0, 0.995
HALVINGS = 10
# A level is not rounded up, nor an order placed, for floating point noise.
NOISE = 1e-6


@dataclass(frozen=True)
class Levels:
    """When to order and up to what, in units; every array has shape (k,).

    :ivar minimum: order when the stock position is below.
    :ivar maximum: up to this position.
    :ivar rate: for goods that expire: what sells in a period, to tell what will not.
    :ivar limit: for goods that expire: the position never to exceed, since the rest
        would not sell before it must leave.
    """

    minimum: Array
    maximum: Array
    rate: Array | None = None
    limit: Array | None = None


def forecast_levels(
    outlook: Outlook,
    quantile: ArrayLike,
    spans: ArrayLike,
    review: ArrayLike,
    steps: ArrayLike,
) -> Levels:
    """Return the levels that follow from an outlook over lead plus review.

    The minimum is the ``quantile`` of demand over the ``spans`` (in periods, shape
    (k,)), the maximum the mean demand of ``review`` periods above it, one step at
    least; both rounded up to ``steps``. Without demand both are zero.
    """
    mean = outlook.mean / np.asarray(spans, np.float64)
    minimum = _round_up(outlook.quantile(quantile), steps)
    cycle = np.maximum(_round_up(mean * np.asarray(review), steps), steps)
    return Levels(minimum, minimum + np.where(minimum > 0, cycle, 0.0))


def perishable(levels: Levels, rate: Array, limit: Array, steps: ArrayLike) -> Levels:
    """Return the levels of goods of which no more than ``limit`` sells in time."""
    return replace(levels, rate=rate, limit=np.floor(limit / steps + NOISE) * steps)


def average_levels(demand: Array, end: int, spans: ArrayLike, known: int = 4) -> Levels:
    """Return the levels by the plain average of the last ``known`` periods.

    Four weeks of them are what Odoo's own advice looks at; both levels are what sells
    on average over lead plus review.
    """
    sold = np.nansum(demand[:, max(0, end - known) : end], axis=1) / known
    level = _round_up(sold * np.asarray(spans, np.float64), 1.0)
    return Levels(level, level)


def follow(levels: Callable[[int], Levels]) -> Order:
    """Return how a policy orders in a replay, by its levels at each end."""

    def order(period: int, state: State) -> Array:
        level, position = levels(period + 1), state.position()
        maximum = level.maximum
        if level.rate is not None and level.limit is not None:
            position = position - unsaleable(state, level.rate)
            maximum = np.minimum(maximum, level.limit)
        return np.where(position < level.minimum - NOISE, maximum - position, 0.0)

    return order


def play(
    demand: Array,
    start: int,
    lead: int | NDArray[np.int64],
    levels: Callable[[int], Levels],
    review: int | NDArray[np.int64] = 1,
    shelf_life: NDArray[np.int64] | None = None,
) -> Replay:
    """Replay a policy that is at its maximum when the first period begins."""
    opening = levels(start)
    stock = opening.maximum
    if opening.limit is not None:
        stock = np.minimum(stock, opening.limit)
    return replay(demand, start, lead, stock, follow(levels), review, shelf_life)


@dataclass(frozen=True)
class Money:
    """A replay in money; every array has shape (k,).

    :ivar stock: mean value of the stock on hand, at cost.
    :ivar lost_sales: what the demand that was lost would have brought, at sales price.
    :ivar lost_margin: the same less its cost.
    :ivar written_off: cost of what expired.
    """

    stock: Array
    lost_sales: Array
    lost_margin: Array
    written_off: Array


def in_money(result: Replay, cost: Array, price: Array) -> Money:
    """Value a replay at ``cost`` and sales ``price`` a unit, each of shape (k,)."""
    return Money(
        result.stock * cost,
        result.lost * price,
        result.lost * (price - cost),
        result.expired * cost,
    )


def calibrate(
    demand: Array,
    seen: Mapping[int, Outlook],
    target: float,
    lead: int | NDArray[np.int64],
    review: int | NDArray[np.int64] = 1,
    levels: Callable[[Outlook, float], Levels] | None = None,
) -> float:
    """Return the quantile that would have served ``target`` of past demand.

    ``seen`` gives the outlook over lead plus review from each of some successive ends;
    the periods after the first of them are replayed with the ``levels`` that follow
    from outlook and quantile; when not given, stock is ordered up to the quantile. The
    quantile is the same for all products: so the next unit of stock prevents as many
    lost sales wherever it lies.

    A fill rate is the part of demand served; a level of 95 % is the chance that a
    cycle ends without a gap and gives another fill rate (E. Silver, D. Pyke,
    R. Peterson, "Inventory Management and Production Planning and Scheduling", 3rd
    ed., 1998, §7.3): no formula, but the replay says which.
    """
    levels = levels or order_up_to
    first, past = min(seen), demand[:, : max(seen)]
    low, high = LOWEST, HIGHEST
    for _halving in range(HALVINGS):
        quantile = (low + high) / 2
        at_ends = {end: levels(seen[end], quantile) for end in seen}
        served = play(past, first, lead, at_ends.__getitem__, review).total().fill
        low, high = (quantile, high) if served < target else (low, quantile)
    return (low + high) / 2


def order_up_to(outlook: Outlook, quantile: float) -> Levels:
    """Return the levels of a policy that fills up to the quantile at each review."""
    level = _round_up(outlook.quantile(quantile), 1.0)
    return Levels(level, level)


def _round_up(quantity: ArrayLike, steps: ArrayLike) -> Array:
    return np.ceil(np.asarray(quantity) / steps - NOISE) * np.asarray(steps)
