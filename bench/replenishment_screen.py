"""The Replenishment screen with 20,000 rules: opening it and accepting 2,000.

10,000 products in two warehouses, 200 vendors, 300 more products short without a rule.
Opening takes at most a second (core 6.5 to 8.5 with half as many rules, EVIDENCE A1);
accepting makes the same lines as core three times as fast.
"""

import sys


def run(bench):
    """Measure, print and return True when every bound holds."""
    sys.path.insert(0, str(bench.root / "bench"))
    from replenishing import accepting, building, opening

    with bench.database("bench_replenishment_screen") as database:
        print(f"{bench.shell(database, building.BUILD)} reordering rules")
        return all([opening.run(bench, database), accepting.run(bench, database)])
