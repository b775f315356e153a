from odoo import fields, models


class DemandEventUplift(models.Model):
    """By how much an event raised demand of a company, of a category or of all."""

    _name = "jxc.demand.event.uplift"
    _description = "Measured Uplift of a Demand Event"
    _order = "event_id, categ_id NULLS FIRST, id"
    _rec_name = "event_id"
    _log_access = False

    event_id = fields.Many2one(
        "jxc.demand.event", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    categ_id = fields.Many2one(
        "product.category",
        "Category",
        readonly=True,
        ondelete="cascade",
        help="Empty: all categories together.",
    )
    demand_qty = fields.Float(
        "Demand",
        digits="Product Unit",
        readonly=True,
        help="Sold on the days of the event.",
    )
    expected_qty = fields.Float(
        "Expected",
        digits="Product Unit",
        readonly=True,
        help="What would have been sold on these days at the rate of the days around.",
    )
    sample = fields.Integer(
        readonly=True, help="Products and warehouses, times occurrences, measured on."
    )
    uplift = fields.Float(
        "Uplift (%)",
        readonly=True,
        help="Demand over expected, drawn towards all categories, or towards none, when"
        " the sample is small.",
    )
    measured_until = fields.Date(readonly=True)

    _event_company_categ_uniq = models.UniqueIndex(
        "(event_id, company_id, COALESCE(categ_id, 0))",
        "One uplift an event, company and category.",
    )
