"""Replay a reorder policy and core's advice on real sales; a script of its own.

Usage: policies.py RESULT.json RETAIL PASTA
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
# Makes the engines importable without the models, which need Odoo.
import_module("launcher.testing.engine_plugin")

import numpy as np  # noqa: E402
import sets  # noqa: E402

from jxc_inventory.engine.backtest import calibrate  # noqa: E402
from jxc_inventory.engine.forecast import outlooks  # noqa: E402
from jxc_inventory.engine.replay import (  # noqa: E402
    replay,
    sellable_order,
    whole,
)

TARGET = 0.95
REPLAYED = 0.4
LEAD, REVIEW, SHELF_LIFE = 2, 1, 8
# The quantile is sought anew every quarter on the year before.
RECALIBRATED, LOOKED_BACK = 13, 52
# Goods that expire are ordered up to what as likely as not sells in time.
EXPECTED_TO_SELL = 0.5
WEEKS_OF_ADVICE, DAYS_OF_ADVICE = 4, 28
MOST_SCALED, HALVINGS = 12.0, 20
FIRST = 12


def ours(demand, start, season, shelf_life=None):
    """Order up to the calibrated quantile of demand over lead and review time."""
    span = LEAD + REVIEW
    ends = list(range(max(FIRST, start - LOOKED_BACK), demand.shape[1]))
    seen = dict(zip(ends, outlooks(demand, ends, span, season), strict=True))
    limits = {}
    if shelf_life:
        life = outlooks(demand, ends, LEAD + shelf_life, season)
        limits = dict(zip(ends, life, strict=True))
    found = {}

    def level(end):
        turn = start + (end - start) // RECALIBRATED * RECALIBRATED
        if turn not in found:
            known = {
                earlier: outlook
                for earlier, outlook in seen.items()
                if turn - LOOKED_BACK <= earlier <= turn
            }
            found[turn] = calibrate(demand[:, :turn], known, TARGET, LEAD, REVIEW)
        return seen[end].quantile(found[turn])

    def order(period, state):
        end = min(period + 1, ends[-1])
        if not shelf_life:
            return whole(level(end)) - state.position()
        limit = limits[end].quantile(EXPECTED_TO_SELL)
        rate = seen[end].mean / span
        return sellable_order(state, level(end), rate, limit)

    result = replay(demand, start, LEAD, whole(level(start)), order, REVIEW, shelf_life)
    return result.total(), found


def advice(demand, start, factor, shelf_life=None):
    """Core's average of the last 30 days (here four weeks), to a multiple of it."""

    def level(end):
        sold = np.nansum(demand[:, end - WEEKS_OF_ADVICE : end], axis=1)
        return whole(factor * sold / DAYS_OF_ADVICE * 7 * (LEAD + REVIEW))

    def order(period, state):
        return level(period + 1) - state.position()

    result = replay(demand, start, LEAD, level(start), order, REVIEW, shelf_life)
    return result.total()


def scaled_to(demand, start, fill, shelf_life=None):
    """Core's advice times the least factor that serves as much of the demand."""
    low, high = 0.0, MOST_SCALED
    for _halving in range(HALVINGS):
        factor = (low + high) / 2
        served = advice(demand, start, factor, shelf_life).fill
        low, high = (factor, high) if served < fill else (low, factor)
    return advice(demand, start, high, shelf_life), high


def compare(data, shelf_life=None):
    demand = np.where(np.isnan(data.values), np.nan, np.maximum(data.values, 0.0))
    start = round(demand.shape[1] * (1 - REPLAYED))
    started = time.monotonic()
    result, levels = ours(demand, start, data.season, shelf_life)
    seconds = time.monotonic() - started
    core, factor = scaled_to(demand, start, result.fill, shelf_life)
    return {
        "series": len(demand),
        "weeks": demand.shape[1] - start,
        "seconds": seconds,
        "levels": sorted(round(level, 3) for level in levels.values()),
        "factor": factor,
        "ours": vars(result),
        "core": vars(core),
    }


def main(target, retail, pasta):
    retail, pasta = sets.read(Path(retail)), sets.read(Path(pasta))
    results = {
        "online_retail": compare(retail),
        "pasta": compare(pasta),
        "pasta that keeps 8 weeks": compare(pasta, SHELF_LIFE),
    }
    Path(target).write_text(json.dumps(results))


if __name__ == "__main__":
    main(*sys.argv[1:])
