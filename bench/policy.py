"""Reorder levels from forecasts against core's averages, on real demand replayed.

The last 40 % of the weeks of online_retail and pasta are played again: lead time two
weeks, weekly review, unmet demand is lost; once more for pasta that must leave after
eight weeks. Ours asks for 95 % of demand served. The baseline is a min/max from core's
advice (average of the last 30 days), scaled with hindsight to serve as much as ours.
"""

TARGET, TOLERANCE = 0.95, 0.015
STOCK, EXPIRED = 0.85, 0.5
SETS = ("online_retail.csv.gz", "pasta_daily.csv.gz")


def run(bench):
    """Measure, print and return True when every bound holds."""
    bench.environment.ensure_venv()
    sources = [str(bench.data(name)) for name in SETS]
    results = bench.script("forecasting/policies.py", *sources)
    good = [_judge(bench, name, result) for name, result in results.items()]
    return all(good)


def _judge(bench, name, result):
    ours, core = result["ours"], result["core"]
    print(
        f"{name}: {result['series']} products, {result['weeks']} weeks replayed in"
        f" {result['seconds']:.1f} s; quantiles {result['levels']}"
    )
    for who, said in (("ours", ours), (f"core x {result['factor']:.2f}", core)):
        print(
            f"  {who}: {said['fill']:.2%} served, {said['stock']:,.0f} units on hand,"
            f" {said['lost']:,.0f} lost, {said['expired']:,.0f} expired"
        )
    good = [
        bench.check(
            f"{name}: points off the {TARGET:.0%} asked",
            abs(ours["fill"] - TARGET) * 100,
            TOLERANCE * 100,
        ),
        bench.check(
            f"{name}: stock", ours["stock"] / core["stock"], STOCK, "of core's"
        ),
    ]
    if core["expired"]:
        share = ours["expired"] / core["expired"]
        good.append(bench.check(f"{name}: expired", share, EXPIRED, "of core's"))
    return all(good)
