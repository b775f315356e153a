"""How much may sell over the next periods together, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .combination import LEAST_KNOWN, ORIGINS, fit_mean
from .pool import predict

Array = NDArray[np.float64]

# Errors are looked at over this many periods back.
WINDOW = 26
# As many periods of its own as the spread that its level alone suggests counts for.
SHARED_PERIODS = 10
CLASSES = 4
# A fit of spread to level needs so many series; fewer are taken to be Poisson.
LEAST_SERIES = 20
LEAST_MEAN = 0.05
# Fewer errors than this give no quantile.
LEAST_ERRORS = 10


@dataclass(frozen=True)
class Outlook:
    """Demand of k series over a span of periods, seen from one end.

    :ivar mean: expected demand over the span, shape (k,).
    :ivar spread: its mean absolute error, shape (k,).
    :ivar classes: which of ``errors`` a series shares, shape (k,).
    :ivar errors: for each class the sorted errors of its members, each divided by the
        spread of its series: what really happened, so no distribution is assumed.
    """

    mean: Array
    spread: Array
    classes: NDArray[np.int64]
    errors: tuple[Array, ...]

    def quantile(self, level: ArrayLike) -> Array:
        """Return the demand that is not exceeded with probability ``level``.

        ``level`` is one number or one for each series, between 0 and 1. Shape (k,),
        never below zero.
        """
        return np.maximum(self.mean + self.spread * self.factor(level), 0.0)

    def factor(self, level: ArrayLike) -> Array:
        """Return how many spreads above the mean that quantile lies, shape (k,)."""
        level = np.broadcast_to(np.asarray(level, dtype=np.float64), self.mean.shape)
        factor = np.zeros_like(self.mean)
        for index, errors in enumerate(self.errors):
            members = self.classes == index
            if members.any() and errors.size:
                factor[members] = np.quantile(errors, level[members])
        return factor


def outlooks(
    history: Array,
    ends: Sequence[int],
    span: int,
    season: int | None = None,
    groups: NDArray[np.int64] | None = None,
) -> list[Outlook]:
    """Return the outlook over ``span`` periods from each end.

    Each sees only the periods before its end. The mean is the combination of the
    models of the pool with weights fitted evenly, so that it does not lean below the
    mean as :func:`forecast` may; errors are those such a mean would have had in the
    last ``WINDOW`` periods. The spread of a series is its own mean absolute error,
    drawn to a power law of spread and mean over all series (L. R. Taylor,
    "Aggregation, variance and the mean", Nature 189 (1961); for stock: E. Silver,
    D. Pyke, R. Peterson, "Inventory Management and Production Planning and
    Scheduling", 3rd ed., 1998, ch. 4): one series has too few periods of its own, and
    absolute errors are not ruled by a single large order as squares are.
    """
    first = min(ends) - span * (ORIGINS + 1) - WINDOW
    looked = np.arange(max(LEAST_KNOWN, first), max(ends) + 1)
    looked = looked if looked.size else np.array([max(ends)])
    said = predict(history, looked.tolist(), span, season, groups)
    sums = np.stack([values.sum(axis=2) for values in said.values()], axis=-1)
    return [outlook(history, looked, sums, end, span)[0] for end in ends]


def outlook(
    history: Array, looked: NDArray[np.int64], sums: Array, end: int, span: int
) -> tuple[Outlook, Array]:
    """Return the outlook over ``span`` periods from one end, and the models' weights.

    ``sums``, shape (len(looked), k, models), is what each model said that would sell
    over the span from each of the successive ends ``looked``, ``end`` among them.
    """
    start = int(looked[0])
    origins = [
        origin
        for origin in range(end - span, start - 1, -span)[:ORIGINS]
        if origin >= LEAST_KNOWN
    ]
    weights = np.full(sums.shape[-1], 1 / sums.shape[-1])
    if origins:
        futures = np.stack([_demand(history, origin, span) for origin in origins])
        said = sums[np.array(origins) - start, :, None]
        weights = fit_mean(history, origins, futures[..., None], said)
    mean = np.maximum(sums[end - start] @ weights, 0.0)
    past = np.arange(max(start, end - span - WINDOW + 1), end - span + 1)
    expected = np.maximum(sums[past - start] @ weights, 0.0)
    actual = np.array([_demand(history, origin, span) for origin in past])
    errors = actual.reshape(expected.shape) - expected
    return _spread(mean, expected, errors), weights


def _demand(history: Array, origin: int, span: int) -> Array:
    """Demand over the span; NaN where a period of it says nothing."""
    return history[:, origin : origin + span].sum(axis=1)


def _spread(mean: Array, expected: Array, errors: Array) -> Outlook:
    """The outlook from errors of shape (origins, k), NaN where unknown."""
    known = ~np.isnan(errors)
    count = known.sum(axis=0)
    size = np.where(known, np.abs(errors), 0.0).sum(axis=0) / np.maximum(count, 1)
    level = np.where(known, expected, 0.0).sum(axis=0) / np.maximum(count, 1)
    factor, power = _power_law(level, size)

    def typical(value: Array) -> Array:
        return factor * np.maximum(value, LEAST_MEAN) ** power

    own = np.where(count > 0, size / typical(level), 1.0)
    ratio = (count * own + SHARED_PERIODS) / (count + SHARED_PERIODS)
    scaled = errors / (ratio * typical(expected))
    limits = np.quantile(mean, np.linspace(0, 1, CLASSES + 1)[1:-1])
    classes = np.digitize(mean, limits)
    shared = tuple(
        _enough(np.sort(scaled[:, classes == index][known[:, classes == index]]))
        for index in range(CLASSES)
    )
    return Outlook(mean, ratio * typical(mean), classes, shared)


def _enough(errors: Array) -> Array:
    """Errors of a class; too few for a quantile are taken to be normal."""
    missing = LEAST_ERRORS - errors.size
    if missing <= 0:
        return errors
    normal = NormalDist(0.0, np.sqrt(np.pi / 2))  # of mean absolute error one
    added = [normal.inv_cdf((place + 0.5) / missing) for place in range(missing)]
    return np.sort(np.concatenate([errors, added]))


def _power_law(level: Array, size: Array) -> tuple[float, float]:
    """Factor and power by which the size of errors follows from the level."""
    good = (level > LEAST_MEAN) & (size > 0)
    if good.sum() < LEAST_SERIES or np.ptp(level[good]) == 0:
        # Mean absolute deviation of a normal: √(2/π) σ; of a Poisson, σ is √mean.
        return float(np.sqrt(2 / np.pi)), 0.5
    power, factor = np.polyfit(np.log(level[good]), np.log(size[good]), 1)
    return float(np.exp(factor)), float(power)
