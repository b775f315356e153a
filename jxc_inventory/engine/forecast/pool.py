"""The models a forecast is combined from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .averages import moving_average, moving_median
from .intermittent import aggregated, croston, sba, tsb
from .seasonal import seasonal
from .smoothing import damped_trend, optimised, simple, theta

Array = NDArray[np.float64]
EVERYTHING = 10**9

# Each gives a level for each end and series, shape (ends, k).
FLAT = {
    "mean of 3": partial(moving_average, window=3),
    "mean of 6": partial(moving_average, window=6),
    "mean of 13": partial(moving_average, window=13),
    "mean of 26": partial(moving_average, window=26),
    "mean of all": partial(moving_average, window=EVERYTHING),
    "median of 13": partial(moving_median, window=13),
    "smoothing 0.05": partial(simple, factor=0.05),
    "smoothing 0.1": partial(simple, factor=0.1),
    "smoothing 0.2": partial(simple, factor=0.2),
    "smoothing 0.4": partial(simple, factor=0.4),
    "croston": croston,
    "sba": sba,
    "tsb": tsb,
    "tsb quick": partial(tsb, chance_factor=0.3),
}


def _optimised_level(history: Array) -> Array:
    return optimised(history, [history.shape[1]])[0][0]


def _at_end(model, history: Array) -> Array:
    return model(history, ends=[history.shape[1]])[0]


SEASONAL = {
    "seasonal mean of 13": partial(_at_end, FLAT["mean of 13"]),
    "seasonal mean of all": partial(_at_end, FLAT["mean of all"]),
    "seasonal smoothing 0.1": partial(_at_end, FLAT["smoothing 0.1"]),
    "seasonal smoothing 0.2": partial(_at_end, FLAT["smoothing 0.2"]),
    "seasonal smoothing": _optimised_level,
}


def predict(
    history: Array,
    ends: Sequence[int],
    horizon: int,
    season: int | None = None,
    groups: NDArray[np.int64] | None = None,
) -> dict[str, Array]:
    """Return what each model says at each end, by its name.

    Each of shape (len(ends), k, horizon). Seasonal models take part when every end
    has two whole seasons before it.
    """
    return predict_far(history, ends, horizon, horizon, season, groups)[0]


def predict_far(
    history: Array,
    ends: Sequence[int],
    horizon: int,
    far: int,
    season: int | None = None,
    groups: NDArray[np.int64] | None = None,
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Return :func:`predict`, and what each model says further ahead at the last end.

    The latter of shape (k, far): that is not worked out for all ends, of which only
    the nearest periods are looked at.
    """
    levels = {name: model(history, ends=ends) for name, model in FLAT.items()}
    smoothed = optimised(history, ends)
    levels["adida"], levels["imapa"] = aggregated(history, ends)
    levels["smoothing"] = smoothed[0]
    shape = (len(ends), len(history), horizon)
    said = {
        name: np.broadcast_to(level[:, :, None], shape)
        for name, level in levels.items()
    }
    last = {
        name: np.broadcast_to(level[-1][:, None], (len(history), far))
        for name, level in levels.items()
    }
    seasons = season and season > 1 and min(ends) >= 2 * season
    if groups is None:
        groups = np.zeros(len(history), np.int64)

    def changing(at: Sequence[int], steps: int, smoothed: tuple[Array, Array]):
        yield "damped trend", damped_trend(history, at, steps)
        yield "theta", theta(history, at, steps, smoothed)
        if seasons:
            yield from _seasonal(history, at, steps, season, groups)

    said |= changing(ends, horizon, smoothed)
    if far == horizon:
        return said, {name: values[-1] for name, values in said.items()}
    at_last = changing(ends[-1:], far, (smoothed[0][-1:], smoothed[1][-1:]))
    return said, last | {name: values[0] for name, values in at_last}


def _seasonal(
    history: Array,
    ends: Sequence[int],
    horizon: int,
    season: int,
    groups: NDArray[np.int64],
) -> Iterator[tuple[str, Array]]:
    yield "last season", _last_season(history, ends, horizon, season)
    for name, model in SEASONAL.items():
        yield (
            name,
            np.stack(
                [
                    np.nan_to_num(
                        seasonal(history[:, :end], season, horizon, groups, model)
                    )
                    for end in ends
                ]
            ),
        )


def _last_season(
    history: Array, ends: Sequence[int], horizon: int, season: int
) -> Array:
    """The same periods of the last season; where unknown, a smoothed level."""
    level = simple(history, 0.1, ends)
    out = np.empty((len(ends), len(history), horizon))
    steps = np.arange(horizon) % season
    for row, end in enumerate(ends):
        last = history[:, end - season + steps]
        out[row] = np.where(np.isnan(last), level[row][:, None], last)
    return out
