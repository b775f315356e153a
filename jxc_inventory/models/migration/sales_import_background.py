from odoo import models
from odoo.exceptions import UserError

from ...engine.sales_import.problem import ImportProblem


class SalesImport(models.Model):
    """Large files are read by a scheduled action, so that no request times out."""

    _inherit = "jxc.sales.import"

    def _put_off(self, task: str):
        self.write({"task": task, "task_rows": 0})
        self.env.ref("jxc_inventory.ir_cron_sales_import")._trigger()
        return True

    def _cron_run_waiting(self):
        """Check or import the files that wait, one after the other.

        A file stays waiting until its task is done in one transaction: after a
        crash the next run starts it again.
        """
        waiting = self.search([("task", "!=", False)], order="id")
        for position, job in enumerate(waiting):
            # The user who asked is the one whose rights and language count.
            user = job.write_uid
            job.with_user(user).with_company(job.company_id).with_context(
                lang=user.lang
            )._run_task()
            remaining = len(waiting) - position - 1
            self.env["ir.cron"]._commit_progress(1, remaining=remaining)

    def _run_task(self):
        problem = ""
        try:
            with self._file_path() as path:
                if self.task == "import":
                    self._import_path(path, self._show_progress)
                else:
                    self._analyse(path, self._show_progress)
        except ImportProblem as error:
            problem = self._problem_text(error)
        except UserError as error:
            problem = str(error)
        self.write({"task": False})
        if problem:
            self.message_post(body=problem)

    def _show_progress(self, rows: int):
        """Let the user see how many rows were read; nothing else was written yet."""
        self.task_rows = rows
        self.env["ir.cron"]._commit_progress()
