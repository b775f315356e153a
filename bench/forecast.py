"""Forecasts of real sales against every single model of statsforecast.

The last periods of each series are forecast from all before; the measure is the root
mean squared scaled error, averaged over the series of a set. Ours has to be at most
2 % worse than the best single model of each set, and 3 % better than the best single
model over all sets (geometric mean). Settings are the same for all sets.

`./jxc bench forecast --data DIR` takes other sets: see bench/forecasting/sets.py.
"""

import math

WORST, OVERALL = 1.02, 0.97
SETS = ("online_retail.csv.gz", "pasta_daily.csv.gz", "carparts.csv")


def run(bench):
    """Measure, print and return True when every bound holds."""
    bench.environment.ensure_venv(dev=True)
    if bench.data_folder:
        sources = ["--data", str(bench.data_folder)]
    else:
        sources = [str(bench.data(name)) for name in SETS]
    results = bench.script("forecasting/compare.py", *sources)
    return _judge(bench, results)


def _judge(bench, results):
    for name, result in results.items():
        _show(name, result)
    good = []
    for name, result in results.items():
        best = min(result["single"], key=result["single"].get)
        ratio = result["ours"] / result["single"][best]
        good.append(bench.check(f"{name}: ours / {best}", ratio, WORST))
    common = set.intersection(*(set(result["single"]) for result in results.values()))
    means = {
        model: _mean(result["single"][model] for result in results.values())
        for model in common
    }
    best = min(means, key=means.get)
    ratio = _mean(result["ours"] for result in results.values()) / means[best]
    good.append(bench.check(f"all sets: ours / {best}", ratio, OVERALL))
    return all(good)


def _show(name, result):
    print(
        f"{name}: {result['series']} series ({result['left_out']} left out),"
        f" {result['periods']} periods, {result['horizon']} ahead; ours in"
        f" {result['seconds']:.1f} s, bias {result['bias']:+.1%}"
    )
    scores = {**result["single"], "ours": result["ours"]}
    for model in sorted(scores, key=scores.get):
        mark = " <" if model == "ours" else ""
        print(f"  {scores[model]:.4f}  {model}{mark}")


def _mean(scores):
    logs = [math.log(score) for score in scores]
    return math.exp(sum(logs) / len(logs))
