"""A company with 10,000 products in two warehouses, a reordering rule for each."""

from .processor import PROCESSOR

PRODUCTS = 10_000
VENDORS = 200
MOVES = 100_000
WITHOUT_RULE = 300

BUILD = f"""
company = env.company
warehouse = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
other = env["stock.warehouse"].create({{"name": "Second", "code": "SND"}})
warehouses = warehouse | other
customers = env.ref("stock.stock_location_customers")
vendors = env["res.partner"].create(
    [{{"name": f"Vendor {{number}}", "lang": "en_US"}} for number in range({VENDORS})]
)
model = env["product.product"].create(
    {{
        "name": "Product",
        "type": "consu",
        "is_storable": True,
        "seller_ids": [
            (0, 0, {{"partner_id": vendors[0].id, "delay": 7, "price": 1.5}})
        ],
    }}
)
rules = env["stock.warehouse.orderpoint"].create(
    [
        {{
            "product_id": model.id,
            "warehouse_id": place.id,
            "location_id": place.lot_stock_id.id,
            "product_min_qty": 40,
            "product_max_qty": 60,
            "trigger": "manual",
        }}
        for place in warehouses
    ]
)
for place in warehouses:
    env["stock.quant"]._update_available_quantity(model, place.lot_stock_id, 1000)


def deliver(quantity):
    move = env["stock.move"].create(
        {{
            "product_id": model.id,
            "product_uom": model.uom_id.id,
            "product_uom_qty": quantity,
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": customers.id,
        }}
    )
    move._action_confirm()
    return move


done = deliver(1)
done.quantity = 1
done.picked = True
done._action_done()
promised = deliver(10)
env.flush_all()


def multiply_product(count):
    # Returns the id before the first of the new products.
    templates = multiply("product_template", model.product_tmpl_id.id, count)
    products = multiply(
        "product_product", model.id, count, product_tmpl_id=f"{{templates[0] - 1}} + n"
    )
    multiply(
        "product_supplierinfo",
        model.seller_ids.id,
        count,
        product_tmpl_id=f"{{templates[0] - 1}} + n",
        product_id=f"{{products[0] - 1}} + n",
        partner_id=f"{{vendors[0].id}} + (n / 7) % {VENDORS}",
        delay="(3 + n % 8)",
    )
    return products[0] - 1


copies = {PRODUCTS} - 1
base = multiply_product(copies)
for place, rule in zip(warehouses, rules):
    quant = env["stock.quant"].search(
        [("product_id", "=", model.id), ("location_id", "=", place.lot_stock_id.id)]
    )
    # Every tenth product is short in both warehouses.
    few = "CASE WHEN n % 10 = 0 THEN 5 ELSE 1000 END"
    multiply("stock_quant", quant.id, copies, product_id=f"{{base}} + n", quantity=few)
    multiply(
        "stock_warehouse_orderpoint",
        rule.id,
        copies,
        product_id=f"{{base}} + n",
        name="'OP/' || n",
    )
multiply(
    "stock_move",
    done.id,
    {MOVES},
    product_id=f"{{base}} + 1 + (n * 7919) % {{copies}}",
    date="now() at time zone 'utc' - make_interval(days => 1 + n % 182)",
)
stocks = [place.lot_stock_id.id for place in warehouses]
multiply(
    "stock_move",
    promised.id,
    copies,
    product_id=f"{{base}} + n",
    location_id=f"CASE WHEN n % 20 < 10 THEN {{stocks[0]}} ELSE {{stocks[1]}} END",
    date="now() at time zone 'utc' + make_interval(days => n % 30)",
)
unruled = multiply_product({WITHOUT_RULE})
multiply("stock_move", promised.id, {WITHOUT_RULE}, product_id=f"{{unruled}} + n")
# As a night leaves them: levels from demand, what to order stored. create_uid is not
# the superuser's, whose rules core throws away.
env.cr.execute(
    "UPDATE stock_warehouse_orderpoint rule"
    " SET create_uid = 2, reorder_method = 'demand', demand_weeks = 26,"
    " demand_weekly_mean = 20, demand_until = current_date - 1,"
    " levels_computed_at = now() at time zone 'utc'"
    " + interval '1 hour', deadline_date = NULL,"
    " qty_to_order_computed = CASE WHEN quant.quantity = 5 THEN 55 + COALESCE("
    "   (SELECT SUM(product_qty) FROM stock_move move"
    "     WHERE move.product_id = rule.product_id AND state NOT IN ('done', 'cancel')"
    "       AND move.location_id = rule.location_id), 0) ELSE 0 END"
    " FROM stock_quant quant WHERE quant.product_id = rule.product_id"
    " AND quant.location_id = rule.location_id"
)
env.cr.execute("ANALYZE")
env.cr.commit()
report(env["stock.warehouse.orderpoint"].search_count([]))
"""

MEASURED = (
    PROCESSOR
    + """
from unittest.mock import patch

from odoo.addons.jxc_inventory.models.acceptance import stock_orderpoint_opening
from odoo.addons.jxc_inventory.models.acceptance import stock_orderpoint_refresh
from odoo.addons.jxc_inventory.models.acceptance import stock_orderpoint_rules

OPENING = stock_orderpoint_opening.StockWarehouseOrderpoint
REFRESH = stock_orderpoint_refresh.StockWarehouseOrderpoint
RULES = stock_orderpoint_rules.StockWarehouseOrderpoint


def as_core(cls, name):
    # The method as it is without ours.
    def core(self, *args, **kwargs):
        return getattr(super(cls, self), name)(*args, **kwargs)

    return patch.object(cls, name, core)


Rule = env["stock.warehouse.orderpoint"].with_context(lang="en_US")
"""
)
