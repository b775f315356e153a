from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .lot_rule_common import LotRuleCommon

PATTERN = "{product.code}-{production:%y%m%d}-{seq:3}"
MADE = {"production_date": "2026-01-10"}


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 20:00:00")
class TestOwnNumbers(LotRuleCommon):
    def _dialog(self, count, product=None, first="", user=None, **context):
        product = product or self.milk
        moves = self.env["stock.move"].with_user(user or self.keeper)
        moves = moves.with_context(allowed_company_ids=moves.env.user.company_ids.ids)
        return [
            line["lot_name"]
            for line in moves.action_generate_lot_line_vals(
                {
                    "default_product_id": product.id,
                    "default_company_id": self.company.id,
                    "default_location_dest_id": self.stock.id,
                    "default_tracking": product.tracking,
                    "default_quantity": count * 2,
                    **context,
                },
                "generate",
                first,
                2 if product.tracking == "lot" else count,
                "",
            )
        ]

    def _counts(self):
        counters = self.env["jxc.lot.counter"].search([])
        return {counter.key: counter.last for counter in counters}

    def test_lines_that_arrive_without_number_get_one_of_ours(self):
        self._rule(categ_id=self.food.id, own_number_pattern=PATTERN)
        receipt = self._from(
            self.vendor, MADE, MADE, {"production_date": "2026-01-11"}, MADE
        )
        receipt.move_line_ids[-1].lot_name = "theirs"
        receipt.button_validate()
        self.assertEqual(
            receipt.move_line_ids.mapped("lot_id.name"),
            ["M1-260110-001", "M1-260111-001", "theirs"],
        )
        self.assertEqual(receipt.move_line_ids[0].lot_id.product_qty, 2)
        again = self._from(self.vendor, MADE)
        again.button_validate()
        self.assertEqual(again.move_line_ids.lot_id.name, "M1-260110-002")

    def test_each_serial_number_is_its_own(self):
        self._rule(own_number_pattern="{warehouse.code}{supplier.ref}-{seq:4}")
        receipt = self._from(self.vendor, {}, {}, product=self.phone)
        receipt.button_validate()
        code = self.warehouse.code
        self.assertEqual(
            receipt.move_line_ids.mapped("lot_id.name"),
            [f"{code}V01-0001", f"{code}V01-0002"],
        )

    def test_what_the_number_lacks_is_told_and_nothing_happens(self):
        rule = self._rule(own_number_pattern=PATTERN)
        receipt = self._from(self.vendor, {})
        with self.assertRaisesRegex(UserError, "Milk.*production date.*first"):
            receipt.button_validate()
        rule.own_number_pattern = "{supplier.ref}-{seq:3}"
        receipt = self._from(self.other_vendor, {})
        with self.assertRaisesRegex(UserError, "Milk.*supplier.ref.*empty"):
            receipt.button_validate()
        rule.own_number_pattern = "M"
        with self.assertRaisesRegex(UserError, "M makes one number only.*{seq:3}"):
            self._from(self.vendor, {}, product=self.phone).button_validate()
        self.assertFalse(receipt.move_line_ids.lot_id)

    def test_a_pattern_without_count_is_one_lot_a_day(self):
        self._rule(own_number_pattern="{product.code}-{receipt:%y%m%d}")
        lots = self.env["stock.lot"]
        for _time in range(2):
            receipt = self._from(self.vendor, {})
            receipt.button_validate()
            lots |= receipt.move_line_ids.lot_id
        # The 16th has begun in Shanghai.
        self.assertEqual(lots.mapped("name"), ["M1-260116"])
        self.assertEqual(lots.product_qty, 2)

    def test_goods_without_rule_still_need_a_number(self):
        self._rule(categ_id=self.dairy.id, own_number_pattern="{seq:3}")
        receipt = self._from(self.vendor, {}, product=self.phone)
        with self.assertRaisesRegex(UserError, "Lot/Serial.*Phone"):
            receipt.button_validate()

    def test_numbers_that_exist_are_passed_over(self):
        self._rule(own_number_pattern="N{seq:1}")
        for n in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11):
            self._lot(f"N{n}")
        preview = self.env["stock.move"].with_user(self.keeper).get_own_number_preview
        self.assertEqual(preview(self.milk.id)["number"], "N4")
        self.assertEqual(self._dialog(2), ["N4", "N12"])
        self._lot("N13", company_id=self.company_us.id)
        self.assertNotIn("N13", self._dialog(3))

    def test_the_dialog_makes_ours_when_no_first_number_is_given(self):
        self._rule(own_number_pattern=PATTERN)
        made = {"default_production_date": "2026-01-10"}
        self.assertEqual(
            self._dialog(3, **made), [f"M1-260110-00{n}" for n in (1, 2, 3)]
        )
        self.assertEqual(self._dialog(1, **made), ["M1-260110-004"])
        self.assertEqual(self._dialog(2, first="X8", **made), ["X8", "X9"])
        self.assertEqual(self._dialog(2, product=self.phone, first="S1"), ["S1", "S2"])
        with self.assertRaisesRegex(UserError, "production date"):
            self._dialog(2)

    def test_the_preview_counts_nothing_and_says_what_is_missing(self):
        preview = self.env["stock.move"].with_user(self.keeper).get_own_number_preview
        nothing = {"number": False, "problem": False}
        self.assertEqual(preview(self.milk.id), nothing)
        self._rule(own_number_pattern=PATTERN)
        self.assertRegex(preview(self.milk.id)["problem"], "production date")
        for _time in range(2):
            found = preview(self.milk.id, production_date="2026-01-10")
            self.assertEqual(found, {"number": "M1-260110-001", "problem": False})
        self.assertEqual(self._counts(), {})
        stranger = self._user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            moves = self.env["stock.move"].with_user(stranger)
            moves.get_own_number_preview(self.milk.id)

    def test_a_lot_made_by_hand_takes_the_next_number(self):
        self._rule(own_number_pattern=PATTERN)
        lots = self.env["stock.lot"].with_user(self.keeper)
        made = lots.create(
            [
                {"product_id": self.milk.id, **MADE},
                {"product_id": self.milk.id, **MADE, "name": "given"},
                {"product_id": self.milk.id, **MADE},
            ]
        )
        self.assertEqual(
            made.mapped("name"), ["M1-260110-001", "given", "M1-260110-002"]
        )
        form = Form(lots)
        form.product_id = self.milk
        self.assertFalse(form.name)
        form.production_date = "2026-01-11"
        self.assertEqual(form.name, "M1-260111-001")
        self.assertEqual(form.save().name, "M1-260111-001")
        with self.assertRaisesRegex(UserError, "production date"):
            lots.create({"product_id": self.milk.id})
        self.assertEqual(made.product_id.lot_sequence_id, self.milk.lot_sequence_id)

    def test_expiration_gives_the_production_date_in_the_number(self):
        self._rule(own_number_pattern=PATTERN)
        receipt = self._from(self.vendor, {"expiration_date": "2027-01-10 04:00:00"})
        receipt.button_validate()
        self.assertEqual(receipt.move_line_ids.lot_id.name, "M1-260110-001")
        self.assertEqual(
            receipt.move_line_ids.lot_id.production_date, date(2026, 1, 10)
        )

    def test_cores_next_serial_is_ours(self):
        lots = self.env["stock.lot"]
        self._lot("7", self.phone)
        self.assertEqual(lots._get_next_serial(self.company, self.phone), "8")
        self._rule(own_number_pattern="P{seq:3}")
        self.assertEqual(lots._get_next_serial(self.company, self.phone), "P001")
        self.assertEqual(lots._get_next_serial(self.company, self.phone), "P002")

    def test_companies_count_the_numbers_of_a_shared_product_together(self):
        self._rule(company_id=False, own_number_pattern="N{seq:1}")
        own = self._product("Ours", company_id=self.company.id)
        theirs = self._product("Theirs", company_id=self.company_us.id)
        keeper = self._user("keeper", "jxc_inventory.group_keeper", self.company_us)
        for product, here, there in [
            (self.milk, ["N1"], ["N2"]),
            (own, ["N1"], None),
            (theirs, None, ["N1"]),
        ]:
            if here:
                self.assertEqual(self._dialog(1, product=product), here)
            if there:
                stock = self._warehouse_of(self.company_us).lot_stock_id
                made = self._dialog(
                    1,
                    product=product,
                    user=keeper,
                    default_location_dest_id=stock.id,
                    default_company_id=self.company_us.id,
                )
                self.assertEqual(made, there)

    def test_numbering_a_hundred_lines_costs_no_more_queries_than_ten(self):
        self._rule(own_number_pattern=PATTERN)
        queries = {}
        for count in (10, 100):
            products = self.env["product.product"]
            for n in range(count):
                products |= self._product(f"P{n}", default_code=f"P{count}-{n}")
            receipts = [self._from(self.vendor, MADE, product=p) for p in products]
            lines = self.env["stock.move.line"].union(
                *(receipt.move_line_ids for receipt in receipts)
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            lines._assign_own_numbers()
            self.env.flush_all()
            queries[count] = self.cr.sql_log_count - start
            self.assertEqual(len(set(lines.mapped("lot_name"))), count)
        self.assertLessEqual(queries[100], queries[10])
