"""Seasonal profiles that many series share, as one series is too noisy for its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .averages import moving_average

Array = NDArray[np.float64]
# A profile this long is smoothed over neighbours: no week is like only itself.
LONG_SEASON = 26
NEIGHBOURS = np.array([0.25, 0.5, 0.25])
# Fewer series than this share the profile of all.
LEAST_SERIES = 8


def seasonal(
    history: Array,
    season: int,
    horizon: int,
    groups: NDArray[np.int64],
    model: Callable[[Array], Array],
) -> Array:
    """Return a model of the deseasonalised history with the season put back.

    Shape (k, horizon). ``groups`` says which series share a profile, ``model`` gives
    the level, shape (k,), of a history.
    """
    factors = profiles(history, season, groups)
    periods = history.shape[1]
    past = factors[:, np.arange(periods) % season]
    future = factors[:, np.arange(periods, periods + horizon) % season]
    return model(history / past)[:, None] * future


def profiles(history: Array, season: int, groups: NDArray[np.int64]) -> Array:
    """Return the seasonal factors of each series, shape (k, season), mean one.

    Ratio to a centred moving average over one season (classical multiplicative
    decomposition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice",
    3rd ed., §3.4), of the mean of the series of a group, each divided by its own mean
    so that no large one decides. Factors are drawn towards one the fewer seasons they
    were seen in. Period t has factor t modulo ``season``.
    """
    level = moving_average(history, history.shape[1], [history.shape[1]])[0]
    relative = history / np.where(level > 0, level, np.nan)[:, None]
    shared = _factors(relative, season)
    out = np.repeat(shared[None], len(history), axis=0)
    for group in np.unique(groups):
        members = groups == group
        if members.sum() >= LEAST_SERIES and not members.all():
            out[members] = _factors(relative[members], season)
    return out


def _factors(relative: Array, season: int) -> Array:
    known = ~np.isnan(relative)
    count = known.sum(axis=0)
    mean = np.where(known, relative, 0.0).sum(axis=0) / np.maximum(count, 1)
    mean = np.where(count > 0, mean, 1.0)
    trend = np.convolve(mean, np.ones(season) / season, "valid")
    start = (season - 1) // 2
    inner = slice(start, start + len(trend))
    ratio = mean[inner] / np.where(trend > 0, trend, 1.0)
    place = np.arange(start, start + len(trend)) % season
    seen = np.bincount(place, minlength=season)
    sums = np.bincount(place, weights=ratio, minlength=season)
    factors = np.where(seen > 0, sums / np.maximum(seen, 1), 1.0)
    if season >= LONG_SEASON:
        around = np.concatenate([factors[-1:], factors, factors[:1]])
        factors = np.convolve(around, NEIGHBOURS, "valid")
    factors = 1 + (factors - 1) * seen / (seen + 1)
    # A factor of zero would divide by it.
    factors = np.maximum(factors, 0.05)
    return factors / factors.mean()
