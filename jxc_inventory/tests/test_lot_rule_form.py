from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .lot_rule_common import LotRuleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 20:00:00")
class TestLotRuleForm(LotRuleCommon):
    def test_the_pattern_is_shown_at_work_while_typing(self):
        form = Form(self.env["jxc.lot.rule"].with_user(self.manager))
        form.product_tmpl_id = self.milk.product_tmpl_id
        form.own_number_pattern = "{product.code}-{production:%y%m%d}-{seq:3}"
        # Already the 16th where the manager is.
        self.assertEqual(form.own_number_preview, "M1-260116-001")
        form.own_number_pattern = "{product.code}-{made:%y}"
        self.assertRegex(form.own_number_preview, "Character 16.*{made:%y}.*production")
        form.own_number_pattern = "牛奶{seq:3}"
        self.assertRegex(form.own_number_preview, "^牛奶001 – a GS1 bar code cannot")

    def test_the_list_says_in_words_what_a_rule_states(self):
        rule = self._rule(
            required_dates="any",
            receipt_life_action="refuse",
            receipt_life=10,
            receipt_life_unit="day",
        )
        self.assertEqual(
            rule.with_user(self.keeper).summary,
            "Required Dates: Production or expiration date;"
            " Too Little Life at Receipt: 10 Days – Refuse",
        )
        self.assertFalse(self._rule().summary)

    def test_choosing_imei_refuses_numbers_of_other_products(self):
        form = Form(self.env["jxc.lot.rule"].with_user(self.manager))
        form.serial_check = "imei"
        self.assertEqual(form.other_product_action, "refuse")

    def test_what_means_nothing_is_refused_with_its_place(self):
        for values, why in [
            ({"own_number_pattern": "A{seq:3"}, "Character 2.*not closed"),
            ({"own_number_pattern": "A}"}, "Character 2.*stands alone"),
            ({"own_number_pattern": "{seq}"}, "Character 1.*how many digits"),
            ({"own_number_pattern": "{receipt:ymd}"}, "no date format.*%y%m%d"),
            ({"own_number_pattern": "{seq:1}{seq:1}"}, "Character 8.*one .* enough"),
            ({"own_number_pattern": "A{digits:3}"}, "digits.*only recognises"),
            ({"serial_check": "pattern"}, "pattern of serial numbers is missing"),
            ({"serial_check": "pattern", "serial_pattern": "{x}"}, "Character 1.*{x}"),
            ({"supplier_number_regex": "A["}, "wrong at character 2"),
            ({"supplier_number_regex": "(a+)+"}, "for ever"),
            ({"supplier_number_regex": r"(a)\1"}, "refer back"),
            ({"supplier_number_regex": "a" * 201}, "200 characters"),
        ]:
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(ValidationError, f"(?s)Milk.*{why}"),
            ):
                self._rule(product_tmpl_id=self.milk.product_tmpl_id.id, **values)

    @mute_logger("odoo.sql_db")
    def test_a_remaining_life_is_positive_and_at_most_the_whole(self):
        for kind in ("receipt_life", "delivery_life"):
            for amount, unit in [(0, "day"), (-1, "percent"), (101, "percent")]:
                with (
                    self.subTest(kind=kind, amount=amount),
                    self.assertRaises(CheckViolation),
                    self.cr.savepoint(),
                ):
                    self._rule(
                        **{
                            f"{kind}_action": "refuse",
                            kind: amount,
                            f"{kind}_unit": unit,
                        }
                    )
            self.assertTrue(self._rule(**{f"{kind}_action": "allow"}))

    def test_a_rule_is_named_in_the_language_of_who_reads_it(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        anything, food = self._rule(), self._rule(categ_id=self.food.id)
        own = self._rule(name="House rule")
        names = [(rule.display_name, rule) for rule in (anything, food, own)]
        self.assertEqual(
            [name for name, _rule in names], ["All products", "Food", "House rule"]
        )
        for name, rule in names[1:]:
            self.assertIn(rule.id, [found for found, _n in rule.name_search(name)])
        chinese = anything.with_context(lang="zh_CN")
        self.assertEqual(chinese.display_name, "所有产品")

    def test_managers_make_rules_and_others_only_read_them(self):
        rule = self._rule(required_dates="any")
        made = self.env["jxc.lot.rule"].with_user(self.manager).create({})
        self.assertEqual(made.display_name, "All products")
        for user in (self.keeper, self.buyer, self.seller):
            with self.subTest(user=user.login):
                as_user = rule.with_user(user)
                self.assertEqual(as_user.required_dates, "any")
                with self.assertRaises(AccessError):
                    as_user.required_dates = "none"
                with self.assertRaises(AccessError):
                    as_user.create({})
                with self.assertRaises(AccessError):
                    as_user.unlink()

    def test_rules_of_another_company_are_not_seen(self):
        theirs = self._rule(company_id=self.company_us.id)
        shared = self._rule(company_id=False)
        found = self.env["jxc.lot.rule"].with_user(self.manager).search([])
        self.assertIn(shared, found)
        self.assertNotIn(theirs, found)
        with self.assertRaises(AccessError):
            theirs.with_user(self.manager).write({"required_dates": "any"})

    def test_rules_are_imported_and_exported_by_names(self):
        columns = ["categ_id", "supplier_id", "required_dates", "receipt_life_action"]
        columns.append("receipt_life")
        row = ["Food", "Pasture", "Production date", "Refuse", "66.67"]
        result = self.env["jxc.lot.rule"].with_user(self.manager).load(columns, [row])
        self.assertFalse(result["messages"])
        rule = self.env["jxc.lot.rule"].browse(result["ids"])
        self.assertRecordValues(
            rule,
            [
                {
                    "display_name": "Food / Pasture",
                    "categ_id": self.food.id,
                    "supplier_id": self.vendor.id,
                    "required_dates": "production",
                    "receipt_life_action": "refuse",
                    "receipt_life": 66.67,
                    "company_id": self.company.id,
                }
            ],
        )
        exported = rule.export_data(["categ_id/name", "supplier_id", "required_dates"])
        self.assertEqual(exported["datas"], [["Food", "Pasture", "Production date"]])
