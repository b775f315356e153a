"""What becomes of stock in the days ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


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
