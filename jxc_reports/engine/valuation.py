"""Value of a stock at an instant, replayed from its receipts and issues.

The rules are those of Odoo 19 ``stock_account`` (``product.product._run_avco``,
``_run_fifo``, ``_get_standard_price_at_date``) restated over plain values, so that
thousands of products are valued from a few set-based reads. A test of the add-on
holds both against each other over random histories.

Quantities are in the product's unit, values in the company's currency, dates are
naive UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Move:
    """A done movement that changes what the company owns.

    ``quantity`` is the owned quantity moved, ``lot_quantity`` the part of it that
    belongs to the valued lot (the same where lots are not valued). ``value`` is the
    recorded value of the whole movement and ``document_quantity`` its quantity in the
    unit of the document.
    """

    id: int
    date: datetime
    is_in: bool
    is_out: bool
    is_dropship: bool
    quantity: float
    lot_quantity: float
    value: float
    document_quantity: float

    @property
    def receives(self) -> bool:
        return self.is_in or self.is_dropship


@dataclass(frozen=True, slots=True)
class Revaluation:
    """A unit cost set by hand (or a standard price change) at ``date``."""

    date: datetime
    unit_cost: float


def standard_cost(
    history: Sequence[Revaluation], at: datetime | None, current: float
) -> float:
    """Return the standard price in force at ``at`` (``None``: the current one).

    Before the first recorded change the first recorded price counts, as in
    ``product.product._get_standard_price_at_date``. ``history`` is in date order.
    """
    if at is None or not history:
        return current
    price = history[0].unit_cost
    for change in history:
        if change.date > at:
            break
        price = change.unit_cost
    return price


def average_receipts(
    moves: Sequence[Move], revaluations: Sequence[Revaluation]
) -> list[Move]:
    """Return the receipts whose value the average cost still depends on.

    A revaluation replaces the cost of all that came before it. Both arguments are in
    date order and end at the instant asked for.
    """
    receipts = [move for move in moves if move.receives]
    if not revaluations:
        return receipts
    last = revaluations[-1].date
    return [move for move in receipts if move.date >= last]


def average_value(
    moves: Sequence[Move],
    revaluations: Sequence[Revaluation],
    receipt_values: Mapping[int, float],
    quantity: float,
) -> float:
    """Return the value of a stock at moving average cost.

    :param moves: movements in date order, up to the instant asked for
    :param revaluations: unit costs set by hand, in date order, up to that instant
    :param receipt_values: value of each of ``average_receipts`` at that instant
    :param quantity: stock at that instant, used where a revaluation came last
    """
    receipts = [move for move in moves if move.receives]
    if revaluations and (not receipts or revaluations[-1].date > receipts[-1].date):
        return revaluations[-1].unit_cost * quantity
    pending = list(reversed(revaluations))
    stock = unit_cost = value = 0.0
    for move in moves:
        while pending and move.date >= pending[-1].date:
            unit_cost = pending.pop().unit_cost
            value = unit_cost * stock
        if move.receives:
            share = move.lot_quantity / move.quantity if move.quantity else 0.0
            received = receipt_values.get(move.id, 0.0) * share
            before = stock
            stock += move.lot_quantity
            if before > 0:
                value += received
                unit_cost = value / stock
            else:
                # Goods sold before they were received take the cost of this receipt.
                if move.lot_quantity:
                    unit_cost = received / move.lot_quantity
                value = unit_cost * stock
        if move.is_out or move.is_dropship:
            value -= move.lot_quantity * unit_cost
            stock -= move.lot_quantity
    return value


def fifo_stack(
    moves: Sequence[Move], quantity: float, precision: int
) -> list[tuple[Move, float]]:
    """Return the latest receipts that make up ``quantity``, oldest first.

    Each comes with how much of it is still there. ``moves`` is in date order.
    """
    stack = []
    left = quantity
    for move in reversed(moves):
        if round(left, precision) <= 0:
            break
        if move.is_in:
            stack.append((move, min(move.quantity, left)))
            left -= move.quantity
    stack.reverse()
    return stack


def fifo_value(
    stack: Sequence[tuple[Move, float]],
    receipt_values: Mapping[int, float],
    quantity: float,
    standard_price: float,
) -> float:
    """Return the value of a positive stock, first in first out.

    :param stack: what ``fifo_stack`` returned for ``quantity``
    :param receipt_values: value of each receipt of the stack at the instant asked for
    :param standard_price: price of stock for which no receipt is known
    """
    value, covered = 0.0, 0.0
    for move, present in stack:
        if move.quantity:
            value += receipt_values[move.id] * present / move.quantity
            covered += present
    missing = quantity - covered
    if missing > 0:
        last = stack[-1][0] if stack else None
        known = last is not None and last.document_quantity
        price = last.value / last.document_quantity if known else standard_price
        value += missing * price
    return value
