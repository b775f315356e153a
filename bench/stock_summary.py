"""Purchase-sale-inventory summary of 10,000 products and 200,000 moves.

One month, opening and closing valued in the past, against what Odoo itself needs to
say what the same stock is worth at one date (`product.product.total_value` with
`to_date`, as its valuation report asks for it). Core's time is measured over a sample
of products and scaled by their number; on the sample both must name the same value.
Bound: at least five times as fast as core says one of the two values.
"""

SETTINGS = {"products": 10_000, "moves": 200_000, "sample": 300}

LOAD = """
import random
from odoo.tools import SQL

def clone(table, record_id, count, **columns):
    cr = env.cr
    cr.execute(SQL(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id'", table))
    names = [name for (name,) in cr.fetchall()]
    cr.execute(SQL(
        "INSERT INTO %s (%s) SELECT %s FROM %s source, generate_series(1, %s) n"
        " WHERE source.id = %s",
        SQL.identifier(table),
        SQL(", ").join(SQL.identifier(name) for name in names),
        SQL(", ").join(
            SQL(columns[name]) if name in columns
            else SQL.identifier("source", name) for name in names),
        SQL.identifier(table), count, record_id))

random.seed(1)
company = env.company
warehouse = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
second = env["stock.warehouse"].create({"name": "Store", "code": "STO"})
vendor = env.ref("stock.stock_location_suppliers")
customer = env.ref("stock.stock_location_customers")
products_per_method = PRODUCTS // 3 + 1
for number, method in enumerate(("standard", "average", "fifo")):
    category = env["product.category"].create(
        {"name": method, "property_cost_method": method})
    first = env["product.product"].create({
        "name": method, "is_storable": True, "categ_id": category.id,
        "standard_price": 10})
    env.flush_all()
    low = env["product.template"].search([], order="id desc", limit=1).id
    clone("product_template", first.product_tmpl_id.id, products_per_method - 1)
    env.cr.execute(
        "INSERT INTO product_product"
        " (product_tmpl_id, active, standard_price, combination_indices)"
        " SELECT t.id, TRUE, p.standard_price, ''"
        " FROM product_template t, product_product p WHERE p.id = %s AND t.id > %s",
        (first.id, low))
    ids = [i for (i,) in env.execute_query(SQL(
        "SELECT p.id FROM product_product p JOIN product_template t"
        " ON t.id = p.product_tmpl_id WHERE t.categ_id = %s ORDER BY p.id",
        category.id))]
    for inward in (True, False):
        stock = warehouse.lot_stock_id
        place = "CASE WHEN mod(n, 3) = 0 THEN %d ELSE %d END" % (
            second.lot_stock_id.id, stock.id)
        source, target = (vendor, stock) if inward else (stock, customer)
        move = env["stock.move"].create({
            "product_id": first.id, "product_uom_qty": 5, "company_id": company.id,
            "location_id": source.id, "location_dest_id": target.id})
        move._action_confirm(merge=False)
        move.quantity, move.picked = 5, True
        move._action_done()
        env.flush_all()
        count = MOVES // 6
        low = move.id
        clone(
            "stock_move", move.id, count,
            product_id="(ARRAY[%s])[1 + mod(n::bigint * 7919, %d)]" % (
                ",".join(map(str, ids)), len(ids)),
            date="timestamp '2026-01-01' + n * interval '%d seconds'" % (
                300 * 86400 // count),
            value="40 + mod(n::bigint * 31, 20)" if inward else "40",
            location_id=place if not inward else str(vendor.id),
            location_dest_id=place if inward else str(customer.id),
            quantity="5" if inward else "4")
        line = move.move_line_ids.id
        env.cr.execute(SQL(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'stock_move_line' AND column_name <> 'id'"))
        names = [name for (name,) in env.cr.fetchall()]
        own = {"move_id": "m.id", "product_id": "m.product_id", "date": "m.date",
               "location_id": "m.location_id", "quantity": "m.quantity",
               "location_dest_id": "m.location_dest_id",
               "quantity_product_uom": "m.quantity"}
        env.cr.execute(SQL(
            "INSERT INTO stock_move_line (%s) SELECT %s FROM stock_move_line source,"
            " stock_move m WHERE source.id = %s AND m.id > %s",
            SQL(", ").join(SQL.identifier(n) for n in names),
            SQL(", ").join(
                SQL(own[n]) if n in own else SQL.identifier("source", n)
                for n in names),
            line, low))
env.cr.execute("DELETE FROM stock_quant")
env.cr.execute('''
    INSERT INTO stock_quant (product_id, location_id, company_id, quantity,
                             reserved_quantity, in_date)
    SELECT product_id, location, %s, SUM(quantity), 0, now() FROM (
        SELECT product_id, location_dest_id AS location, quantity
          FROM stock_move_line WHERE state = 'done'
        UNION ALL
        SELECT product_id, location_id, -quantity
          FROM stock_move_line WHERE state = 'done') m
      JOIN stock_location l ON l.id = m.location AND l.usage = 'internal'
     GROUP BY product_id, location''', (company.id,))
env.cr.execute("ANALYZE")
env.invalidate_all()
env.cr.commit()
"""

