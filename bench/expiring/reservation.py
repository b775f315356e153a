"""Reservation of 1,000 lot-tracked lines, with our add-ons and without.

Two databases with the same products, lots and deliveries: one has the five modules of
Odoo that our add-ons extend, the other our add-ons too, with some lots on hold. The
bound is on the work of Odoo and PostgreSQL, which other work on the machine disturbs
less than it does the time.
"""

from launcher.testing.databases import without_addons

LINES = 1_000
LOTS = 5
ROUNDS = 4
SLOWER = 1.15

BUILD = f"""
from datetime import datetime, timedelta

warehouse = env["stock.warehouse"].search([], limit=1)
fefo = env.ref("product_expiry.removal_fefo")
category = env["product.category"].create(
    {{"name": "Food", "removal_strategy_id": fefo.id}}
)
products = env["product.product"].create(
    [
        {{
            "name": f"Food {{number}}",
            "is_storable": True,
            "tracking": "lot",
            "use_expiration_date": True,
            "expiration_time": 300,
            "categ_id": category.id,
        }}
        for number in range({LINES})
    ]
)
lots = env["stock.lot"].create(
    [
        {{
            "name": f"lot {{number}}",
            "product_id": product.id,
            "expiration_date": datetime.now() + timedelta(days=100 + number),
        }}
        for product in products
        for number in range({LOTS})
    ]
)
env["stock.quant"].create(
    [
        {{
            "product_id": lot.product_id.id,
            "lot_id": lot.id,
            "location_id": warehouse.lot_stock_id.id,
            "quantity": 6,
        }}
        for lot in lots
    ]
)
customers = env.ref("stock.stock_location_customers")
for start in range(0, {LINES}, 10):
    delivery = env["stock.picking"].create(
        {{
            "picking_type_id": warehouse.out_type_id.id,
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": customers.id,
            "move_ids": [
                (
                    0,
                    0,
                    {{
                        "product_id": product.id,
                        "product_uom_qty": 8,
                        "location_id": warehouse.lot_stock_id.id,
                        "location_dest_id": customers.id,
                    }},
                )
                for product in products[start : start + 10]
            ],
        }}
    )
    delivery.action_confirm()
    delivery.do_unreserve()
if "jxc.lot.rule" in env:
    # The last lots: what is reserved is the same on both sides.
    lots[{LOTS} - 1 :: {LOTS} * 10]._set_hold("blocked", "Bench")
env.cr.execute("ANALYZE")
env.cr.commit()
report(len(lots))
"""

MEASURE = """
import time

deliveries = env["stock.picking"].search([("state", "=", "confirmed")])
deliveries[:1].move_ids._action_assign()
env.cr.rollback()
taken = []
for _round in range(2):
    env.invalidate_all()
    moves = deliveries.move_ids
    queries, started = env.cr.sql_log_count, time.monotonic()
    worked = processor_seconds()
    for delivery in deliveries:
        delivery.move_ids._action_assign()
    env.flush_all()
    taken.append((processor_seconds() - worked, time.monotonic() - started))
    queries = env.cr.sql_log_count - queries
    states = moves.mapped("state")
    lines = len(moves.move_line_ids)
    env.cr.rollback()
report(
    {
        "work": min(taken)[0],
        "seconds": min(seconds for _work, seconds in taken),
        "queries": queries,
        "reserved": states.count("assigned"),
        "lines": lines,
    }
)
"""


def run(bench):
    """Measure, print and return True when the bound holds."""
    environment, core = bench.environment, "bench_reservation_core"
    without_addons(environment, core)
    try:
        with bench.database("bench_reservation") as ours:
            return _compare(bench, core, ours)
    finally:
        environment.drop_database(core)


def _compare(bench, core, ours):
    best = {}
    for database in (core, ours):
        bench.shell(database, BUILD)
    # By turns, so that what else the machine does meets both alike.
    for _round in range(ROUNDS):
        for database in (core, ours):
            result = bench.shell(database, MEASURE)
            known = best.setdefault(database, result)
            for figure in ("work", "seconds"):
                known[figure] = min(known[figure], result[figure])
    for name, database in (("core", core), ("ours", ours)):
        result = best[database]
        print(
            f"{name}: {result['reserved']} lines reserved from {result['lines']} lots"
            f" in {result['seconds']:.2f} s, {result['work']:.2f} s of processor,"
            f" {result['queries']} queries"
        )
    same = best[core]["lines"] - best[ours]["lines"]
    good = [
        bench.check("lines not reserved", LINES - best[ours]["reserved"], 0),
        bench.check("lots reserved otherwise than by core", abs(same), 0),
        bench.check(
            "seconds of processor with our rules",
            best[ours]["work"],
            SLOWER * best[core]["work"],
            "s",
        ),
    ]
    return all(good)
