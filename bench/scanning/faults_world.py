"""What the devices work on, what they do there, and what must come of it."""

import random
import uuid
from collections import defaultdict

DEVICES, RECEIPTS, PRODUCTS = 20, 2, 8
# Operations of one receipt; the last finishes it.
PER_RECEIPT = 250
BATCH = 50

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
        }}
        for n in range({PRODUCTS})
    ]
)
stranger = env["product.product"].create({{"name": "Stranger", "is_storable": True}})
devices = []
for number in range({DEVICES}):
    login = f"device{{number}}"
    user = env["res.users"].create(
        {{
            "name": login,
            "login": login,
            "password": login,
            "group_ids": [(6, 0, keeper.ids)],
        }}
    )
    receipts = env["stock.picking"].create(
        [
            {{
                "picking_type_id": warehouse.in_type_id.id,
                "origin": f"{{login}}-{{turn}}",
                **places,
                "move_ids": [
                    (0, 0, {{"product_id": p.id, "product_uom_qty": 50, **places}})
                    for p in products
                ],
            }}
            for turn in range({RECEIPTS})
        ]
    )
    receipts.action_confirm()
    token = env(user=user.id)["jxc.scanner.device"].register(login)["token"]
    devices.append({{"login": login, "token": token, "receipts": receipts.ids}})
env.cr.commit()
report(
    {{
        "devices": devices,
        "products": [[p.id, p.tracking] for p in products],
        "stranger": stranger.id,
    }}
)
"""

OUTCOME = """
def rows(query):
    env.cr.execute(query)
    return [[str(value) for value in row] for row in env.cr.fetchall()]


report(
    {
        "journal": rows(
            '''SELECT o.uuid, o.kind, o.state, u.login, d.name, p.origin
            FROM jxc_scan_operation o JOIN res_users u ON u.id = o.user_id
            LEFT JOIN jxc_scanner_device d ON d.id = o.device_id
            LEFT JOIN stock_picking p ON p.id = o.picking_id ORDER BY o.uuid'''
        ),
        "stock": rows(
            '''SELECT p.default_code, q.product_id, l.name, sum(q.quantity)::float
            FROM stock_quant q JOIN product_product p ON p.id = q.product_id
            JOIN stock_location w ON w.id = q.location_id AND w.usage = 'internal'
            LEFT JOIN stock_lot l ON l.id = q.lot_id
            GROUP BY 1, 2, 3 HAVING sum(q.quantity) <> 0 ORDER BY 2, 3'''
        ),
        "transfers": rows(
            '''SELECT p.origin, p.state, l.product_id, l.lot_name, l.state,
                sum(l.quantity)::float
            FROM stock_picking p LEFT JOIN stock_move_line l ON l.picking_id = p.id
            WHERE p.origin LIKE 'device%' GROUP BY 1, 2, 3, 4, 5
            ORDER BY 1, 3, 4, 5'''
        ),
        "conflicts": rows(
            '''SELECT o.uuid, c.state FROM jxc_scan_conflict c
            JOIN jxc_scan_operation o ON o.id = c.operation_id ORDER BY 1'''
        ),
        "missing": rows("SELECT name, missing FROM jxc_scanner_device ORDER BY name"),
    }
)
"""


def operations(world, device):
    """What the person at ``device`` does, the same in every run."""
    chance = random.Random(device["login"])
    made = []

    def add(kind, picking, **payload):
        number = len(made) + 1
        made.append(
            {
                "uuid": str(
                    uuid.uuid5(uuid.NAMESPACE_URL, f"{device['login']}/{number}")
                ),
                "kind": f"receive.{kind}",
                "payload": {"picking_id": picking, **payload},
                "time": "2026-03-10T01:02:03.000Z",
                "run": device["login"],
                "sequence": number,
            }
        )
        return made[-1]

    for picking in device["receipts"]:
        counts = []
        for turn in range(PER_RECEIPT - 1):
            roll = chance.random()
            if roll < 0.08 and counts:
                add("undo", picking, target=counts.pop()["uuid"])
            elif roll < 0.10 and turn < BATCH:
                add("count", picking, product_id=world["stranger"], quantity=1)
            else:
                product, tracking = chance.choice(world["products"])
                lot = (
                    {"lot": f"{device['login']}-{picking}"} if tracking == "lot" else {}
                )
                quantity = chance.choice([1, 1, 1, 2, 6])
                counts.append(
                    add("count", picking, product_id=product, quantity=quantity, **lot)
                )
        add("validate", picking)
    return made


def expected_stock(world):
    """Quantity by product and lot as the devices themselves would add it up."""
    stock = defaultdict(float)
    for device in world["devices"]:
        made = operations(world, device)
        by_number = {operation["uuid"]: operation["payload"] for operation in made}
        for operation in made:
            payload, sign = operation["payload"], 1
            if operation["kind"] == "receive.undo":
                payload, sign = by_number[payload["target"]], -1
            if payload.get("product_id") not in (None, world["stranger"]):
                key = (str(payload["product_id"]), payload.get("lot", "None"))
                stock[key] += sign * payload["quantity"]
    return {key: quantity for key, quantity in stock.items() if quantity}
