from odoo import api, fields, models


class StockOutage(models.Model):
    """A period in which a warehouse had nothing of a product to sell.

    Days are calendar days in the company's time zone. A day counts when nothing was
    there at its end; what was sold on such a day is still known. Forecasting takes the
    other days of the period as unknown, not as days without demand. The last period
    of a product and warehouse is open while the product is still out of stock.
    """

    _name = "jxc.stock.outage"
    _description = "Stock-Out"
    _order = "date_from desc, id desc"
    _rec_name = "product_id"
    _check_company_auto = True
    _log_access = False

    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        readonly=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    product_categ_id = fields.Many2one(related="product_id.categ_id", string="Category")
    date_from = fields.Date("Out of Stock Since", required=True, readonly=True)
    date_to = fields.Date(
        "Out of Stock Until",
        readonly=True,
        help="Last day at whose end nothing was there; empty while still so.",
    )
    days = fields.Integer(
        compute="_compute_days",
        help="Days at whose end nothing was there, up to yesterday.",
    )

    _one_open = models.UniqueIndex(
        "(product_id, warehouse_id) WHERE date_to IS NULL",
        "A product is out of stock in a warehouse once at a time.",
    )
    _product_warehouse_date_idx = models.UniqueIndex(
        "(product_id, warehouse_id, date_from)",
        "One stock-out of a product and warehouse begins on a day.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A stock-out cannot end before it began."
    )

    @api.depends("date_from", "date_to")
    def _compute_days(self):
        for outage in self:
            if outage.date_to:
                outage.days = (outage.date_to - outage.date_from).days + 1
            else:
                today = outage.company_id._today()
                outage.days = (today - outage.date_from).days
