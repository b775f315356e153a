from odoo import models
from odoo.exceptions import UserError

from ...engine.sales_import.problem import ImportProblem

#: Rows an import may have brought to be undone while the user waits.
UNDO_AT_ONCE = 5_000
#: A task that was killed this often is too long for the server's limits.
MAX_STARTS = 3


class SalesImport(models.Model):
    """Large files are read, and taken back, by a scheduled action.

    No request of a browser lasts that long.
    """

    _inherit = "jxc.sales.import"

    def _put_off(self, task: str):
        self.write({"task": task, "task_rows": 0, "task_starts": 0})
        self.env.ref("jxc_inventory.ir_cron_sales_import")._trigger()
        return True

    def _is_long_undo(self) -> bool:
        return self.accepted_count + self.netted_count > UNDO_AT_ONCE

    def _cron_run_waiting(self):
        """Check, import or undo the files that wait, one after the other.

        A file stays waiting until its task is done in one transaction: after a
        crash the next run starts it again, a few times.
        """
        waiting = self.search([("task", "!=", False)], order="id")
        for position, job in enumerate(waiting):
            # The user who asked is the one whose rights and language count.
            user = job.write_uid
            job.with_user(user).with_company(job.company_id).with_context(
                lang=user.lang
            )._start_task()
            remaining = len(waiting) - position - 1
            self.env["ir.cron"]._commit_progress(1, remaining=remaining)

    def _start_task(self):
        """Run the task, unless the server has killed it again and again."""
        if self.task_starts < MAX_STARTS:
            self.task_starts += 1
            # Kept though what follows may be killed.
            self.env["ir.cron"]._commit_progress()
            self._run_task()
            return
        self.task = False
        self.message_post(
            body=self.env._(
                "Stopped %(times)s times before the end, probably by the server's"
                " limits. Ask your administrator to raise limit_time_real_cron and"
                " limit_time_cpu, or import the file in parts.",
                times=MAX_STARTS,
            )
        )

    def _run_task(self):
        problem = ""
        try:
            if self.task == "undo":
                self._undo()
            else:
                self._read_file()
        except ImportProblem as error:
            problem = self._problem_text(error)
        except UserError as error:
            problem = str(error)
        self.write({"task": False})
        if problem:
            self.message_post(body=problem)

    def _read_file(self):
        with self._file_path() as path:
            if self.task == "import":
                self._import_path(path, self._show_progress)
            else:
                self._analyse(path, self._show_progress)

    def _show_progress(self, rows: int):
        """Let the user see how many rows were read; nothing else was written yet."""
        self.task_rows = rows
        self.env["ir.cron"]._commit_progress()
