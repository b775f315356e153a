"""Which quantile to order by, so that a wanted part of demand is served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .backtest import Levels, calibrate, forecast_levels
from .comparison import Past, play_forecast
from .forecast import Outlook


class Point(NamedTuple):
    """One fill rate asked (``target``), the quantile for it and the fill reached."""

    target: float
    quantile: float
    fill: float


def calibration_curve(past: Past, targets: Sequence[float]) -> list[Point]:
    """Return for each target, a fraction, the quantile that would have served it.

    It is sought for the policy in use (:func:`forecast_levels`) over the weeks from
    ``past.start`` on, one quantile for all series. Where demand was so even that the
    lowest level already serves more than asked, that is what ``fill`` says.
    """
    seen = past.see()

    def levels(outlook: Outlook, quantile: float) -> Levels:
        return forecast_levels(outlook, quantile, past.spans, past.reviews, past.steps)

    points = []
    for target in targets:
        quantile = calibrate(past.sold, seen, target, past.leads, past.reviews, levels)
        fill = play_forecast(past, seen, quantile).total().fill
        points.append(Point(target, quantile, fill))
    return points


def quantile_for(target: float, curve: Mapping[float, float]) -> float:
    """Return the quantile for a target between those of a curve, all fractions.

    Outside it, the nearer end is moved as far as the target is from that end; without
    a curve the target itself is taken, which is a level and not a fill rate.
    """
    if not curve:
        return target
    targets = sorted(curve)
    quantile = np.interp(target, targets, [curve[known] for known in targets])
    beyond = min(target - targets[0], 0.0) + max(target - targets[-1], 0.0)
    return float(np.clip(quantile + beyond, 0.0, 0.999))
