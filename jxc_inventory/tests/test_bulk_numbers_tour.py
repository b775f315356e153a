from odoo import Command
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestBulkNumbersTour(HttpCase):
    def test_keeper_enters_serial_numbers_in_bulk(self):
        keeper = new_test_user(
            self.env,
            "bulk_keeper",
            groups="jxc_inventory.group_keeper",
            tour_enabled=False,
        )
        phone = self.env["product.product"].create(
            {"name": "Phone", "is_storable": True, "tracking": "serial"}
        )
        self.env["jxc.lot.rule"].create(
            {
                "product_tmpl_id": phone.product_tmpl_id.id,
                "serial_check": "pattern",
                "serial_pattern": "PH-{seq:4}",
                "own_number_pattern": "OWN-{seq:3}",
            }
        )
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", keeper.company_id.id)], limit=1
        )
        supplier = self.env.ref("stock.stock_location_suppliers")
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.in_type_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": phone.id,
                            "product_uom_qty": 5,
                            "location_id": supplier.id,
                            "location_dest_id": warehouse.lot_stock_id.id,
                        }
                    )
                ],
            }
        )
        receipt.action_confirm()
        self.start_tour(
            f"/odoo/action-stock.action_picking_tree_incoming/{receipt.id}",
            "jxc_enter_serials_in_bulk",
            login=keeper.login,
            timeout=90,
        )
        self.assertEqual(
            receipt.move_line_ids.sorted("lot_name").mapped("lot_name"),
            ["OWN-001", "OWN-002", "PH-0001", "PH-0002", "PH-0003"],
        )
        receipt.move_ids.picked = True
        receipt.with_user(keeper).button_validate()
        self.assertEqual(phone.qty_available, 5)
