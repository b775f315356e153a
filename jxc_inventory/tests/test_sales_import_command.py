"""``./jxc import sales`` does what the wizard does, from the command line."""

import contextlib
import importlib.util
import io
import json
import tempfile
import unittest
from pathlib import Path

from odoo.exceptions import UserError
from odoo.modules.module import get_module_path
from odoo.tests import tagged

from odoo.addons.jxc_inventory.tests.sales_import_common import SalesImportCommon

SCRIPT = Path(get_module_path("jxc_inventory")).parent.joinpath(
    "launcher", "odoo_scripts", "import_sales.py"
)


@tagged("post_install", "-at_install")
@unittest.skipUnless(SCRIPT.exists(), "the add-on is installed without the launcher")
class TestSalesImportCommand(SalesImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        spec = importlib.util.spec_from_file_location("import_sales", SCRIPT)
        cls.script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(cls.script)
        cls.manager_env = cls.Import.with_company(cls.company).env

    def _run(self, content, *words):
        """Return the import and what the command prints."""
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            file.write(content)
            file.flush()
            arguments = self.script.parse_arguments(["sales", file.name, *words])
            shown = io.StringIO()
            with (
                contextlib.redirect_stdout(shown),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                job, new = self.script.import_sales(self.manager_env, arguments)
                self.script.show_report(job, new, arguments)
        return job, shown.getvalue()

    def test_import(self):
        job, shown = self._run(self._csv(self._sale(), self._sale("POST")))
        self.assertEqual(job.state, "done")
        self.assertEqual(self._history(), {("A1", self.warehouse, "2024-01-31"): 2.0})
        self.assertIn("Rows read", shown)
        self.assertIn("Imported.", shown)

    def test_dry_run_and_import_print_the_same_report(self):
        content = self._csv(self._sale(), self._sale("POST"), self._sale(quantity="?"))
        job, dry = self._run(content, "--dry-run", "--json")
        self.assertEqual(job.state, "checked")
        self.assertFalse(self._history())
        _job, done = self._run(content, "--json")
        dry, done = json.loads(dry), json.loads(done)
        self.assertEqual((dry.pop("imported"), done.pop("imported")), (False, True))
        self.assertEqual(dry, done)
        self.assertEqual(dry["rows"]["read"], 3)

    def test_same_file_again_is_no_failure(self):
        content = self._csv(self._sale())
        self._run(content)
        job, shown = self._run(content)
        self.assertEqual(job.state, "checked")
        self.assertIn("Nothing to import", shown)

    def test_columns_warehouse_and_encoding_are_stated(self):
        content = "x,货号,y,日期\n茶,A1,3,2024-01-31\n".encode("gbk")
        words = ("--map", "x=name", "--map", "3=quantity", "--warehouse", "snd")
        job, _shown = self._run(content, *words, "--encoding", "gbk")
        self.assertEqual(self._history(), {("A1", self.warehouse_2, "2024-01-31"): 3.0})
        self.assertEqual(job.product_ids.name, "茶")

    def test_unknown_words_are_refused_with_what_there_is(self):
        content = self._csv(self._sale())
        for words, known in (
            (("--map", "nothing=code"), "货号"),
            (("--map", "货号=nothing"), "quantity"),
            (("--warehouse", "moon"), "Second"),
        ):
            with self.subTest(words=words):
                with self.assertRaisesRegex(self.script.Refused, known):
                    self._run(content, *words)

    def test_wrong_file_leaves_the_database_unchanged(self):
        for name, content, message in self._wrong_files():
            before = self._counts()
            with self.subTest(name=name):
                with (
                    self.assertRaisesRegex(UserError, message),
                    self.env.cr.savepoint(),
                ):
                    self._run(content)
                self.env.invalidate_all()
                self.assertEqual(self._counts(), before)
