"""What a reorder policy would have done: past demand played again, period by period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .forecast.uncertainty import Outlook

Array = NDArray[np.float64]

# Beyond the highest a quantile rests on too few errors.
LOWEST, HIGHEST = 0.0, 0.995
HALVINGS = 10


@dataclass
class State:
    """Stock of k products on the evening of a period, when orders are placed.

    :ivar stock: shape (k, n), the column being the periods after which the goods must
        have left, oldest first; one column for goods that keep.
    :ivar coming: shape (lead, k), what arrives in each of the next periods.
    """

    stock: Array
    coming: Array

    def position(self) -> Array:
        """Stock and what is on its way, shape (k,)."""
        return self.stock.sum(axis=1) + self.coming.sum(axis=0)


@dataclass(frozen=True)
class Replay:
    """Totals of a replay, in units.

    :ivar fill: part of demand that was served from stock.
    :ivar stock: mean stock on hand in the evening.
    :ivar lost: demand that met an empty shelf; it does not wait.
    :ivar expired: goods written off because they did not sell in time.
    """

    fill: float
    stock: float
    lost: float
    expired: float


def replay(
    demand: Array,
    start: int,
    lead: int,
    opening: Array,
    order: Callable[[int, State], Array],
    review: int = 1,
    shelf_life: int | None = None,
) -> Replay:
    """Play ``demand``, shape (k, T), from period ``start`` on.

    Each period the goods ordered ``lead`` periods ago arrive, demand is served oldest
    goods first and what finds none is lost, goods whose ``shelf_life`` (in periods,
    counted from arrival) is over are written off, and every ``review`` periods
    ``order(period, state)`` says what to order, shape (k,). ``opening`` is the stock
    in the morning of the first period, as fresh as if it had just arrived.
    """
    ages = shelf_life or 1
    state = State(np.zeros((len(demand), ages)), np.zeros((lead, len(demand))))
    state.stock[:, -1] = opening
    held = lost = expired = 0.0
    for period in range(start, demand.shape[1]):
        state.stock[:, -1] += state.coming[0]
        state.coming = np.roll(state.coming, -1, axis=0)
        state.coming[-1] = 0.0
        wanted = np.nan_to_num(demand[:, period])
        for age in range(ages):
            taken = np.minimum(state.stock[:, age], wanted)
            state.stock[:, age] -= taken
            wanted -= taken
        lost += wanted.sum()
        if shelf_life:
            expired += state.stock[:, 0].sum()
            state.stock = np.roll(state.stock, -1, axis=1)
            state.stock[:, -1] = 0.0
        held += state.stock.sum()
        if (period - start) % review == 0:
            state.coming[-1] = np.maximum(order(period, state), 0.0)
    asked = float(np.nansum(demand[:, start:]))
    periods = demand.shape[1] - start
    fill = 1 - lost / asked if asked else 1.0
    return Replay(float(fill), float(held / periods), float(lost), float(expired))


def calibrate(
    demand: Array,
    seen: Mapping[int, Outlook],
    target: float,
    lead: int,
    review: int = 1,
) -> float:
    """Return the quantile that would have served ``target`` of past demand.

    ``seen`` gives the outlook over lead plus review from each of some successive ends;
    the periods after the first of them are replayed with stock ordered up to the
    quantile. The quantile that no order-up-to level may exceed is the same for all
    products: so the next unit of stock prevents as many lost sales wherever it lies.

    A fill rate is the part of demand served; a level of 95 % is the chance that a
    cycle ends without a gap and gives another fill rate (E. Silver, D. Pyke,
    R. Peterson, "Inventory Management and Production Planning and Scheduling", 3rd
    ed., 1998, §7.3): no formula, but the replay says which.
    """
    first, last = min(seen), max(seen)
    past = demand[:, :last]
    low, high = LOWEST, HIGHEST
    for _halving in range(HALVINGS):
        level = (low + high) / 2
        levels = {end: whole(seen[end].quantile(level)) for end in seen}
        served = replay(
            past,
            first,
            lead,
            levels[first],
            lambda period, state, levels=levels: levels[period + 1] - state.position(),
            review,
        ).fill
        low, high = (level, high) if served < target else (low, level)
    return (low + high) / 2


def whole(quantity: Array) -> Array:
    """Return quantities rounded up to whole units, floating point noise aside."""
    return np.ceil(quantity - 1e-6)


def sellable_order(state: State, level: Array, rate: Array, limit: Array) -> Array:
    """Return what to order of goods that expire, shape (k,).

    Up to ``level``, counting stock as gone that will not sell in time at ``rate``
    units a period, and never so much that the stock position exceeds ``limit``, the
    demand that can be counted on before what is ordered now must have left.
    """
    ages = state.stock.shape[1]
    # Goods that leave after n periods sell n·rate less what older goods take.
    until = np.cumsum(state.stock, axis=1)
    saleable = np.zeros(len(rate))
    for age in range(ages):
        saleable = np.minimum(
            saleable + state.stock[:, age], np.maximum(rate * (age + 1), saleable)
        )
    gone = until[:, -1] - saleable
    position = state.position() - gone
    return np.minimum(whole(level), np.floor(limit)) - position
