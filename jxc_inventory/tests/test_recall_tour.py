from odoo import Command
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestRecallTour(HttpCase):
    """A manager recalls a lot in the browser, down to the last piece."""

    def setUp(self):
        super().setUp()
        self.admin = self.env.ref("base.user_admin")
        self.admin.write({"lang": "en_US", "tour_enabled": False})
        self.company = self.admin.company_id
        self.env = self.env(user=self.admin)
        self.warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.stock = self.warehouse.lot_stock_id
        self.customers = self.env.ref("stock.stock_location_customers")
        self.customer = self.env["res.partner"].create({"name": "Tour Customer"})
        product = self.env["product.product"].create(
            {"name": "Tour Milk", "is_storable": True, "tracking": "lot"}
        )
        self.lot = self.env["stock.lot"].create(
            {"name": "TOUR-1", "product_id": product.id}
        )
        self._ready(
            self.env.ref("stock.stock_location_suppliers"),
            self.stock,
            self.warehouse.in_type_id,
            10,
        ).button_validate()
        self._ready(
            self.stock, self.customers, self.warehouse.out_type_id, 10
        ).button_validate()

    def _ready(self, source, target, operation, quantity):
        """Return a transfer of the lot that only waits to be validated."""
        places = {"location_id": source.id, "location_dest_id": target.id}
        picking = self.env["stock.picking"].create(
            {
                "partner_id": self.customer.id,
                "picking_type_id": operation.id,
                **places,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.lot.product_id.id,
                            "product_uom_qty": quantity,
                            **places,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_line_ids.unlink()
        picking.move_ids.move_line_ids = [
            Command.create(
                {
                    "picking_id": picking.id,
                    "product_id": self.lot.product_id.id,
                    "lot_id": self.lot.id,
                    "quantity": quantity,
                    "picked": True,
                    **places,
                }
            )
        ]
        return picking

    def _tour(self, path, name):
        self.start_tour(f"/odoo/{path}", name, login="admin", timeout=120)

    def test_a_lot_is_recalled_returned_and_the_recall_closed(self):
        self._tour("recalls", "jxc_recall_start")
        recall = self.env["jxc.recall"].search([("lot_ids.lot_id", "=", self.lot.id)])
        self.assertRecordValues(
            recall,
            [
                {
                    "state": "running",
                    "reason": "Salmonella",
                    "quantity_remaining": 10,
                    "started_by_id": self.admin.id,
                }
            ],
        )
        self.assertEqual(self.lot.hold_state, "recalled")
        self.assertEqual(recall.customer_ids.partner_id, self.customer)

        back = self._ready(self.customers, self.stock, self.warehouse.in_type_id, 6)
        self._tour(
            f"action-stock.action_picking_tree_incoming/{back.id}", "jxc_recall_return"
        )
        self.assertEqual(back.state, "done")
        self.assertEqual(recall.stock_line_ids.quantity_remaining, 6)
        self.env["stock.scrap"].create(
            {
                "product_id": self.lot.product_id.id,
                "lot_id": self.lot.id,
                "location_id": self.stock.id,
                "scrap_qty": 6,
            }
        ).do_scrap()

        self._tour(f"recalls/{recall.id}", "jxc_recall_close")
        self.assertRecordValues(
            recall, [{"state": "closed", "quantity_remaining": 0, "progress": 100}]
        )
        self.assertRecordValues(
            recall.write_off_ids,
            [
                {
                    "kind": "destroyed",
                    "quantity": 4,
                    "reason": "Protocol of 3 March",
                    "user_id": self.admin.id,
                }
            ],
        )
        self.assertTrue(recall.lot_ids.is_balanced)
