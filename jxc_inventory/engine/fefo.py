"""First expiry, first out: which lot was passed over for a later one."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple


class FreeLot(NamedTuple):
    """What could be picked instead.

    :param free: quantity in the unit of the product that nobody else has a claim on.
    """

    lot: Hashable
    expiry: date
    free: float


def passed_over(
    expiry: date | None, offers: Iterable[FreeLot], unit: float
) -> FreeLot | None:
    """Return the lot that expires first among those that should have been picked.

    :param expiry: last usable day of the lot that is picked; None when unknown, which
        is later than any known day.
    :param unit: the smallest quantity that counts; less than half of it is nothing.
    :return: None when no earlier lot is free. Lots of the same day are not earlier.
    """
    earlier = [
        offer
        for offer in offers
        if offer.free > unit / 2 and (expiry is None or offer.expiry < expiry)
    ]
    return min(earlier, key=lambda offer: offer.expiry, default=None)
