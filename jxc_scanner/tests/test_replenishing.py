from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .pick_common import PickCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestReplenishing(PickCase):
    """Pick faces below their minimum are filled up from reserve, FEFO first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.face = cls.env["stock.location"].create(
            {"name": "Face", "location_id": cls.warehouse.lot_stock_id.id}
        )
        cls.rule = cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": cls.milk.id,
                "location_id": cls.face.id,
                "warehouse_id": cls.warehouse.id,
                "product_min_qty": 4,
                "product_max_qty": 12,
            }
        )
        cls.scanner = cls.env["jxc.scanner"].with_user(cls.keeper)

    def test_a_face_below_its_minimum_is_told_until_goods_are_on_the_way(self):
        self._stock(self.milk, self.face, 3, self.early)
        (told,) = self.scanner.pick_faces()
        self.assertEqual(
            (told["id"], told["quantity"], told["wanted"]), (self.rule.id, 3, 12)
        )
        self.scanner.fill_pick_face(self.rule.id)
        self.assertEqual(self.scanner.pick_faces(), [])

    def test_a_face_with_enough_is_not_told(self):
        self._stock(self.milk, self.face, 4, self.early)
        self.assertEqual(self.scanner.pick_faces(), [])

    def test_filling_up_moves_what_expires_first_from_its_places(self):
        number = self.scanner.fill_pick_face(self.rule.id)
        picking = self.env["stock.picking"].browse(number)
        self.assertEqual(
            self._lines(picking),
            [("EARLY", "Shelf 1", 10, False), ("LATE", "Shelf 2", 2, False)],
        )
        self.assertEqual(self.scanner.fill_pick_face(self.rule.id), number)
        self._assert_applied(
            self._take(picking, self.milk, 10, self.shelf, self.early),
            self._take(picking, self.milk, 2, self.shelf_two, self.late),
            self._op("pick.validate", picking_id=picking.id, backorder=True),
        )
        lying = self.milk.with_context(location=self.face.id).qty_available
        self.assertEqual(lying, 12)

    def test_without_reserve_nothing_is_begun(self):
        self.early.with_user(self.env.ref("base.user_admin"))._set_hold("blocked", "X")
        self.late.with_user(self.env.ref("base.user_admin"))._set_hold("blocked", "X")
        with self.assertRaisesRegex(UserError, "no reserve"):
            self.scanner.fill_pick_face(self.rule.id)

    def test_faces_of_other_warehouses_are_left_alone(self):
        other = self.env["stock.location"].create(
            {"name": "Face", "location_id": self.other_warehouse.lot_stock_id.id}
        )
        rule = self.rule.copy(
            {"location_id": other.id, "warehouse_id": self.other_warehouse.id}
        )
        self.assertEqual(
            [row["id"] for row in self.scanner.pick_faces()], [self.rule.id]
        )
        with self.assertRaisesRegex(UserError, "not filled up by a rule"):
            self.scanner.fill_pick_face(rule.id)

    def test_keepers_only(self):
        buyer = new_test_user(
            self.env, "scanner_buyer", groups="purchase.group_purchase_user"
        )
        scanner = self.env["jxc.scanner"].with_user(buyer)
        with self.assertRaises(AccessError):
            scanner.pick_faces()
        with self.assertRaises(AccessError):
            scanner.fill_pick_face(self.rule.id)
