from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .lot_rule_common import LotRuleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestGs1Numbers(LotRuleCommon):
    """Element strings, pasted as printed or sent by a reader."""

    GTIN = "06901234567892"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.milk.barcode = "6901234567892"

    def _judge(self, text, product=None):
        moves = self.env["stock.move"].with_user(self.keeper)
        return moves.get_number_verdicts((product or self.milk).id, text)

    def _import(self, text, product=None):
        product = product or self.milk
        lines = (
            self.env["stock.move"]
            .with_user(self.keeper)
            .action_generate_lot_line_vals(
                {
                    "default_product_id": product.id,
                    "default_company_id": self.company.id,
                    "default_location_dest_id": self.stock.id,
                    "default_tracking": product.tracking,
                    "default_quantity": 1,
                },
                "import",
                None,
                0,
                text,
            )
        )
        return [
            (
                line["lot_name"],
                line["quantity"],
                str(line.get("production_date") or ""),
                str(line.get("expiration_date") or "")[:10],
            )
            for line in lines
        ]

    def test_lot_dates_and_quantity_come_from_one_code(self):
        fnc1 = "\x1d"
        made, due = "2025-12-01", "2026-12-01"
        for code, line in (
            (f"(01){self.GTIN}(11)251201(17)261201(10)L1", ("L1", 1, made, due)),
            (f"01{self.GTIN}1126120110L2", None),
            (f"]d201{self.GTIN}1725120110L3", ("L3", 1, "2024-12-01", made)),
            (f"01{self.GTIN}10L4{fnc1}3724{fnc1}11251201", ("L4", 24, made, due)),
            (f"02{self.GTIN}10L5{fnc1}15261201;7", ("L5", 7, "", "")),
            (f"01{self.GTIN}10L6;12", ("L6", 12, "", "")),
            ("(10)L7", ("L7", 1, "", "")),
        ):
            with self.subTest(code=code):
                found = self._judge(code)
                self.assertEqual([v["verdict"] for v in found], ["ok"])
                if line:
                    self.assertEqual(self._import(code), [line])

    def test_an_expired_lot_is_received_as_expired(self):
        """A single past date would be a production date if it were typed."""
        code = f"01{self.GTIN}1725120110L3"
        self.assertEqual(self._import(code), [("L3", 1, "2024-12-01", "2025-12-01")])

    def test_a_serial_number_comes_from_its_own_element(self):
        text = "(10)B7(21)SN1\n(10)B7(21)SN2\nSN3\n(10)B7"
        found = self._judge(text, self.phone)
        self.assertEqual(
            [(v["number"], v["verdict"]) for v in found],
            [("SN1", "ok"), ("SN2", "ok"), ("SN3", "ok"), ("(10)B7", "format")],
        )
        self.assertRegex(found[3]["message"], "no lot or serial number")
        self.assertEqual(
            self._import("(10)B7(17)270101(21)SN1", self.phone), [("SN1", 1, "", "")]
        )

    def test_the_code_of_another_product_is_refused_line_by_line(self):
        self.phone.barcode = "6901234567908"
        carton = self.env["product.uom"].create(
            {
                "product_id": self.milk.id,
                "uom_id": self.env.ref("uom.product_uom_dozen").id,
                "barcode": "16901234567899",
            }
        )
        text = "\n".join(
            f"(01){gtin}(10)L1"
            for gtin in (carton.barcode, "06901234567908", "06901234567915")
        )
        found = self._judge(text)
        self.assertEqual(
            [(v["line"], v["verdict"]) for v in found],
            [(1, "ok"), (2, "other_product"), (3, "other_product")],
        )
        self.assertRegex(found[1]["message"], "Belongs to .*Phone")
        self.assertRegex(found[2]["message"], "06901234567915 is neither")
        with self.assertRaisesRegex(UserError, r"\(01\)06901234567908.*Phone"):
            self._import(text)
        self.milk.barcode = False
        self.assertEqual(self._judge(text)[2]["verdict"], "ok")

    def test_what_cannot_be_read_is_no_lot_number(self):
        for code in (
            "(01)06901234567893(10)L1",
            f"(01){self.GTIN}",
            f"(01){self.GTIN}(17)261301(10)L1",
            f"(01){self.GTIN}(11)260101(17)251201(10)L1",
        ):
            with self.subTest(code=code):
                self.assertEqual([v["verdict"] for v in self._judge(code)], ["format"])
                with self.assertRaises(UserError):
                    self._import(code)

    def test_plain_numbers_that_look_like_elements_stay_as_they_are(self):
        for number in ("10L1", "2112345", "17261201", f"01{self.GTIN[:-1]}310L1"):
            with self.subTest(number=number):
                self.assertEqual(self._import(number)[0][0], number)

    def test_a_thousand_codes_cost_no_more_queries_than_ten(self):
        self._judge(f"01{self.GTIN}10L0")
        queries = {}
        for count in (10, 1000):
            text = "\n".join(f"01{self.GTIN}10L{number}" for number in range(count))
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self._judge(text)
            queries[count] = self.cr.sql_log_count - start
        self.assertLessEqual(queries[1000], queries[10])
