"""Weekly demand of many products at once, as a forecast wants to read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

DAYS_IN_WEEK = 7
DAYS_NEEDED = 3  # in stock, for a week to say anything about demand
USUAL = 0.75  # three of four weeks with sales sold no more than a usual large week
_DIGITS = 6
EXTREME = 10.0  # usual large weeks; what a week sold beyond is not to be expected


class Correction(NamedTuple):
    """What was done to one series between what was sold and what is forecast from.

    :ivar weeks_out: weeks that say nothing because the product was out of stock.
    :ivar weeks_scaled: weeks scaled up, as on some of their days nothing was there.
    :ivar one_off: quantity taken out because it is not to be expected again.
    :ivar weeks_borrowed: weeks filled with history of the predecessor or analogue.
    :ivar weeks_in_events: weeks from which the uplift of an event was divided out.
    :ivar weeks_extreme: weeks cut to ten times a usual large week, or raised to zero.
    """

    weeks_out: int = 0
    weeks_scaled: int = 0
    one_off: float = 0.0
    weeks_borrowed: int = 0
    weeks_in_events: int = 0
    weeks_extreme: int = 0


@dataclass(frozen=True)
class DemandSeries:
    """Demand of ``k`` products in one warehouse, in their own units.

    :ivar history: shape (k, weeks), units a week, oldest first; NaN says nothing.
    :ivar sold: the same before any correction.
    :ivar ahead: shape (k, ahead), factor by which events raise each coming week.
    :ivar step: shape (k,), 1.0 for goods only ever sold whole, else the fraction
        that quantities are kept to.
    :ivar corrections: what was done to each series.
    """

    history: Array
    sold: Array
    ahead: Array
    step: Array
    corrections: Sequence[Correction]


class Days(NamedTuple):
    """Rows of demand: series, whole days before the last one, quantity."""

    series: NDArray[np.int64]
    days_ago: NDArray[np.int64]
    quantity: Array


_PACKED = np.dtype([("days_ago", ">i4"), ("quantity", ">f8")])


def unpacked(packed: Iterable[tuple[int, bytes | None]]) -> Days:
    """Return rows from the bytes of each series: days ago as an integer of four bytes
    and the quantity as a double of eight, in network order, one after the other.
    """
    series, parts = [], []
    for index, part in packed:
        if part:
            series.append(index)
            parts.append(part)
    rows = np.frombuffer(b"".join(parts), _PACKED)
    counts = [len(part) // _PACKED.itemsize for part in parts]
    return Days(
        np.repeat(np.array(series, np.int64), counts),
        rows["days_ago"].astype(np.int64),
        rows["quantity"].astype(np.float64),
    )


def weekly(
    series: ArrayLike,
    weeks_ago: ArrayLike,
    quantity: ArrayLike,
    shape: tuple[int, int],
) -> Array:
    """Return what each series sold in each week, shape (k, weeks), oldest first.

    Rows: ``series`` (index into the k series), whole ``weeks_ago`` (0 is the last
    week) and ``quantity`` (returns negative); rows of one cell are added up. Those
    from before the oldest week only tell that the series was sold already. Weeks
    before a series' first row are NaN, weeks without a row after it are zero; so a
    product is not diluted by the weeks before it was first sold.
    """
    k, weeks = shape
    series = np.asarray(series, np.int64)
    weeks_ago = np.asarray(weeks_ago, np.int64)
    quantity = np.asarray(quantity, np.float64)
    inside = (weeks_ago >= 0) & (weeks_ago < weeks)
    cells = series[inside] * weeks + weeks - 1 - weeks_ago[inside]
    sold = np.bincount(cells, quantity[inside], k * weeks).astype(np.float64)
    # Of quantities in decimals, whatever the order in which they were added up.
    sold = sold.round(_DIGITS).reshape(shape)
    first = np.full(k, -1)
    np.maximum.at(first, series, weeks_ago)
    sold[np.arange(weeks) < weeks - 1 - first[:, None]] = np.nan
    return sold


def without_outages(sold: Array, days_out: ArrayLike) -> Array:
    """Return weekly demand as it would have been with stock on every day.

    ``days_out``, shape (k, weeks), is the number of days 0..7 of each week on which
    nothing was there and nothing sold. A week with fewer than ``DAYS_NEEDED`` days in
    stock says nothing (NaN); one with more is scaled up to seven days:
    sold · 7 / (7 − days out). Weeks in which more came back than went out are not
    scaled: returns do not come from the shelf.
    """
    days_out = np.asarray(days_out)
    days_in = DAYS_IN_WEEK - days_out
    scale = np.where(sold > 0, DAYS_IN_WEEK / np.maximum(days_in, 1), 1.0)
    return np.where(days_in >= DAYS_NEEDED, sold * scale, np.nan)


def without_extremes(own: Array) -> Array:
    """Return weekly demand without weeks that would drown all the others.

    A week beyond ``EXTREME`` times the third quartile of the weeks with sales is cut
    to that, one in which more came back than went out is taken as zero. One such week
    in a thousand products would weigh more in the choice of models than all the rest,
    as they are chosen by squared errors. Of demand that is only rare or uneven next to
    nothing is cut: 0.1 % of spare parts, 1 % of food, 2 % of a gift wholesaler's.
    """
    sales = np.where(own > 0, own, np.nan)
    known = (~np.isnan(sales)).sum(axis=1)
    ordered = np.sort(sales, axis=1)  # NaN last
    place = (USUAL * np.maximum(known - 1, 0)).astype(np.int64)
    usual = np.where(known > 0, ordered[np.arange(len(own)), place], np.inf)
    return np.clip(own, 0.0, EXTREME * usual[:, None])


def corrections(
    sold: Array,
    one_off: Array,
    in_stock: Array,
    own: Array,
    tame: Array,
    history: Array,
) -> list[Correction]:
    """Return what was done to each series, from its states, each of (k, weeks).

    ``sold`` less one-offs, ``one_off`` what was left out of it, ``in_stock`` after
    stock-outs, ``own`` after events, ``tame`` after extremes, ``history`` after
    borrowing.
    """
    known = ~np.isnan(in_stock)
    steps = (
        (~known & ~np.isnan(sold)).sum(axis=1),
        (in_stock > sold).sum(axis=1),
        np.nansum(one_off, axis=1),
        (~np.isnan(history) & (np.isnan(tame) | (history != tame))).sum(axis=1),
        (known & (in_stock != own)).sum(axis=1),
        (known & (own != tame)).sum(axis=1),
    )
    rows = zip(*(step.tolist() for step in steps), strict=True)
    return [Correction(*row) for row in rows]
