"""How much of what is ordered now can be sold before it must leave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Ahead(NamedTuple):
    """Goods in stock or on their way; days count from today."""

    arrives: float  # 0 for what is in stock
    leaves: float  # the first day on which they can no longer be sold
    quantity: float


def sellable(
    stock: Iterable[Ahead], daily_demand: float, arrives: float, leaves: float
) -> float:
    """Return how many units that are on the shelf from ``arrives`` to ``leaves`` sell.

    Demand is the same every day and is served from the goods that leave first (FEFO);
    goods that leave on the same day as the order go before it, those that leave later
    wait for it. What sells is the demand between the two days that goods before the
    order do not serve; what was demanded before it arrives is gone. Goods that cannot
    be sold in time take no demand away.
    """
    if leaves <= arrives or daily_demand <= 0:
        return 0.0
    before = sorted((lot for lot in stock if lot.leaves <= leaves), key=_leaves)
    left = [max(0.0, lot.quantity) for lot in before]
    days = {0.0, float(arrives), float(leaves)}
    days.update(
        day for lot in before for day in (lot.arrives, lot.leaves) if 0 < day < leaves
    )
    events = sorted(days)
    unserved = 0.0
    for day, next_day in zip(events, events[1:], strict=False):
        demand = daily_demand * (next_day - day)
        for place, lot in enumerate(before):
            if lot.arrives <= day < lot.leaves:
                taken = min(left[place], demand)
                left[place] -= taken
                demand -= taken
        if day >= arrives:
            unserved += demand
    return unserved


def _leaves(lot: Ahead) -> float:
    return lot.leaves
