"""Alert evaluation: from scratch, again without a change, and against core.

200,000 lots of 2,000 products on 1,000,000 quants in two warehouses, their expiration
spread over 50 days past and 950 days ahead; the rules of every kind that looks at lots
by date. Core's ``_alert_date_exceeded`` reminds of a sample of due lots in the same
run; it is compared by the time each due lot takes.
"""

import os

LOTS = 200_000
QUANTS = 1_000_000
PRODUCTS = 2_000
LOCATIONS = 100
SAMPLE = 2_000

SCRATCH_SECONDS = 20
AGAIN_SECONDS = 2
FASTER_THAN_CORE = 20

BUILD = f"""
company = env.company
warehouse = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
other = env["stock.warehouse"].create({{"name": "Second", "code": "SND"}})
stocks = (warehouse.lot_stock_id, other.lot_stock_id)
shelves = env["stock.location"].create(
    [
        {{"name": f"Shelf {{n}}", "location_id": stocks[n % 2].id}}
        for n in range({LOCATIONS})
    ]
)
products = env["product.product"].create(
    [
        {{
            "name": f"Food {{n}}",
            "is_storable": True,
            "tracking": "lot",
            "use_expiration_date": True,
            "alert_time": 30,
            "standard_price": 1 + n % 50,
        }}
        for n in range({PRODUCTS})
    ]
)
env.flush_all()
env.cr.execute(
    '''
    INSERT INTO stock_lot (name, product_id, company_id, expiration_date, removal_date,
                           alert_date, production_date, create_date, write_date)
    SELECT 'L' || n, (%s::int[])[1 + n %% {PRODUCTS}], %s, expires,
           expires - interval '3 days', expires - interval '30 days',
           expires::date - 1000, now(), now()
      FROM generate_series(1, {LOTS}) n
CROSS JOIN LATERAL (
           SELECT date_trunc('day', now()) + interval '15:59:59'
                  + make_interval(days => (n * 7919) %% 1000 - 50) AS expires) AS dated
    RETURNING id
    ''',
    [products.ids, company.id],
)
first = min(row for (row,) in env.cr.fetchall())
env.cr.execute(
    '''
    INSERT INTO stock_quant (product_id, company_id, location_id, lot_id, quantity,
                             reserved_quantity, in_date, expiration_date, removal_date,
                             create_date, write_date)
    SELECT lot.product_id, lot.company_id,
           (%s::int[])[1 + (n / {LOTS} * 37 + n) %% {LOCATIONS}], lot.id, 1 + n %% 9, 0,
           now(), lot.expiration_date, lot.removal_date, now(), now()
      FROM generate_series(0, {QUANTS} - 1) n
      JOIN stock_lot lot ON lot.id = %s + n %% {LOTS}
    ''',
    [shelves.ids, first],
)
env.cr.execute("ANALYZE")
env.cr.commit()
report([products[:1].id, first])
"""

MEASURE = """
Rule = env["jxc.alert.rule"]
kinds = [f"jxc.alert.kind.lot.{name}" for name in ("expiry", "expired", "hold")]
rules = Rule.search([("company_id", "=", env.company.id), ("kind", "in", kinds)])
assert len(rules) == len(kinds)
expiry = rules.filtered(lambda rule: rule.kind == kinds[0])
expiry.level_ids.unlink()
expiry.level_ids = [
    (0, 0, {"severity": severity, "threshold": days, "unit": "days"})
    for severity, days in (("2", 90), ("3", 60), ("4", 30))
]


def evaluate():
    for rule in rules:
        rule._evaluate()


def versions():
    env.cr.execute(
        "SELECT COUNT(*), MAX(xmin::text::bigint), SUM(HASHTEXT(ctid::text)::bigint)"
        " FROM jxc_alert"
    )
    return [int(value or 0) for value in env.cr.fetchone()]


# A tenth of the lots first, for the number of queries: it must not depend on theirs.
tenth = env["product.product"].search([("name", "like", "Food %")], order="id")
rules.product_ids = tenth[: len(tenth) // 10]
result = {"tenth": measured(evaluate)}
env.cr.execute("DELETE FROM jxc_alert")
env.invalidate_all()
rules.product_ids = False
env.cr.commit()
result["scratch"] = measured(evaluate)
env.cr.commit()
with env.registry.cursor() as cr:
    # Autovacuum does this within minutes of such a change.
    cr._cnx.autocommit = True
    cr.execute("VACUUM ANALYZE jxc_alert")
before = versions()
result["alerts"] = before[0]
result["again"] = measured(evaluate)
env.cr.commit()
result["written"] = int(versions() != before)
env.cr.execute("SELECT COUNT(*) FROM jxc_alert WHERE state <> 'open'")
result["not_open"] = env.cr.fetchone()[0]
result["told"] = measured(lambda: Rule._tell_news(env.company))
env.cr.execute(
    "UPDATE stock_lot SET product_expiry_reminded = TRUE WHERE id NOT IN"
    " (SELECT id FROM stock_lot WHERE alert_date <= now() ORDER BY id LIMIT %s)",
    [SAMPLE],
)
env.cr.execute(
    "SELECT COUNT(*) FROM stock_lot WHERE NOT COALESCE(product_expiry_reminded, FALSE)"
)
result["sample"] = env.cr.fetchone()[0]
env.invalidate_all()
result["core"] = measured(env["stock.lot"]._alert_date_exceeded)
env.cr.rollback()
report(result)
"""


def run(bench):
    """Measure, print and return True when every bound holds."""
    load = os.getloadavg()[0]
    with bench.database("bench_expiry") as database:
        bench.shell(database, BUILD)
        result = bench.shell(database, f"SAMPLE = {SAMPLE}\n{MEASURE}")
    scratch, again, core = result["scratch"], result["again"], result["core"]
    ours = scratch["seconds"] / result["alerts"]
    theirs = core["seconds"] / result["sample"]
    print(
        f"{LOTS} lots, {QUANTS} quants, load average before the run {load:.1f}\n"
        f"from scratch: {result['alerts']} alerts in {scratch['seconds']:.1f} s,"
        f" {scratch['queries']} queries; of a tenth of the products in"
        f" {result['tenth']['seconds']:.1f} s, {result['tenth']['queries']} queries\n"
        f"again, nothing changed: {again['seconds']:.2f} s, {again['queries']} queries;"
        f" telling the news: {result['told']['seconds']:.1f} s\n"
        f"core, {result['sample']} due lots: {core['seconds']:.1f} s,"
        f" {core['queries']} queries; a due lot takes core {theirs * 1e6:,.0f} µs,"
        f" an alert takes us {ours * 1e6:,.0f} µs: {theirs / ours:.0f} times faster"
    )
    good = [
        bench.check("alert evaluation", scratch["seconds"], SCRATCH_SECONDS, "s"),
        bench.check("evaluation again", again["seconds"], AGAIN_SECONDS, "s"),
        bench.check("alerts written by the second run", result["written"], 0),
        bench.check("alerts the second run resolved", result["not_open"], 0),
        bench.check(
            "queries, to those of a tenth of the products",
            scratch["queries"],
            result["tenth"]["queries"] + 2,
        ),
        bench.check(
            "seconds a due lot, to core's",
            ours * 1e6,
            theirs * 1e6 / FASTER_THAN_CORE,
            "µs",
        ),
    ]
    return all(good)
