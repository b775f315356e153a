from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .reorder_common import ReorderCommon


@tagged("post_install", "-at_install")
class TestReorderLikeCore(ReorderCommon):
    """Set-based lead times and quantities are those core works out one by one."""

    def _open_move(self, product, source, dest, quantity, days):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "company_id": self.company.id,
                "date": fields.Datetime.now() + timedelta(days=days),
            }
        )
        move._action_confirm()
        return move

    def _assert_like_core(self, rules):
        ours = {
            rule: (rule.qty_to_order_computed, rule.lead_time_days) for rule in rules
        }
        rules.invalidate_recordset()
        for rule, (quantity, lead) in ours.items():
            with self.subTest(product=rule.product_id.name):
                self.assertEqual(lead, rule.lead_days)
                with patch.object(
                    type(rule), "_get_current_proposals", lambda self: {}
                ):
                    rule._compute_qty_to_order_computed()
                self.assertEqual(quantity, rule.qty_to_order_computed)

    def _seller(self, **values):
        return {"partner_id": self.vendor.id, "delay": 7, "price": 5.0, **values}

    def test_same_quantities_and_lead_times(self):
        box = self.env["uom.uom"].create(
            {
                "name": "Box of 24",
                "relative_factor": 24,
                "relative_uom_id": self.unit.id,
            }
        )
        other = self.other_vendor.id
        ended = self.today - timedelta(days=2)
        self.company.days_to_purchase = 2
        products = {
            "plain": self._sold("plain"),
            "stocked": self._sold("stocked"),
            "covered": self._sold("covered"),
            "incoming": self._sold("incoming"),
            "outgoing": self._sold("outgoing"),
            "box": self._sold("box", sellers=[self._seller(product_uom_id=box.id)]),
            "two vendors": self._sold(
                "two vendors",
                sellers=[
                    self._seller(price=9, delay=3),
                    self._seller(partner_id=other, price=4, delay=21, sequence=9),
                ],
            ),
            "expired price": self._sold(
                "expired price",
                sellers=[
                    self._seller(price=1, delay=3, date_end=ended),
                    self._seller(partner_id=other, price=4, delay=21, sequence=9),
                ],
            ),
            "other company": self._sold(
                "other company",
                sellers=[
                    self._seller(delay=3, company_id=self.other_company.id),
                    self._seller(partner_id=other, delay=11, sequence=9),
                ],
            ),
        }
        for product in products.values():
            self._sell(product, [10] * 26)
        stock = self.warehouse.lot_stock_id
        self._stock(products["stocked"], 12)
        self._stock(products["covered"], 500)
        self._stock(products["outgoing"], 500)
        self._open_move(products["incoming"], self.suppliers, stock, 6, 3)
        self._open_move(products["incoming"], self.suppliers, stock, 6, 900)
        self._open_move(products["outgoing"], stock, self.customers, 490, 30)
        self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    Command.create(
                        {"product_id": products["plain"].id, "product_qty": 4}
                    )
                ],
            }
        )
        self._run()
        rules = self.Orderpoint.concat(*(self._rules(p) for p in products.values()))
        self.assertEqual(len(rules), len(products))
        self.assertEqual(self._rules(products["covered"]).qty_to_order, 0)
        self.assertEqual(self._rules(products["box"]).qty_to_order % 24, 0)
        self.assertEqual(self._rules(products["two vendors"]).lead_time_days, 5)
        self.assertEqual(self._rules(products["expired price"]).lead_time_days, 23)
        self._assert_like_core(rules)

    def test_same_lead_time_through_another_warehouse(self):
        self.warehouse.resupply_wh_ids = self.warehouse_2
        route = self.warehouse.resupply_route_ids
        route.rule_ids.delay = 2
        product = self._sold("resupplied", route_ids=[Command.set(route.ids)])
        self._sell(product, [10] * 26)
        self._run()
        self._assert_like_core(self._rules(product))
        self.assertGreaterEqual(self._rules(product).lead_time_days, 2)

    def test_chosen_price_list_and_multiple_of_the_rule_hold(self):
        product = self._sold(
            "chosen",
            sellers=[
                self._seller(delay=3),
                self._seller(partner_id=self.other_vendor.id, price=50, delay=21),
            ],
        )
        dozen = self.env.ref("uom.product_uom_dozen")
        self._sell(product, [10] * 26)
        self._run()
        rule = self._rules(product)
        rule.supplier_id = product.seller_ids[1]
        rule.replenishment_uom_id = dozen
        self._run()
        self.assertEqual(rule.lead_time_days, 21)
        self.assertEqual(rule.qty_to_order % 12, 0)
        self._assert_like_core(rule)