MEASURE = """
import time
from datetime import date
model = env["jxc.stock.summary"]
options = {"date_from": "2026-06-01", "date_to": "2026-06-30"}

def timed(call):
    env.invalidate_all()
    queries, start = env.cr.sql_log_count, time.perf_counter()
    result = call()
    return result, time.perf_counter() - start, env.cr.sql_log_count - queries

model.get_summary(dict(options, search="no such product"))
runs = [timed(lambda: model.get_summary(options)) for _i in range(3)]
summary = runs[0][0]
closing = [c["key"] for c in summary["columns"]].index("closing")
ours = {}
for line in summary["lines"]:
    ours[line["product_id"]] = ours.get(line["product_id"], 0) + line["values"][closing]

rng = random.Random(2)
ids = rng.sample(sorted(ours), SAMPLE)
zone = company._jxc_timezone()
from odoo.addons.jxc_reports.engine.periods import last_instant
at = last_instant(date(2026, 6, 30), zone)

def core():
    # As stock_account's `res.company.stock_value`: one product after the other.
    products = env["product.product"].browse(ids)
    return {p.id: p.with_context(to_date=at).total_value for p in products}

core_values, core_seconds, core_queries = timed(core)
report({
    "seconds": sorted(run[1] for run in runs)[1],
    "queries": max(run[2] for run in runs),
    "rows": summary["row_count"],
    "products": len(ours),
    "untied": summary["untied"],
    "core_seconds": core_seconds * len(ours) / SAMPLE,
    "core_queries": core_queries * len(ours) / SAMPLE,
    "differing": sum(abs(core_values[i] - ours[i]) > 0.005 for i in ids),
    "zone": str(zone),
})
"""


def run(bench):
    code = "\n".join(f"{name.upper()} = {value}" for name, value in SETTINGS.items())
    with bench.database("bench_stock_summary") as database:
        measured = bench.shell(database, code + LOAD + MEASURE)
    print(
        f"{measured['products']} products, {measured['rows']} rows:"
        f" ours {measured['seconds']:.1f} s (opening, kinds and closing),"
        f" {measured['queries']} queries; core, one date,"
        f" {measured['core_seconds']:.0f} s, {measured['core_queries']:.0f} queries"
        f" (scaled from {SETTINGS['sample']} products);"
        f" ratio {measured['core_seconds'] / measured['seconds']:.1f}"
    )
    bounds = (
        ("products of the sample whose value differs", measured["differing"], 0, ""),
        ("rows that do not tie", measured["untied"], 0, ""),
        ("time", measured["seconds"], measured["core_seconds"] / 5, "s"),
        ("queries", measured["queries"], 250, ""),
    )
    for what, value, bound, unit in bounds:
        bench.check(what, value, bound, unit)
    return all(value <= bound for _what, value, bound, _unit in bounds)
