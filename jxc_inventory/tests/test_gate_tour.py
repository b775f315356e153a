from datetime import date, timedelta

from odoo import Command
from odoo.tests import new_test_user, tagged

from . import browser


@tagged("post_install", "-at_install")
class TestGateTour(browser.BrowserCase):
    """An expired lot in the web client: a keeper asks, a manager releases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.company
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        cls.keeper, cls.manager = (
            new_test_user(
                cls.env,
                f"tour_{role}",
                name=f"{role.capitalize()} of the tour",
                groups=f"jxc_inventory.group_{role}",
                tour_enabled=False,
            )
            for role in ("keeper", "manager")
        )
        # Whoever else may release is not what the tour looks for.
        cls.env.ref("base.user_admin").group_ids -= cls.env.ref(
            "jxc_inventory.group_manager"
        )
        milk = cls.env["product.product"].create(
            {
                "name": "Milk",
                "is_storable": True,
                "tracking": "lot",
                "use_expiration_date": True,
                "shelf_life": 10,
                "shelf_life_unit": "day",
            }
        )
        lot = cls.env["stock.lot"].create(
            {
                "name": "OLD",
                "product_id": milk.id,
                "production_date": date.today() - timedelta(days=20),
            }
        )
        cls.env["stock.quant"]._update_available_quantity(
            milk, warehouse.lot_stock_id, 5, lot_id=lot
        )
        places = {
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
        }
        cls.delivery = cls.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id,
                "partner_id": cls.env["res.partner"].create({"name": "RT-Mart"}).id,
                **places,
                "move_ids": [
                    Command.create(
                        {"product_id": milk.id, "product_uom_qty": 2, **places}
                    )
                ],
            }
        )
        cls.delivery.action_confirm()
        cls.delivery.move_ids.move_line_ids = [
            Command.create(
                {
                    "picking_id": cls.delivery.id,
                    "product_id": milk.id,
                    "lot_id": lot.id,
                    "quantity": 2,
                    **places,
                }
            )
        ]

    def _tour(self, name, user):
        self.start_tour(
            f"/odoo/action-stock.action_picking_tree_outgoing/{self.delivery.id}",
            name,
            login=user.login,
            timeout=120,
        )
        self.delivery.invalidate_recordset()

    def test_keeper_asks_and_manager_releases(self):
        self._tour("jxc_gate_keeper_asks", self.keeper)
        self.assertNotEqual(self.delivery.state, "done")
        self.assertFalse(self.delivery.release_ids)
        self.assertIn(self.manager, self.delivery.activity_ids.user_id)

        self._tour("jxc_gate_manager_releases", self.manager)
        self.assertEqual(self.delivery.state, "done")
        self.assertRecordValues(
            self.delivery.release_ids,
            [
                {
                    "kind": "expired",
                    "lot_name": "OLD",
                    "quantity": 2,
                    "reason": "For the pigs of the zoo",
                    "user_id": self.keeper.id,
                    "released_by_id": self.manager.id,
                }
            ],
        )
        self.assertFalse(self.delivery.activity_ids)
