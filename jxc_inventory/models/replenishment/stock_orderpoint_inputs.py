from odoo import fields, models


class StockWarehouseOrderpoint(models.Model):
    """What the levels and quantities of a rule were worked out from.

    Kept beside them, so that every number can explain itself.
    """

    _inherit = "stock.warehouse.orderpoint"

    demand_weekly_mean = fields.Float(
        "Weekly Demand", digits="Product Unit", readonly=True, copy=False
    )
    demand_weekly_deviation = fields.Float(
        "Weekly Error",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="By how much a week's demand differs from the forecast, on average.",
    )
    demand_weeks = fields.Integer("Weeks of Demand", readonly=True, copy=False)
    demand_until = fields.Date("Demand until", readonly=True, copy=False)
    demand_span_days = fields.Float("Days Looked Ahead", readonly=True, copy=False)
    demand_expected = fields.Float(
        "Expected Demand",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Over lead time and review period together.",
    )
    demand_spread = fields.Float(
        "Expected Error",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="By how much demand over lead time and review period differs from the"
        " forecast, on average.",
    )
    demand_factor = fields.Float(
        readonly=True,
        copy=False,
        help="How many expected errors the reorder point lies above the demand.",
    )
    demand_quantile = fields.Float(
        "Quantile",
        readonly=True,
        copy=False,
        help="Probability that demand over lead time and review period stays within"
        " the reorder point.",
    )
    demand_step = fields.Float(readonly=True, copy=False)
    demand_pattern = fields.Selection(
        [
            ("smooth", "Smooth"),
            ("erratic", "Erratic"),
            ("intermittent", "Intermittent"),
            ("lumpy", "Lumpy"),
        ],
        readonly=True,
        copy=False,
        help="Smooth sells often and evenly, erratic often and unevenly, intermittent"
        " now and then, lumpy now and then and unevenly.",
    )
    demand_borrowed = fields.Boolean("Demand of Category", readonly=True, copy=False)
    demand_corrections = fields.Json(readonly=True, copy=False)
    demand_points = fields.Json(
        "Weeks Ahead",
        readonly=True,
        copy=False,
        prefetch=False,
        help="Demand expected in each week after the last day judged by.",
    )
    abc_class = fields.Selection(
        [("A", "A"), ("B", "B"), ("C", "C")],
        "Value Class",
        readonly=True,
        copy=False,
        help="By sales value: A makes the bulk of sales, C the rest.",
    )
    xyz_class = fields.Selection(
        [("X", "X"), ("Y", "Y"), ("Z", "Z")],
        "Variation Class",
        readonly=True,
        copy=False,
        help="By variation of weekly sales: X is steady, Z unpredictable.",
    )
    lead_time_days = fields.Float("Lead Time (days)", readonly=True, copy=False)
    lead_time_deviation = fields.Float(
        "Lead Time Deviation (days)", readonly=True, copy=False
    )
    lead_time_assumed = fields.Boolean(readonly=True, copy=False)
    review_days = fields.Integer("Review Period (days)", readonly=True, copy=False)
    service_level = fields.Float(
        "Service Level (%)",
        readonly=True,
        copy=False,
        help="Wanted part of demand that is served from stock.",
    )
    safety_stock = fields.Float(digits="Product Unit", readonly=True, copy=False)
    position_on_hand = fields.Float(
        "Free to Count on", digits="Product Unit", readonly=True, copy=False
    )
    position_incoming = fields.Float(
        "On Its Way", digits="Product Unit", readonly=True, copy=False
    )
    position_outgoing = fields.Float(
        "Promised", digits="Product Unit", readonly=True, copy=False
    )
    position_expiring = fields.Float(
        "Expiring Unsold", digits="Product Unit", readonly=True, copy=False
    )
    position_in_rfq = fields.Float(
        "In Requests for Quotation", digits="Product Unit", readonly=True, copy=False
    )
    stockout_date = fields.Date(
        "Out of Stock on",
        readonly=True,
        copy=False,
        help="If nothing is ordered; empty when stock lasts for half a year.",
    )
    expected_lost_qty = fields.Float(
        "Demand at Risk",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Expected demand that finds no stock until the next order could arrive,"
        " if nothing is ordered now.",
    )
    risk_value = fields.Float(
        "Sales at Risk",
        readonly=True,
        copy=False,
        help="Demand at risk at the sales price.",
    )
    levels_computed_at = fields.Datetime(
        "Changed by Forecast at",
        readonly=True,
        copy=False,
        help="When the nightly run last changed any of these figures.",
    )
