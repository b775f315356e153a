"""A warehouse with 20,000 products, 50,000 lots in 500 bins and 2,000 open lines."""

PRODUCTS = 20_000
LOTS = 50_000
BINS = 500
DELIVERIES = 100
LINES = 2_000
LOGIN = "bench_keeper"

BUILD = f"""
from datetime import datetime, timedelta

warehouse = env["stock.warehouse"].search(
    [("company_id", "=", env.company.id)], limit=1
)
customers = env.ref("stock.stock_location_customers")
keeper = env["res.users"].create(
    {{
        "name": "Keeper",
        "login": "{LOGIN}",
        "password": "{LOGIN}",
        "group_ids": [(6, 0, env.ref("jxc_inventory.group_keeper").ids)],
    }}
)
bins = env["stock.location"].create(
    [
        {{
            "name": f"A-{{number // 20}}-{{number % 20}}",
            "barcode": f"BIN-{{number:04}}",
            "location_id": warehouse.lot_stock_id.id,
        }}
        for number in range({BINS})
    ]
)
model = env["product.product"].create(
    {{
        "name": "蒙牛纯牛奶",
        "is_storable": True,
        "tracking": "lot",
        "use_expiration_date": True,
        "shelf_life": 12,
        "shelf_life_unit": "month",
        "barcode": "6900000000000",
        "default_code": "SKU-0",
    }}
)
lot = env["stock.lot"].create(
    {{
        "name": "LOT",
        "product_id": model.id,
        "production_date": datetime.now() - timedelta(days=30),
    }}
)
env["stock.quant"]._update_available_quantity(model, bins[0], 1000, lot_id=lot)
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
                    "product_id": model.id,
                    "product_uom_qty": 5,
                    "location_id": warehouse.lot_stock_id.id,
                    "location_dest_id": customers.id,
                }},
            )
        ],
    }}
)
delivery.action_confirm()
delivery.action_assign()
env.flush_all()


templates = multiply(
    "product_template",
    model.product_tmpl_id.id,
    {PRODUCTS} - 1,
    name="jsonb_build_object('en_US', '蒙牛纯牛奶 ' || left(md5(n::text), 8))",
)
products = multiply(
    "product_product",
    model.id,
    {PRODUCTS} - 1,
    product_tmpl_id=f"{{templates[0] - 1}} + n",
    barcode="(6900000000000 + (n * 7919::bigint) % 9999999999)::text",
    default_code="'SKU-' || n",
)
product = f"{{products[0]}} + n % ({PRODUCTS} - 1)"
lots = multiply(
    "stock_lot",
    lot.id,
    {LOTS} - 1,
    name="'L' || upper(left(md5('lot' || n), 9))",
    product_id=product,
    production_date="t.production_date - n % 200",
    expiration_date="t.expiration_date - (n % 200) * interval '1 day'",
)
quant = env["stock.quant"].search(
    [("lot_id", "=", lot.id), ("location_id", "=", bins[0].id)]
)
multiply(
    "stock_quant",
    quant.id,
    {LOTS} - 1,
    product_id=product,
    lot_id=f"{{lots[0] - 1}} + n",
    location_id=f"{{bins[0].id}} + (n * 13) % {BINS}",
    quantity="10 + (n * 37) % 500",
    reserved_quantity="n % 7",
)
deliveries = multiply(
    "stock_picking", delivery.id, {DELIVERIES} - 1, name="'BENCH/OUT/' || n"
)
moves = multiply(
    "stock_move",
    delivery.move_ids.id,
    {LINES} - 1,
    product_id=product,
    picking_id=f"{{deliveries[0]}} + n % ({DELIVERIES} - 1)",
)
multiply(
    "stock_move_line",
    delivery.move_line_ids.id,
    {LINES} - 1,
    product_id=product,
    lot_id=f"{{lots[0] - 1}} + n",
    move_id=f"{{moves[0] - 1}} + n",
    picking_id=f"{{deliveries[0]}} + n % ({DELIVERIES} - 1)",
    location_id=f"{{bins[0].id}} + (n * 13) % {BINS}",
)
env.cr.execute("ANALYZE")
env.cr.commit()
report(None)
"""
