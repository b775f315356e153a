"""Forecast sets of series by our engine and by statsforecast; a script of its own.

Usage: compare.py RESULT.json FILE … | compare.py RESULT.json --data FOLDER
"""

import json
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
# Makes the engines importable without the models, which need Odoo.
import_module("launcher.testing.engine_plugin")

import numpy as np  # noqa: E402
import sets  # noqa: E402
from statsforecast import models  # noqa: E402

from jxc_inventory.engine.forecast import bias, forecast, rmsse  # noqa: E402

CHUNK = 100


def oracle(season):
    """Every single model, by the name statsforecast gives it."""
    chosen = {
        "Naive": models.Naive(),
        "HistoricAverage": models.HistoricAverage(),
        "WindowAverage 6": models.WindowAverage(6),
        "WindowAverage 13": models.WindowAverage(13),
        "SES optimised": models.SimpleExponentialSmoothingOptimized(),
        "Holt": models.Holt(),
        "CrostonClassic": models.CrostonClassic(),
        "CrostonOptimized": models.CrostonOptimized(),
        "CrostonSBA": models.CrostonSBA(),
        "TSB": models.TSB(0.1, 0.1),
        "ADIDA": models.ADIDA(),
        "IMAPA": models.IMAPA(),
        "Theta": models.Theta(),
        "OptimizedTheta": models.OptimizedTheta(),
        "AutoETS": models.AutoETS(model="ZZN"),
    }
    if season:
        chosen["SeasonalNaive"] = models.SeasonalNaive(season)
    return chosen


def _single(chunk, name, horizon, season):
    """Points of one model for some series; a model that fails says the last value."""
    warnings.simplefilter("ignore")
    model = oracle(season)[name]
    out = np.empty((len(chunk), horizon))
    for index, row in enumerate(chunk):
        history = row[~np.isnan(row)]
        try:
            out[index] = model.forecast(history, horizon)["mean"]
        except Exception:  # noqa: BLE001  (whatever it raises, it gives no forecast)
            out[index] = history[-1]
    return np.where(np.isfinite(out), out, 0.0)


def _mean_score(past, future, points):
    return float(np.nanmean(rmsse(past, future, points)))


def compare(pool, data):
    """Scores of one set; prints how far it is."""
    past, future = data.values[:, : -data.horizon], data.values[:, -data.horizon :]
    started = time.monotonic()
    ours = forecast(past, data.horizon, data.season)
    seconds = time.monotonic() - started
    chunks = [past[start : start + CHUNK] for start in range(0, len(past), CHUNK)]
    scores = {}
    for name in oracle(data.season):
        job = partial(_single, name=name, horizon=data.horizon, season=data.season)
        points = np.concatenate(list(pool.map(job, chunks)))
        scores[name] = _mean_score(past, future, points)
        print(f"{data.name}: {name} {scores[name]:.4f}", file=sys.stderr, flush=True)
    return {
        "series": len(past),
        "left_out": int(data.left_out),
        "periods": past.shape[1],
        "horizon": data.horizon,
        "seconds": seconds,
        "bias": bias(future, ours.points),
        "ours": _mean_score(past, future, ours.points),
        "single": scores,
    }


def main(target, *sources):
    if sources[0] == "--data":
        chosen = sets.read_folder(Path(sources[1]))
    else:
        chosen = [sets.read(Path(source)) for source in sources]
    with ProcessPoolExecutor() as pool:
        results = {data.name: compare(pool, data) for data in chosen}
    Path(target).write_text(json.dumps(results))


if __name__ == "__main__":
    main(*sys.argv[1:])
