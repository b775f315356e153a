from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Past occurrences tell the uplift, coming ones are planned for.
YEARS_BACK, YEARS_AHEAD = 4, 2


class DemandEvent(models.Model):
    """Days on which customers take more, or less, than usual.

    An event comes back on the same date every year, of the solar or of the Chinese
    calendar, or on dates that somebody enters. It has an effect from some days before
    to some days after: a festival's run-up and the days on which shops are closed are
    two events. Without products, categories or warehouses it concerns all.

    The uplift is measured from past occurrences, or typed. Forecasting divides it out
    of the past and multiplies it into the coming weeks.
    """

    _name = "jxc.demand.event"
    _description = "Demand Event"
    _order = "sequence, name, id"
    _inherit = ["mail.thread"]

    name = fields.Char(required=True, translate=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: the event holds for all companies."
    )
    kind = fields.Selection(
        [
            ("promotion", "Promotion"),
            ("holiday", "Public Holiday"),
            ("lunar", "Lunar Festival"),
            ("shopping", "Shopping Festival"),
        ],
        required=True,
        default="promotion",
        tracking=True,
    )
    date_rule = fields.Selection(
        [
            ("dates", "Given Dates"),
            ("solar", "Same Date Every Year"),
            ("lunar", "Same Lunar Date Every Year"),
        ],
        "Recurrence",
        required=True,
        default="dates",
        tracking=True,
    )
    month = fields.Integer(default=1, help="Of the solar or lunar year.")
    day = fields.Integer(
        default=1,
        help="Of the month; the 30th is the last day of shorter lunar months.",
    )
    days_before = fields.Integer(
        help="Days before the date on which demand is already another."
    )
    days_after = fields.Integer(
        help="Days after the date on which demand is still another."
    )
    product_ids = fields.Many2many("product.product", string="Products")
    categ_ids = fields.Many2many(
        "product.category",
        string="Categories",
        help="Products of these categories and of those below them.",
    )
    warehouse_ids = fields.Many2many("stock.warehouse", string="Warehouses")
    occurrence_ids = fields.One2many(
        "jxc.demand.event.occurrence", "event_id", "Dates", copy=True
    )
    next_date = fields.Date(
        compute="_compute_next_date",
        help="First day of the event that is under way or comes next.",
    )

    @api.depends("occurrence_ids.window_from", "occurrence_ids.window_to")
    def _compute_next_date(self):
        today = fields.Date.context_today(self)
        for event in self:
            coming = event.occurrence_ids.filtered(
                lambda occurrence: (
                    occurrence.window_to and occurrence.window_to >= today
                )
            )
            event.next_date = min(coming.mapped("date_from"), default=False)

    @api.constrains("date_rule", "month", "day")
    def _check_date(self):
        for event in self:
            if event.date_rule == "dates":
                continue
            try:
                event._get_days(date(2024, 1, 1), date(2024, 12, 31))
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "%(event)s: no year has a day %(day)s of month %(month)s.",
                        event=event.name,
                        day=event.day,
                        month=event.month,
                    )
                ) from None

    @api.constrains("days_before", "days_after")
    def _check_window(self):
        for event in self:
            if not (0 <= event.days_before <= 90 and 0 <= event.days_after <= 90):
                raise ValidationError(
                    self.env._(
                        "%(event)s: an event may begin up to 90 days before its date"
                        " and last up to 90 days after it.",
                        event=event.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._update_occurrences()
        return events

    def write(self, vals):
        result = super().write(vals)
        if {"date_rule", "month", "day"} & vals.keys():
            self._update_occurrences()
        return result

    def _get_days(self, first: date, last: date) -> list[date]:
        """Return the days that the yearly rule gives in a span, both ends included."""
        # The lunar tables are loaded here, not by every Odoo worker.
        from ...engine.events import lunar_days, solar_days

        days = lunar_days if self.date_rule == "lunar" else solar_days
        return list(days(self.month, self.day, first, last))

    def _update_occurrences(self) -> None:
        """Keep the dates of yearly events from some years ago to some years ahead.

        Dates that the rule gives already stay, so that running twice changes nothing.
        """
        year = fields.Date.context_today(self).year
        span = date(year - YEARS_BACK, 1, 1), date(year + YEARS_AHEAD, 12, 31)
        missing = []
        for event in self.filtered(lambda event: event.date_rule != "dates"):
            days = set(event._get_days(*span))
            kept = event.occurrence_ids.filtered(
                lambda occurrence, days=days: (
                    occurrence.date_from in days
                    and occurrence.date_to == occurrence.date_from
                )
            )
            (event.occurrence_ids - kept).unlink()
            missing += [
                {"event_id": event.id, "date_from": day, "date_to": day}
                for day in sorted(days - set(kept.mapped("date_from")))
            ]
        self.env["jxc.demand.event.occurrence"].create(missing)
