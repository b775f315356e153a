from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, formatLang

# Below this, mean and deviation say little: the reason tells so.
_FEW_WEEKS = 8


class StockWarehouseOrderpoint(models.Model):
    """Reordering rules may take their levels from demand history.

    What the levels were worked out from is kept beside them, so that every number can
    explain itself; ``reorder_reason`` puts it in words, in the reader's language.
    """

    _inherit = "stock.warehouse.orderpoint"

    reorder_method = fields.Selection(
        [("manual", "Manual"), ("demand", "From Demand")],
        default="manual",
        required=True,
        help="Manual: minimum and maximum are what somebody typed.\n"
        "From Demand: they are set every night from demand history, lead time and"
        " service level. Typing a level makes the rule manual.",
    )
    demand_weekly_mean = fields.Float(
        "Weekly Demand", digits="Product Unit", readonly=True, copy=False
    )
    demand_weekly_deviation = fields.Float(
        "Weekly Deviation", digits="Product Unit", readonly=True, copy=False
    )
    demand_weeks = fields.Integer("Weeks of Demand", readonly=True, copy=False)
    demand_until = fields.Date("Demand until", readonly=True, copy=False)
    lead_time_days = fields.Float("Lead Time (days)", readonly=True, copy=False)
    lead_time_assumed = fields.Boolean(readonly=True, copy=False)
    review_days = fields.Integer("Review Period (days)", readonly=True, copy=False)
    service_level = fields.Float("Service Level (%)", readonly=True, copy=False)
    safety_stock = fields.Float(digits="Product Unit", readonly=True, copy=False)
    levels_computed_at = fields.Datetime("Computed at", readonly=True, copy=False)
    reorder_reason = fields.Char("Reason", compute="_compute_reorder_reason")

    @api.constrains("reorder_method", "location_id", "warehouse_id")
    def _check_reorder_method_location(self):
        for orderpoint in self:
            stock = orderpoint.warehouse_id.lot_stock_id
            if orderpoint.reorder_method == "demand" and (
                orderpoint.location_id != stock
            ):
                raise ValidationError(
                    self.env._(
                        "Demand is known for a warehouse as a whole: a reordering rule"
                        " from demand must be for %(stock)s, not %(location)s.",
                        stock=stock.display_name,
                        location=orderpoint.location_id.display_name,
                    )
                )

    @api.depends(
        "reorder_method", "levels_computed_at", "product_min_qty", "product_max_qty"
    )
    @api.depends_context("lang")
    def _compute_reorder_reason(self):
        for orderpoint in self:
            orderpoint.reorder_reason = " ".join(orderpoint._reason_sentences())

    def write(self, vals):
        typed = {"product_min_qty", "product_max_qty"} & vals.keys()
        if typed and "reorder_method" not in vals:
            vals = {**vals, "reorder_method": "manual"}
        result = super().write(vals)
        if vals.get("reorder_method") == "demand":
            # sudo: a user who may choose the method gets what it says.
            self.sudo()._set_levels_from_demand()
        return result

    def _reason_sentences(self) -> list[str]:
        if self.reorder_method != "demand" or not self.levels_computed_at:
            return []
        if not self.demand_weeks:
            return [self.env._("No demand history yet: levels are left as they are.")]
        until = format_date(self.env, self.demand_until)
        if not self.demand_weekly_mean:
            return [
                self.env._(
                    "No demand in the %(weeks)s weeks up to %(until)s.",
                    weeks=self.demand_weeks,
                    until=until,
                )
            ]
        sentences = [
            self.env._(
                "Sells %(mean)s a week (± %(deviation)s) over %(weeks)s weeks.",
                mean=self._format(self.demand_weekly_mean, 1),
                deviation=self._format(self.demand_weekly_deviation, 1),
                weeks=self.demand_weeks,
            )
        ]
        if self._is_demand_stale():
            sentences.append(
                self.env._("Based on history up to %(until)s.", until=until)
            )
        if self.demand_weeks < _FEW_WEEKS:
            sentences.append(self.env._("Little history: judge for yourself."))
        return [*sentences, self._lead_time_sentence(), self._levels_sentence()]

    def _lead_time_sentence(self) -> str:
        days = {
            "lead": self._format(self.lead_time_days, 0),
            "review": self.review_days,
        }
        if self.lead_time_assumed:
            return self.env._(
                "No vendor yet: %(lead)s days assumed, review every %(review)s days.",
                **days,
            )
        return self.env._(
            "Lead time %(lead)s days, review every %(review)s days.", **days
        )

    def _levels_sentence(self) -> str:
        return self.env._(
            "%(level)s%% service keeps %(safety)s in reserve: order when below"
            " %(minimum)s, up to %(maximum)s.",
            level=f"{self.service_level:g}",
            safety=self._format(self.safety_stock, 1),
            minimum=self._format(self.product_min_qty),
            maximum=self._format(self.product_max_qty),
        )

    def _format(self, quantity: float, digits: int | None = None) -> str:
        if digits is None:
            digits = 0 if quantity == int(quantity) else 2
        return formatLang(self.env, quantity, digits=digits)

    def _is_demand_stale(self) -> bool:
        """Whether the demand judged by ended before the last day it could have."""
        computed_on = self.company_id._jxc_local(self.levels_computed_at).date()
        return self.demand_until < computed_on - timedelta(days=1)
