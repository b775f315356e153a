"""Last year once more: by the forecast, and by the levels it is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .backtest import Levels, average_levels, forecast_levels, perishable, play
from .forecast import Outlook, outlooks_by_span
from .outage import DAYS_IN_WEEK
from .replay import Array, Replay

Whole = NDArray[np.int64]

# Goods that expire are ordered up to what as likely as not sells in time.
EXPECTED_TO_SELL = 0.5
# A series known for fewer weeks before the first played one is too new to judge by.
LEAST_KNOWN = 8


@dataclass(frozen=True)
class Past:
    """Demand of k series and the terms on which it was to be served; weeks throughout.

    :ivar history: what a forecast reads, shape (k, weeks); NaN says nothing.
    :ivar sold: what really was asked for, same shape.
    :ivar start: the first week to be played; those before it are only looked back on.
    :ivar spans: lead time plus review period, which an order has to last, shape (k,).
    :ivar leads: how many weeks after the evening of an order its goods are there in
        the morning, shape (k,).
    :ivar reviews: weeks between two looks at the stock, shape (k,).
    :ivar steps: what quantities are rounded to, shape (k,).
    :ivar lives: weeks that goods keep, 0 for those that keep for good, shape (k,).
    """

    history: Array
    sold: Array
    start: int
    spans: Whole
    leads: Whole
    reviews: Whole
    steps: Array
    lives: Whole

    def known(self) -> NDArray[np.bool_]:
        """Return which series were sold long enough before the first week played."""
        weeks = (~np.isnan(self.sold[:, : self.start])).sum(axis=1)
        return weeks >= LEAST_KNOWN

    def see(self) -> dict[int, Outlook]:
        """Return the outlook from the evening before each week, and from the last."""
        ends = range(self.start, self.sold.shape[1] + 1)
        seen = outlooks_by_span(self.history, list(ends), self.spans)
        return dict(zip(ends, seen, strict=True))


def whole_weeks(lead_days: ArrayLike, review_days: ArrayLike) -> tuple[Whole, ...]:
    """Return spans, leads and reviews in whole weeks, as :class:`Past` has them.

    What is ordered in the evening of one review has to last until what is ordered at
    the next arrives: that is lead time plus review period, rounded to weeks.
    """
    lead, review = np.asarray(lead_days, float), np.asarray(review_days, float)
    spans = np.maximum(np.rint((lead + review) / DAYS_IN_WEEK), 1).astype(np.int64)
    reviews = np.maximum(np.rint(review / DAYS_IN_WEEK), 1).astype(np.int64)
    return spans, np.maximum(spans - reviews + 1, 1), reviews


def play_forecast(
    past: Past, seen: Mapping[int, Outlook], quantile: ArrayLike
) -> Replay:
    """Play the levels that follow from the outlook from each end.

    ``quantile`` is one number or one a series. Goods that expire are never ordered
    beyond what is expected to sell before they must leave.
    """
    levels = {
        end: forecast_levels(outlook, quantile, past.spans, past.reviews, past.steps)
        for end, outlook in seen.items()
    }
    fresh = np.flatnonzero(past.lives)
    limits = {}
    if fresh.size:
        spans = (past.leads + past.lives)[fresh]
        sellable = outlooks_by_span(past.history[fresh], list(seen), spans)
        limits = dict(zip(seen, sellable, strict=True))

    def at(end: int, rows: Whole) -> Levels:
        level = _rows_of(levels[end], rows)
        if not past.lives[rows].any():
            return level
        rate = (seen[end].mean / past.spans)[rows]
        limit = limits[end].quantile(EXPECTED_TO_SELL)
        return perishable(level, rate, limit, past.steps[rows])

    return _play(past, at)


def play_levels(past: Past, minimum: Array, maximum: Array) -> Replay:
    """Play levels that stay what they are; a maximum below its minimum counts as it."""
    levels = Levels(minimum, np.maximum(minimum, maximum))
    return _play(past, lambda end, rows: _rows_of(levels, rows))


def play_average(past: Past) -> Replay:
    """Play the plain average of the last four weeks, Odoo's own advice."""

    def at(end: int, rows: Whole) -> Levels:
        return average_levels(past.sold[rows], end, past.spans[rows])

    return _play(past, at)


def _play(past: Past, levels: Callable[[int, Whole], Levels]) -> Replay:
    """Goods that keep and goods that expire are played apart."""
    apart = [np.flatnonzero(past.lives == 0), np.flatnonzero(past.lives)]
    results = [
        play(
            past.sold[rows],
            past.start,
            past.leads[rows],
            lambda end, rows=rows: levels(end, rows),
            past.reviews[rows],
            past.lives[rows] if past.lives[rows].any() else None,
        )
        for rows in apart
        if rows.size
    ]
    order = np.argsort(np.concatenate(apart))
    columns = zip(*(vars(result).values() for result in results), strict=True)
    return Replay(*(np.concatenate(parts)[order] for parts in columns))


def _rows_of(levels: Levels, rows: Whole) -> Levels:
    return Levels(levels.minimum[rows], levels.maximum[rows])


def together(pasts: Sequence[Past]) -> Past:
    """Return the series of several, one after the other; all of the same weeks."""
    columns = zip(*(vars(past).values() for past in pasts), strict=True)
    return Past(
        *(
            parts[0] if isinstance(parts[0], int) else np.concatenate(parts)
            for parts in columns
        )
    )


def rows_of(past: Past, rows: NDArray[np.int64]) -> Past:
    """Return some of the series."""
    return Past(
        *(
            value if isinstance(value, int) else value[rows]
            for value in vars(past).values()
        )
    )
