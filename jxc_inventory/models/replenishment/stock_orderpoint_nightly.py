import logging
from collections.abc import Sequence

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.tools import groupby

from .stock_orderpoint_facts import Facts

_logger = logging.getLogger(__name__)

_MOST_BROKEN = 20


class StockWarehouseOrderpoint(models.Model):
    """Works reordering rules from demand off, slice by slice, every night."""

    _inherit = "stock.warehouse.orderpoint"

    reorder_error = fields.Char(
        "Could Not Be Worked Out",
        readonly=True,
        copy=False,
        help="Why the last nightly run could not work out this rule. Its figures are"
        " those of before; it is tried again every night.",
    )

    def _cron_set_levels_from_demand(self):
        """Make missing reordering rules and refresh those from demand, slice by slice.

        A slice is due once it was worked out longer ago than today and than the last
        change of demand history; so an interrupted run goes on where it stopped. Slices
        that another worker has, and rules that a user holds, are left to them.
        """
        commit_progress = self.env["ir.cron"]._commit_progress
        companies = self.env["res.company"].search([("reorder_from_demand", "=", True)])
        for company in companies:
            for _created in self._create_missing(company):
                if not commit_progress():
                    return
        for company in companies:
            self._classify_if_due(company)
        self.env["jxc.reorder.calibration"]._calibrate_missing(companies)
        if not commit_progress():
            return
        slices = self.env["jxc.reorder.slice"]._cut(companies)
        since = self._get_due_since()
        due = slices.filtered(lambda s: not s.computed_at or s.computed_at < since)
        if not commit_progress(remaining=len(due)):
            return
        for slice_id in due.ids:
            self._work_off(due.browse(slice_id), since)
            if not commit_progress(1):
                return
        for company in companies:
            try:
                with self.env.cr.savepoint():
                    self._settle(company)
            except OperationalError:
                _logger.info("Company %s is being settled already", company.id)

    def _update_from_demand(self):
        """Do at once, for the user's companies, what is done every night."""
        # sudo: figures follow from history; the user who may press the button chooses
        # none of them, and only companies that he works in are touched.
        orderpoints = self.sudo()
        companies = self.env.companies
        self.env["jxc.demand.history"]._fill_from_moves()
        for company in companies:
            orderpoints._create_from_demand(company)
            orderpoints._classify(company)
        slices = orderpoints.env["jxc.reorder.slice"]._cut(companies)
        slices.forecast_wanted = True
        for piece in slices:
            orderpoints._work_off(piece, fields.Datetime.now())
        for company in companies:
            orderpoints._settle(company)

    def _get_due_since(self):
        filled_at = self.env.ref("jxc_inventory.demand_progress").filled_at
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return max(filled_at or today, today)

    def _work_off(self, piece, since) -> None:
        """Refresh the rules of a slice, unless another worker does or has done so."""
        try:
            with self.env.cr.savepoint():
                if not piece._lock_due(since):
                    return
                rules = piece._get_orderpoints()
                anew = bool(rules) and self._refresh_slice(piece, rules)
                done = {"computed_at": fields.Datetime.now(), "forecast_wanted": False}
                if anew:
                    done["forecast_facts"] = piece._get_forecast_facts()
                piece.write(done)
                piece.flush_recordset()
        except OperationalError:
            # Somebody wrote to the same rules meanwhile: nothing wrong with the data.
            _logger.info("Slice %s is left to the next run", piece.id, exc_info=True)

    def _refresh_slice(self, piece, rules) -> bool:
        """Forecast demand of a slice if due, else refresh what is not as it was.

        Returns whether demand was forecast.
        """
        company = piece.warehouse_id.company_id
        looks, whole = rules._look(company), rules
        until = company._demand_known_until()
        anew = bool(until) and piece._is_forecast_due(looks, until)
        if not anew:
            done = piece.computed_at and company._jxc_local(piece.computed_at).date()
            another_day = done != company._today()
            rules = rules.browse(
                look.rule_id
                for look in looks
                if look.changed or look.failed or (look.by_day and another_day)
            )
        facts = rules._lock_facts(company._today(), looks) if rules else ()
        # Rules just made do not wait for their slice's day, and learn from its others.
        for is_new, some in groupby(
            facts, lambda f: bool(until) and not anew and not f.demand.demand_until
        ):
            beside = whole if is_new else self
            beside._set_levels_or_mark(some, anew or is_new)
        return anew

    def _set_levels_or_mark(self, facts: Sequence[Facts], anew: bool) -> None:
        """Set levels of all rules but those whose data is broken, which are marked.

        Rules that were broken last time are tried apart from the others.
        """
        sound = [fact for fact in facts if not fact.error]
        broken = self._find_broken(sound, anew)
        if broken:
            # Once more without them, all together, as it will be tomorrow.
            left = [fact for fact in sound if fact.id not in broken]
            broken |= self._find_broken(left, anew)
        broken |= self._find_broken([fact for fact in facts if fact.error], anew=True)
        if broken:
            self._store(list(broken), {"reorder_error": list(broken.values())})

    def _find_broken(self, facts: Sequence[Facts], anew: bool) -> dict[int, str]:
        """Set levels of these rules; return the error by id of those that failed.

        What fails is halved until the broken rule stands alone; but when many are
        broken, what fails then is given up as a whole.
        """
        broken = {}
        pieces = [facts]
        while pieces:
            piece = pieces.pop()
            error = self._try_levels(piece, anew)
            if error and len(piece) > 1 and len(broken) < _MOST_BROKEN:
                middle = len(piece) // 2
                pieces += [piece[middle:], piece[:middle]]
            elif error:
                broken |= dict.fromkeys((fact.id for fact in piece), error)
        return broken

    def _try_levels(self, facts: Sequence[Facts], anew: bool) -> str | None:
        """Set levels of these rules; return what went wrong, if anything."""
        try:
            with self.env.cr.savepoint():
                self._set_levels(facts, anew)
        except OperationalError:
            raise
        except Exception as error:
            if len(facts) == 1:
                _logger.exception(
                    "Levels from demand failed for reordering rule %s, product %s",
                    facts[0].id,
                    facts[0].product_id,
                )
            return str(error) or type(error).__name__
        return None
