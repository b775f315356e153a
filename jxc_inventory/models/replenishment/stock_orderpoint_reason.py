from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date, format_list, formatLang

# Below this, forecast and errors say little: the reason tells so.
_FEW_WEEKS = 8
_HUNDREDS = 100


class StockWarehouseOrderpoint(models.Model):
    """Puts the inputs of a proposal in words, in the reader's language."""

    _inherit = "stock.warehouse.orderpoint"

    reorder_reason = fields.Char("Reason", compute="_compute_reorder_reason")
    reorder_state = fields.Selection(
        [
            ("ok", "Worked out"),
            ("little_history", "Little history"),
            ("error", "Could not be worked out"),
        ],
        "Forecast Status",
        compute="_compute_reorder_state",
    )

    @api.depends(
        "reorder_method", "levels_computed_at", "product_min_qty", "product_max_qty"
    )
    @api.depends_context("lang")
    def _compute_reorder_reason(self):
        for orderpoint in self:
            orderpoint.reorder_reason = " ".join(orderpoint._reason_sentences())

    @api.depends("reorder_method", "reorder_error", "demand_weeks", "demand_step")
    def _compute_reorder_state(self):
        for orderpoint in self:
            state = False
            if orderpoint.reorder_method == "demand" and orderpoint.reorder_error:
                state = "error"
            elif orderpoint.reorder_method == "demand" and orderpoint.demand_step:
                few = orderpoint.demand_weeks < _FEW_WEEKS
                state = "little_history" if few else "ok"
            orderpoint.reorder_state = state

    def _reason_sentences(self) -> list[str]:
        if self.reorder_method != "demand" or not self.levels_computed_at:
            return []
        if self.reorder_error:
            return [
                self.env._(
                    "Could not be worked out: %(error)s", error=self.reorder_error
                )
            ]
        if not self.demand_step:
            # Never forecast, or by an earlier version only: there is nothing to tell.
            return []
        if not self.demand_weeks and not self.demand_borrowed:
            return [self.env._("No demand history yet: levels are left as they are.")]
        if not self.demand_weekly_mean:
            return [
                self.env._(
                    "No demand in the %(weeks)s weeks up to %(until)s.",
                    weeks=self.demand_weeks,
                    until=format_date(self.env, self.demand_until),
                )
            ]
        return [
            *self._demand_sentences(),
            *self._correction_sentences(),
            self._lead_time_sentence(),
            self._position_sentence(),
            self._levels_sentence(),
            self._outage_sentence(),
        ]

    def _demand_sentences(self) -> list[str]:
        sentences = [
            self.env._(
                "Sells %(mean)s a week: %(expected)s (± %(spread)s) in %(days)s days.",
                mean=self._format(self.demand_weekly_mean, 1),
                expected=self._format(self.demand_expected, 1),
                spread=self._format(self.demand_spread, 1),
                days=self._format(self.demand_span_days, 0),
            )
        ]
        if self._is_demand_stale():
            until = format_date(self.env, self.demand_until)
            sentences.append(
                self.env._("Based on history up to %(until)s.", until=until)
            )
        if self.demand_borrowed:
            sentences.append(
                self.env._("No sales of its own yet: like others of its category.")
            )
        elif self.demand_weeks < _FEW_WEEKS:
            sentences.append(self.env._("Little history: judge for yourself."))
        return sentences

    def _correction_sentences(self) -> list[str]:
        """Say what was done to the history before it was forecast from."""
        product, done = self.product_id, self.demand_corrections or {}
        said = {
            "weeks_out": self.env._("weeks out of stock taken as unknown (%(count)s)"),
            "weeks_scaled": self.env._("weeks partly out of stock raised (%(count)s)"),
            "one_off": self.env._("one-off orders left out (%(count)s)"),
            "weeks_in_events": self.env._("events taken out of weeks (%(count)s)"),
            "weeks_extreme": self.env._("extreme weeks cut (%(count)s)"),
            "weeks_borrowed": self.env._("weeks taken from %(lenders)s (%(count)s)"),
        }
        lenders = product.demand_predecessor_id | product.demand_analogue_id
        parts = [
            text
            % {
                "count": self._format(done[name]),
                "lenders": ", ".join(one.display_name for one in lenders),
            }
            for name, text in said.items()
            if done.get(name)
        ]
        if not parts:
            return []
        return [self.env._("History corrected: %s.", format_list(self.env, parts))]

    def _lead_time_sentence(self) -> str:
        lead = self._format(self.lead_time_days, 0)
        if self.lead_time_deviation >= 0.5:
            lead += f" ± {self._format(self.lead_time_deviation, 0)}"
        days = {"lead": lead, "review": self.review_days}
        if self.lead_time_assumed:
            return self.env._(
                "No vendor yet: %(lead)s days assumed, review every %(review)s days.",
                **days,
            )
        return self.env._(
            "Lead time %(lead)s days, review every %(review)s days.", **days
        )

    def _position_sentence(self) -> str:
        stock = self._format(self.position_on_hand)
        parts = [
            text % self._format(quantity)
            for quantity, text in (
                (self.position_incoming, self.env._("incoming %s")),
                (self.position_in_rfq, self.env._("in quotations %s")),
                (self.position_outgoing, self.env._("promised %s")),
                (self.position_expiring, self.env._("expiring unsold %s")),
            )
            if quantity
        ]
        if not parts:
            return self.env._("Usable stock %s.", stock)
        return self.env._(
            "Usable stock %(stock)s (%(more)s).",
            stock=stock,
            more=format_list(self.env, parts),
        )

    def _levels_sentence(self) -> str:
        return self.env._(
            "To serve %(wanted)s, order when below %(minimum)s, up to %(maximum)s.",
            wanted=self._service_level_words(),
            minimum=self._format(self.product_min_qty),
            maximum=self._format(self.product_max_qty),
        )

    def _outage_sentence(self) -> str:
        if not self.stockout_date:
            return self.env._("If nothing is ordered, stock lasts for half a year.")
        return self.env._(
            "If nothing is ordered, out of stock on %(date)s and about %(lost)s lost.",
            date=format_date(self.env, self.stockout_date),
            lost=self._format(self.expected_lost_qty, 1),
        )

    def _format(self, quantity: float, digits: int | None = None) -> str:
        """Write a quantity for people: of hundreds nobody reads the tenths."""
        if digits is None:
            digits = 0 if quantity == int(quantity) else 2
        if abs(quantity) >= _HUNDREDS:
            digits = 0
        return formatLang(self.env, quantity, digits=digits)

    def _is_demand_stale(self) -> bool:
        """Whether the demand judged by ended more than a week before it could have."""
        computed_on = self.company_id._jxc_local(self.levels_computed_at).date()
        return self.demand_until < computed_on - timedelta(days=8)
