import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .res_company import Window

_logger = logging.getLogger(__name__)

# One slice is played in seconds, far inside the limits of a scheduled action.
_SLICE = 1000
# To calibrate for a few products the user waits for, fewer are enough.
_SMALL_SAMPLE = 400


class ReorderBacktest(models.Model):
    """Plays the products of a backtest, slice by slice, each committed.

    A reordering rule is due as long as it has no line; so a run that was killed goes on
    where it stopped, and two workers never play the same backtest.
    """

    _inherit = "jxc.reorder.backtest"

    def _cron_play(self):
        IrCron = self.env["ir.cron"]
        running = self.search([("state", "=", "running")], order="id")
        remaining = {one: one.rule_count - one.done_count for one in running}
        IrCron._commit_progress(remaining=sum(remaining.values()))
        for backtest in running:
            while backtest._is_mine():
                played = backtest._play_slice()
                if not IrCron._commit_progress(played):
                    return
                if not played:
                    break

    def _is_mine(self) -> bool:
        """Lock the backtest; False when another worker plays it or it is over."""
        if not self.exists() or not self.try_lock_for_update():
            return False
        self.invalidate_recordset(["state"])
        return self.state == "running"

    def _start(self):
        """Forget an earlier run and note what is going to be played, and how."""
        window = self.company_id._get_backtest_window(self.weeks)
        if not window:
            raise UserError(
                self.env._(
                    "%s has too little demand history: a backtest takes twenty weeks."
                    " Import the sales of your old system, or wait.",
                    self.company_id.name,
                )
            )
        self.action_reset()
        calibration, curve = self._get_curve(window)
        # sudo: what follows from the parameters is written by nobody himself.
        self.sudo().write(
            {
                "state": "running",
                "rule_count": self._count_rules(),
                "date_from": window.first_day,
                "date_to": window.until,
                "weeks_played": window.played,
                "weeks_read": window.weeks,
                "calibration": calibration,
                "curve": curve,
            }
        )

    def _get_curve(self, window: Window) -> tuple[str, dict[str, float]]:
        """Return what the level to order by was learned on, and its curve.

        On the weeks before those played, where there are enough: then the backtest
        does not know what it is judged by.
        """
        # sudo: a buyer who may play the past may have it calibrated for that.
        Calibration = self.env["jxc.reorder.calibration"].sudo()
        before = self.company_id._get_backtest_window(
            until=window.first_day - timedelta(days=1)
        )
        few = {"most": _SMALL_SAMPLE} if self._count_rules() <= _SMALL_SAMPLE else {}
        curve = before and Calibration._find_curve(
            self.company_id, before, self._get_targets(), **few
        )
        if curve:
            return "before", curve
        curve = Calibration._read_curve(self.company_id)
        return ("same" if curve else "none"), curve

    def _get_targets(self) -> list[float]:
        """Return the fill rates asked, in per cent."""
        if self.fill_target:
            return [self.fill_target]
        levels = self.env["stock.warehouse.orderpoint"]._read_group(
            self._rule_domain(), ["service_level"]
        )
        company_level = self.company_id.reorder_service_level
        return sorted({level or company_level for (level,) in levels})

    def _play_all(self):
        while self._play_slice():
            pass

    def _play_slice(self) -> int:
        """Play the next reordering rules; return how many, 0 when it is over."""
        # sudo: the lines follow from the demand of the company chosen, which the
        # rules of access let the user see.
        backtest = self.sudo().with_company(self.company_id)
        rules = backtest._next_rules()
        if rules:
            backtest._play_or_name(rules)
        # Now rather than with the next slice: a job out of time gets no next one once
        # nothing remains.
        if not backtest._next_rules():
            backtest.state = "done"
        backtest._add_up()
        return len(rules)

    def _next_rules(self):
        """Return the next reordering rules without a line, all of one warehouse."""
        Rule = self.env["stock.warehouse.orderpoint"]
        played = self.env["jxc.reorder.backtest.line"]._search(
            [("backtest_id", "=", self.id)]
        )
        domain = self._rule_domain() & Domain(
            "id", "not in", played.subselect("orderpoint_id")
        )
        rules = Rule.search(domain, limit=_SLICE, order="warehouse_id, id")
        return rules.filtered(lambda rule: rule.warehouse_id == rules[0].warehouse_id)

    def _play_or_name(self, rules):
        """Play the rules; one that cannot be played is named and the rest goes on."""
        try:
            with self.env.cr.savepoint():
                self._play(rules)
        except OperationalError:
            # The transaction is lost, not the product.
            raise
        except Exception as error:
            if len(rules) > 1:
                half = len(rules) // 2
                self._play_or_name(rules[:half])
                self._play_or_name(rules[half:])
                return
            _logger.exception("Backtest %s failed for rule %s", self.id, rules.id)
            self.env["jxc.reorder.backtest.line"].create(
                {**self._line_of(rules), "state": "error", "error": str(error)}
            )
