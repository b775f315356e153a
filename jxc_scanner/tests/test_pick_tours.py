from datetime import timedelta

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from .pick_common import PickCase


@tagged("post_install", "-at_install")
class TestPickTours(HttpCase, PickCase):
    """Goods go out with a phone in the hand; the database says so afterwards."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The browser has today's date: dates that are years away from it go stale.
        today = fields.Date.today()
        for lot, days in ((cls.early, 90), (cls.late, 30)):
            lot.production_date = today - timedelta(days=days)
        cls.old, cls.recalled = cls.env["stock.lot"].create(
            [
                {
                    "name": name,
                    "product_id": cls.milk.id,
                    "production_date": today - timedelta(days=days),
                }
                for name, days in (("OLD", 800), ("RECALLED", 60))
            ]
        )
        for lot in (cls.old, cls.recalled):
            cls._stock(cls.milk, cls.shelf, 5, lot)
        admin = cls.env.ref("base.user_admin")
        cls.recalled.with_user(admin)._set_hold("recalled", "Vendor's recall")

    def _tour(self, name):
        self.start_tour("/odoo/scanner", name, login="scanner_keeper", timeout=180)

    def _arriving(self, quantity):
        """A receipt of milk that is to be put away after it has come in."""
        source, dest = self.supplier_location, self.warehouse.wh_input_stock_loc_id
        places = {"location_id": source.id, "location_dest_id": dest.id}
        move = {
            "product_id": self.milk.id,
            "product_uom_qty": quantity,
            "location_final_id": self.warehouse.lot_stock_id.id,
            **places,
        }
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "partner_id": self.supplier.id,
                **places,
                "move_ids": [Command.create(move)],
            }
        )
        receipt.action_confirm()
        return receipt

    def _journal(self, pickings):
        return self.env["jxc.scan.operation"].search(
            [("picking_id", "in", pickings.ids)], order="id"
        )

    def test_pick_with_a_wrong_lot_stopped_and_ship(self):
        self._rule(fefo_action="refuse", expired_action="refuse")
        picking = self._delivery((self.milk, 4), (self.tea, 5))
        self._tour("jxc_scanner_pick")
        self.assertEqual(picking.state, "done")
        self.assertEqual(
            self._lines(picking),
            [("", "Shelf 2", 3, True), ("EARLY", "Shelf 1", 4, True)],
        )
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 2)
        self.assertEqual(self.early.product_qty, 6)
        # What was stopped on the device was never sent.
        operations = self._journal(picking)
        self.assertEqual(set(operations.mapped("state")), {"applied"})
        lots = {operation.payload.get("lot_id") for operation in operations}
        self.assertFalse(lots & {self.late.id, self.old.id, self.recalled.id})

    def test_who_may_releases_a_later_lot_at_the_shelf(self):
        self._rule(
            fefo_action="release",
            release_group_id=self.env.ref("jxc_inventory.group_keeper").id,
        )
        picking = self._delivery((self.milk, 4))
        self._tour("jxc_scanner_release")
        self.assertEqual(self._lines(picking), [("LATE", "Shelf 2", 1, True)])
        self.assertRecordValues(
            picking.sudo().release_ids,
            [
                {
                    "kind": "fefo",
                    "reason": "Torn carton",
                    "released_by_id": self.keeper.id,
                }
            ],
        )
        self.assertFalse(picking.backorder_ids)

    def test_batch_into_totes(self):
        one = self._delivery((self.milk, 2), (self.tea, 6))
        other = self._delivery((self.tea, 3))
        batch = self.env["stock.picking.batch"].create(
            {"picking_ids": [Command.set((one | other).ids)]}
        )
        batch.action_confirm()
        self._tour("jxc_scanner_batch")
        self.assertEqual(batch.state, "done")
        self.assertEqual((one | other).mapped("state"), ["done", "done"])
        totes = [p.move_line_ids.result_package_id.mapped("name") for p in (one, other)]
        self.assertEqual(totes, [["TOTE-1"], ["TOTE-2"]])
        self.assertEqual(self.tea.qty_available, 91)
        operations = self._journal(one | other)
        self.assertEqual(set(operations.mapped("state")), {"applied"})

    def test_a_pick_face_is_filled_up_from_reserve(self):
        face = self.env["stock.location"].create(
            {"name": "Face", "location_id": self.warehouse.lot_stock_id.id}
        )
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.milk.id,
                "location_id": face.id,
                "warehouse_id": self.warehouse.id,
                "product_min_qty": 4,
                "product_max_qty": 8,
            }
        )
        self._tour("jxc_scanner_replenish")
        quants = self.env["stock.quant"]._gather(self.milk, face)
        self.assertRecordValues(quants, [{"lot_id": self.early.id, "quantity": 8}])

    def test_pack_with_weight_and_ship_the_package(self):
        self.env["stock.package.type"].create({"name": "Carton M"})
        self.warehouse.delivery_steps = "pick_pack_ship"
        reference = self.env["stock.reference"].create({"name": "S00042"})
        self.env["stock.rule"].run(
            [
                self.env["stock.rule"].Procurement(
                    self.tea,
                    5,
                    self.tea.uom_id,
                    self.customers,
                    "S00042",
                    "S00042",
                    self.company,
                    {
                        "warehouse_id": self.warehouse,
                        "partner_id": self.customer.id,
                        "reference_ids": reference,
                    },
                )
            ]
        )
        moves = self.env["stock.move"].search([("origin", "=", "S00042")])
        pick = moves.picking_id.filtered(
            lambda p: p.picking_type_id == self.warehouse.pick_type_id
        )
        pick.action_assign()
        pick.move_ids.picked = True
        pick.button_validate()
        pack = pick._get_next_transfers()
        pack.partner_id = self.customer
        self._tour("jxc_scanner_pack_and_ship")
        ship = pack._get_next_transfers()
        self.assertEqual((pack.state, ship.state), ("done", "done"))
        box = ship.move_line_ids.result_package_id
        self.assertRecordValues(
            box,
            [
                {
                    "name": f"{pack.name}-1",
                    "shipping_weight": 2.5,
                    "location_id": self.customers.id,
                }
            ],
        )
        self.assertEqual(box.package_type_id.name, "Carton M")
        self.assertIn("SF1234567890", str(ship.message_ids.mapped("body")))

    def test_the_whole_way_from_the_truck_to_the_customer(self):
        """Receive two lots, put them away, pick FEFO with a wrong lot stopped, ship."""
        quants = self.env["stock.quant"].search([("product_id", "=", self.milk.id)])
        quants.sudo().unlink()
        self._rule(fefo_action="refuse")
        self.warehouse.reception_steps = "two_steps"
        receipt = self._arriving(10)
        delivery = self._delivery((self.milk, 4))
        self.assertFalse(delivery.move_line_ids)
        self._tour("jxc_scanner_whole_way")
        self.assertEqual((receipt.state, delivery.state), ("done", "done"))
        self.assertEqual(
            [(line[0], line[2]) for line in self._lines(delivery)], [("NEW1", 4)]
        )
        lying = self.env["stock.quant"]._read_group(
            [
                ("product_id", "=", self.milk.id),
                ("location_id.usage", "=", "internal"),
                ("quantity", "!=", 0),
            ],
            ["lot_id", "location_id"],
            ["quantity:sum"],
        )
        self.assertEqual(
            {(lot.name, place.name, quantity) for lot, place, quantity in lying},
            {("NEW1", "Shelf 1", 2), ("NEW2", "Shelf 2", 4)},
        )
        journal = self.env["jxc.scan.operation"].search(
            [("user_id", "=", self.keeper.id)]
        )
        self.assertEqual(set(journal.mapped("state")), {"applied"})
