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
    out = np.zeros((len(ends), len(history)))
    for row, end in enumerate(ends):
        levels = _aggregation(history[:, :end])
        for level in np.unique(levels):
            chosen = levels == level
            out[row, chosen] = _rate(history[chosen, :end], int(level))
    return out


def imapa(history: Array, ends: Sequence[int]) -> Array:
    """Return the mean of the ADIDA rates of all levels up to the mean interval.

    Shape (len(ends), k). Source: F. Petropoulos, N. Kourentzes, "Forecast combinations
    for intermittent demand", Journal of the Operational Research Society 66 (2015). As
    ``IMAPA`` of statsforecast, the factor sought on a grid.
    """
    out = np.zeros((len(ends), len(history)))
    for row, end in enumerate(ends):
        levels = _aggregation(history[:, :end])
        for level in range(1, int(levels.max(initial=1)) + 1):
            chosen = levels >= level
            out[row, chosen] += _rate(history[chosen, :end], level)
        out[row] /= levels
    return out


def intervals(history: Array) -> Array:
    """Return the mean number of known periods from one demand to the next, shape (k,).

    Counted up to the last demand; 1 for a series without any.
    """
    known = ~np.isnan(history)
    sold = known & (np.nan_to_num(history) > 0)
    until = np.where(sold, np.cumsum(known, axis=1), 0).max(axis=1, initial=0)
    return np.maximum(until / np.maximum(sold.sum(axis=1), 1), 1.0)


def _aggregation(history: Array) -> NDArray[np.int64]:
    most = np.maximum((~np.isnan(history)).sum(axis=1), 1)
    return np.clip(np.rint(intervals(history)), 1, most).astype(np.int64)


def _rate(history: Array, level: int) -> Array:
    """Demand a period by smoothing sums of ``level`` periods, the latest one whole."""
    skipped = history.shape[1] % level
    buckets = history[:, skipped:].reshape(len(history), -1, level)
    known = (~np.isnan(buckets)).sum(axis=2)
    # Unknown periods of a bucket are taken to be like its others, if those are half.
    share = np.where(2 * known >= level, known / level, np.nan)
    sums = np.nansum(buckets, axis=2) / share
    smoothed, _factor = optimised(sums, [sums.shape[1]], FACTORS_OF_SUMS)
    return smoothed[0] / level


def _move(state: Array, value: Array, hit: Array, first: Array, factor: float) -> Array:
    """A smoothed state after a period: begun, moved towards ``value``, or kept."""
    moved = np.where(hit, state + factor * (value - state), state)
    return np.where(first, value, moved)
