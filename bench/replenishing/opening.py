"""Opening the Replenishment screen with 20,000 rules, against core in the same run."""

from .building import MEASURED

SECONDS = 1.0

MEASURE = (
    MEASURED
    + """
DOMAIN = [("trigger", "=", "manual"), ("qty_to_order", ">", 0)]
SHOWN = ("qty_to_order", "qty_to_order_computed", "qty_on_hand", "reorder_reason")
SPECIFICATION = {name: {} for name in SHOWN}
SPECIFICATION["product_id"] = {"fields": {"display_name": {}}}


def open_screen():
    Rule.action_open_orderpoints()


def made():
    return sorted(
        (rule.product_id.id, rule.location_id.id)
        for rule in Rule.search([("create_uid", "=", 1)])
    )


result = {}
with env.cr.savepoint() as savepoint:
    with as_core(OPENING, "_get_orderpoint_action"), as_core(
        OPENING, "_get_orderpoint_products"
    ), as_core(RULES, "_get_default_route"):
        result["core_first"] = measured(open_screen)
        result["core"] = measured(open_screen)
        by_core = made()
    savepoint.rollback()
env.invalidate_all()
result["first"] = measured(open_screen)
result["ours"] = measured(open_screen)
result["made"] = len(by_core)
result["differences"] = len(set(by_core) ^ set(made()))
result["list"] = measured(lambda: Rule.web_search_read(DOMAIN, SPECIFICATION, limit=80))
env.cr.rollback()
report(result)
"""
)


def run(bench, database):
    """Measure, print and return True when every bound holds."""
    result = bench.shell(database, MEASURE)
    for name, words in (
        ("core_first", "core, first time"),
        ("core", "core, again"),
        ("first", "ours, first time"),
        ("ours", "ours, again"),
        ("list", "ours, the list's first 80 rows"),
    ):
        figures = result[name]
        print(
            f"{words}: {figures['busy']:.2f} s of processor time,"
            f" {figures['seconds']:.2f} s, {figures['queries']} queries"
        )
    print(f"rules made for products without one: {result['made']}")
    good = [
        bench.check("rules other than core's", result["differences"], 0),
        bench.check("open the screen first", result["first"]["busy"], SECONDS, "s"),
        bench.check("open the screen", result["ours"]["busy"], SECONDS, "s"),
    ]
    return all(good)
