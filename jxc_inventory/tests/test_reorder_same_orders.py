from odoo.fields import Command
from odoo.tests import tagged

from .same_orders_common import SameOrdersCommon


@tagged("post_install", "-at_install")
class TestReorderSameOrders(SameOrdersCommon):
    """Accepting many suggestions at once gives what core gives for each."""

    def test_same_orders_line_by_line_as_core(self):
        core = self._compare_with_core(self._mixed())
        self.assertEqual(len(core["lines"]), 8)
        self.assertTrue(core["moves"])

    def test_rules_not_accepted_are_left_as_core_leaves_them(self):
        rules = self._mixed()
        product = rules[0].product_id
        stock = self.warehouse.lot_stock_id
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": stock.id}
        )
        accepted = self._suggest(product, location_id=shelf.id)
        above, elsewhere = (
            self.Orderpoint.search(
                [("product_id", "=", product.id), ("location_id", "=", place.id)]
            )
            for place in (stock, self.warehouse_2.lot_stock_id)
        )
        self.assertEqual((above | elsewhere).mapped("qty_to_order"), [20, 20])
        core = self._compare_with_core(accepted)
        self.assertEqual(len(core["lines"]), 1)
        self.assertEqual(elsewhere.qty_to_order, 20)

    def test_same_orders_where_goods_are_made_to_order(self):
        core = self._compare_with_core(self._made_to_order())
        lines = [values for values, _name in core["lines"]]
        # The line for the customer stays apart from that for stock.
        self.assertEqual(
            sorted(values["product_qty"] for values in lines), [3, 7, 20, 20]
        )
        self.assertIn(self.reduced_tax.ids, [values["tax_ids"] for values in lines])
        second = self.warehouse_2.in_type_id
        types = [values["picking_type_id"] for values in core["orders"]]
        self.assertIn(second.id, types)

    def test_same_orders_where_the_vendor_delivers_to_the_customer(self):
        depot = self._depot()
        core = self._compare_with_core(self._drop_shipped(depot))
        lines = [values for values, _name in core["lines"]]
        quantities = sorted(values["product_qty"] for values in lines)
        self.assertEqual(quantities, [2, 20, 20])
        self.assertEqual(
            {values["picking_type_id"] for values in core["orders"]},
            {depot.id, self.warehouse.in_type_id.id},
        )

    def _made_to_order(self):
        """Return suggestions for goods that are also bought for single orders.

        One is asked for by a customer already, another is brought from the second
        warehouse, which buys it for that; one vendor's taxes are other ones.
        """
        box = self.env["uom.uom"].create(
            {"name": "Box", "relative_factor": 6, "relative_uom_id": self.unit.id}
        )
        mto = self.env.ref("stock.route_warehouse0_mto")
        mto.active = True
        buy = self.warehouse.buy_pull_id.route_id
        self.warehouse.resupply_wh_ids = self.warehouse_2
        resupply = self.warehouse.resupply_route_ids
        resupply.rule_ids.procure_method = "make_to_order"
        self._reduce_taxes(self.other_vendor)
        taxes = {"supplier_taxes_id": [Command.set(self.tax.ids)]}
        to_order = {"route_ids": [Command.set((mto | buy).ids)], **taxes}
        asked = self._sold("asked", **to_order)
        boxes = self._sold(
            "boxes",
            sellers=[
                {
                    "partner_id": self.other_vendor.id,
                    "price": 9,
                    "product_uom_id": box.id,
                }
            ],
            **to_order,
        )
        through = self._sold(
            "through", route_ids=[Command.set((resupply | buy).ids)], **taxes
        )
        self._ask(asked, 3, self.customers)
        rules = self._suggest(asked) | self._suggest(boxes, quantity=42)
        rules |= self._suggest(through, route_id=resupply.id)
        rules.flush_recordset()
        return rules

    def _reduce_taxes(self, vendor):
        position = self.env["account.fiscal.position"].create(
            {"name": "Small taxpayer", "company_id": self.company.id}
        )
        self.reduced_tax = self.tax.copy(
            {
                "name": "VAT 3%",
                "amount": 3,
                "fiscal_position_ids": [Command.set(position.ids)],
                "original_tax_ids": [Command.set(self.tax.ids)],
            }
        )
        vendor.with_company(self.company).property_account_position_id = position

    def _ask(self, product, quantity, place, **values):
        """Have ``place`` want the product, as a sale does; return the procurement."""
        Rule = self.env["stock.rule"]
        Rule.run(
            [
                Rule.Procurement(
                    product,
                    quantity,
                    product.uom_id,
                    place,
                    "S1",
                    "S1",
                    self.company,
                    {"warehouse_id": self.warehouse, "company_id": self.company}
                    | values,
                )
            ]
        )

    def _depot(self):
        """Return an operation type by which vendors deliver to a customer's depot."""
        location = self.env["stock.location"].create(
            {
                "name": "Customer's depot",
                "usage": "internal",
                "location_id": self.warehouse.view_location_id.id,
            }
        )
        return self.env["stock.picking.type"].create(
            {
                "name": "Drop-Ship",
                "code": "incoming",
                "sequence_code": "DS",
                "warehouse_id": False,
                "company_id": self.company.id,
                "default_location_src_id": self.suppliers.id,
                "default_location_dest_id": location.id,
            }
        )

    def _drop_shipped(self, depot):
        """Return suggestions for a depot, one of goods also drop-shipped for a sale."""
        place = depot.default_location_dest_id
        route = self.env["stock.route"].create(
            {
                "name": "Drop-Ship",
                "product_selectable": True,
                "company_id": self.company.id,
                "rule_ids": [
                    Command.create(
                        {
                            "name": f"Vendor to {location.name}",
                            "action": "buy",
                            "picking_type_id": depot.id,
                            "location_dest_id": location.id,
                            "company_id": self.company.id,
                        }
                    )
                    for location in (place, self.customers)
                ],
            }
        )
        routes = {"route_ids": [Command.set(route.ids)]}
        sold = self._sold(
            "sold", supplier_taxes_id=[Command.set(self.tax.ids)], **routes
        )
        shop = self.env["res.partner"].create({"name": "Corner Shop"})
        self._ask(sold, 2, self.customers, partner_id=shop.id)
        rules = self._suggest(sold, location_id=place.id, route_id=route.id)
        return rules | self._suggest(self._sold("plain", **routes))
