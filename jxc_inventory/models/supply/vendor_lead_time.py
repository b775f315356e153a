from odoo import api, fields, models
from odoo.tools import format_date, formatLang


class VendorLeadTime(models.Model):
    """How long a vendor takes to deliver a product, measured from receipts.

    One row a company, vendor and product with receipts in the window. A receipt is
    what arrived of one order line on one day; its lead time runs from the day on which
    the order was confirmed, both days being the company's. What was measured is kept
    beside what is reckoned with, so that the figure can explain itself.
    """

    _name = "jxc.vendor.lead.time"
    _description = "Vendor Lead Time"
    _order = "partner_id, product_id"
    _rec_name = "product_id"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Vendor",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True, ondelete="cascade"
    )
    product_categ_id = fields.Many2one(related="product_id.categ_id", string="Category")
    days = fields.Float(
        "Lead Time (days)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Days from the confirmed order to goods in that are reckoned with.",
    )
    deviation = fields.Float(
        "Deviation (days)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Standard deviation of one receipt around the lead time.",
    )
    mean_days = fields.Float(
        "Mean of Receipts (days)", readonly=True, aggregator="avg", digits=(16, 1)
    )
    stated_days = fields.Float(
        "Stated by Vendor (days)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Lead time on the vendor pricelist, else what was promised on average.",
    )
    vendor_late_days = fields.Float(
        "Vendor's Lateness (days)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="By how much this vendor is later than it states, over all its products.",
    )
    receipts = fields.Integer("Receipts Measured", readonly=True)
    on_time = fields.Integer(
        "Receipts on Time",
        readonly=True,
        help="Received on the day promised at confirmation or before.",
    )
    on_time_share = fields.Float(
        "On Time (%)", compute="_compute_on_time_share", digits=(16, 0)
    )
    first_receipt = fields.Date(readonly=True)
    last_receipt = fields.Date(readonly=True)
    explanation = fields.Char(compute="_compute_explanation")

    _company_partner_product_uniq = models.Constraint(
        "UNIQUE(company_id, partner_id, product_id)",
        "There is one lead time a company, vendor and product.",
    )

    @api.depends("receipts", "on_time")
    def _compute_on_time_share(self):
        for row in self:
            row.on_time_share = 100 * row.on_time / row.receipts if row.receipts else 0

    @api.depends("days", "deviation", "mean_days", "stated_days", "vendor_late_days")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for row in self:
            row.explanation = " ".join(
                (
                    self.env._(
                        "%(receipts)s receipts from %(first)s to %(last)s took %(mean)s"
                        " days on average, %(on_time)s came on time.",
                        receipts=row.receipts,
                        first=format_date(self.env, row.first_receipt),
                        last=format_date(self.env, row.last_receipt),
                        mean=row._format_days(row.mean_days),
                        on_time=row.on_time,
                    ),
                    row._habit_sentence(),
                    self.env._(
                        "Reckoned with: %(days)s ± %(deviation)s days.",
                        days=row._format_days(row.days),
                        deviation=row._format_days(row.deviation),
                    ),
                )
            )

    def _habit_sentence(self) -> str:
        stated = self._format_days(self.stated_days)
        late = round(self.vendor_late_days, 1)
        days = self._format_days(abs(late))
        if late > 0:
            return self.env._(
                "The vendor states %(stated)s days; over all its products it is"
                " %(days)s days later than it states.",
                stated=stated,
                days=days,
            )
        if late < 0:
            return self.env._(
                "The vendor states %(stated)s days; over all its products it is"
                " %(days)s days earlier than it states.",
                stated=stated,
                days=days,
            )
        return self.env._(
            "The vendor states %(stated)s days and keeps its word.", stated=stated
        )

    def _format_days(self, days: float) -> str:
        return formatLang(self.env, days, digits=1)

    def action_open_receipts(self):
        """Open the receipts that this lead time was measured from."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.stock_move_action"
        )
        company, today = self.company_id, self.company_id._today()
        since = company._instant_after_days((self.first_receipt - today).days)
        until = company._instant_after_days((self.last_receipt - today).days + 1)
        action["domain"] = [
            ("purchase_line_id.order_id.partner_id", "child_of", self.partner_id.id),
            ("purchase_line_id.product_id", "=", self.product_id.id),
            ("company_id", "=", self.company_id.id),
            ("location_id.usage", "=", "supplier"),
            ("state", "=", "done"),
            ("date", ">=", since),
            ("date", "<", until),
        ]
        action["context"] = {"create": False}
        return action
