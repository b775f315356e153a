from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine import shelf_life as engine
from .states import STATUSES

# Handed on in the context to tell our own writing from all other; nobody outside of
# this process can send it.
_BY_SET_HOLD = object()


class StockLot(models.Model):
    """Lots know whether they may be used, and nobody changes that without a reason."""

    _inherit = "stock.lot"

    status = fields.Selection(
        STATUSES,
        compute="_compute_status",
        search="_search_status",
        help="What people have decided about the lot, else what its dates say today.",
    )
    hold_ids = fields.One2many("jxc.lot.hold", "lot_id", "Holds", readonly=True)
    hold_reason = fields.Char(
        compute="_compute_hold_reason",
        compute_sudo=True,
        help="Why the lot is on hold, as who put it there has said.",
    )

    @api.depends("hold_state", "expiration_date", "alert_date")
    def _compute_status(self):
        for lot in self:
            lot.status = lot.hold_state or lot._get_status_by_dates()

    @api.depends("hold_state", "hold_ids.reason")
    def _compute_hold_reason(self):
        for lot in self:
            last = lot.hold_ids.sorted("id")[-1:]
            lot.hold_reason = lot.hold_state and last.reason

    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented

        def is_status(model, alias, query):
            return SQL(
                "%s IN %s", model._field_to_sql(alias, "status", query), tuple(value)
            )

        return Domain.custom(to_sql=is_status)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lots be searched, sorted and grouped by their status too."""
        if field_expr != "status":
            return super()._field_to_sql(alias, field_expr, query)
        # Later than the end of the day on which it expires: expired.
        return SQL(
            """(CASE WHEN %(hold)s IS NOT NULL THEN %(hold)s
                     WHEN %(expiration)s < %(today)s THEN 'expired'
                     WHEN %(alert)s < %(tomorrow)s THEN 'near_expiry'
                     ELSE 'usable' END)""",
            hold=super()._field_to_sql(alias, "hold_state", query),
            expiration=super()._field_to_sql(alias, "expiration_date", query),
            alert=super()._field_to_sql(alias, "alert_date", query),
            today=self._day_start_to_sql(alias, query, 0),
            tomorrow=self._day_start_to_sql(alias, query, 1),
        )

    def _day_start_to_sql(self, alias, query, days: int) -> SQL:
        """Return when the day in ``days`` days begins where each lot's company is."""
        here = self.env.company
        # sudo: whose day it is must be known for every lot that may be read.
        others = here.sudo().search([("id", "!=", here.id)])
        cases = [
            SQL("WHEN %s THEN %s::timestamp", company.id, start)
            for company in others
            if (start := company._instant_after_days(days))
            != here._instant_after_days(days)
        ]
        default = SQL("%s::timestamp", here._instant_after_days(days))
        if not cases:
            return default
        company = self._field_to_sql(alias, "company_id", query)
        return SQL("(CASE %s %s ELSE %s END)", company, SQL(" ").join(cases), default)

    @api.model_create_multi
    def create(self, vals_list):
        given = any(vals.get("hold_state") for vals in vals_list)
        self._check_hold_by_set_hold(
            given or bool(self.env.context.get("default_hold_state"))
        )
        return super().create(vals_list)

    def write(self, vals):
        self._check_hold_by_set_hold("hold_state" in vals)
        return super().write(vals)

    def _set_hold(self, state: str | bool, reason: str) -> "StockLot":
        """Take these lots out of use, or free them with ``state=False``.

        Who may do so is for the caller to check (``_check_may_set_hold``). Open
        reservations of lots that are taken out of use are released and other stock is
        reserved instead where there is some. Lots that are in that state already are
        left alone.

        :param state: ``quarantined``, ``recalled``, ``blocked`` or False.
        :return: the lots whose state changed.
        :raises UserError: there is no reason.
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason for the change."))
        changed = self.filtered(lambda lot: (lot.hold_state or False) != state)
        if not changed:
            return changed
        changed._record_hold(state, reason)
        changed.with_context(
            jxc_set_hold=_BY_SET_HOLD, tracking_disable=True
        ).hold_state = state
        if state:
            changed._release_reservations()
        return changed

    def _check_may_set_hold(self, state: str | bool):
        """Refuse that the user brings these lots into ``state`` by hand.

        Managers block and release, keepers may quarantine what is free. A recall
        begins and ends in the recall itself.
        """
        recalled = self.filtered(lambda lot: lot.hold_state == "recalled")
        if recalled or state == "recalled":
            raise UserError(
                self.env._(
                    "Only a recall recalls lots and frees them again: %(lots)s",
                    lots=", ".join((recalled or self).mapped("display_name")),
                )
            )
        if self.env.user.has_group("jxc_inventory.group_manager"):
            return
        held = self.filtered("hold_state")
        if held or state != "quarantined":
            raise AccessError(
                self.env._(
                    "Keepers quarantine lots; only an inventory manager blocks or"
                    " releases them: %(lots)s",
                    lots=", ".join((held or self).mapped("display_name")),
                )
            )

    def _find_reservations(self):
        """Return the open move lines that have reserved these lots for use."""
        # sudo: a lot shared between companies is on hold for all of them.
        lines = self.env["stock.move.line"].sudo()
        lines = lines.search(
            [
                ("lot_id", "in", self.ids),
                ("state", "not in", ("done", "cancel")),
                ("quantity", ">", 0),
            ]
        )
        return lines.filtered(
            lambda line: (
                not line.location_id.should_bypass_reservation()
                and not line.location_dest_id._takes_held()
            )
        )

    def _release_reservations(self):
        """Take these lots out of open transfers and reserve other stock instead.

        What somebody has already picked stays on its line, marked as on hold: the
        goods are in hand, and the gate keeps them from leaving.
        """
        self._find_reservations()._release_for_hold()

    def _get_status_by_dates(self) -> str:
        self.ensure_one()
        today, zone = self._get_today(), self._get_zone()
        if self.expiration_date and self._get_expiry_day() < today:
            return "expired"
        if self.alert_date and engine.day_of(self.alert_date, zone) <= today:
            return "near_expiry"
        return "usable"

    def _record_hold(self, state, reason):
        """Write down who brings these lots into ``state`` and why."""
        now = fields.Datetime.now()
        # sudo: nobody writes the history by hand, all who may set a hold leave one.
        self.env["jxc.lot.hold"].sudo().create(
            [
                {
                    "lot_id": lot.id,
                    "from_state": lot.hold_state,
                    "to_state": state,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "date": now,
                }
                for lot in self
            ]
        )
        names = dict(self._fields["hold_state"]._description_selection(self.env))
        verdict = names.get(state) or self.env._("Released")
        body = self.env._("%(state)s: %(reason)s", state=verdict, reason=reason)
        self._message_log_batch(dict.fromkeys(self.ids, body))

    def _check_hold_by_set_hold(self, given: bool):
        if given and self.env.context.get("jxc_set_hold") is not _BY_SET_HOLD:
            raise UserError(
                self.env._(
                    "A hold needs a reason: quarantine, block or release lots with the"
                    " buttons of these names."
                )
            )
