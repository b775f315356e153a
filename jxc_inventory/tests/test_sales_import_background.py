"""Large files are checked, imported and undone by a scheduled action."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.jxc_inventory.tests.sales_import_common import SalesImportCommon

BACKGROUND = "odoo.addons.jxc_inventory.models.migration.sales_import_background"


@tagged("post_install", "-at_install")
class TestSalesImportBackground(SalesImportCommon):
    def test_large_file_is_read_in_the_background(self):
        job = self._upload(self._csv(self._sale()))
        job.is_large = True
        job.action_check()
        self.assertRecordValues(job, [{"task": "check", "state": "draft"}])
        with self.assertRaises(UserError):
            job.action_check()
        self._run_cron()
        self.assertRecordValues(job, [{"task": False, "state": "checked"}])
        job.action_import()
        self._run_cron()
        self.assertEqual(job.state, "done", job.message_ids.mapped("body"))
        self.assertFalse(job.task)
        self.assertEqual(job.imported_by, self.manager)
        self.assertEqual(self._history(), {("A1", self.warehouse, "2024-01-31"): 2.0})

    def test_problem_in_the_background_is_told_and_ends_the_task(self):
        job = self._upload(self._csv(["A1", "2"], header=["x", "y"]))
        job.is_large = True
        job.action_check()
        self._run_cron()
        self.assertRecordValues(job, [{"task": False, "state": "draft"}])
        self.assertIn("No column was found for", job.message_ids[0].body)

    def test_interrupted_background_task_is_started_again(self):
        job = self._upload(self._csv(self._sale()))
        job.action_check()
        job.is_large = True
        job.action_import()
        with (
            patch.object(
                type(self.History), "_state_quantities", side_effect=RuntimeError
            ),
            patch.object(type(self.Import), "_show_progress"),
            self.assertRaises(RuntimeError),
            self.env.cr.savepoint(),
        ):
            job._run_task()
        self.env.invalidate_all()
        self.assertEqual(job.task, "import")
        self._run_cron()
        self.assertEqual(job.state, "done", job.message_ids.mapped("body"))
        self.assertFalse(job.task)
        self.assertEqual(len(job.product_ids), 1)

    def test_large_import_is_undone_in_the_background(self):
        job = self._imported(self._csv(self._sale()))
        with patch(f"{BACKGROUND}.UNDO_AT_ONCE", 0):
            job.action_undo()
        self.assertRecordValues(job, [{"task": "undo", "state": "done"}])
        self.assertTrue(job.day_ids)
        with self.assertRaises(UserError):
            job.action_undo()
        self._run_cron()
        self.assertRecordValues(job, [{"task": False, "state": "undone"}])
        self.assertFalse(job.day_ids)
        self.assertFalse(any(self._history().values()))

    def test_a_task_the_server_kills_again_and_again_is_given_up(self):
        job = self._upload(self._csv(self._sale()))
        job.is_large = True
        job.action_check()
        job.task_starts = 3
        self._run_cron()
        self.assertRecordValues(job, [{"task": False, "state": "draft"}])
        self.assertIn("limit_time_real_cron", job.message_ids[0].body)
        job.action_check()
        self._run_cron()
        self.assertRecordValues(job, [{"task": False, "state": "checked"}])

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("jxc_inventory.ir_cron_sales_import").method_direct_trigger()
        self.env.invalidate_all()
