from datetime import date, timedelta
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

# So much is looked back on before the first week that is played, ...
_LEAST_BEFORE = 12
_BEFORE = 52
# ... and so much at least has to be played to say anything.
_LEAST_PLAYED = 8


class Window(NamedTuple):
    """The weeks of a company's history that a policy is played on."""

    until: date  # last day of the last week
    weeks: int  # in all, those that are only looked back on included
    played: int  # of these, the last

    @property
    def start(self) -> int:
        return self.weeks - self.played

    @property
    def first_day(self) -> date:
        return self.until - timedelta(days=7 * self.played - 1)


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_backtest_window(
        self, weeks: int = 52, until: date | None = None
    ) -> Window | None:
        """Return the last ``weeks`` to be played, fewer when history is short.

        They end with ``until``, when not given with the last day demand is known of.
        None when history is too short to say anything.
        """
        until = until or self._demand_known_until()
        if not until:
            return None
        [(first,)] = self.env.execute_query(
            SQL(
                "SELECT MIN(date) FROM jxc_demand_history WHERE company_id = %s",
                self.id,
            )
        )
        known = (until - first).days // 7 + 1
        played = min(weeks, known - _LEAST_BEFORE)
        if played < _LEAST_PLAYED:
            return None
        return Window(until, min(known, played + _BEFORE), played)
