"""Demand of a product that has little of its own, from one that it is like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Lender(NamedTuple):
    """A series that another borrows from.

    :ivar index: place of the lender among the series.
    :ivar share: part of the lender's demand that counts, 1.0 for all.
    :ivar replaced: whether the borrower takes the lender's place (predecessor), or is
        only like it (analogue).
    """

    index: int
    share: float
    replaced: bool


def borrowed(
    history: Array, before: NDArray[np.bool_], lenders: Mapping[int, Iterable[Lender]]
) -> Array:
    """Return the history with each borrower's gaps filled from its lenders.

    ``history`` and ``before``, shape (k, weeks): ``before`` tells the weeks before the
    series itself was first sold. Those take the share of the lender's demand, of
    several lenders the first known; they stay unknown (NaN) where no lender knows.
    From its first sale on a series speaks for itself, except that customers who still
    took the product it replaces are added; a week in which that one was unknown adds
    nothing, as it was likely sold out for good. A lender may borrow itself, from
    series of this same history; a circle is broken where it closes.
    """
    filled = history.copy()
    done: set[int] = set()

    def fill(index: int) -> None:
        if index in done:
            return
        done.add(index)
        for lender in lenders.get(index, ()):
            fill(lender.index)
            lent = lender.share * filled[lender.index]
            gaps = before[index] & np.isnan(filled[index])
            filled[index] = np.where(gaps, lent, filled[index])
            if lender.replaced:
                filled[index] += np.where(before[index], 0.0, np.nan_to_num(lent))

    for index in lenders:
        fill(index)
    return filled
