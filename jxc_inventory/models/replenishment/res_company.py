from datetime import date, datetime, time, timedelta, timezone

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

# A shop may close for a long holiday; a company that recorded no demand for longer
# than this does not sell here (yet): its history comes from elsewhere and has ended.
_STALE_AFTER = timedelta(days=28)


# Levels rest on these until the next forecast, which is made at once when they change.
_FORECAST_SETTINGS = {
    "reorder_service_level",
    "reorder_window_weeks",
    "reorder_share_a",
    "reorder_share_b",
    "reorder_limit_x",
    "reorder_limit_y",
}


class ResCompany(models.Model):
    _inherit = "res.company"

    reorder_from_demand = fields.Boolean(
        "Reorder Points from Demand",
        default=True,
        help="Every night, set reorder points and order-up-to levels from demand"
        " history and make those that are missing.",
    )
    reorder_service_level = fields.Float(
        "Service Level (%)",
        default=95.0,
        help="Wanted part of demand that is served from stock. Classes, categories and"
        " rules may want another one.",
    )
    reorder_review_days = fields.Integer(
        "Review Period (days)",
        default=7,
        help="Days between two looks at what to buy; an order lasts until the next.",
    )
    reorder_window_weeks = fields.Integer(
        "Weeks of Demand",
        default=156,
        help="How many of the latest weeks of demand history are judged by. With three"
        " years, seasons are seen.",
    )
    reorder_assumed_lead_days = fields.Integer(
        "Lead Time without Vendor (days)",
        default=14,
        help="Taken as lead time for products without a vendor or route.",
    )

    reorder_share_a = fields.Float(
        "Share of A (%)",
        default=80.0,
        help="Products that make this share of sales, the best sellers first, are A.",
    )
    reorder_share_b = fields.Float(
        "Share of A and B (%)", default=95.0, help="The next ones, up to here, are B."
    )
    reorder_limit_x = fields.Float(
        "Variation of X",
        default=0.5,
        help="Products whose weekly sales vary by no more than this part of their mean"
        " (coefficient of variation) are X.",
    )
    reorder_limit_y = fields.Float(
        "Variation of Y", default=1.0, help="Those that vary up to here are Y."
    )

    @api.constrains(
        "reorder_share_a", "reorder_share_b", "reorder_limit_x", "reorder_limit_y"
    )
    def _check_reorder_classes(self):
        for company in self:
            if not 0 < company.reorder_share_a <= company.reorder_share_b <= 100:
                raise ValidationError(
                    self.env._(
                        "The share of A must be above 0 %, that of A and B at least as"
                        " much and at most 100 %."
                    )
                )
            if not 0 < company.reorder_limit_x <= company.reorder_limit_y:
                raise ValidationError(
                    self.env._(
                        "The variation of X must be above 0, that of Y no lower."
                    )
                )

    @api.constrains(
        "reorder_service_level",
        "reorder_review_days",
        "reorder_window_weeks",
        "reorder_assumed_lead_days",
    )
    def _check_reorder_settings(self):
        for company in self:
            company._check_service_level(company.reorder_service_level)
            if not 1 <= company.reorder_review_days <= 365:
                raise ValidationError(
                    self.env._("The review period must be from 1 to 365 days.")
                )
            if not 1 <= company.reorder_window_weeks <= 520:
                raise ValidationError(
                    self.env._("The weeks of demand must be from 1 to 520.")
                )
            if not 0 <= company.reorder_assumed_lead_days <= 365:
                raise ValidationError(
                    self.env._("The lead time must be from 0 to 365 days.")
                )

    def _check_service_level(self, rate: float) -> None:
        """Raise ValidationError unless so many percent of demand can be promised."""
        if not 50 <= rate < 100:
            raise ValidationError(
                self.env._("The service level must be from 50 % to below 100 %.")
            )

    def write(self, vals):
        if not _FORECAST_SETTINGS & vals.keys():
            return super().write(vals)
        before = {company: company._get_forecast_settings() for company in self}
        result = super().write(vals)
        changed = self.filtered(lambda one: one._get_forecast_settings() != before[one])
        for company in changed:
            # sudo: classes follow from the settings that this user may change.
            self.env["stock.warehouse.orderpoint"].sudo()._classify(company)
        self.env["jxc.reorder.slice"]._forget_forecasts(changed)
        return result

    def _get_forecast_settings(self) -> dict[str, float]:
        """Return what classes and forecasts of this company depend on."""
        return {name: self[name] for name in _FORECAST_SETTINGS}

    def _today(self) -> date:
        """Return the calendar day it is at this company now."""
        return self._jxc_local(fields.Datetime.now()).date()

    def _jxc_local(self, instant):
        """Return a UTC instant as wall clock time of this company, both naive."""
        aware = instant.replace(tzinfo=timezone.utc)
        return aware.astimezone(self._jxc_timezone()).replace(tzinfo=None)

    def _instant_after_days(self, days: int) -> datetime:
        """Return the UTC instant (naive) at which ``days`` days are over, today first.

        The last day that counts ends at midnight in this company's time zone.
        """
        midnight = datetime.combine(
            self._today() + timedelta(days=days), time.min, self._jxc_timezone()
        )
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    def _demand_known_until(self) -> date | None:
        """Return the last day that demand is judged by; None without any history.

        That is yesterday, the last whole day. Where nobody recorded demand for weeks,
        as after importing the sales of an old system, it is the last day with demand.
        """
        today = self._today()
        [(last,)] = self.env.execute_query(
            SQL(
                "SELECT MAX(date) FROM jxc_demand_history"
                " WHERE company_id = %s AND date < %s",
                self.id,
                today,
            )
        )
        if last and last >= today - _STALE_AFTER:
            return today - timedelta(days=1)
        return last
