"""How fast the server works off what devices send, one worker, over the network."""

import time
import uuid

from .server import Line, Server

RATE, SCANS, SECONDS = 150, 200, 2.0
RECEIPTS, PRODUCTS, PER_RECEIPT = 6, 50, 400

BUILD = f"""
own = [("company_id", "=", env.company.id)]
warehouse = env["stock.warehouse"].search(own, limit=1)
vendors = env.ref("stock.stock_location_suppliers")
keeper = env.ref("jxc_inventory.group_keeper")
places = {{"location_id": vendors.id, "location_dest_id": warehouse.lot_stock_id.id}}
products = env["product.product"].create(
    [
        {{
            "name": f"Product {{n}}",
            "is_storable": True,
            "tracking": "lot" if n % 2 else "none",
            **({{"use_expiration_date": True, "shelf_life": 12}} if n % 2 else {{}}),
        }}
        for n in range({PRODUCTS})
    ]
)
user = env["res.users"].create(
    {{
        "name": "gun",
        "login": "gun",
        "password": "gun",
        "group_ids": [(6, 0, keeper.ids)],
    }}
)
receipts = env["stock.picking"].create(
    [
        {{
            "picking_type_id": warehouse.in_type_id.id,
            **places,
            "move_ids": [
                (0, 0, {{"product_id": p.id, "product_uom_qty": 20 + n, **places}})
                for n, p in enumerate(products)
            ],
        }}
        for turn in range({RECEIPTS})
    ]
)
receipts.action_confirm()
token = env(user=user.id)["jxc.scanner.device"].register("gun")["token"]
env.cr.commit()
report(
    {{
        "token": token,
        "receipts": receipts.ids,
        "products": [[p.id, p.tracking] for p in products],
    }}
)
"""

# What a scan costs when it is written as it comes, as the web client does.
CORE = """
import time

lines = env["stock.picking"].browse({receipt}).move_line_ids[:30]
lines.mapped("quantity")
started = time.perf_counter()
for number, line in enumerate(lines):
    line.write({{"quantity": number + 1, "picked": True}})
    env.flush_all()
report((time.perf_counter() - started) / len(lines) * 1000)
"""


def run(bench):
    """Measure, print and return True when every bound holds."""
    with bench.database("bench_scanner_sync") as database:
        world = bench.shell(database, BUILD)
        server = Server(bench, database)
        try:
            line = Line(server, "gun")
            *many, last = world["receipts"]
            # The first request loads what every later one finds ready.
            _send(line, world, many.pop(), SCANS)
            acknowledged = _send(line, world, last, SCANS)
            started = time.monotonic()
            for receipt in many:
                for _batch in range(PER_RECEIPT // SCANS):
                    _send(line, world, receipt, SCANS)
            seconds = time.monotonic() - started
        finally:
            server.stop()
        core = bench.shell(database, CORE.format(receipt=many[0]))
    rate = len(many) * PER_RECEIPT / seconds
    print(
        f"{len(many) * PER_RECEIPT} scans of {PRODUCTS} products, in sendings of"
        f" {SCANS}: {rate:.0f} operations/s; core writes a line in {core:.0f} ms,"
        f" {1000 / core:.0f} a second"
    )
    return all(
        [
            bench.check(f"{SCANS} scans acknowledged", acknowledged, SECONDS, "s"),
            bench.check("an operation", 1000 / rate, 1000 / RATE, "ms"),
        ]
    )


def _send(line, world, receipt, count):
    """Seconds until ``count`` scans are answered; all must have been applied."""
    operations = []
    for number in range(count):
        product, tracking = world["products"][number * 7 % PRODUCTS]
        lot = {"lot": f"L{receipt}-{product}", "production_date": "2026-01-31"}
        operations.append(
            {
                "uuid": str(uuid.uuid4()),
                "kind": "receive.count",
                "time": "2026-03-10T01:02:03.000Z",
                "payload": {
                    "picking_id": receipt,
                    "product_id": product,
                    "quantity": 1 + number % 3,
                    **(lot if tracking == "lot" else {}),
                },
            }
        )
    started = time.monotonic()
    answers = line.call(
        "jxc.scan.operation", "sync", operations, {"token": world["token"]}
    )
    seconds = time.monotonic() - started
    refused = [answer for answer in answers if answer["state"] != "applied"]
    assert not refused, refused[:2]
    return seconds
