"""A wrong file gets one clear message and leaves the database as it was."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.jxc_inventory.engine.sales_import import reader
from odoo.addons.jxc_inventory.tests.sales_import_common import SalesImportCommon


@tagged("post_install", "-at_install")
class TestSalesImportWrongFiles(SalesImportCommon):
    def test_wizard_refuses_and_leaves_nothing(self):
        for name, content, message in self._wrong_files():
            before = self._counts()
            with self.subTest(name=name):
                with (
                    self.assertRaisesRegex(UserError, message),
                    self.env.cr.savepoint(),
                ):
                    self._upload(content).action_check()
                self.env.invalidate_all()
                self.assertEqual(self._counts(), before)

    def test_too_many_rows_are_refused(self):
        self.patch(reader.Limits, "__init__", _limited(reader.Limits.__init__, rows=3))
        with self.assertRaisesRegex(UserError, "more than 3 rows"):
            self._upload(self._csv(*[self._sale()] * 4)).action_check()

    def test_bad_dates_and_short_rows_are_rejected_and_the_rest_kept(self):
        job = self._imported(
            self._csv(
                self._sale(),
                self._sale(day="31.31.2024"),
                self._sale()[:4],
                self._sale(quantity="=SUM(A1:A9)"),
            )
        )
        self.assertEqual((job.accepted_count, job.rejected_count), (1, 3))
        self.assertEqual(
            [(r["row"], r["field"], r["reason"]) for r in job.report["rejections"]],
            [
                (3, "date", "date_bad"),
                (4, "", "columns"),
                (5, "quantity", "formula"),
            ],
        )
        self.assertEqual(self._history(), {("A1", self.warehouse, "2024-01-31"): 2.0})


def _limited(original, **limits):
    def initialise(self, *args, **values):
        original(self, *args, **{**values, **limits})

    return initialise
