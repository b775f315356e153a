"""Sales history of an old system becomes demand, once, and can be taken back."""

import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.jxc_inventory.tests.sales_import_common import (
    HEADER,
    SalesImportCommon,
)


@tagged("post_install", "-at_install")
class TestSalesImport(SalesImportCommon):
    def test_import_makes_products_and_demand_but_no_deliveries(self):
        moves = self.env["stock.move"].search_count([])
        job = self._imported(
            self._csv(
                self._sale(),
                self._sale(quantity="3", document="2"),
                self._sale("POST", "1", document="3"),
                self._sale(quantity="-1", document="C4", day="2024-02-02"),
                self._sale(quantity="many", document="5"),
            )
        )
        self.assertRecordValues(
            job,
            [
                {
                    "state": "done",
                    "read_count": 5,
                    "accepted_count": 2,
                    "netted_count": 1,
                    "excluded_count": 1,
                    "rejected_count": 1,
                    "imported_by": self.manager.id,
                }
            ],
        )
        self.assertEqual(self._history(), {("A1", self.warehouse, "2024-01-31"): 4.0})
        self.assertRecordValues(
            job.product_ids,
            [
                {
                    "name": "Tea",
                    "default_code": "A1",
                    "is_storable": True,
                    "list_price": 5.0,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertEqual(self.env["stock.move"].search_count([]), moves)
        self.assertFalse(job.partner_ids, "customers only where asked")

    def test_check_imports_nothing(self):
        products = self.env["product.product"].search_count([])
        job = self._upload(self._csv(self._sale()))
        job.action_check()
        self.assertEqual(job.state, "checked")
        self.assertEqual(job.report["rows"]["accepted"], 1)
        self.assertIn("Rows read", job.report_html)
        self.assertEqual(self.env["product.product"].search_count([]), products)
        self.assertFalse(self._history())

    def test_rejected_rows_can_be_downloaded_and_run_no_formula(self):
        job = self._upload(self._csv(self._sale(), self._sale(quantity="=1+1")))
        job.action_check()
        text = base64.b64decode(job.rejected_file).decode("utf-8-sig")
        self.assertIn("3,Quantity,'=1+1,", text)

    def test_product_with_the_code_is_used_whatever_its_case(self):
        self.product.default_code = "a1"
        job = self._imported(self._csv(self._sale("A1")))
        self.assertFalse(job.product_ids)
        self.assertEqual(self._history(), {("a1", self.warehouse, "2024-01-31"): 2.0})

    def test_same_file_again_changes_nothing(self):
        content = self._csv(self._sale(), self._sale(document="2"))
        self._imported(content)
        before = self._history()
        job = self._upload(content, name="other name.csv")
        job.action_check()
        self.assertEqual(job.excluded_count, 2)
        with self.assertRaises(UserError):
            job.action_import()
        self.assertEqual(self._history(), before)

    def test_longer_export_adds_the_difference(self):
        first = self._imported(self._csv(self._sale()))
        self._imported(
            self._csv(self._sale(), self._sale(document="2", day="2024-02-01"))
        )
        both = {
            ("A1", self.warehouse, "2024-01-31"): 2.0,
            ("A1", self.warehouse, "2024-02-01"): 2.0,
        }
        self.assertEqual(self._history(), both)
        first.action_undo()
        both.pop(("A1", self.warehouse, "2024-01-31"))
        self.assertEqual(self._history(), both)
        self.assertTrue(first.product_ids.exists(), "the second import uses it")

    def test_undo_takes_back_what_is_unused_and_keeps_what_is_used(self):
        self.env["product.product"].create({"name": "x", "default_code": "KEEP"})
        job = self._imported(
            self._csv(self._sale("A1"), self._sale("B2"), self._sale("KEEP")),
        )
        used = job.product_ids.filtered(lambda p: p.default_code == "B2")
        self._move(self.warehouse.lot_stock_id, self.customers, 1, "2024-03-01", used)
        job.action_undo()
        self.assertEqual(job.state, "undone")
        self.assertEqual(job.product_ids.exists(), used)
        self.assertFalse(any(self._history().values()))
        self.assertFalse(job.day_ids)
        self.assertTrue(
            self.env["product.product"].search([("default_code", "=", "KEEP")])
        )
        # Undone, the same file is new again.
        self._imported(self._csv(self._sale("A1")))
        self.assertEqual(self._history()["A1", self.warehouse, "2024-01-31"], 2.0)

    def test_reordering_rules_nobody_made_do_not_keep_a_product(self):
        job = self._imported(self._csv(self._sale("A1"), self._sale("B2")))
        proposed, chosen = job.product_ids.sorted("default_code")
        Orderpoint = self.env["stock.warehouse.orderpoint"]
        values = {"warehouse_id": self.warehouse.id, "company_id": self.company.id}
        Orderpoint.create({"product_id": proposed.id, **values})
        self._as(Orderpoint, self.manager).create({"product_id": chosen.id, **values})
        job.action_undo()
        self.assertFalse(proposed.exists())
        self.assertTrue(chosen.exists())

    def test_crash_half_way_leaves_nothing_and_a_second_run_completes(self):
        job = self._upload(self._csv(self._sale()))
        job.action_check()
        products = self.env["product.product"].search_count([])
        with (
            patch.object(
                type(self.History), "_state_quantities", side_effect=RuntimeError
            ),
            self.assertRaises(RuntimeError),
            self.env.cr.savepoint(),
        ):
            job.action_import()
        self.env.invalidate_all()
        self.assertEqual(job.state, "checked")
        self.assertEqual(self.env["product.product"].search_count([]), products)
        self.assertFalse(job.day_ids)
        job.action_import()
        self.assertEqual(self._history(), {("A1", self.warehouse, "2024-01-31"): 2.0})

    def test_customers_and_units_where_asked(self):
        header = ["货号", "数量", "单位", "日期", "客户编码", "客户名称"]
        job = self._upload(
            self._csv(
                ["A1", "1", "提篮", "2024-01-31", "k7", "王府商店"], header=header
            )
        )
        job.create_customers = True
        job.action_check()
        job.action_import()
        self.assertRecordValues(job.partner_ids, [{"ref": "k7", "name": "王府商店"}])
        self.assertEqual(job.uom_ids.name, "提篮")
        self.assertEqual(job.product_ids.uom_id, job.uom_ids)
        made = job.partner_ids, job.uom_ids
        job.action_undo()
        self.assertFalse(made[0].exists() or made[1].exists())

    def test_warehouse_column_and_choice(self):
        header = [*HEADER, "仓库"]
        self._imported(
            self._csv(
                [*self._sale(), "second"],
                [*self._sale(document="2"), ""],
                header=header,
            )
        )
        self.assertEqual(
            self._history(),
            {
                ("A1", self.warehouse, "2024-01-31"): 2.0,
                ("A1", self.warehouse_2, "2024-01-31"): 2.0,
            },
        )

    def test_columns_are_adjustable_and_remembered_by_company(self):
        content = self._csv(["A1", "2", "2024-01-31"], header=["x", "y", "z"])
        job = self._upload(content)
        with self.assertRaisesRegex(UserError, "Product code"):
            job.action_check()
        for column, field in zip(
            job.column_ids, ("code", "quantity", "date"), strict=True
        ):
            column.field = field
        job.action_check()
        again = self._upload(content)
        self.assertEqual(again.column_ids.mapped("field"), ["code", "quantity", "date"])
        other = self._user("other_manager", "group_manager", self.other_company)
        theirs = self._upload(content, user=other)
        self.assertFalse(any(theirs.column_ids.mapped("field")))

    def test_column_matched_twice_is_refused(self):
        job = self._upload(self._csv(self._sale()))
        job.column_ids[2].field = "code"
        with self.assertRaisesRegex(UserError, "Product code"):
            job.action_check()

    def test_rules_are_adjustable(self):
        rule = self.env.ref("jxc_inventory.sales_import_rule_carriage")
        self._as(rule, self.manager).active = False
        self._as(self.env["jxc.sales.import.rule"], self.manager).create(
            {"name": "Wrapping", "codes": "WRAP*", "company_id": self.company.id}
        )
        job = self._upload(
            self._csv(self._sale("POST"), self._sale("WRAP-1", document="2"))
        )
        job.action_check()
        self.assertEqual(job.accepted_count, 1)
        self.assertEqual(
            [(x["rule"], x["rows"]) for x in job.report["excluded"]], [("Wrapping", 1)]
        )

    def test_two_companies_do_not_meet(self):
        other = self._user("other_manager", "group_manager", self.other_company)
        job = self._imported(self._csv(self._sale()))
        theirs = self._imported(self._csv(self._sale(quantity="7")), user=other)
        self.assertEqual(
            self._history(self.other_company),
            {("A1", self.other_warehouse, "2024-01-31"): 7.0},
        )
        self.assertNotEqual(theirs.product_ids, job.product_ids)
        Import = self._as(self.env["jxc.sales.import"], other)
        self.assertEqual(Import.search([]), theirs)
        self.assertFalse(
            self._as(self.env["jxc.sales.import.day"], other).search(
                [("import_id", "=", job.id)]
            )
        )
        with self.assertRaises(AccessError):
            Import.browse(job.id).action_undo()

    def test_only_managers_import(self):
        for group in ("group_keeper", "group_buyer", "group_salesperson"):
            user = self._user(f"import_{group}", group)
            with self.subTest(group=group), self.assertRaises(AccessError):
                self._upload(self._csv(self._sale()), user=user)

    def test_imported_file_is_not_deleted_before_undo(self):
        job = self._imported(self._csv(self._sale()))
        with self.assertRaises(UserError):
            job.unlink()
        job.action_undo()
        job.unlink()
        self.assertFalse(job.exists())

    def test_queries_do_not_grow_with_rows(self):
        counts = []
        for code, days in (("F", 2), ("M", 28)):
            rows = [
                self._sale(f"{code}{i % 5}", document=str(i), day=f"2024-01-{day:02}")
                for day in range(1, days + 1)
                for i in range(20)
            ]
            job = self._upload(self._csv(*rows))
            start = self.env.cr.sql_log_count
            job.action_check()
            job.action_import()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0])
