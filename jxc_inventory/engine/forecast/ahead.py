"""What series may sell over spans of their own, such as each one's lead time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .combination import LEAST_KNOWN, ORIGINS
from .patterns import classify
from .pool import predict_far
from .uncertainty import WINDOW, Outlook, outlook

Array = NDArray[np.float64]

# Over longer spans too few backtests would fit into the history: what is said of this
# one is scaled up.
LONGEST = 26
# So many series must lend for the middle of them to mean something.
LEAST_LENDERS = 5


@dataclass(frozen=True)
class Ahead:
    """Demand that k series may have, each over its own span.

    :ivar points: shape (k, horizon), expected demand of each coming period.
    :ivar mean: expected demand over the span, shape (k,).
    :ivar spread: its mean absolute error, shape (k,).
    :ivar patterns: index into ``PATTERNS`` for each series, shape (k,).
    :ivar borrowed: shape (k,), whether a series that knows nothing of itself was
        taken to be like the others of its group.
    :ivar whole: shape (k,), the whole number of periods that errors were seen over.
    :ivar outlooks: for each such number, the outlook of all series.
    """

    points: Array
    mean: Array
    spread: Array
    patterns: NDArray[np.int64]
    borrowed: NDArray[np.bool_]
    whole: NDArray[np.int64]
    outlooks: dict[int, Outlook]

    def factor(self, level: ArrayLike) -> Array:
        """Return how many spreads above its mean the demand of each series lies that
        is not exceeded with probability ``level`` (one, or one for each); shape (k,).
        """
        level = np.broadcast_to(np.asarray(level, dtype=np.float64), self.mean.shape)
        factor = np.zeros_like(self.mean)
        for span, seen in self.outlooks.items():
            members = self.whole == span
            factor[members] = seen.factor(level)[members]
        return factor


def look_ahead(
    history: Array,
    spans: ArrayLike,
    horizon: int,
    events: Array | None = None,
    season: int | None = None,
    groups: NDArray[np.int64] | None = None,
) -> Ahead:
    """Return what series sell over ``spans`` periods, shape (k,), fractions allowed.

    ``events``, shape (k, at least ``horizon``), are factors by which events raise each
    coming period. Errors are seen over the nearest whole number of periods; from there
    the mean is scaled in proportion to time and the spread to its square root, as
    errors of different periods are about independent.

    A series without any known period is taken to be like the middle (median) of its
    group's, where at least five of them sell; how far those lie apart adds to the
    spread. Without such a group it is expected to sell nothing.

    Raises ValueError for an empty history or a span that is not positive and finite.
    """
    spans = np.asarray(spans, dtype=np.float64)
    if history.ndim != 2 or not history.size:
        raise ValueError("a forecast needs periods to look at")
    if not np.all((spans > 0) & np.isfinite(spans)):
        raise ValueError("every series needs a span to look ahead over")
    if groups is None:
        groups = np.zeros(len(history), np.int64)
    whole = np.clip(np.rint(spans), 1, LONGEST).astype(np.int64)
    steps = max(horizon, int(whole.max()))
    seen, base = _outlooks(history, whole, steps, season, groups)
    mean, spread = np.zeros(len(history)), np.zeros(len(history))
    for span, said in seen.items():
        mean[whole == span] = said.mean[whole == span]
        spread[whole == span] = said.spread[whole == span]
    share = spans / whole
    borrowed = _borrow(history, groups, base, mean / whole, spread / np.sqrt(whole))
    mean = np.where(borrowed.taken, borrowed.mean * whole, mean) * share
    spread = np.where(borrowed.taken, borrowed.spread * np.sqrt(whole), spread)
    base = np.where(borrowed.taken[:, None], borrowed.points, base)
    points, raised = _raise(base, events, whole)
    return Ahead(
        points[:, :horizon],
        mean * raised,
        spread * np.sqrt(share) * raised,
        classify(history),
        borrowed.taken,
        whole,
        seen,
    )


def _outlooks(
    history: Array,
    whole: NDArray[np.int64],
    steps: int,
    season: int | None,
    groups: NDArray[np.int64],
) -> tuple[dict[int, Outlook], Array]:
    """Outlooks by span, and expected demand of each period by the span of the series.

    All models are run once; shorter spans are sums of what they say of each period.
    """
    end, most = history.shape[1], int(whole.max())
    # What :func:`outlook` weighs models by and measures errors over, no further back.
    first = max(LEAST_KNOWN, end - max(most * ORIGINS, most + WINDOW - 1))
    if season and end >= 2 * season + WINDOW + most:
        # Seasonal models want two seasons before each end: rather fewer ends.
        first = max(first, 2 * season)
    looked = np.arange(first, end + 1) if first < end else np.array([end])
    said, far = predict_far(history, looked.tolist(), most, steps, season, groups)
    # Croston's rate in small: where nothing tells models apart, it only lowers means.
    del said["sba"], far["sba"]
    last = np.stack([far[name] for name in said], axis=-1)
    seen, base = {}, np.zeros((len(history), steps))
    for span in np.unique(whole).tolist():
        sums = np.stack([_total(values, span) for values in said.values()], axis=-1)
        seen[span], weights = outlook(history, looked, sums, end, span)
        members = whole == span
        base[members] = np.maximum(last[members] @ weights, 0.0)
    return seen, base


def _total(values: Array, span: int) -> Array:
    """Demand over the first periods; a model that says the same of all says it once."""
    if not values.strides[-1]:
        return values[:, :, 0] * span
    return values[:, :, :span].sum(axis=2)


@dataclass(frozen=True)
class _Borrowed:
    """Demand a period of series that know nothing of themselves; zero for others."""

    taken: NDArray[np.bool_]
    mean: Array
    spread: Array
    points: Array


def _borrow(
    history: Array, groups: NDArray[np.int64], base: Array, mean: Array, spread: Array
) -> _Borrowed:
    unknown = np.isnan(history).all(axis=1)
    found = _Borrowed(
        np.zeros(len(history), bool),
        np.zeros(len(history)),
        np.zeros(len(history)),
        np.zeros_like(base),
    )
    for group in np.unique(groups[unknown]):
        lenders = (groups == group) & ~unknown & (mean > 0)
        if lenders.sum() < LEAST_LENDERS:
            continue
        takers = (groups == group) & unknown
        middle = np.median(mean[lenders])
        apart = np.median(np.abs(mean[lenders] - middle))
        found.taken[takers] = True
        found.mean[takers] = middle
        found.spread[takers] = np.hypot(np.median(spread[lenders]), apart)
        found.points[takers] = np.median(base[lenders], axis=0)
    return found


def _raise(
    base: Array, events: Array | None, whole: NDArray[np.int64]
) -> tuple[Array, Array]:
    """Demand of each period with events, and how much they raise that of the span."""
    if events is None:
        return base, np.ones(len(base))
    factors = np.ones_like(base)
    known = min(base.shape[1], events.shape[1])
    factors[:, :known] = events[:, :known]
    points = base * factors
    within = np.arange(base.shape[1]) < whole[:, None]
    plain = np.where(within, base, 0.0).sum(axis=1)
    raised = np.where(within, points, 0.0).sum(axis=1)
    return points, np.where(plain > 0, raised / np.where(plain > 0, plain, 1.0), 1.0)
