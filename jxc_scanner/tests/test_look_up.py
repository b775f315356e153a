from datetime import timedelta

from odoo import Command, fields
from odoo.tests import new_test_user, tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestLookUp(ScannerCase):
    def _look_up(self, *codes, lot=False, user=None):
        scanner = self.env["jxc.scanner"].with_user(user or self.keeper)
        gs1 = [f"(01){code.zfill(14)}(10){lot}" for code in codes] if lot else codes
        return scanner.look_up(gs1[0] if gs1 else "")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "look_up_manager", groups="jxc_inventory.group_manager"
        )

    def _lot(self, name, days_left, product=None):
        today = self.env["jxc.scanner"]._today()
        return self.env["stock.lot"].create(
            {
                "name": name,
                "product_id": (product or self.milk).id,
                "expiration_date": fields.Datetime.to_datetime(
                    today + timedelta(days=days_left)
                )
                + timedelta(hours=3),
            }
        )

    def test_product_by_barcode_code_and_packaging(self):
        box = self.env["uom.uom"].create(
            {
                "name": "Box of 6",
                "relative_factor": 6,
                "relative_uom_id": self.tea.uom_id.id,
            }
        )
        self.env["product.uom"].create(
            {"product_id": self.tea.id, "uom_id": box.id, "barcode": "26901234567896"}
        )
        for code in ("6901234567892", "TEA", "26901234567896"):
            with self.subTest(code=code):
                card = self._look_up(code)["card"]
                self.assertEqual((card["kind"], card["id"]), ("product", self.tea.id))

    def test_lot_location_transfer_and_package_by_their_codes(self):
        lot = self._lot("LOT-77", 100)
        package = self.env["stock.package"].create({"name": "PACK0000077"})
        picking = self._receipt((self.tea, 1))
        for code, kind, record in (
            ("LOT-77", "lot", lot),
            ("SHELF-0001", "location", self.shelf),
            (picking.name, "transfer", picking),
            ("PACK0000077", "package", package),
        ):
            with self.subTest(kind=kind):
                card = self._look_up(code)["card"]
                self.assertEqual((card["kind"], card["id"]), (kind, record.id))

    def test_a_serial_number_tells_vendor_customer_and_warranty(self):
        self.env["jxc.lot.rule"].create(
            {
                "product_tmpl_id": self.phone.product_tmpl_id.id,
                "warranty": 1,
                "warranty_unit": "year",
            }
        )
        customer = self.env["res.partner"].create({"name": "Corner Shop"})
        receipt = self._receipt((self.phone, 1))
        receipt.move_line_ids.write({"lot_name": "SN-1", "picked": True})
        receipt.button_validate()
        lot = receipt.move_line_ids.lot_id
        delivery = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "partner_id": customer.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.phone.id,
                            "product_uom_qty": 1,
                            "location_id": self.warehouse.lot_stock_id.id,
                            "location_dest_id": customer.property_stock_customer.id,
                        }
                    )
                ],
            }
        )
        delivery.action_confirm()
        delivery.action_assign()
        delivery.move_ids.picked = True
        delivery.button_validate()
        today = self.env["jxc.scanner"]._today()
        self.assertEqual(
            self._look_up("SN-1")["card"]["field"],
            {
                "vendor": "Dairy Supplier",
                "receipt": receipt.name,
                "received": today.isoformat(),
                "customer": "Corner Shop",
                "delivery": delivery.name,
                "warranty_end": lot.warranty_end_date.isoformat(),
                "under_warranty": True,
            },
        )
        self.assertEqual(lot.warranty_start_date, today)
        self.keeper.property_warehouse_id = self.other_warehouse
        field = self._look_up("SN-1")["card"]["field"]
        told = [field[name] for name in ("vendor", "receipt", "customer", "delivery")]
        self.assertEqual(told, [""] * 4, "papers of another warehouse")
        self.assertTrue(field["under_warranty"])

    def test_gs1_code_finds_the_lot_of_its_product(self):
        lot = self._lot("SAME", 100)
        self._lot("SAME", 100, self._product("Butter", tracking="lot"))
        card = self._look_up("6907992100012", lot="SAME")["card"]
        self.assertEqual((card["kind"], card["id"]), ("lot", lot.id))
        unknown = self._look_up("6907992100012", lot="NEVER")["card"]
        self.assertEqual((unknown["kind"], unknown["id"]), ("product", self.milk.id))

    def test_gs1_code_of_an_order_finds_its_receipt(self):
        picking = self._receipt((self.tea, 1))
        picking.origin = "PO-4711"
        card = self._look_up("(400)PO-4711")["card"]
        self.assertEqual((card["kind"], card["id"]), ("transfer", picking.id))

    def test_two_products_sharing_a_lot_number_are_offered_both(self):
        self._lot("SAME", 100)
        self._lot("SAME", 100, self._product("Butter", tracking="lot"))
        answer = self._look_up("SAME")
        self.assertFalse(answer["card"])
        self.assertEqual([hit["kind"] for hit in answer["hits"]], ["lot", "lot"])

    def test_part_of_a_name_finds_and_nonsense_finds_nothing(self):
        self.assertEqual(self._look_up("lk powd")["card"]["id"], self.milk.id)
        self.assertEqual(self._look_up("qqqq-nothing"), {"hits": [], "card": False})
        self.assertEqual(self._look_up(), {"hits": [], "card": False})

    def test_stock_is_told_by_place_own_warehouse_and_first_expiring_first(self):
        late, soon, past = (
            self._lot("LATE", 200),
            self._lot("SOON", 5),
            self._lot("PAST", -2),
        )
        self._stock(self.milk, self.other_warehouse.lot_stock_id, 40, late)
        self._stock(self.milk, self.shelf, 20, late)
        self._stock(self.milk, self.warehouse.lot_stock_id, 6, soon)
        self._stock(self.milk, self.shelf, 3, past)
        stock = self._look_up("MILK-400", user=self.manager)["card"]["stock"]
        self.assertEqual(
            [
                (line["lot"], line["quantity"], line["own"], line["expiry"]["state"])
                for line in stock["lines"]
            ],
            [
                ("PAST", 3, True, "expired"),
                ("SOON", 6, True, "alert"),
                ("LATE", 20, True, "good"),
                ("LATE", 40, False, "good"),
            ],
        )
        self.assertEqual(stock["lines"][1]["expiry"]["days_left"], 5)
        # Expired goods are on hand but not available.
        self.assertEqual(
            (stock["on_hand"], stock["available"], stock["elsewhere"]), (29, 26, 40)
        )

    def test_places_that_became_empty_hold_nothing(self):
        for quantity in (4, -4):
            self._stock(self.tea, self.shelf, quantity)
        self.assertTrue(self.tea.stock_quant_ids)
        self.assertEqual(self._look_up("TEA")["card"]["stock"]["lines"], [])

    def test_lot_on_hold_says_so_and_why(self):
        lot = self._lot("HELD", 100)
        self._stock(self.milk, self.shelf, 3, lot)
        self.assertFalse(self._look_up("HELD")["card"]["hold"])
        lot._set_hold("blocked", "Failed the inspection")
        card = self._look_up("HELD")["card"]
        self.assertEqual(
            card["hold"], {"state": "Blocked", "reason": "Failed the inspection"}
        )
        stock = card["stock"]
        self.assertEqual(stock["lines"][0]["hold"], "Blocked")
        self.assertEqual((stock["on_hand"], stock["available"]), (3, 0))

    def test_own_warehouse_is_the_one_set_on_the_user(self):
        users = self.keeper | self.manager
        users.property_warehouse_id = self.other_warehouse
        self._stock(self.tea, self.shelf, 7)
        self._stock(self.tea, self.other_warehouse.lot_stock_id, 5)
        for user, quantities, elsewhere in (
            (self.manager, [5, 7], 7),
            (self.keeper, [5], 0),
        ):
            stock = self._look_up("TEA", user=user)["card"]["stock"]
            self.assertEqual([ln["quantity"] for ln in stock["lines"]], quantities)
            self.assertEqual((stock["on_hand"], stock["elsewhere"]), (5, elsewhere))

    def test_reserved_goods_are_not_available(self):
        self._stock(self.tea, self.shelf, 10)
        places = {
            "location_id": self.warehouse.lot_stock_id.id,
            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
        }
        move = self.env["stock.move"].create(
            {"product_id": self.tea.id, "product_uom_qty": 4, **places}
        )
        move._action_confirm()
        move._action_assign()
        (line,) = self._look_up("TEA")["card"]["stock"]["lines"]
        self.assertEqual(
            (line["quantity"], line["reserved"], line["available"]), (10, 4, 6)
        )

    def test_expected_receipts_of_a_product_and_their_list(self):
        mine = self._receipt((self.tea, 10), (self.milk, 5))
        other = self._receipt((self.tea, 3), warehouse=self.other_warehouse)
        self._receipt((self.milk, 1))
        for user, receipts in (
            (self.manager, {mine.id: 10, other.id: 3}),
            (self.keeper, {mine.id: 10}),
        ):
            expected = self._look_up("TEA", user=user)["card"]["receipts"]
            self.assertEqual({r["id"]: r["quantity"] for r in expected}, receipts)
        self._assert_applied(self._count(mine, self.tea, 4))
        listed = self.env["jxc.scanner"].with_user(self.manager).receipts(self.tea.id)
        self.assertEqual(
            [
                (r["id"], r["own"], r["products"], r["demand"], r["done"])
                for r in listed
            ],
            [(mine.id, True, 2, 15, 4), (other.id, False, 1, 3, 0)],
        )

    def test_queries_do_not_grow_with_stock_lines(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._look_up("MILK-400")
            return self.env.cr.sql_log_count - before

        self._stock(self.milk, self.shelf, 1, self._lot("FIRST", 50))
        self._look_up("MILK-400")
        few = queries()
        for index in range(30):
            place = self.env["stock.location"].create(
                {"name": f"P{index}", "location_id": self.warehouse.lot_stock_id.id}
            )
            self._stock(self.milk, place, 1, self._lot(f"LOT{index}", index))
        self.assertLessEqual(queries(), few)

    def test_long_stock_is_cut_and_says_so(self):
        for index in range(63):
            place = self.env["stock.location"].create(
                {"name": f"P{index}", "location_id": self.warehouse.lot_stock_id.id}
            )
            self._stock(self.tea, place, 1)
        stock = self._look_up("TEA")["card"]["stock"]
        self.assertEqual((len(stock["lines"]), stock["more"]), (60, 3))
        self.assertEqual(stock["on_hand"], 63)
