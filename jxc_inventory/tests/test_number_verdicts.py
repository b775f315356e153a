from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .lot_rule_common import LotRuleCommon

IMEI = "490154203237518"


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestNumberVerdicts(LotRuleCommon):
    def _judge(self, text, product=None, user=None, picking=None):
        moves = self.env["stock.move"].with_user(user or self.keeper)
        return moves.get_number_verdicts(
            (product or self.milk).id, text, picking.id if picking else False
        )

    def _verdicts(self, text, **options):
        return [found["verdict"] for found in self._judge(text, **options)]

    def test_each_number_gets_its_verdict_with_line_and_reason(self):
        self._rule(
            product_tmpl_id=self.phone.product_tmpl_id.id,
            serial_check="imei",
            other_product_action="refuse",
        )
        shared = self._product("Tablet", tracking="serial", use_expiration_date=False)
        self._lot("356868000041418", shared)
        self._receive({"lot_name": "354178036859789"}, product=self.phone)
        text = f"""
{IMEI}
{IMEI}
490154203237519
SN1
354178036859789
356868000041418
1..22"""
        found = self._judge(text, product=self.phone)
        self.assertEqual(
            [(v["line"], v["verdict"], v["refused"]) for v in found],
            [
                (1, "ok", False),
                (2, "duplicate", True),
                (3, "check_digit", True),
                (4, "format", True),
                (5, "exists", True),
                (6, "other_product", True),
                (7, "range", True),
            ],
        )
        self.assertRegex(found[1]["message"], "line 1")
        self.assertRegex(found[2]["message"], "check digit")
        self.assertRegex(found[5]["message"], "Tablet")

    def test_lots_may_repeat_and_be_known(self):
        self._receive({"lot_name": "L1"})
        self.assertEqual(self._verdicts("L1\nL2;5\nL2;6"), ["known", "ok", "ok"])
        self.assertEqual(self._verdicts(""), [])
        self.assertEqual(self._verdicts(";5"), ["format"])

    def test_the_vendor_of_the_transfer_decides(self):
        self._rule(supplier_id=self.vendor.id, supplier_number_regex=r"L\d+")
        ours = self._from(self.vendor, {"lot_name": "x"})
        others = self._from(self.other_vendor, {"lot_name": "x"})
        self.assertEqual(self._verdicts("X1..X2", picking=ours), ["format"] * 2)
        self.assertEqual(self._verdicts("X1..X2", picking=others), ["ok"] * 2)

    def test_a_thousand_numbers_cost_no_more_queries_than_ten(self):
        self._rule(serial_check="imei", other_product_action="refuse")
        self._verdicts("S0", product=self.phone)
        queries = {}
        for last in ("S0010", "S1000"):
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self._verdicts(f"S0001..{last}", product=self.phone)
            queries[last] = self.cr.sql_log_count - start
        self.assertLessEqual(queries["S1000"], queries["S0010"])

    def test_who_may_not_see_lots_asks_nothing_about_them(self):
        stranger = self._user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self._judge("L1", user=stranger)

    def _import(self, text):
        lines = (
            self.env["stock.move"]
            .with_user(self.keeper)
            .action_generate_lot_line_vals(
                {
                    "default_product_id": self.milk.id,
                    "default_company_id": self.company.id,
                    "default_location_dest_id": self.stock.id,
                    "default_tracking": "lot",
                    "default_quantity": 1,
                },
                "import",
                None,
                0,
                text,
            )
        )
        return [(line["lot_name"], line["quantity"]) for line in lines]

    def test_ranges_are_imported_with_what_follows_them(self):
        self.assertEqual(
            self._import("L1..L3；24\nL9;2;2026-01-01"),
            [("L1", 24), ("L2", 24), ("L3", 24), ("L9", 2)],
        )
        with self.assertRaisesRegex(UserError, "L3..L1: No range: the last"):
            self._import("L3..L1")
        with self.assertRaisesRegex(UserError, "More than 10,000"):
            self._import("A00001..A09999\nB00001..B09999")
