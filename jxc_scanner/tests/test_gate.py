from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestGate(ScannerCase):
    """No operation of a device moves what the rules refuse."""

    def setUp(self):
        super().setUp()
        self.customers = self.env.ref("stock.stock_location_customers")
        self.old = self.env["stock.lot"].create(
            {"name": "OLD", "product_id": self.milk.id, "production_date": "2025-01-01"}
        )
        self._stock(self.milk, self.warehouse.lot_stock_id, 5, self.old)

    def _delivery(self, picking_type):
        places = {
            "location_id": self.warehouse.lot_stock_id.id,
            "location_dest_id": self.customers.id,
        }
        delivery = (
            self.env["stock.picking"]
            .with_user(self.keeper)
            .create(
                {
                    "picking_type_id": picking_type.id,
                    **places,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": self.milk.id,
                                "product_uom_qty": 1,
                                **places,
                            }
                        )
                    ],
                }
            )
        )
        delivery.action_confirm()
        delivery.move_line_ids.unlink()
        delivery.move_ids.move_line_ids = [
            Command.create(
                {
                    "picking_id": delivery.id,
                    "product_id": self.milk.id,
                    "lot_id": self.old.id,
                    "quantity": 1,
                    "picked": True,
                    **places,
                }
            )
        ]
        return delivery

    def test_a_forged_delivery_is_no_operation(self):
        delivery = self._delivery(self.warehouse.out_type_id)
        forged = self._operation("validate", delivery)
        forged["kind"] = "deliver.validate"
        self._assert_refused("nobody can read", forged)
        self._assert_refused("not a receipt", self._operation("validate", delivery))
        self.assertNotEqual(delivery.state, "done")

    def test_a_delivery_dressed_up_as_a_receipt_is_stopped_by_the_gate(self):
        delivery = self._delivery(self.warehouse.in_type_id)
        for payload in ({}, {"accept_expired": True, "backorder": True}):
            self._assert_refused(
                "Milk powder expired on 01/01/2026",
                self._operation("validate", delivery, **payload),
            )
        self.assertNotEqual(delivery.state, "done")
        self.assertEqual(self.old.product_qty, 5)

    def test_what_the_scanner_calls_moves_nothing_by_itself(self):
        delivery = self._delivery(self.warehouse.in_type_id)
        journal = self.env["jxc.scan.operation"].with_user(self.keeper)
        with self.assertRaises(AccessError):
            journal.create(
                {
                    "uuid": "c0ffee00-0000-4000-8000-000000000000",
                    "kind": "receive.validate",
                    "user_id": self.keeper.id,
                    "company_id": self.company.id,
                }
            )
        self.assertNotEqual(delivery.state, "done")

    def test_a_receipt_a_rule_refuses_comes_back_with_the_sentence(self):
        self.env["jxc.lot.rule"].create(
            {
                "company_id": self.company.id,
                "receipt_life_action": "release",
                "receipt_life": 50,
            }
        )
        picking = self._receipt((self.milk, 2))
        self._assert_applied(
            self._count(picking, self.milk, 2, lot="L1", production_date="2025-04-01")
        )
        answer = self._assert_refused(
            "L1", self._operation("validate", picking, backorder=True)
        )
        self.assertNotIn("Odoo asks a question", answer["message"])
        self.assertNotEqual(picking.state, "done")
        self.assertFalse(self.env["stock.lot"].search([("name", "=", "L1")]))

    def test_a_released_receipt_is_finished_by_the_scanner(self):
        self.env["jxc.lot.rule"].create(
            {
                "company_id": self.company.id,
                "receipt_life_action": "release",
                "receipt_life": 50,
                "release_group_id": self.env.ref("jxc_inventory.group_keeper").id,
            }
        )
        picking = self._receipt((self.milk, 2))
        self._assert_applied(
            self._count(picking, self.milk, 2, lot="L1", production_date="2025-04-01")
        )
        refused = picking.move_line_ids._find_refused()
        self.env["jxc.lot.release"].with_user(self.keeper)._grant(refused, "Sold today")
        self._assert_applied(self._operation("validate", picking, backorder=True))
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.sudo().release_ids.reason, "Sold today")
