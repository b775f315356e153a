from datetime import date, datetime

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ScannerCase
from .snapshot_reader import rows_of


@tagged("post_install", "-at_install")
class TestSnapshot(ScannerCase):
    def _snapshot(self, since=None, user=None):
        self.env.flush_all()
        scanner = self.env["jxc.scanner"].with_user(user or self.keeper)
        return scanner._snapshot(since)

    def _lot(self, name, **values):
        return self.env["stock.lot"].create(
            {"name": name, "product_id": self.milk.id, **values}
        )

    def test_products_tell_codes_unit_tracking_and_how_they_keep(self):
        box = self.env["uom.uom"].create(
            {
                "name": "Box of 6",
                "relative_factor": 6,
                "relative_uom_id": self.tea.uom_id.id,
            }
        )
        packaging = self.env["product.uom"].create(
            {"product_id": self.tea.id, "uom_id": box.id, "barcode": "26901234567896"}
        )
        self.env["jxc.lot.rule"].search([]).unlink()
        snapshot = self._snapshot()
        products = rows_of(snapshot, "products")
        self.assertEqual(
            products[self.milk.id],
            {
                "id": self.milk.id,
                "name": "Milk powder",
                "code": "MILK-400",
                "barcode": "6907992100012",
                "variant": None,
                "pinyin": "",
                "tracking": "lot",
                "keeping": {"by": "production", "length": 12, "unit": "month"},
                "unit": self.milk.uom_id.name,
                "per_kg": False,
                "expired_stops": False,
            },
        )
        self.assertFalse(products[self.tea.id]["keeping"])
        self.assertEqual(
            rows_of(snapshot, "packagings")[packaging.id],
            {
                "id": packaging.id,
                "product_id": self.tea.id,
                "code": "26901234567896",
                "quantity": 6.0,
            },
        )
        self.assertEqual(snapshot["warehouse"]["id"], self.warehouse.id)

    def test_keeping_is_inherited_from_the_category_and_told_as_a_receipt_tells_it(
        self,
    ):
        top = self.env["product.category"].create(
            {"name": "Food", "shelf_life": 2, "shelf_life_unit": "year"}
        )
        below = self.env["product.category"].create(
            {"name": "Sweets", "parent_id": top.id}
        )
        expiring = {"tracking": "lot", "use_expiration_date": True}
        products = (
            self._product("Candy", categ_id=below.id, **expiring)
            | self._product("Fish", expiration_time=5, **expiring)
            | self._product("Juice", **expiring)
        )
        told = rows_of(self._snapshot(), "products")
        scanner = self.env["jxc.scanner"]
        for product in products:
            keeping = told[product.id]["keeping"]
            self.assertEqual(keeping, scanner._keeping(product))
        self.assertEqual(told[products[0].id]["keeping"]["length"], 2)

    def test_goods_kept_by_weight_tell_how_much_a_kilogram_is(self):
        rice, saffron = self._product("Rice"), self._product("Saffron")
        rice.uom_id = self.env.ref("uom.product_uom_kgm")
        saffron.uom_id = self.env.ref("uom.product_uom_gram")
        told = rows_of(self._snapshot(), "products")
        self.assertEqual(told[rice.id]["per_kg"], 1)
        self.assertEqual(told[saffron.id]["per_kg"], 1000)
        self.assertIs(told[self.tea.id]["per_kg"], False)

    def test_variants_are_told_apart(self):
        size = self.env["product.attribute"].create(
            {
                "name": "Size",
                "value_ids": [Command.create({"name": name}) for name in ("S", "L")],
            }
        )
        shirt = self.env["product.template"].create(
            {
                "name": "Shirt",
                "is_storable": True,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": size.id,
                            "value_ids": [Command.set(size.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        told = rows_of(self._snapshot(), "products")
        self.assertEqual(
            [told[product.id]["variant"] for product in shirt.product_variant_ids],
            ["S", "L"],
        )

    def test_lots_tell_days_of_the_company_and_why_they_are_on_hold(self):
        lot = self._lot("L1", production_date=date(2026, 1, 31))
        self._stock(self.milk, self.shelf, 3, lot)
        self.assertEqual(lot.expiration_date, datetime(2027, 1, 31, 15, 59, 59))
        lot._set_hold("blocked", "Torn bags")
        told = rows_of(self._snapshot(), "lots")[lot.id]
        self.assertEqual(told["production_date"], "2026-01-31")
        self.assertEqual(told["expiration_date"], "2027-01-31")
        self.assertEqual((told["hold"], told["reason"]), ("blocked", "Torn bags"))

    def test_lots_known_are_those_here_expected_or_on_hold(self):
        here, held, expected, elsewhere = (
            self._lot(name) for name in ("HERE", "HELD", "EXPECTED", "ELSEWHERE")
        )
        self._stock(self.milk, self.shelf, 3, here)
        held._set_hold("quarantined", "Look at it")
        butter = self._product("Butter", tracking="lot")
        expected.product_id = butter
        self._receipt((butter, 1))
        self._stock(self.milk, self.other_warehouse.lot_stock_id, 3, elsewhere)
        told = rows_of(self._snapshot(), "lots")
        self.assertLessEqual({here.id, held.id, expected.id}, set(told))
        self.assertNotIn(elsewhere.id, told)

    def test_quants_tell_what_is_available_here(self):
        self._stock(self.tea, self.shelf, 10)
        picking = self._delivery((self.tea, 4))
        picking.action_assign()
        self._stock(self.tea, self.other_warehouse.lot_stock_id, 77)
        told = [
            (quant["location_id"], quant["quantity"], quant["available"])
            for quant in rows_of(self._snapshot(), "quants").values()
            if quant["product_id"] == self.tea.id
        ]
        self.assertEqual(told, [(self.shelf.id, 10, 6)])

    def test_stock_on_hold_is_not_available(self):
        lot = self._lot("L1")
        self._stock(self.milk, self.shelf, 3, lot)
        lot._set_hold("blocked", "Torn bags")
        (quant,) = (
            quant
            for quant in rows_of(self._snapshot(), "quants").values()
            if quant["lot_id"] == lot.id
        )
        self.assertEqual((quant["quantity"], quant["available"]), (3, 0))

    def test_who_is_to_count_does_not_read_how_much_there_should_be(self):
        self._stock(self.tea, self.shelf, 10)
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.tea.id), ("location_id", "=", self.shelf.id)]
        )
        quant.user_id = self.keeper
        told = rows_of(self._snapshot(), "quants")[quant.id]
        self.assertEqual((told["quantity"], told["available"]), (None, None))
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        stock = scanner.look_up("TEA")["card"]["stock"]
        (line,) = stock["lines"]
        self.assertEqual((line["quantity"], line["available"]), (None, None))
        self.assertEqual((stock["on_hand"], stock["available"]), (None, None))
        quant.user_id = False
        told = rows_of(self._snapshot(), "quants")[quant.id]
        self.assertEqual(told["quantity"], 10)

    def _delivery(self, *lines, warehouse=None):
        warehouse = warehouse or self.warehouse
        return self._transfer(
            warehouse.out_type_id,
            warehouse.lot_stock_id,
            self.env.ref("stock.stock_location_customers"),
            *lines,
            partner_id=self.supplier.id,
        )

    def test_transfers_come_with_moves_lines_and_what_has_arrived(self):
        self._stock(self.tea, self.shelf, 10)
        delivery = self._delivery((self.tea, 4))
        delivery.action_assign()
        receipt = self._receipt((self.milk, 10))
        count = self._count(
            receipt, self.milk, 2, lot="M1", production_date="2026-01-31"
        )
        self._assert_applied(count)
        snapshot = self._snapshot()
        told = rows_of(snapshot, "transfers")
        self.assertEqual(
            (told[delivery.id]["name"], told[delivery.id]["partner"]),
            (delivery.name, "Dairy Supplier"),
        )
        types = rows_of(snapshot, "operation_types")
        # In one step: nobody has taken the goods from the shelves before.
        self.assertEqual(types[told[delivery.id]["type_id"]]["step"], "pick")
        self.assertEqual(types[told[receipt.id]["type_id"]]["step"], "receive")
        moves = rows_of(snapshot, "moves")
        self.assertEqual(moves[delivery.move_ids.id]["demand"], 4)
        lines = rows_of(snapshot, "lines")
        line = lines[delivery.move_line_ids.id]
        self.assertEqual((line["quantity"], line["picked"]), (4, False))
        counted = [
            line["lot"]
            for line in lines.values()
            if line["picking_id"] == receipt.id and line["picked"]
        ]
        self.assertEqual(counted, ["M1"])
        applied = rows_of(snapshot, "applied").values()
        self.assertIn(
            (receipt.id, count["uuid"]),
            [(row["picking_id"], row["uuid"]) for row in applied],
        )

    def test_a_transfer_is_read_alone_in_the_same_shape_whatever_its_state(self):
        receipt = self._receipt((self.milk, 10))
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        whole, alone = self._snapshot(), scanner.transfer(receipt.id)
        for table in ("transfers", "moves", "lines", "products"):
            self.assertEqual(
                list(alone["tables"][table]["columns"]),
                list(whole["tables"][table]["columns"]),
            )
        self.assertEqual(list(rows_of(alone, "products")), [self.milk.id])
        self.assertEqual(alone["of"], [receipt.id])
        receipt.action_cancel()
        gone = scanner.transfers([receipt.id, 2**31 - 1])
        self.assertEqual(rows_of(gone, "transfers")[receipt.id]["state"], "cancel")
        self.assertNotIn(receipt.id, rows_of(self._snapshot(), "transfers"))

    def test_rows_that_came_into_view_are_read_by_their_ids(self):
        lot = self._lot("L1")
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        wanted = {"lots": [lot.id], "products": [self.tea.id]}
        told = scanner.snapshot_rows(wanted)
        self.assertEqual(rows_of(told, "lots"), {})
        self.assertEqual(rows_of(told, "products")[self.tea.id]["code"], "TEA")
        self._stock(self.milk, self.shelf, 3, lot)
        told = scanner.snapshot_rows(wanted)
        self.assertEqual(rows_of(told, "lots")[lot.id]["name"], "L1")

    def test_malformed_requests_are_refused_with_a_reason(self):
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        for wrong in (
            None,
            "1",
            [True],
            ["1"],
            [0],
            [2**31],
            [1.5],
            list(range(1, 300)),
        ):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                scanner.transfers(wrong)
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                scanner.snapshot_rows({"lots": wrong})
        for wrong in ([], None, {"no such table": [1]}, {"lots": {}}):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                scanner.snapshot_rows(wrong)

    def test_a_token_of_other_circumstances_is_answered_with_everything(self):
        token = self._snapshot()["token"]
        self.assertFalse(self._snapshot("nonsense")["full"] is False)
        self.keeper.property_warehouse_id = self.other_warehouse
        self.assertTrue(self._snapshot(token)["full"])

    def test_ids_tell_what_is_gone(self):
        receipt = self._receipt((self.tea, 1), (self.milk, 2))
        first = self._snapshot()
        self.assertIn(receipt.id, rows_of(first, "transfers"))
        receipt.action_cancel()
        second = self._snapshot(first["token"])
        # The test's own transaction has written what this depends on: told anew.
        self.assertTrue(second["full"])
        self.assertNotIn(receipt.id, rows_of(second, "transfers"))

    def test_queries_do_not_grow_with_the_snapshot(self):
        def queries():
            # What making records has cleared from the cache is not what is counted.
            self._snapshot()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._snapshot()
            return self.env.cr.sql_log_count - before

        def more(count):
            products = self.env["product.product"].create(
                [
                    {
                        "name": f"P{index}",
                        "is_storable": True,
                        "tracking": "lot",
                        "use_expiration_date": True,
                        "shelf_life": 5,
                    }
                    for index in range(count)
                ]
            )
            for product in products:
                lot = self._lot("LOT", product_id=product.id)
                self._stock(product, self.shelf, 5, lot)
            self._delivery(*((product, 1) for product in products)).action_assign()
            self._receipt(*((product, 1) for product in products))

        more(3)
        few = queries()
        more(30)
        # Record rules that fell out of the cache may cost a query or two.
        self.assertLess(queries() - few, 5)
