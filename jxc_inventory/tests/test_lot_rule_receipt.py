from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .lot_rule_common import LotRuleCommon

IMEI = "490154203237518"


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestLotRuleReceipt(LotRuleCommon):
    def test_a_vendors_number_must_match_its_format(self):
        self._rule(
            supplier_id=self.vendor.id,
            supplier_number_regex=r"[A-Z]{2}\d{6}",
            supplier_number_hint="two letters and six digits",
        )
        receipt = self._from(self.vendor, {"lot_name": "AB12345"})
        with self.assertRaisesRegex(UserError, "AB12345.*Milk.*two letters.*Pasture"):
            receipt.button_validate()
        self.assertFalse(self.env["stock.lot"].search([("name", "=", "AB12345")]))
        receipt.move_line_ids.lot_name = "AB123456"
        receipt.button_validate()
        self.assertEqual(receipt.move_line_ids.lot_id.name, "AB123456")

    def test_the_nearest_format_holds_and_contacts_are_their_company(self):
        self._rule(categ_id=self.food.id, supplier_number_regex=r"\d{8}")
        self._rule(
            categ_id=self.food.id,
            supplier_id=self.vendor.id,
            supplier_number_regex=r"L\d+",
        )
        dock = self.env["res.partner"].create(
            {"name": "Dock", "parent_id": self.vendor.id}
        )
        for partner, number, kinds in [
            (self.vendor, "L1", []),
            (dock, "L1", []),
            (dock, "20260101", ["number"]),
            (self.other_vendor, "20260101", []),
            (self.other_vendor, "L1", ["number"]),
            (self.env["res.partner"], "L1", []),
        ]:
            with self.subTest(partner=partner.name, number=number):
                receipt = self._from(partner, {"lot_name": number})
                self.assertEqual(self._kinds(receipt), kinds)

    def test_our_own_number_passes_the_vendors_format(self):
        self._rule(supplier_number_regex=r"L\d+")
        receipt = self._from(self.vendor, {"lot_name": "M1-001"})
        self.assertEqual(self._kinds(receipt), ["number"])
        self._rule(own_number_pattern="{product.code}-{seq:3}")
        self.assertEqual(self._kinds(receipt), [])
        receipt.move_line_ids.lot_name = "M2-001"
        self.assertEqual(self._kinds(receipt), ["number"])

    def test_a_lot_that_has_moved_keeps_its_number(self):
        lot = self._receive({"lot_name": "old number"})
        unmoved = self._lot("chosen number")
        self._rule(supplier_number_regex=r"L\d+")
        for values, kinds in [
            ({"lot_id": lot.id}, []),
            ({"lot_name": lot.name}, []),
            ({"lot_id": unmoved.id}, ["number"]),
        ]:
            with self.subTest(values=values):
                receipt = self._from(self.vendor, values)
                self.assertEqual(self._kinds(receipt), kinds)

    def test_serial_numbers_are_checked_by_kind(self):
        rule = self._rule(product_tmpl_id=self.phone.product_tmpl_id.id)
        for check, pattern, good, bad, why in [
            ("free", False, "what ever", None, ""),
            ("imei", False, IMEI, IMEI[:-1] + "9", "check digit"),
            ("imei", False, IMEI, IMEI[:-1], "15 digits"),
            ("gs1", False, "A-1/b", "A 1", "“ ”"),
            ("gs1", False, "A" * 20, "A" * 21, "20 characters, not 21"),
            ("pattern", "{product.code}{digits:3}", "P1007", "P2007", "digits:3"),
        ]:
            with self.subTest(check=check, bad=bad):
                rule.write({"serial_check": check, "serial_pattern": pattern})
                receipt = self._from(
                    self.vendor, {"lot_name": good}, product=self.phone
                )
                self.assertEqual(self._kinds(receipt), [])
                if bad:
                    receipt.move_line_ids.lot_name = bad
                    with self.assertRaisesRegex(UserError, f"{bad}.*Phone.*{why}"):
                        receipt.button_validate()

    def test_serials_are_checked_when_counted_in_but_not_against_a_vendor(self):
        self._rule(serial_check="imei", supplier_number_regex="never")
        for name, refused in [(IMEI, False), ("SN1", True)]:
            lot = self._lot(name, self.phone)
            quant = (
                self.env["stock.quant"]
                .with_context(inventory_mode=True)
                .create(
                    {
                        "product_id": self.phone.id,
                        "location_id": self.stock.id,
                        "lot_id": lot.id,
                        "inventory_quantity": 1,
                    }
                )
            )
            if refused:
                with self.assertRaisesRegex(UserError, "SN1.*IMEI"):
                    quant.action_apply_inventory()
            else:
                quant.action_apply_inventory()
                self.assertEqual(lot.product_qty, 1)

    def test_lots_are_no_serial_numbers(self):
        self._rule(serial_check="imei")
        receipt = self._from(self.vendor, {"lot_name": "L1"})
        self.assertEqual(self._kinds(receipt), [])

    def test_the_number_of_another_product_is_refused_if_a_rule_says_so(self):
        bread = self._product("Bread")
        self._receive({"lot_name": "L1"}, product=bread)
        receipt = self._from(self.vendor, {"lot_name": "L1"})
        self.assertEqual(self._kinds(receipt), [])
        rule = self._rule(categ_id=self.food.id, other_product_action="refuse")
        (found,) = receipt.move_line_ids._find_violations()
        self.assertEqual((found.kind, found.releasable), ("number", False))
        self.assertRegex(found.message, "L1.*Bread.*Milk.*right goods.*Food")
        rule.other_product_action = "release"
        (found,) = receipt.move_line_ids._find_violations()
        self.assertEqual(found.rule, rule)
        rule.other_product_action = "allow"
        self.assertEqual(self._kinds(receipt), [])
        rule.other_product_action = "refuse"
        known = self._receive({"lot_name": "L2"})
        self._lot("L2", bread)
        again = self._from(self.vendor, {"lot_id": known.id})
        self.assertEqual(self._kinds(again), [], "the lot is known for this product")

    def test_other_companies_numbers_are_no_ones_business(self):
        bread = self._product("Bread")
        self._lot("L1", bread, company_id=self.company_us.id)
        self._rule(other_product_action="refuse")
        receipt = self._from(self.vendor, {"lot_name": "L1"})
        self.assertEqual(self._kinds(receipt), [])

    def test_rules_of_another_company_and_archived_ones_do_not_hold(self):
        values = {"receipt_life_action": "refuse", "receipt_life": 100}
        self._rule(company_id=self.company_us.id, **values)
        self._rule(active=False, **values)
        line = {"lot_name": "L1", "production_date": date(2026, 1, 1)}
        receipt = self._from(self.vendor, line)
        self.assertEqual(self._kinds(receipt), [])
        self.assertEqual(
            receipt.move_line_ids.with_context(active_test=False)._find_violations(), []
        )
        self._rule(company_id=False, **values)
        self.assertEqual(self._kinds(receipt), ["receipt_life"])

    def test_a_receipt_of_a_hundred_lines_costs_no_more_queries_than_one_of_ten(self):
        self._rule(
            categ_id=self.food.id,
            own_number_pattern="{product.code}-{seq:3}",
            supplier_number_regex=r"L\d+",
            serial_check="imei",
            other_product_action="refuse",
            required_dates="both",
            receipt_life_action="refuse",
            receipt_life=66.67,
        )
        queries = {}
        for count in (10, 100):
            receipt = self._from(
                self.vendor,
                *(
                    {"lot_name": f"L{count}{n}", "production_date": "2026-01-01"}
                    for n in range(count)
                ),
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self.assertEqual(receipt.move_line_ids._find_violations(), [])
            queries[count] = self.cr.sql_log_count - start
        self.assertLessEqual(queries[100], queries[10])

    def test_every_wrong_line_is_named_at_once(self):
        self._rule(supplier_number_regex=r"L\d+", required_dates="any")
        receipt = self._from(
            self.vendor,
            {"lot_name": "X1", "production_date": "2026-01-01"},
            {"lot_name": "L2"},
            {"lot_name": "L3", "production_date": "2026-01-01"},
        )
        with self.assertRaisesRegex(UserError, "(?s)X1.*L2") as caught:
            receipt.button_validate()
        self.assertNotIn("L3", str(caught.exception))
        self.assertFalse(receipt.move_line_ids.lot_id)
