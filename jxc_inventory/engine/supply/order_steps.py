"""What is done to what is missing, by the vendor's terms and the shelf life."""

from __future__ import annotations

from enum import IntFlag


class Step(IntFlag):
    """What was done to what is missing; said in words in the reason."""

    MINIMUM = 1  # raised to the vendor's minimum order quantity
    PRICE_BREAK = 2  # raised to a quantity at which the price is lower
    MULTIPLE = 4  # rounded up to whole packs
    CUT = 8  # cut to what can be sold before it must leave
    NOTHING_SELLS = 16  # nothing ordered: what came would not sell in time
    MINIMUM_ABOVE_CAP = 32  # nothing ordered: the least one may order would not sell
