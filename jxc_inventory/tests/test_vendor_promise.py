from datetime import timedelta

from odoo.tests import tagged

from .supply_common import SupplyCommon


@tagged("post_install", "-at_install")
class TestVendorPromise(SupplyCommon):
    """The arrival promised at confirmation is kept beside the expected one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._sold("Milk powder")

    def test_promise_stays_when_the_expected_arrival_moves(self):
        buyer = self._user("promise_buyer", "group_buyer")
        order = self._order([(self.product, 5)])
        promised = order.order_line.date_planned
        self.assertEqual(order.order_line.date_promised, promised)
        line = self._as(order.order_line, buyer)
        line.date_planned += timedelta(days=9)
        self.assertEqual(line.date_promised, promised)
        self.assertEqual(self._as(order, buyer).date_promised, promised)

    def test_request_promises_nothing(self):
        order = self._order([(self.product, 5)])
        copied = order.copy()
        self.assertFalse(copied.order_line.date_promised)
        self.assertFalse(copied.date_promised)

    def test_promise_is_that_of_the_last_confirmation(self):
        order = self._order([(self.product, 5)])
        order.button_cancel()
        order.button_draft()
        later = order.order_line.date_planned + timedelta(days=20)
        order.order_line.date_planned = later
        order.button_confirm()
        self.assertEqual(order.order_line.date_promised, later)

    def test_confirming_again_leaves_the_promise(self):
        order = self._order([(self.product, 5)])
        promised = order.order_line.date_promised
        order.order_line.date_planned += timedelta(days=9)
        order.button_approve()
        self.assertEqual(order.order_line.date_promised, promised)

    def test_order_to_approve_promises_when_approved(self):
        self.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 0}
        )
        buyer = self._user("approval_buyer", "group_buyer")
        order = self.env["purchase.order"].create(
            {"partner_id": self.vendor.id, "company_id": self.company.id}
        )
        line = self.env["purchase.order.line"].create(
            {"order_id": order.id, "product_id": self.product.id, "product_qty": 5}
        )
        self._as(order, buyer).button_confirm()
        self.assertEqual((order.state, line.date_promised), ("to approve", False))
        order.button_approve(force=True)
        self.assertEqual(line.date_promised, line.date_planned)

    def test_line_added_later_has_its_own_promise(self):
        order = self._order([(self.product, 5)])
        line = self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self._sold("Butter").id,
                "product_qty": 2,
                "date_planned": order.date_planned + timedelta(days=4),
            }
        )
        self.assertEqual(line.date_promised, line.date_planned)
        self.assertLess(order.date_promised, line.date_promised)
