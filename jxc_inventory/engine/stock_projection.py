"""What becomes of stock in the days ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_DAYS_IN_WEEK = 7


def expected_loss(
    expiring: Iterable[tuple[int, float]], daily_demand: float, horizon_days: int
) -> float:
    """Return how much stock will expire unsold within the horizon.

    See :func:`expected_losses` for what is meant by the arguments. Lots that outlive
    ``horizon_days`` lose nothing within it.
    """
    return sum(
        lost
        for days, lost in expected_losses(expiring, daily_demand)
        if days <= horizon_days
    )


def expected_losses(
    expiring: Iterable[tuple[int, float]], daily_demand: float
) -> list[tuple[int, float]]:
    """Return the days on which stock leaves unsold, and how much.

    ``expiring`` are lots as (days until the lot must leave the shelf, quantity), in
    any order; a lot with d days left can be sold on d days, one with none left is
    lost. ``daily_demand`` (>= 0) is served from the lot that expires first (FEFO).

    In FEFO order what is sold of a lot is the demand up to its day that earlier lots
    did not serve: sold = min(quantity, demand · days − sold before).
    """
    sold, losses = 0.0, []
    for days, quantity in sorted(expiring):
        taken = min(quantity, max(0.0, daily_demand * max(days, 0) - sold))
        sold += taken
        if quantity > taken:
            losses.append((days, quantity - taken))
    return losses


def first_day_below(
    on_hand: float, changes: Sequence[tuple[int, float]], minimum: float
) -> int | None:
    """Return the first day on which stock is below the minimum, None if never.

    ``changes`` are (day, quantity) with receipts positive and deliveries negative, in
    day order, day 0 being today; several on one day count together.
    """
    if on_hand < minimum:
        return 0
    by_day: dict[int, float] = {}
    for day, quantity in changes:
        by_day[day] = by_day.get(day, 0.0) + quantity
    for day, quantity in by_day.items():
        on_hand += quantity
        if on_hand < minimum:
            return day
    return None


class Projection(NamedTuple):
    """Stock of one product at the end of each day ahead, the first being today."""

    stock: list[float]
    lost: list[float]  # demand of that day that found no stock


def project(
    on_hand: float,
    changes: Iterable[tuple[int, float]],
    points: Sequence[float],
    passed_days: int,
    days: int,
) -> Projection:
    """Return what is left on each of the next ``days`` days.

    ``on_hand`` this morning; ``changes`` are (day, quantity) of what arrives
    (positive), is promised or expires (negative), day 0 being today, in time for that
    day's demand; what is overdue comes today. ``points`` (>= 0, at least one) is the
    demand of each coming week, spread evenly over its days, of which ``passed_days``
    are over; after the last week its demand goes on. Demand that meets an empty shelf
    is lost; promises are owed, so that they may take stock below zero.
    """
    moved = [0.0] * days
    for day, quantity in changes:
        if day < days:
            moved[max(day, 0)] += quantity
    projection = Projection([], [])
    for day, quantity in enumerate(moved):
        week = min((day + passed_days) // _DAYS_IN_WEEK, len(points) - 1)
        wanted = points[week] / _DAYS_IN_WEEK
        on_hand += quantity
        served = min(max(on_hand, 0.0), wanted)
        on_hand -= served
        projection.stock.append(on_hand)
        projection.lost.append(wanted - served)
    return projection
