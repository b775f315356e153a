"""What a reorder policy would have done: past demand played again, period by period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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

    def arrive(self, column: NDArray[np.int64]) -> Array:
        """Take in what arrives this period, into a column of each series' stock."""
        arrived = self.coming[0].copy()
        self.stock[np.arange(len(column)), column] += arrived
        self.coming = np.roll(self.coming, -1, axis=0)
        self.coming[-1] = 0.0
        return arrived

    def serve(self, wanted: Array) -> Array:
        """Take what is wanted, oldest goods first; return what found none."""
        missing = wanted.copy()
        for age in range(self.stock.shape[1]):
            taken = np.minimum(self.stock[:, age], missing)
            self.stock[:, age] -= taken
            missing -= taken
        return missing

    def age(self) -> Array:
        """Let a period pass; return what must leave."""
        gone = self.stock[:, 0].copy()
        self.stock = np.roll(self.stock, -1, axis=1)
        self.stock[:, -1] = 0.0
        return gone


Order = Callable[[int, State], Array]


@dataclass(frozen=True)
class Totals:
    """What a replay came to over all series together, in units.

    :ivar fill: part of demand that was served from stock; 1 where none was asked for.
    :ivar stock: mean stock on hand in the evening.
    :ivar lost: demand that met an empty shelf; it does not wait.
    :ivar expired: goods written off because they did not sell in time.
    """

    fill: float
    stock: float
    lost: float
    expired: float


@dataclass(frozen=True)
class Replay:
    """What a replay did, in units; every array but the last has shape (k,).

    Nothing appears or vanishes: opening + received = asked − lost + expired + closing.

    :ivar opening: stock in the morning of the first period.
    :ivar received: what arrived; orders still on their way do not count.
    :ivar asked: demand.
    :ivar lost: demand that met an empty shelf; it does not wait.
    :ivar expired: goods written off because they did not sell in time.
    :ivar closing: stock in the last evening.
    :ivar orders: how many times something was ordered.
    :ivar evenings: stock on hand each evening, shape (k, periods).
    """

    opening: Array
    received: Array
    asked: Array
    lost: Array
    expired: Array
    closing: Array
    orders: Array
    evenings: Array

    @property
    def stock(self) -> Array:
        """Mean stock on hand in the evening, shape (k,)."""
        return self.evenings.mean(axis=1)

    @property
    def fill(self) -> Array:
        """Part of demand that was served, shape (k,); 1 where none was asked for."""
        asked = np.where(self.asked > 0, self.asked, 1.0)
        return np.where(self.asked > 0, 1 - self.lost / asked, 1.0)

    def total(self) -> Totals:
        """Return all series together."""
        asked, lost = float(self.asked.sum()), float(self.lost.sum())
        return Totals(
            1 - lost / asked if asked else 1.0,
            float(self.stock.sum()),
            lost,
            float(self.expired.sum()),
        )


def replay(
    demand: Array,
    start: int,
    lead: int | NDArray[np.int64],
    opening: Array,
    order: Order,
    review: int | NDArray[np.int64] = 1,
    shelf_life: int | NDArray[np.int64] | None = None,
) -> Replay:
    """Play ``demand``, shape (k, T), from period ``start`` on.

    Each period the goods ordered ``lead`` periods ago arrive, demand is served oldest
    goods first and what finds none is lost, goods whose ``shelf_life`` (in periods,
    counted from arrival) is over are written off, and every ``review`` periods
    ``order(period, state)`` says what to order, shape (k,). ``opening`` is the stock
    in the morning of the first period, as fresh as if it had just arrived. ``lead``,
    ``review`` and ``shelf_life`` are one number or one a series. A period of NaN asks
    for nothing.

    Raises ValueError for a lead, shelf life or review below one, or no period to play.
    """
    rows = np.arange(len(demand))
    leads = np.broadcast_to(np.asarray(lead, np.int64), rows.shape)
    lives = np.asarray(1 if shelf_life is None else shelf_life, np.int64)
    lives = np.broadcast_to(lives, rows.shape)
    asked = np.maximum(np.nan_to_num(demand[:, start:]), 0.0)
    reviews = np.broadcast_to(np.asarray(review, np.int64), rows.shape)
    if min(asked.shape[1], *leads, *reviews, *lives) < 1:
        raise ValueError("lead, shelf life, review and periods are one at least")
    state = State(
        np.zeros((len(rows), lives.max(initial=1))),
        np.zeros((leads.max(initial=1), len(rows))),
    )
    state.stock[rows, lives - 1] = opening
    received, lost, expired, orders = np.zeros((4, len(rows)))
    evenings = np.empty_like(asked)
    for turn in range(asked.shape[1]):
        received += state.arrive(lives - 1)
        lost += state.serve(asked[:, turn])
        if shelf_life is not None:
            expired += state.age()
        evenings[:, turn] = state.stock.sum(axis=1)
        due = turn % reviews == 0
        if due.any():
            ordered = np.where(due, np.maximum(order(start + turn, state), 0.0), 0.0)
            state.coming[leads - 1, rows] = ordered
            orders += ordered > 0
    opened = np.broadcast_to(np.asarray(opening, np.float64), rows.shape)
    closing, asked = evenings[:, -1].copy(), asked.sum(axis=1)
    return Replay(opened, received, asked, lost, expired, closing, orders, evenings)


def whole(quantity: Array) -> Array:
    """Return quantities rounded up to whole units, floating point noise aside."""
    return np.ceil(quantity - 1e-6)


def unsaleable(state: State, rate: Array) -> Array:
    """Return how much of the stock leaves unsold at ``rate`` units a period."""
    saleable = np.zeros(len(rate))
    for age in range(state.stock.shape[1]):
        # Goods that leave after n periods sell n·rate less what older goods take.
        saleable = np.minimum(
            saleable + state.stock[:, age], np.maximum(rate * (age + 1), saleable)
        )
    return state.stock.sum(axis=1) - saleable


def sellable_order(state: State, level: Array, rate: Array, limit: Array) -> Array:
    """Return what to order of goods that expire, shape (k,).

    Up to ``level``, counting stock as gone that will not sell in time at ``rate``
    units a period, and never so much that the stock position exceeds ``limit``, the
    demand that can be counted on before what is ordered now must have left.
    """
    position = state.position() - unsaleable(state, rate)
    return np.minimum(whole(level), np.floor(limit)) - position
