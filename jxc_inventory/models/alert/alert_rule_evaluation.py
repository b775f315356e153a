import logging
from datetime import timedelta

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

# Rules evaluated since are done; those that a stopped run left over are older.
_FRESH = timedelta(minutes=30)


class AlertRule(models.Model):
    """Runs the evaluation: resumable rule by rule, never twice at once."""

    _inherit = "jxc.alert.rule"

    @api.model
    def _cron_evaluate(self):
        """Evaluate all rules, each in its own transaction, then tell what is new."""
        due = self._search_due()
        for index, rule in enumerate(due):
            rule._evaluate_logging_failure()
            left = self.env["ir.cron"]._commit_progress(
                1, remaining=len(due) - index - 1
            )
            if left <= 0:
                return
        # pylint: disable-next=no-search-all
        self._tell_news(self.env["res.company"].search([]))

    def _search_due(self):
        return self.search(
            [
                "|",
                ("evaluated_at", "=", False),
                ("evaluated_at", "<", fields.Datetime.now() - _FRESH),
            ],
            order="evaluated_at NULLS FIRST, id",
        )

    def _evaluate_logging_failure(self):
        try:
            self._evaluate()
            self.env.flush_all()
        except Exception:
            # One rule that fails, also for a concurrent change, must not stop others.
            self.env.cr.rollback()
            self.env.invalidate_all()
            _logger.exception("Alert rule %s was not evaluated", self.id)

    def _evaluate(self) -> None:
        """Open, raise, lower, reopen and resolve this rule's alerts.

        Does nothing while another transaction evaluates the same rule. Evaluating
        again without a change of the facts writes no alert.
        """
        self.ensure_one()
        kind = self._kind()
        if kind is None or not self.active:
            return
        if not self.try_lock_for_update(allow_referencing=True):
            return
        # sudo: facts are those of the company, whoever asks for the evaluation; the
        # query itself is narrowed to the rule's company.
        rule = self.sudo().with_company(self.company_id)
        rule.env.flush_all()
        changes = rule.env.execute_query(rule._evaluation_sql(kind.with_env(rule.env)))
        rule.env["jxc.alert"].invalidate_model()
        rule.env["jxc.alert"]._log_changes(changes)
        rule.evaluated_at = fields.Datetime.now()

    def _resolve_all(self):
        """Resolve what is live of these rules: they no longer look at it."""
        # sudo: users may not write alerts; who archives a rule ends its alerts.
        alerts = self.env["jxc.alert"].sudo()
        live = [("rule_id", "in", self.ids), ("state", "!=", "resolved")]
        alerts.search(live)._resolve()
