"""Which vendor is the best buy once lead time and punctuality have their price."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

DAYS_IN_YEAR = 365.0
# What is known of all vendors counts like so many receipts of one.
PRIOR_RECEIPTS = 5.0
# Without any receipts at all, a vendor is taken to be late as often as not.
NOTHING_KNOWN = 0.5


def punctuality(on_time: ArrayLike, receipts: ArrayLike) -> Array:
    """Return the share of receipts on time to be expected of ``k`` vendors, shape (k,).

    ``on_time`` of ``receipts`` each were so far. The mean of a beta distribution whose
    prior is the share over all of them, worth five receipts: one receipt on time does
    not make a vendor better than 95 of 100 (A. Gelman et al., "Bayesian Data Analysis",
    3rd ed., 2013, §2.4). Each vendor is to be given once.
    """
    good = np.asarray(on_time, np.float64)
    all_ = np.asarray(receipts, np.float64)
    if np.any(good > all_) or np.any(good < 0):
        raise ValueError("receipts on time are part of the receipts")
    share = good.sum() / all_.sum() if all_.sum() else NOTHING_KNOWN
    return (good + PRIOR_RECEIPTS * share) / (all_ + PRIOR_RECEIPTS)


def comparable_price(
    price: ArrayLike,
    lead_days: ArrayLike,
    on_time: ArrayLike,
    holding: float,
    lateness: float,
) -> Array:
    """Return prices of ``k`` offers that may be compared, shape (k,).

    To the ``price`` of a unit comes what money costs while the goods are on their way,
    price · ``holding`` (a year, as a fraction) · ``lead_days`` / 365, and price ·
    ``lateness`` for the part of receipts that is not ``on_time`` (0..1): a vendor who
    is always late must be cheaper by ``lateness`` than one who never is.
    """
    price, days, on_time = (
        np.asarray(value, np.float64) for value in (price, lead_days, on_time)
    )
    return price * (1 + holding * days / DAYS_IN_YEAR + lateness * (1 - on_time))
