from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .shelf_life_common import ShelfLifeCommon

END_OF_31_MARCH_IN_CHINA = datetime(2026, 3, 31, 15, 59, 59)


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestShelfLifeReceipt(ShelfLifeCommon):
    def test_keeper_receives_a_new_lot_by_its_production_date(self):
        receipt = self._receipt({"lot_name": "L1", "production_date": "2025-03-31"})
        line = receipt.move_line_ids
        self.assertEqual(line.expiration_date, END_OF_31_MARCH_IN_CHINA)
        receipt.move_ids.picked = True
        self.assertIs(receipt.button_validate(), True)
        self.assertRecordValues(
            line.lot_id,
            [
                {
                    "production_date": date(2025, 3, 31),
                    "expiration_date": END_OF_31_MARCH_IN_CHINA,
                    "removal_date": datetime(2026, 3, 28, 15, 59, 59),
                }
            ],
        )
        quant = line.lot_id.quant_ids.filtered(lambda q: q.location_id == self.stock)
        self.assertEqual(quant.production_date, date(2025, 3, 31))

    def test_detailed_operations_show_the_expiry_while_typing(self):
        receipt = self._receipt({"lot_name": "L1"})
        self.assertFalse(receipt.move_line_ids.expiration_date)
        form = Form(
            receipt.move_ids.with_user(self.keeper),
            view="stock.view_stock_move_operations",
        )
        with form.move_line_ids.edit(0) as line:
            line.production_date = "2025-03-31"
            self.assertEqual(line.expiration_date, END_OF_31_MARCH_IN_CHINA)
        form.save()
        self.assertEqual(
            receipt.move_line_ids.expiration_date, END_OF_31_MARCH_IN_CHINA
        )

    def test_receipt_without_dates_leaves_them_unknown(self):
        lot = self._receive({"lot_name": "L1"})
        self.assertFalse(lot.production_date)
        self.assertFalse(lot.expiration_date)
        self.assertEqual(self.milk.free_qty, 1)

    def test_printed_expiry_on_the_receipt_wins(self):
        lot = self._receive(
            {
                "lot_name": "L1",
                "production_date": "2025-09-01",
                "expiration_date": "2026-03-31 02:00:00",
            }
        )
        self.assertEqual(lot.production_date, date(2025, 9, 1))
        self.assertEqual(lot.expiration_date, END_OF_31_MARCH_IN_CHINA)

    def test_known_lot_without_production_date_receives_it(self):
        by_name, by_id = self._lot("L1"), self._lot("L2")
        self._receive(
            {"lot_name": "L1", "production_date": "2025-03-31"},
            {"lot_id": by_id.id, "production_date": "2025-03-31"},
        )
        for lot in (by_name, by_id):
            self.assertEqual(lot.production_date, date(2025, 3, 31))
            self.assertEqual(lot.expiration_date, END_OF_31_MARCH_IN_CHINA)

    def test_production_date_received_later_keeps_the_known_expiry(self):
        lot = self._lot("L1", expiration_date="2026-03-31 02:00:00")
        lot.production_date = False
        self._receive({"lot_name": "L1", "production_date": "2025-09-01"})
        self.assertEqual(lot.production_date, date(2025, 9, 1))
        self.assertEqual(lot.expiration_date, END_OF_31_MARCH_IN_CHINA)

    def test_another_production_date_for_a_known_lot_is_refused(self):
        lot = self._lot("L1", production_date="2025-03-31")
        with self.assertRaisesRegex(UserError, "(?s)L1.*Milk.*03/31/2025.*04/01/2025"):
            self._receive({"lot_name": "L1", "production_date": "2025-04-01"})
        with self.assertRaisesRegex(ValidationError, "L1"):
            self._receive({"lot_id": lot.id, "production_date": "2025-04-01"})
        self.assertEqual(lot.production_date, date(2025, 3, 31))
        self.assertFalse(lot.quant_ids)

    def test_two_lines_of_a_new_lot_must_agree(self):
        with self.assertRaisesRegex(UserError, "L1"):
            self._receive(
                {"lot_name": "L1", "production_date": "2025-03-31"},
                {"lot_name": "L1", "production_date": "2025-04-01"},
            )
        lots = self._receive(
            {"lot_name": "L2"}, {"lot_name": "L2", "production_date": "2025-03-31"}
        )
        self.assertEqual(len(lots), 1)
        self.assertEqual(lots.production_date, date(2025, 3, 31))

    def test_production_in_the_future_stops_the_receipt(self):
        with self.assertRaisesRegex(UserError, "(?s)L1.*Milk.*future"):
            self._receive({"lot_name": "L1", "production_date": "2026-01-16"})

    def test_days_are_those_of_the_receiving_company(self):
        keeper = self._user("keeper", "jxc_inventory.group_keeper", self.company_us)
        lot = self._receive(
            {"lot_name": "L1", "production_date": "2025-01-31"},
            user=keeper,
            warehouse=self._warehouse_of(self.company_us),
        )
        self.assertEqual(lot.expiration_date, datetime(2026, 2, 1, 7, 59, 59))

    def _dialog(self, mode, text=None, product=None, **context):
        product = product or self.milk
        return (
            self.env["stock.move"]
            .with_user(self.keeper)
            .action_generate_lot_line_vals(
                {
                    "default_product_id": product.id,
                    "default_company_id": self.company.id,
                    "default_location_dest_id": self.stock.id,
                    "default_tracking": "lot",
                    "default_quantity": 4,
                    **context,
                },
                mode,
                "L1",
                2,
                text,
            )
        )

    def test_import_dialog_tells_production_from_expiration_dates(self):
        lines = self._dialog(
            "import",
            "L1;5;2025-03-31\n"
            "L2;6;2026-03-31\n"
            "L3;7;2026-03-31;2025-09-01\n"
            "L4;8;2024-12-31;2025-06-30\n"
            "L5;9",
        )
        self.assertEqual(
            [
                (
                    line["lot_name"],
                    line["quantity"],
                    line["production_date"],
                    line["expiration_date"],
                )
                for line in lines
            ],
            [
                ("L1", 5, date(2025, 3, 31), END_OF_31_MARCH_IN_CHINA),
                ("L2", 6, date(2025, 3, 31), END_OF_31_MARCH_IN_CHINA),
                ("L3", 7, date(2025, 9, 1), END_OF_31_MARCH_IN_CHINA),
                ("L4", 8, date(2024, 12, 31), datetime(2025, 6, 30, 15, 59, 59)),
                ("L5", 9, False, False),
            ],
        )

    def test_generate_dialog_gives_all_lots_its_production_date(self):
        lines = self._dialog("generate", default_production_date="2025-03-31")
        self.assertEqual([line["lot_name"] for line in lines], ["L1", "L2"])
        for line in lines:
            self.assertEqual(line["production_date"], date(2025, 3, 31))
            self.assertEqual(line["expiration_date"], END_OF_31_MARCH_IN_CHINA)

    def test_dialog_of_a_product_without_shelf_life_is_odoos(self):
        plain = self._product(
            "Plain",
            categ_id=self.food.copy({"shelf_life": 0}).id,
            expiration_time=10,
        )
        (line,) = self._dialog("import", "L1;5;2025-03-31", plain)
        self.assertEqual(line["expiration_date"], datetime(2025, 3, 31))

    def test_queries_of_a_validation_do_not_grow_with_the_lots_we_date(self):
        """Our share of a validation costs the same for 10 new lots and for 200."""
        queries = {}
        for count in (10, 200):
            receipt = self._receipt(
                *(
                    {"lot_name": f"{count}-{n}", "production_date": "2025-03-31"}
                    for n in range(count)
                )
            )
            self.env.flush_all()
            self.env.invalidate_all()
            lines = receipt.move_line_ids
            lines.fetch(["production_date"])
            start = self.cr.sql_log_count
            lines._pass_production_dates()
            for line in lines:
                self.env["stock.lot"]._complete_dates(line._prepare_new_lot_vals())
            queries[count] = self.cr.sql_log_count - start
        self.assertLessEqual(queries[200], queries[10])

    def test_queries_of_known_lots_do_not_grow_with_their_number(self):
        queries = {}
        for count in (10, 200):
            names = [f"{count}-{n}" for n in range(count)]
            lots = self.env["stock.lot"].create(
                [{"name": name, "product_id": self.milk.id} for name in names]
            )
            receipt = self._receipt(
                *({"lot_name": name, "production_date": "2025-03-31"} for name in names)
            )
            self.env.flush_all()
            self.env.invalidate_all()
            lines = receipt.move_line_ids
            lines.fetch(["production_date"])
            start = self.cr.sql_log_count
            lines._pass_production_dates()
            self.env.flush_all()
            queries[count] = self.cr.sql_log_count - start
            self.assertEqual(set(lots.mapped("production_date")), {date(2025, 3, 31)})
        self.assertLessEqual(queries[200], queries[10])
