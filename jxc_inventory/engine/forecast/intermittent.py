"""Models for demand that comes now and then."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .smoothing import _steps, optimised

Array = NDArray[np.float64]

# Croston and Syntetos & Boylan take 0.1; statsforecast searches sums between these.
FACTOR = 0.1
FACTORS_OF_SUMS = np.linspace(0.1, 0.3, 11)
SBA_CORRECTION = 0.95


def croston(history: Array, ends: Sequence[int], factor: float = FACTOR) -> Array:
    """Return Croston's rate: smoothed size over smoothed interval of demand.

    Shape (len(ends), k). Source: J. D. Croston, "Forecasting and stock control for
    intermittent demands", Operational Research Quarterly 23 (1972). Equals
    ``CrostonClassic`` of statsforecast.
    """
    size = np.full(len(history), np.nan)
    interval = np.full(len(history), np.nan)
    waited = np.zeros(len(history))
    out = np.zeros((len(ends), len(history)))
    for period, rows in _steps(history, ends):
        value = history[:, period]
        known = ~np.isnan(value)
        waited += known
        hit = known & (value > 0)
        first = hit & np.isnan(size)
        size = _move(size, value, hit, first, factor)
        interval = _move(interval, waited, hit, first, factor)
        waited = np.where(hit, 0.0, waited)
        for row in rows:
            out[row] = np.nan_to_num(size / interval)
    return out


def sba(history: Array, ends: Sequence[int], factor: float = FACTOR) -> Array:
    """Return Croston's rate without its bias, shape (len(ends), k).

    Source: A. A. Syntetos, J. E. Boylan, "The accuracy of intermittent demand
    estimates", International Journal of Forecasting 21 (2005): times 1 − α/2, with
    their α of 0.1. Equals ``CrostonSBA`` of statsforecast.
    """
    return SBA_CORRECTION * croston(history, ends, factor)


def tsb(
    history: Array,
    ends: Sequence[int],
    size_factor: float = FACTOR,
    chance_factor: float = FACTOR,
) -> Array:
    """Return size times chance of demand, which fades when a product stops selling.

    Shape (len(ends), k). Source: R. H. Teunter, A. A. Syntetos, M. Z. Babai,
    "Intermittent demand: linking forecasting to inventory obsolescence", European
    Journal of Operational Research 214 (2011). Equals ``TSB`` of statsforecast.
    """
    size = np.full(len(history), np.nan)
    chance = np.full(len(history), np.nan)
    out = np.zeros((len(ends), len(history)))
    for period, rows in _steps(history, ends):
        value = history[:, period]
        known = ~np.isnan(value)
        hit = known & (value > 0)
        chance = _move(
            chance, hit * 1.0, known, known & np.isnan(chance), chance_factor
        )
        size = _move(size, value, hit, hit & np.isnan(size), size_factor)
        for row in rows:
            out[row] = np.nan_to_num(size * chance)
    return out


def adida(history: Array, ends: Sequence[int]) -> Array:
    """Return smoothing of sums over the mean interval of demand, shape (len(ends), k).

    Source: K. Nikolopoulos et al., "An aggregate–disaggregate intermittent demand
    approach (ADIDA) to forecasting", Journal of the Operational Research Society 62
    (2011). As ``ADIDA`` of statsforecast, the factor sought on a grid.
    """
    return aggregated(history, ends)[0]


def imapa(history: Array, ends: Sequence[int]) -> Array:
    """Return the mean of the ADIDA rates of all levels up to the mean interval.

    Shape (len(ends), k). Source: F. Petropoulos, N. Kourentzes, "Forecast combinations
    for intermittent demand", Journal of the Operational Research Society 66 (2015). As
    ``IMAPA`` of statsforecast, the factor sought on a grid.
    """
    return aggregated(history, ends)[1]


def aggregated(history: Array, ends: Sequence[int]) -> tuple[Array, Array]:
    """Return :func:`adida` and :func:`imapa`, which share most of their work."""
    levels = _aggregations(history, ends)
    last, total = np.zeros(levels.shape), np.zeros(levels.shape)
    for level in range(1, int(levels.max(initial=1)) + 1):
        concerned = (levels >= level).any(axis=0)
        rates = _rates(history[concerned], level, ends)
        wanted = levels[:, concerned]
        last[:, concerned] = np.where(wanted == level, rates, last[:, concerned])
        total[:, concerned] += np.where(wanted >= level, rates, 0.0)
    return last, total / levels


def intervals(history: Array) -> Array:
    """Return the mean number of known periods from one demand to the next, shape (k,).

    Counted up to the last demand; 1 for a series without any.
    """
    return _intervals(history, [history.shape[1]])[0][0]


def _intervals(history: Array, ends: Sequence[int]) -> tuple[Array, Array]:
    """Intervals, and numbers of known periods, at each end: (len(ends), k)."""
    known = ~np.isnan(history)
    sold = known & (np.nan_to_num(history) > 0)
    passed = np.cumsum(known, axis=1)
    until = np.maximum.accumulate(np.where(sold, passed, 0), axis=1)
    spaced = np.maximum(until / np.maximum(np.cumsum(sold, axis=1), 1), 1.0)
    last = np.asarray(ends) - 1
    return spaced[:, last].T, passed[:, last].T


def _aggregations(history: Array, ends: Sequence[int]) -> NDArray[np.int64]:
    spaced, known = _intervals(history, ends)
    return np.clip(np.rint(spaced), 1, np.maximum(known, 1)).astype(np.int64)


def _rates(history: Array, level: int, ends: Sequence[int]) -> Array:
    """Demand a period by smoothing sums of ``level`` periods, the latest one whole.

    Shape (len(ends), k). Ends that leave the same remainder share their sums; those
    of all remainders are smoothed side by side.
    """
    counts, skipped = np.divmod(np.asarray(ends), level)
    remainders, side = np.unique(skipped, return_inverse=True)
    longest, series = int(counts.max()), len(history)
    beyond = np.full((series, level), np.nan)
    padded = np.concatenate([history, beyond], axis=1)
    buckets = np.stack(
        [padded[:, start : start + longest * level] for start in remainders]
    ).reshape(len(remainders) * series, longest, level)
    known = (~np.isnan(buckets)).sum(axis=2)
    # Unknown periods of a bucket are taken to be like its others, if those are half.
    share = np.where(2 * known >= level, known / level, np.nan)
    sums = np.nansum(buckets, axis=2) / share
    lengths, length = np.unique(np.maximum(counts, 1), return_inverse=True)
    smoothed, _factor = optimised(sums, lengths.tolist(), FACTORS_OF_SUMS)
    return smoothed.reshape(len(lengths), -1, series)[length, side] / level


def _move(state: Array, value: Array, hit: Array, first: Array, factor: float) -> Array:
    """A smoothed state after a period: begun, moved towards ``value``, or kept."""
    moved = np.where(hit, state + factor * (value - state), state)
    return np.where(first, value, moved)
