from odoo.tests import tagged

from .reorder_common import ReorderCommon


@tagged("post_install", "-at_install")
class TestReorderNightly(ReorderCommon):
    def test_nightly_run_creates_and_updates(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        cron = self.env.ref("jxc_inventory.ir_cron_reorder_levels")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self._rules(product).product_min_qty, 20)

    def test_nightly_run_leaves_companies_that_switched_it_off(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self.company.reorder_from_demand = False
        cron = self.env.ref("jxc_inventory.ir_cron_reorder_levels")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertFalse(self._rules(product))

    def test_rule_held_by_another_worker_is_skipped(self):
        with self.registry.cursor() as setup:
            env = self.env(cr=setup, user=1, context={})
            company = env.ref("base.main_company")
            warehouse = env["stock.warehouse"].search(
                [("company_id", "=", company.id)], limit=1
            )
            product = env["product.product"].create(
                {"name": "Held", "type": "consu", "is_storable": True}
            )
            rule = env["stock.warehouse.orderpoint"].create(
                {
                    "product_id": product.id,
                    "warehouse_id": warehouse.id,
                    "company_id": company.id,
                    "reorder_method": "demand",
                }
            )
            setup.commit()
            try:
                self._check_skipped(rule)
            finally:
                rule.unlink()
                product.unlink()
                setup.commit()

    def _check_skipped(self, rule):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            held = rule.with_env(rule.env(cr=first))
            other = rule.with_env(rule.env(cr=second))
            held._set_levels_from_demand()
            self.assertTrue(held.levels_computed_at)
            other._set_levels_from_demand()
            self.assertFalse(other.levels_computed_at)
            first.rollback()
            other._set_levels_from_demand()
            self.assertTrue(other.levels_computed_at)
            second.rollback()

    def test_number_of_queries_does_not_grow_with_products(self):
        def queries(count):
            products = [self._sold(f"{count} {number}") for number in range(count)]
            for product in products:
                self._sell(product, [10, 20])
            self._run()
            rules = self.Orderpoint.search(
                [("product_id", "in", [product.id for product in products])]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            rules = rules.browse(rules.ids)
            before = self.env.cr.sql_log_count
            rules._set_levels_from_demand()
            return self.env.cr.sql_log_count - before

        few = queries(20)
        self.assertLessEqual(queries(80), few)
        self.assertLessEqual(few, 50)

    def test_what_is_stored_in_one_statement_reads_the_same(self):
        rules = self.Orderpoint
        for number in range(3):
            product = self._sold(f"Product {number}")
            self._sell(product, [10] * 9)
            self._run()
            rules += self._rules(product)
        columns = {
            "reorder_error": ['"NULL", {a}\\ \n 价格', None, "NULL"],
            "demand_corrections": [{"one_off": 1.5, "说明": 'a"b\\'}, None, {"x": [1]}],
            "demand_weekly_mean": [0.1, 12345.678901, 0.0],
            "demand_weeks": [0, 7, 104],
            "demand_borrowed": [True, False, True],
            "demand_until": [self.today, None, self.today],
        }
        rules._store(rules.ids, columns)
        for name, values in columns.items():
            stored = [rule[name] or None for rule in rules]
            self.assertEqual(stored, [value or None for value in values], name)
