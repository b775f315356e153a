"""The nightly run on a large company, and core's own on the same; odoo shell code."""

from .processor import PROCESSOR

VENDORS = 200
WEEKS = 104
CHANGED = 500

_BUILD = """
from odoo.tools import SQL

company = env.company
first = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
second = env["stock.warehouse"].create({"name": "Second", "code": "WH2"})
customers = env.ref("stock.stock_location_customers")
vendors = env["res.partner"].create(
    [{"name": f"Vendor {number}"} for number in range(VENDORS)]
)
model = env["product.product"].create(
    {
        "name": "Product",
        "type": "consu",
        "is_storable": True,
        "list_price": 3,
        "seller_ids": [(0, 0, {"partner_id": vendors[0].id, "delay": 7, "price": 1})],
    }
)
warehouses = first | second
for warehouse in warehouses:
    stock = warehouse.lot_stock_id
    env["stock.quant"]._update_available_quantity(model, stock, 1_000_000)
    move = env["stock.move"].create(
        {
            "product_id": model.id,
            "product_uom": model.uom_id.id,
            "product_uom_qty": 1,
            "location_id": stock.id,
            "location_dest_id": customers.id,
        }
    )
    move._action_confirm()
    move.quantity = 1
    move.picked = True
    move._action_done()
env.flush_all()


copies = PRODUCTS - 1
template = model.product_tmpl_id.id
templates = multiply("product_template", template, copies)
products = multiply(
    "product_product", model.id, copies, product_tmpl_id=f"{templates[0] - 1} + n"
)
assert products == list(range(products[0], products[0] + copies))
base = products[0] - 1
multiply(
    "product_supplierinfo",
    model.seller_ids.id,
    copies,
    product_tmpl_id=f"{templates[0] - 1} + n",
    partner_id=f"{vendors[0].id} + n % {VENDORS}",
    delay="(3 + n % 8)",
)
for quant in env["stock.quant"].search(
    [
        ("product_id", "=", model.id),
        ("location_id", "in", warehouses.lot_stock_id.ids),
    ]
):
    multiply("stock_quant", quant.id, copies, product_id=f"{base} + n")
for move in env["stock.move"].search([("product_id", "=", model.id)]):
    multiply("stock_move", move.id, copies, product_id=f"{base} + n")
# Each product sells at its own rate, unevenly; some rarely.
env.cr.execute("SELECT setseed(0.5)")
for week in range(1, WEEKS + 1):
    env["jxc.demand.history"]._state_quantities(
        ("imported_qty",),
        SQL(
            '''
            SELECT product, warehouse, %s, CURRENT_DATE - 7 * %s, sold
              FROM (SELECT product, warehouse,
                           ROUND((exp(2.5 * ((product * 7919 %% 1000) / 1000.0))
                           * random() * random() * 9)::numeric) AS sold
                      FROM generate_series(%s, %s) product,
                           unnest(%s) warehouse) AS week
             WHERE sold > 0
            ''',
            company.id,
            week,
            products[0],
            products[-1],
            warehouses.ids,
        ),
    )
env.cr.execute("ANALYZE")
env.cr.commit()
report(len(products))
"""

_MEASURE = """
import resource
from datetime import timedelta
from unittest.mock import patch

env.companies.reorder_from_demand = True
Orderpoint = env["stock.warehouse.orderpoint"]
Company = type(env.company)
today = env.company._today()
gaps, last = [], [time.monotonic()]
Cron = type(env["ir.cron"])
commit_progress = Cron._commit_progress


def committed(self, *args, **kwargs):
    result = commit_progress(self, *args, **kwargs)
    gaps.append(time.monotonic() - last[0])
    last[0] = time.monotonic()
    return result


def measured(run):
    env.cr.commit()
    env.invalidate_all()
    gaps.clear()
    last[0] = started = time.monotonic()
    busy, queries = processor_seconds(), env.cr.sql_log_count
    run()
    env.cr.commit()
    return {
        "seconds": time.monotonic() - started,
        "busy": processor_seconds() - busy,
        "queries": env.cr.sql_log_count - queries,
        "longest": max(gaps, default=0),
    }


def nightly(day):
    with patch.object(Company, "_today", lambda self: today + timedelta(days=day)):
        env["jxc.demand.history"]._fill_from_moves()
        env.cr.commit()
        with patch.object(Cron, "_commit_progress", committed):
            Orderpoint._cron_set_levels_from_demand()


def a_day_passes(day):
    # Other products every day go out of the first warehouse, one each.
    sold = f"(SELECT id FROM product_product ORDER BY id OFFSET {day * CHANGED}"
    sold += f" LIMIT {CHANGED})"
    names = [
        f'"{name}"'
        for name, field in env["stock.move"]._fields.items()
        if field.store and field.column_type
        and name not in ("id", "date", "write_date")
    ]
    names = ", ".join(names)
    env.cr.execute(
        f"INSERT INTO stock_move ({names}, date, write_date)"
        f" SELECT DISTINCT ON (product_id) {names}, %s, now() at time zone 'utc'"
        f" FROM stock_move WHERE state = 'done' AND product_id IN {sold}"
        " ORDER BY product_id, id",
        [env.company._instant_after_days(day) - timedelta(hours=12)],
    )
    assert env.cr.rowcount == CHANGED
    env.cr.execute(
        "UPDATE stock_quant SET quantity = quantity - 1,"
        " write_date = now() at time zone 'utc'"
        f" WHERE location_id = %s AND product_id IN {sold}",
        [env["stock.warehouse"].search([], limit=1).lot_stock_id.id],
    )
    assert env.cr.rowcount == CHANGED
    env.cr.execute("UPDATE jxc_demand_progress SET read_until = now() - interval '1 s'")
    env.cr.execute("UPDATE jxc_reorder_slice SET computed_at = NULL")
    env.cr.commit()
    env.invalidate_all()
    with env.registry.cursor() as cr:
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE stock_warehouse_orderpoint")


create = measured(lambda: Orderpoint._create_from_demand(env.company))
calibrate = measured(
    lambda: env["jxc.reorder.calibration"]._calibrate_missing(env.company)
)
first = measured(lambda: nightly(0))
result = {"create": create, "calibrate": calibrate, "first": first}
rules = Orderpoint.search([("reorder_method", "=", "demand")])
result["rules"] = len(rules)
result["worked_out"] = Orderpoint.search_count(
    [
        ("id", "in", rules.ids),
        ("demand_expected", ">", 0),
        ("reorder_error", "=", False),
    ]
)
result["to_order"] = sum(rules.mapped("qty_to_order_computed"))
result["nights"] = []
for day in range(1, 8):
    a_day_passes(day)
    result["nights"].append(measured(lambda day=day: nightly(day)))
result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
if CORE:
    env.cr.execute("UPDATE stock_warehouse_orderpoint SET trigger = 'auto'")
    env.cr.commit()
    result["core"] = measured(
        lambda: env["stock.rule"]._run_scheduler_tasks(
            use_new_cursor=False, company_id=env.company.id
        )
    )
report(result)
"""


def run(bench, products: int, core: bool) -> dict:
    """Build a company with two warehouses and measure its nights; see ``_MEASURE``."""
    sizes = (
        "PRODUCTS, VENDORS, WEEKS, CHANGED, CORE ="
        f" {products}, {VENDORS}, {WEEKS}, {CHANGED}, {core}\n"
    )
    with bench.database("bench_replenishment") as database:
        bench.shell(database, sizes + _BUILD)
        return bench.shell(database, sizes + PROCESSOR + _MEASURE)
