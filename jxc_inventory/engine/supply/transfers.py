"""What one warehouse can give another before anything is bought."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import floor
from typing import NamedTuple

_NOISE = 1e-6


class Place(NamedTuple):
    """One product in one warehouse; quantities in the product's unit."""

    warehouse: int
    need: float  # to order; 0 when nothing is
    surplus: float  # that this warehouse will not need itself; 0 when none
    urgency: float  # what is lost if nothing comes: the higher goes first


class Transfer(NamedTuple):
    giver: int  # warehouse
    taker: int  # warehouse
    quantity: float


def match(
    places: Iterable[Place],
    givers: Mapping[int, Collection[int]],
    step: float,
) -> list[Transfer]:
    """Return transfers of one product, at most one to each warehouse that needs it.

    ``givers`` maps a warehouse to those that may supply it. The most urgent need is
    served first, from the warehouse with most left to give: all of the need where one
    can, else what it has, in whole ``step`` (0 for any quantity). Nothing is given
    beyond the surplus nor taken beyond the need; a warehouse in need gives nothing.
    """
    places = list(places)
    left = {
        place.warehouse: place.surplus
        for place in places
        if place.surplus > _NOISE and place.need <= _NOISE
    }
    transfers = []
    in_need = [place for place in places if place.need > _NOISE]
    for place in sorted(in_need, key=lambda p: (-p.urgency, -p.need, p.warehouse)):
        able = [giver for giver in givers.get(place.warehouse, ()) if giver in left]
        if not able:
            continue
        giver = max(able, key=lambda warehouse: (left[warehouse], -warehouse))
        quantity = _down(min(left[giver], place.need), step)
        if quantity > _NOISE:
            left[giver] -= quantity
            transfers.append(Transfer(giver, place.warehouse, quantity))
    return transfers


def _down(quantity: float, step: float) -> float:
    return floor(quantity / step + _NOISE) * step if step else quantity
