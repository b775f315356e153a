from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine import recall as engine

STATES = [
    ("draft", "Draft"),
    ("running", "Running"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]


STATE_FIELDS = {
    "state",
    "started_on",
    "started_by_id",
    "closed_on",
    "closed_by_id",
}


class Recall(models.Model):
    """Take lots back: from the shelves, from the road and from customers.

    Starting it puts its lots on hold in one transaction and lists every place where
    some of them is. The list follows the movements of goods until every piece is
    accounted for; nobody can take a lot or a place off it.
    """

    _name = "jxc.recall"
    _description = "Recall"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        "Number", default=lambda self: self.env._("New"), copy=False, readonly=True
    )
    active = fields.Boolean(default=True)
    state = fields.Selection(
        STATES,
        default="draft",
        required=True,
        copy=False,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        required=True,
        readonly=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        required=True,
        tracking=True,
        help="Named in the letter to customers as whom to contact.",
    )
    reason = fields.Char(
        required=True, tracking=True, help="What is wrong with the goods."
    )
    instruction = fields.Html(
        "What Customers Should Do",
        translate=True,
        help="Goes into the letter to customers instead of its usual text: stop"
        " selling, keep apart, send back at our cost.",
    )
    authority_reference = fields.Char(
        help="Number under which the recall was reported to the authority, if it was."
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", copy=False)

    vendor_id = fields.Many2one(
        "res.partner", check_company=True, help="Find the lots this vendor supplied."
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        domain="[('tracking', '!=', 'none')]",
        help="Find the lots of this product.",
    )
    production_from = fields.Date("Produced From")
    production_to = fields.Date("Produced Through")

    lot_ids = fields.One2many("jxc.recall.lot", "recall_id", "Lots", copy=False)
    line_ids = fields.One2many("jxc.recall.line", "recall_id", "Places", copy=False)
    stock_line_ids = fields.One2many(
        "jxc.recall.line",
        "recall_id",
        "In Our Hands",
        domain=[("kind", "in", ("stock", "transit")), ("quantity_in", "!=", 0)],
        copy=False,
    )
    customer_line_ids = fields.One2many(
        "jxc.recall.line",
        "recall_id",
        "At Customers",
        domain=[("kind", "=", "customer")],
        copy=False,
    )
    customer_ids = fields.One2many(
        "jxc.recall.customer", "recall_id", "Customers", copy=False
    )
    write_off_ids = fields.One2many(
        "jxc.recall.write.off", "recall_id", "Write-Offs", copy=False
    )
    lot_count = fields.Integer(compute="_compute_counts")
    customer_count = fields.Integer(compute="_compute_counts")
    quantity_to_recall = fields.Float(
        "To Recall", digits="Product Unit", compute="_compute_progress", store=True
    )
    quantity_remaining = fields.Float(
        "Remaining", digits="Product Unit", compute="_compute_progress", store=True
    )
    progress = fields.Float(
        compute="_compute_progress",
        store=True,
        aggregator="avg",
        help="Percentage of the recalled quantity that is accounted for: returned to"
        " the vendor, destroyed or written off.",
    )
    started_on = fields.Datetime(copy=False, readonly=True)
    started_by_id = fields.Many2one("res.users", copy=False, readonly=True)
    closed_on = fields.Datetime(copy=False, readonly=True)
    closed_by_id = fields.Many2one("res.users", copy=False, readonly=True)

    _production_in_order = models.Constraint(
        "CHECK(production_from <= production_to)",
        "The first production date lies after the last one.",
    )

    @api.depends("lot_ids", "customer_ids")
    def _compute_counts(self):
        for recall in self:
            recall.lot_count = len(recall.lot_ids)
            recall.customer_count = len(recall.customer_ids)

    @api.depends("lot_ids.quantity_to_recall", "line_ids.quantity_remaining")
    def _compute_progress(self):
        for recall in self:
            whole = sum(recall.lot_ids.mapped("quantity_to_recall"))
            left = sum(recall.line_ids.mapped("quantity_remaining"))
            recall.quantity_to_recall = whole
            recall.quantity_remaining = left
            recall.progress = 100 * engine.share_done(whole, left) if whole else 0

    @api.model_create_multi
    def create(self, vals_list):
        self._check_started_by_button(vals_list)
        for vals in vals_list:
            company = self.env["res.company"].browse(vals.get("company_id"))
            sequences = self.env["ir.sequence"].with_company(
                company or self.env.company
            )
            vals["name"] = sequences.next_by_code("jxc.recall") or self.env._("New")
        recalls = super().create(vals_list)
        recalls._retrace()
        return recalls

    def write(self, vals):
        self._check_started_by_button([vals])
        result = super().write(vals)
        if "lot_ids" in vals:
            self.filtered(lambda recall: recall.state == "draft")._retrace()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(recall.started_on for recall in self):
            raise UserError(
                self.env._(
                    "A recall that has been started stays for good: archive it once it"
                    " is closed."
                )
            )

    @api.model
    def _check_started_by_button(self, vals_list):
        """Refuse that the state is written past the buttons and what they check."""
        if not self.env.su and any(STATE_FIELDS & set(vals) for vals in vals_list):
            raise AccessError(
                self.env._("Start, close and cancel a recall with its buttons.")
            )
