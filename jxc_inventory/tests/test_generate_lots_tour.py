from datetime import date, datetime

from odoo import Command
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestGenerateLotsTour(HttpCase):
    def test_lots_generated_in_the_dialog_take_its_production_date(self):
        admin = self.env.ref("base.user_admin")
        admin.write({"lang": "en_US", "tz": "Asia/Shanghai", "tour_enabled": False})
        admin.group_ids += self.env.ref("stock.group_production_lot")
        company = admin.company_id
        company.partner_id.tz = "Asia/Shanghai"
        milk = self.env["product.product"].create(
            {
                "name": "Milk",
                "is_storable": True,
                "tracking": "lot",
                "use_expiration_date": True,
                "shelf_life": 12,
                "shelf_life_unit": "month",
            }
        )
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        supplier = self.env.ref("stock.stock_location_suppliers")
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.in_type_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": milk.id,
                            "product_uom_qty": 48,
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
            "jxc_generate_lots_by_production_date",
            login="admin",
            timeout=90,
        )
        self.assertRecordValues(
            receipt.move_line_ids.sorted("lot_name"),
            [
                {
                    "lot_name": name,
                    "quantity": 24,
                    "production_date": date(2025, 3, 31),
                    "expiration_date": datetime(2026, 3, 31, 15, 59, 59),
                }
                for name in ("A01", "A02")
            ],
        )
