from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestLotHoldTour(HttpCase):
    def test_keeper_quarantines_a_lot_that_was_reserved(self):
        keeper = new_test_user(
            self.env, "tour_keeper", "jxc_inventory.group_keeper", tour_enabled=False
        )
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", keeper.company_id.id)], limit=1
        )
        milk = self.env["product.product"].create(
            {"name": "Milk", "is_storable": True, "tracking": "lot"}
        )
        first, second = self.env["stock.lot"].create(
            [{"name": name, "product_id": milk.id} for name in ("TOUR-1", "TOUR-2")]
        )
        for lot in (first, second):
            self.env["stock.quant"]._update_available_quantity(
                milk, warehouse.lot_stock_id, 5, lot_id=lot
            )
        move = self.env["stock.move"].create(
            {
                "product_id": milk.id,
                "product_uom_qty": 1,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "picking_type_id": warehouse.out_type_id.id,
            }
        )
        move._action_confirm()
        move._assign_picking()
        move._action_assign()
        self.assertEqual(move.move_line_ids.lot_id, first)
        self.start_tour(
            f"/odoo/lots-on-hand?search_default_product_id={milk.id}",
            "jxc_quarantine_a_lot",
            login="tour_keeper",
            timeout=90,
        )
        self.assertEqual(first.hold_state, "quarantined")
        self.assertRecordValues(
            first.hold_ids, [{"reason": "Wet cartons", "user_id": keeper.id}]
        )
        self.assertEqual(move.move_line_ids.lot_id, second)
