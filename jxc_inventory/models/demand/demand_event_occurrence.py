from datetime import timedelta

from odoo import api, fields, models


class DemandEventOccurrence(models.Model):
    """One time that a demand event takes place."""

    _name = "jxc.demand.event.occurrence"
    _description = "Date of a Demand Event"
    _order = "date_from desc, id"
    _rec_name = "event_id"

    event_id = fields.Many2one(
        "jxc.demand.event", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True, index=True)
    kind = fields.Selection(related="event_id.kind")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date(
        "To",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    window_from = fields.Date(
        "Effect From",
        compute="_compute_window",
        store=True,
        help="First day on which demand is another, days before included.",
    )
    window_to = fields.Date(
        "Effect To",
        compute="_compute_window",
        store=True,
        help="Last day on which demand is another, days after included.",
    )

    _event_date_uniq = models.Constraint(
        "UNIQUE(event_id, date_from)", "An event begins once on a day."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "An event cannot end before it begins."
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for occurrence in self:
            if not occurrence.date_to or occurrence.date_to < occurrence.date_from:
                occurrence.date_to = occurrence.date_from

    @api.depends("date_from", "date_to", "event_id.days_before", "event_id.days_after")
    def _compute_window(self):
        for occurrence in self:
            event = occurrence.event_id
            first, last = occurrence.date_from, occurrence.date_to
            occurrence.window_from = first and first - timedelta(event.days_before)
            occurrence.window_to = last and last + timedelta(event.days_after)
