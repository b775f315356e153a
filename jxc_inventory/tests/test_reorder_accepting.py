from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .reorder_common import ReorderCommon


@tagged("post_install", "-at_install")
class TestReorderAccepting(ReorderCommon):
    """What buyers decide is done for many at once, and remembered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._user("accepting buyer", "group_buyer")
        cls.keeper = cls._user("accepting keeper", "group_keeper")

    def test_queries_do_not_grow_with_the_suggestions(self):
        def count(number):
            rules = self.Orderpoint.concat(
                *(self._suggest(self._sold(f"Milk {i}")) for i in range(number))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._as(rules, self.buyer)._procure_orderpoint_confirm(
                company_id=self.company
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(5)
        few = count(10)
        self.assertLess(count(50), few + 40)

    def test_accepted_changed_and_snoozed_are_remembered(self):
        rules = self._suggest(self._sold("Milk")) | self._suggest(self._sold("Tea"))
        rules = self._as(rules, self.buyer)
        milk, tea = rules
        milk.qty_to_order = 36
        self.assertRecordValues(
            milk,
            [{"changed_by_id": self.buyer.id, "qty_to_order_computed": 20}],
        )
        milk.sudo()._compute_qty_to_order_computed()
        self.assertEqual(milk.qty_to_order, 36)
        until = self.today + timedelta(days=7)
        self._as(self.env["stock.orderpoint.snooze"], self.buyer).create(
            {"orderpoint_ids": tea.ids, "snoozed_until": until, "note": "Too early"}
        ).action_snooze()
        milk.action_replenish()
        self.assertFalse(milk.changed_by_id)
        line = self.env["purchase.order.line"].search(
            [("product_id", "=", milk.product_id.id)]
        )
        self.assertEqual(line.product_qty, 36)
        decisions = self._as(self.env["jxc.reorder.decision"], self.buyer)
        self.assertRecordValues(
            decisions.search([("company_id", "=", self.company.id)], order="id"),
            [
                {
                    "decision": "changed",
                    "product_id": milk.product_id.id,
                    "suggested": 20,
                    "chosen": 36,
                    "difference": 16,
                    "user_id": self.buyer.id,
                    "vendor_id": False,
                    "note": False,
                },
                {
                    "decision": "snoozed",
                    "product_id": tea.product_id.id,
                    "suggested": 20,
                    "chosen": 20,
                    "difference": 0,
                    "user_id": self.buyer.id,
                    "vendor_id": False,
                    "note": "Too early",
                },
                {
                    "decision": "accepted",
                    "product_id": milk.product_id.id,
                    "suggested": 20,
                    "chosen": 36,
                    "difference": 16,
                    "user_id": self.buyer.id,
                    "vendor_id": self.vendor.id,
                    "note": False,
                },
            ],
        )

    def test_another_vendor_is_remembered_with_the_reason_given(self):
        sellers = [
            {"partner_id": partner.id, "price": price, "delay": 7}
            for partner, price in ((self.vendor, 3), (self.other_vendor, 2))
        ]
        rule = self._as(self._suggest(self._sold("Milk", sellers=sellers)), self.buyer)
        cheaper = rule.product_id.seller_ids[1]
        rule.write({"supplier_id": cheaper.id, "change_reason": "Half the price"})
        rule.supplier_id = cheaper
        rule.qty_to_order = 36
        rule.change_reason = "Half the price, so more of it"
        rule.action_replenish()
        self.assertFalse(rule.change_reason)
        decisions = self._as(self.env["jxc.reorder.decision"], self.buyer)
        said = ("decision", "vendor_id", "chosen", "note")
        self.assertEqual(
            [
                tuple(decision[name] for name in said)
                for decision in decisions.search(
                    [("product_id", "=", rule.product_id.id)], order="id"
                )
            ],
            [
                ("changed", self.other_vendor, 20, "Half the price"),
                ("changed", self.other_vendor, 36, "Half the price, so more of it"),
                ("accepted", self.other_vendor, 36, "Half the price, so more of it"),
            ],
        )

    def test_what_cannot_be_ordered_is_shown_and_the_rest_is_ordered(self):
        good = self._suggest(self._sold("Milk"))
        buys = self.env["stock.rule"].search(
            [("action", "=", "buy"), ("warehouse_id", "=", self.warehouse.id)]
        )
        bad = self._suggest(
            self._sold("Tea", sellers=[], route_ids=[Command.set(buys.route_id.ids)]),
            route_id=buys.route_id.id,
        )
        rules = self._as(good | bad, self.buyer)
        rules[1].qty_to_order = 30
        action = rules.action_replenish()
        self.assertEqual(action["domain"], [("id", "in", bad.ids)])
        self.assertIn("Tea", rules[1].order_error)
        self.assertEqual(rules[1].qty_to_order, 30)
        self.assertFalse(rules[0].order_error)
        lines = self.env["purchase.order.line"].search(
            [("product_id", "in", rules.product_id.ids)]
        )
        self.assertEqual(lines.product_id, good.product_id)
        accepted = self.env["jxc.reorder.decision"].search(
            [("orderpoint_id", "in", rules.ids), ("decision", "=", "accepted")]
        )
        self.assertEqual(accepted.product_id, good.product_id)

    def test_keeper_may_neither_order_nor_change(self):
        rule = self._as(self._suggest(self._sold("Milk")), self.keeper)
        with self.assertRaises(AccessError):
            rule.action_replenish()
        with self.assertRaises(AccessError):
            rule.qty_to_order = 5
        with self.assertRaises(AccessError):
            self._as(self.env["stock.orderpoint.snooze"], self.keeper).create(
                {"orderpoint_ids": rule.ids, "snoozed_until": self.today}
            ).action_snooze()
        with self.assertRaises(AccessError):
            self._as(self.env["jxc.reorder.decision"], self.keeper).search([])

    def test_scheduler_never_orders_by_too_little_history(self):
        known, new = self._sold("Milk"), self._sold("New")
        self._sell(known, [10] * 26)
        self._sell(new, [10] * 3)
        self._run()
        rules = self._rules(known) | self._rules(new)
        rules.action_order_automatically()
        self.assertEqual(set(rules.mapped("trigger")), {"auto"})
        domain = self.env["stock.rule"]._get_orderpoint_domain(self.company.id)
        self.assertEqual(self.Orderpoint.search(domain) & rules, self._rules(known))
        rules.action_order_by_hand()
        self.assertEqual(set(rules.mapped("trigger")), {"manual"})
