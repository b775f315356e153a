from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .lot_rule_common import LotRuleCommon


@tagged("post_install", "-at_install")
class TestLotRuleExplained(LotRuleCommon):
    def _explained(self, product=None, user=None):
        template = (product or self.milk).product_tmpl_id.with_user(user or self.keeper)
        template.invalidate_recordset(["lot_rules_explained"])
        return template.with_company(self.company).lot_rules_explained

    def _rows(self, aspect, **options):
        return [
            (row["partner"], row["value"], row["rule"])
            for row in self._explained(**options)
            if row["aspect"] == aspect
        ]

    def test_each_aspect_says_what_holds_and_by_which_rule(self):
        for product in (self.milk, self.phone):
            aspects = {row["aspect"] for row in self._explained(product)}
            self.assertLessEqual({"own_number", "receipt_life", "warranty"}, aspects)
        self.assertEqual(self._rows("own_number"), [(False, False, False)])
        far = self._rule(
            categ_id=self.food.id,
            own_number_pattern="{seq:3}",
            receipt_life_action="release",
            receipt_life=66.67,
            required_dates="any",
        )
        self.assertEqual(
            self._rows("receipt_life"),
            [
                (
                    False,
                    "66.67 % of shelf life – Refuse unless released with a reason",
                    "Food",
                )
            ],
        )
        self.assertEqual(
            self._rows("required_dates"),
            [(False, "Production or expiration date", "Food")],
        )
        self._rule(
            product_tmpl_id=self.milk.product_tmpl_id.id,
            own_number_pattern="M{seq:2}",
            warranty=2,
            warranty_unit="year",
        )
        self.assertEqual(self._rows("own_number"), [(False, "M{seq:2}", "[M1] Milk")])
        self.assertEqual(self._rows("warranty"), [(False, "2 Years", "[M1] Milk")])
        self.assertEqual(self._rows("receipt_life")[0][2], "Food")
        far.active = False
        self.assertEqual(self._rows("receipt_life"), [(False, False, False)])

    def test_partners_with_rules_of_their_own_are_listed_below(self):
        tag = self.env["res.partner.category"].create({"name": "Supermarkets"})
        self._rule(supplier_number_regex=r"\d+")
        self._rule(
            supplier_id=self.vendor.id,
            supplier_number_regex=r"L\d+",
            supplier_number_hint="L and digits",
        )
        self._rule(
            supplier_id=self.other_vendor.id,
            categ_id=self.phone.categ_id.id,
            supplier_number_regex="X",
        )
        self._rule(
            customer_tag_id=tag.id, delivery_life_action="refuse", delivery_life=50
        )
        self.assertEqual(
            self._rows("supplier_number"),
            [
                (False, r"\d+", "All products"),
                ("Pasture", r"L\d+ (L and digits)", "Pasture"),
            ],
        )
        self.assertEqual(
            self._rows("delivery_life"),
            [
                (False, False, False),
                ("Supermarkets", "50 % of shelf life – Refuse", "Supermarkets"),
            ],
        )

    def test_untracked_products_have_nothing_to_explain(self):
        self.milk.tracking = "none"
        self.assertFalse(self._explained())

    def test_each_company_sees_its_own(self):
        self._rule(company_id=self.company_us.id, required_dates="both")
        self.assertEqual(self._rows("required_dates"), [(False, False, False)])

    def test_all_our_people_read_it_and_others_do_not(self):
        for user in (self.keeper, self.buyer, self.seller, self.manager):
            self.assertTrue(self._explained(user=user))
        stranger = self._user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self._explained(user=stranger)

    def test_the_button_opens_a_new_rule_for_the_product(self):
        for record in (self.milk, self.milk.product_tmpl_id):
            action = record.with_user(self.manager).action_add_lot_rule()
            form = Form(
                self.env[action["res_model"]]
                .with_user(self.manager)
                .with_context(**action["context"])
            )
            self.assertEqual(form.product_tmpl_id, self.milk.product_tmpl_id)

    def test_categories_and_partners_count_and_open_their_rules(self):
        ours = self._rule(categ_id=self.food.id, supplier_id=self.vendor.id)
        theirs = self._rule(company_id=self.company_us.id, categ_id=self.food.id)
        for record in (self.food, self.vendor):
            as_keeper = record.with_user(self.keeper)
            self.assertEqual(as_keeper.lot_rule_count, 1)
            action = as_keeper.action_view_lot_rules()
            rules = self.env["jxc.lot.rule"].with_user(self.keeper)
            found = rules.search(action["domain"])
            self.assertEqual(found, ours)
            self.assertNotIn(theirs, found)
        self.assertEqual(self.other_vendor.with_user(self.keeper).lot_rule_count, 0)

    def test_explaining_many_products_reads_the_rules_once(self):
        self._rule(categ_id=self.food.id, required_dates="any")
        queries = {}
        for count in (10, 100):
            templates = self.env["product.template"].union(
                *(self._product(f"P{n}").product_tmpl_id for n in range(count))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            templates.with_user(self.keeper).mapped("lot_rules_explained")
            queries[count] = self.cr.sql_log_count - start
        self.assertLessEqual(queries[100], queries[10])
