from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang

from .alert_kind import SEVERITIES

STATES = [
    ("open", "Open"),
    ("acknowledged", "Acknowledged"),
    ("snoozed", "Snoozed"),
    ("resolved", "Resolved"),
]
AUDIENCES = [
    ("warehouse", "Warehouse"),
    ("purchase", "Purchasing"),
    ("sale", "Sales"),
]


class Alert(models.Model):
    """A fact that a rule wants to be told of: live once for each of its subjects.

    Only evaluation opens, raises and resolves alerts, in SQL (``jxc.alert.rule``);
    people acknowledge and snooze them. The history is in the chatter: changes of level
    and state, not every change of a quantity.
    """

    _name = "jxc.alert"
    _description = "Alert"
    _inherit = ["mail.thread"]
    _order = "level desc, due_date, id"
    _check_company_auto = True
    # Who may read an alert may write a note on it.
    _mail_post_access = "read"

    rule_id = fields.Many2one(
        "jxc.alert.rule", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection("_selection_kind", required=True, readonly=True)
    icon = fields.Char(compute="_compute_icon")
    audience = fields.Selection(AUDIENCES, required=True, readonly=True)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        STATES,
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        group_expand=True,
    )
    level = fields.Selection(
        SEVERITIES, required=True, readonly=True, tracking=True, group_expand=True
    )
    user_id = fields.Many2one(
        "res.users", "Owner", readonly=True, index="btree_not_null"
    )

    subject_model = fields.Char(required=True, readonly=True)
    subject_id = fields.Many2oneReference(
        model_field="subject_model", required=True, readonly=True
    )
    product_id = fields.Many2one(
        "product.product", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    product_categ_id = fields.Many2one(related="product_id.categ_id", string="Category")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    lot_id = fields.Many2one(
        "stock.lot",
        "Lot/Serial Number",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", readonly=True, ondelete="cascade", check_company=True
    )
    location_id = fields.Many2one("stock.location", readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", readonly=True, ondelete="cascade")

    measure = fields.Float(digits=(16, 4), readonly=True, aggregator=None)
    quantity = fields.Float("Quantity at Risk", digits="Product Unit", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(
        "Value at Risk", readonly=True, groups="jxc_inventory.group_buyer"
    )
    due_date = fields.Date("Due", readonly=True)
    reason = fields.Char(compute="_compute_reason")

    opened_at = fields.Datetime("Opened", readonly=True)
    raised_at = fields.Datetime(
        "Level Since",
        readonly=True,
        help="When it was opened, became graver or was opened again.",
    )
    resolved_at = fields.Datetime("Resolved On", readonly=True)
    acknowledged_on = fields.Date(readonly=True)
    snoozed_until = fields.Date(readonly=True, tracking=True)
    notify_pending = fields.Boolean(readonly=True)
    digest_pending = fields.Boolean(readonly=True)

    # Who evaluates cannot open a fact that is live already, whatever else goes wrong.
    _live_once = models.UniqueIndex(
        "(rule_id, subject_id, COALESCE(warehouse_id, 0), COALESCE(location_id, 0))"
        " WHERE state <> 'resolved'",
        "There is a live alert of this rule for this subject already.",
    )
    _resolved_idx = models.Index("(rule_id, resolved_at) WHERE state = 'resolved'")
    _news_idx = models.Index("(company_id) WHERE notify_pending OR digest_pending")

    @api.model
    def _selection_kind(self):
        return self.env["jxc.alert.rule"]._selection_kind()

    @api.depends("rule_id.name", "product_id", "lot_id", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for alert in self:
            alert.display_name = " · ".join(
                filter(None, [alert.rule_id.display_name, *alert._subject_names()])
            )

    @api.depends("kind")
    def _compute_icon(self):
        for alert in self:
            kind = self.env.get(alert.kind or "")
            alert.icon = kind._icon if kind is not None else False

    @api.depends("kind", "measure", "quantity", "due_date")
    @api.depends_context("lang")
    def _compute_reason(self):
        self.reason = False
        for name, alerts in self.grouped("kind").items():
            kind = self.env.get(name or "")
            if kind is None:
                continue
            # sudo: the sentence names what the alert is about; who may read the alert
            # may know that much of its subject.
            subjects = self.env[kind._subject].sudo()
            known = subjects.browse(alerts.mapped("subject_id")).exists()
            for alert in alerts:
                subject = known & subjects.browse(alert.subject_id)
                subject = subject.with_prefetch(known.ids)
                alert.reason = kind._describe(alert.sudo(), subject)  # sudo: as above

    def _subject_names(self):
        """Return what tells this alert from others of its rule."""
        names = [self.product_id.display_name, self.lot_id.name]
        return names if any(names) else [self.partner_id.display_name]

    def _format_quantity(self) -> str:
        """Return the quantity at risk with its unit, in the reader's language."""
        number = self._in_words(self.quantity)
        return f"{number} {self.product_uom_id.name or ''}".rstrip()

    def _in_words(self, number: float) -> str:
        """Return a number in the reader's language, with decimals if it has some."""
        number = round(number, 2)
        return formatLang(self.env, number, digits=0 if number == int(number) else 2)

    @api.model
    def get_open_count(self) -> int:
        """Return how many open alerts wait for the user: own ones and unowned."""
        mine = Domain("user_id", "in", [self.env.uid, False])
        return self.search_count(mine & Domain("state", "=", "open"))

    @api.autovacuum
    def _gc_resolved(self):
        """Remove what was resolved longer ago than the company keeps."""
        for company in self.env["res.company"].search([("alert_keep_days", ">", 0)]):
            before = fields.Datetime.subtract(
                fields.Datetime.now(), days=company.alert_keep_days
            )
            self.with_context(active_test=False).search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "resolved"),
                    ("resolved_at", "<", before),
                ],
                limit=10_000,
            ).unlink()
