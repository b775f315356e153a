from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .reorder_common import UNEVEN, ReorderCommon


@tagged("post_install", "-at_install")
class TestServiceLevel(ReorderCommon):
    """A rule serves what it wants itself, its category, its class or the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ServiceLevel = cls.env["jxc.service.level"]
        cls.ServiceLevel.search([]).unlink()
        cls.product = cls._sold("Milk", list_price=10)
        cls._sell(cls.product, UNEVEN)
        cls._sell(cls.product, UNEVEN, cls.other_warehouse)

    def _set(self, company=None, **levels):
        self.ServiceLevel._set_by_class(
            company or self.company,
            {(name[0].upper(), name[1].upper()): rate for name, rate in levels.items()},
        )

    def _run_classified(self):
        for company in self.company | self.other_company:
            self.Orderpoint._create_from_demand(company)
            self.Orderpoint._classify(company)
        self._run()
        return self._rules(self.product, self.warehouse)

    def test_the_class_says_the_level_in_its_own_company_only(self):
        self._set(ax=99)
        rule = self._run_classified()
        self.assertRecordValues(
            rule | self._rules(self.product, self.other_warehouse),
            [
                {
                    "abc_class": "A",
                    "xyz_class": "X",
                    "service_level": 99,
                    "service_level_source": "class",
                },
                {
                    "abc_class": "A",
                    "xyz_class": "X",
                    "service_level": 95,
                    "service_level_source": "company",
                },
            ],
        )
        self.assertIn(
            "To serve 99% of demand, as set for class AX, order when below",
            rule.reorder_reason,
        )

    def test_other_classes_want_what_the_company_wants(self):
        self._set(ay=99, bx=98, cz=90)
        rule = self._run_classified()
        self.assertEqual(rule.service_level_source, "company")
        self.assertIn("To serve 95% of demand, order when below", rule.reorder_reason)

    def test_more_to_serve_is_more_to_keep(self):
        kept = []
        for rate in (80, 90, 99):
            self._set(ax=rate)
            kept.append(self._run_classified().product_min_qty)
        self.assertEqual(kept, sorted(set(kept)))

    def test_category_goes_before_class_and_rule_before_both(self):
        self._set(ax=99)
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Food", "reorder_service_level": 97}
        )
        rule = self._run_classified()
        self.assertRecordValues(
            rule, [{"service_level": 97, "service_level_source": "category"}]
        )
        self.assertIn("97% of demand, as set for its category", rule.reorder_reason)
        minimum = rule.product_min_qty
        buyer = self._user("level buyer", "group_buyer")
        self._as(rule, buyer).service_level_wanted = 80
        self.assertRecordValues(
            rule,
            [
                {
                    "service_level": 80,
                    "service_level_source": "rule",
                    "reorder_method": "demand",
                }
            ],
        )
        self.assertLess(rule.product_min_qty, minimum)
        self.assertIn("80% of demand, as set on this rule", rule.reorder_reason)

    def test_the_quantile_is_the_calibrated_one_of_each_level(self):
        Calibration = self.env["jxc.reorder.calibration"]
        for target, quantile in ((80, 60), (99, 90)):
            Calibration.create(
                {"company_id": self.company.id, "target": target, "quantile": quantile}
            )
        self._set(ax=99)
        rule = self._run_classified()
        self.assertAlmostEqual(rule.demand_quantile, 0.9)
        rule.service_level_wanted = 80
        self.assertAlmostEqual(rule.demand_quantile, 0.6)

    def test_changed_settings_have_demand_forecast_anew(self):
        self._run_classified()
        Slice = self.env["jxc.reorder.slice"]
        changes = (
            lambda: self._set(ax=99),
            lambda: self._set(ax=98),
            lambda: self._set(ax=0),
            lambda: self.company.write({"reorder_service_level": 96}),
            lambda: self.company.write({"reorder_limit_x": 0.4}),
        )
        for change in changes:
            slices = Slice._cut(self.company | self.other_company)
            slices.forecast_wanted = False
            change()
            wanted = slices.filtered("forecast_wanted").warehouse_id.company_id
            self.assertEqual(wanted, self.company)
        slices.forecast_wanted = False
        self.company.write({"reorder_service_level": 96, "name": "Same"})
        self.assertFalse(any(slices.mapped("forecast_wanted")))

    def test_share_of_a_sorts_products_at_once(self):
        other = self._sold("Tea", list_price=10)
        self._sell(other, [quantity * 0.9 for quantity in UNEVEN])
        rule = self._run_classified()
        self.assertEqual((rule | self._rules(other)).mapped("abc_class"), ["A", "A"])
        self.company.reorder_share_a = 50
        self.assertEqual((rule | self._rules(other)).mapped("abc_class"), ["A", "B"])

    def test_impossible_levels_are_refused(self):
        rule = self._run_classified()
        for rate in (30, 100, -5):
            with self.subTest(rate=rate):
                with self.assertRaises(ValidationError):
                    self._set(ax=rate)
                with self.assertRaises(ValidationError):
                    rule.service_level_wanted = rate

    def test_settings_show_and_keep_the_matrix(self):
        self._set(ax=99, cz=90)
        self._set(self.other_company, ax=85)
        Settings = self.env["res.config.settings"].with_company(self.company)
        settings = Settings.create({})
        self.assertEqual(
            (settings.service_level_ax, settings.service_level_by), (99, 0)
        )
        settings.write({"service_level_ax": 98, "service_level_by": 93})
        settings.service_level_cz = 0
        settings.execute()
        self.assertEqual(
            self.ServiceLevel._get_by_class(self.company),
            {("A", "X"): 98, ("B", "Y"): 93},
        )
        self.assertEqual(
            self.ServiceLevel._get_by_class(self.other_company), {("A", "X"): 85}
        )

    def test_who_may_not_set_them_saves_other_settings(self):
        self._set(ax=99)
        user = new_test_user(
            self.env,
            "making a warehouse",
            groups="base.group_system,stock.group_stock_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        settings = self._as(self.env["res.config.settings"], user)
        settings.create({"reorder_share_a": 75}).execute()
        self.assertEqual(self.company.reorder_share_a, 75)
        self.assertEqual(
            self.ServiceLevel._get_by_class(self.company), {("A", "X"): 99}
        )

    def test_buyer_reads_and_manager_sets_those_of_his_company(self):
        self._set(ax=99)
        self._set(self.other_company, ax=85)
        buyer = self._user("reading buyer", "group_buyer")
        manager = self._user("setting manager", "group_manager")
        seen = self._as(self.ServiceLevel, buyer).search([])
        self.assertEqual(seen.mapped("fill_rate"), [99])
        with mute_logger("odoo.addons.base.models.ir_model"):
            with self.assertRaises(AccessError):
                seen.fill_rate = 98
        self._as(seen, manager).fill_rate = 98
        theirs = self.ServiceLevel.search([("company_id", "=", self.other_company.id)])
        with mute_logger("odoo.addons.base.models.ir_rule"):
            with self.assertRaises(AccessError):
                self._as(theirs, manager).fill_rate = 98

    def test_queries_do_not_grow_with_the_rules(self):
        def count(number):
            for index in range(number):
                self._sell(self._sold(f"Tea {number} {index}"), UNEVEN)
            self._set(ax=99, ay=98, bx=97)
            rules = self._run_classified()
            facts = self.Orderpoint.search(
                [("company_id", "=", self.company.id)]
            )._lock_facts(self.today)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            levels = rules._get_service_levels(facts, ["X"] * len(facts), self.company)
            rules._get_quantiles([rate for rate, _who in levels], self.company)
            self.assertEqual(len(levels), len(facts))
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(5), count(25))
