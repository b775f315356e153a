from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine import lot_rules as engine
from .aspects import ASPECTS, CUSTOMER_ASPECTS
from .rule_book import RuleBook

ACTIONS = [
    ("allow", "Allow"),
    ("release", "Refuse unless released with a reason"),
    ("refuse", "Refuse"),
]
LIFE_UNITS = [("percent", "% of shelf life"), ("day", "Days")]
LIFE_HELP = (
    "One third passed, the usual rule of supermarkets, means that two thirds are left:"
    " 66.67 %. Half is 50 %, one third 33.33 %, one sixth 16.67 %. Rounded percentages"
    " count as the fraction they stand for."
)


class LotRule(models.Model):
    """What a company asks of lots and serial numbers, by product, category, partner.

    Each aspect of ``ASPECTS`` is decided on its own by the nearest rule that states
    it. Look rules up through ``_open_book``, once for a set of records.
    """

    _name = "jxc.lot.rule"
    _description = "Lot and Serial Number Rule"
    _inherit = ["mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True
    _rec_names_search = [
        "name",
        "product_tmpl_id",
        "categ_id",
        "supplier_id",
        "customer_id",
        "customer_tag_id",
    ]

    name = fields.Char(
        help="Without a name of its own the rule bears that of what it applies to."
    )
    sequence = fields.Integer(
        default=50, help="Of two rules that are equally near the first one holds."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
        help="Leave empty for a rule of all companies.",
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        tracking=True,
    )
    categ_id = fields.Many2one(
        "product.category",
        "Product Category",
        index="btree_not_null",
        ondelete="cascade",
        tracking=True,
        help="The rule holds for the categories below it too.",
    )
    supplier_id = fields.Many2one(
        "res.partner",
        "Vendor",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        tracking=True,
        help="Whose goods the rule is about. A rule about deliveries has none.",
    )
    customer_id = fields.Many2one(
        "res.partner",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        tracking=True,
        help="To whom the goods are delivered; its contacts and addresses included.",
    )
    customer_tag_id = fields.Many2one(
        "res.partner.category",
        index="btree_not_null",
        ondelete="cascade",
        tracking=True,
    )
    release_group_id = fields.Many2one(
        "res.groups",
        "Released By",
        default=lambda self: self.env.ref("jxc_inventory.group_manager", False),
        help="Who may release, with a reason, what this rule refuses.",
    )

    own_number_pattern = fields.Char(
        tracking=True,
        help="How numbers of our own are made, e.g."
        " {product.code}-{production:%y%m%d}-{seq:3}. There are: {product.code},"
        " {product.barcode}, {category.name}, {supplier.ref}, {warehouse.code};"
        " {production:…}, {expiration:…} and {receipt:…} with %Y %y %m %d %j; and"
        " {seq:3}, which counts from 001 for each text before it.",
    )
    supplier_number_regex = fields.Char(
        "Vendor Number Format",
        tracking=True,
        help="A regular expression that the whole lot or serial number matches when"
        " goods arrive from a vendor, e.g. [A-Z]{2}\\d{6} for two letters and six"
        " digits. Numbers of our own pattern pass as well.",
    )
    supplier_number_hint = fields.Char(
        "Vendor Number in Words",
        translate=True,
        help="What keepers read when a number does not match, e.g. “two letters and"
        " six digits, printed below the bar code”.",
    )
    serial_check = fields.Selection(
        [
            ("free", "Free"),
            ("pattern", "Pattern"),
            ("imei", "IMEI"),
            ("gs1", "GS1 serial number"),
        ],
        "Serial Number Check",
        tracking=True,
        help="How serial numbers are checked when they enter stock. IMEI: 15 digits"
        " with the right check digit. GS1: at most 20 Latin letters, digits and signs.",
    )
    serial_pattern = fields.Char(
        tracking=True,
        help="What serial numbers look like, e.g. SN{digits:8} or"
        " {letters:2}{chars:6}-{seq:4}.",
    )
    other_product_action = fields.Selection(
        ACTIONS,
        "Number of Another Product",
        tracking=True,
        help="What to do when goods arrive with a number that another product already"
        " bears. Lots named after their day share numbers; devices never do.",
    )
    required_dates = fields.Selection(
        [
            ("none", "None"),
            ("any", "Production or expiration date"),
            ("production", "Production date"),
            ("expiration", "Expiration date"),
            ("both", "Production and expiration date"),
        ],
        tracking=True,
        help="What must be known of lots from a vendor, of products that expire. A"
        " date that follows from the other one by the shelf life is known.",
    )
    receipt_life_action = fields.Selection(
        ACTIONS,
        "Too Little Life at Receipt",
        tracking=True,
        help="What to do when a vendor delivers goods with less life left than asked.",
    )
    receipt_life = fields.Float(
        "Minimum Remaining Life at Receipt", tracking=True, help=LIFE_HELP
    )
    receipt_life_unit = fields.Selection(LIFE_UNITS, default="percent", required=True)
    delivery_life_action = fields.Selection(
        ACTIONS,
        "Too Little Life at Delivery",
        tracking=True,
        help="What to do when goods that are delivered have less life left than asked.",
    )
    delivery_life = fields.Float(
        "Minimum Remaining Life at Delivery", tracking=True, help=LIFE_HELP
    )
    delivery_life_unit = fields.Selection(LIFE_UNITS, default="percent", required=True)
    expired_action = fields.Selection(ACTIONS, "Expired Goods", tracking=True)
    fefo_action = fields.Selection(ACTIONS, "Later Lot First", tracking=True)
    warranty = fields.Integer(tracking=True)
    warranty_unit = fields.Selection(
        [("day", "Days"), ("month", "Months"), ("year", "Years")],
        default="month",
        required=True,
    )
    return_action = fields.Selection(
        ACTIONS,
        "Returns of Goods Not Sold to the Customer",
        tracking=True,
        help="What to do when a customer returns a lot or serial number that was not"
        " sold to them, or more of it than was sold.",
    )

    _one_kind_of_goods = models.Constraint(
        "CHECK(product_tmpl_id IS NULL OR categ_id IS NULL)",
        "A rule is about one product or about one category, not both.",
    )
    _one_kind_of_partner = models.Constraint(
        "CHECK(num_nonnulls(supplier_id, customer_id, customer_tag_id) <= 1)",
        "A rule is about one vendor, one customer or one customer tag.",
    )

    _receipt_life_in_range = models.Constraint(
        """CHECK(COALESCE(receipt_life_action, 'allow') = 'allow' OR receipt_life > 0
            AND (receipt_life_unit = 'day' OR receipt_life <= 100))""",
        "The minimum remaining life at receipt is more than 0 and at most 100 %.",
    )
    _delivery_life_in_range = models.Constraint(
        """CHECK(COALESCE(delivery_life_action, 'allow') = 'allow' OR delivery_life > 0
            AND (delivery_life_unit = 'day' OR delivery_life <= 100))""",
        "The minimum remaining life at delivery is more than 0 and at most 100 %.",
    )
    _warranty_in_range = models.Constraint(
        """CHECK(warranty >= 0 AND warranty <= CASE warranty_unit
            WHEN 'year' THEN 100 WHEN 'month' THEN 1200 ELSE 36500 END)""",
        "A warranty is not negative and at most 100 years.",
    )

    @api.constrains(
        "supplier_id",
        "customer_id",
        "customer_tag_id",
        *(names[0] for names in ASPECTS.values()),
    )
    def _check_partner_fits(self):
        for rule in self:
            stated = set(rule._get_stated_aspects())
            if rule.supplier_id and stated & CUSTOMER_ASPECTS:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: what is asked at delivery depends on the customer."
                        " Take the vendor away, or make a rule of its own for it.",
                        rule=rule.display_name,
                    )
                )
            if (rule.customer_id or rule.customer_tag_id) and stated - CUSTOMER_ASPECTS:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: a rule for customers states the minimum remaining"
                        " life at delivery only. Make a rule of its own for the rest.",
                        rule=rule.display_name,
                    )
                )

    @api.depends(*_rec_names_search)
    @api.depends_context("lang")
    def _compute_display_name(self):
        for rule in self:
            parts = (
                rule.product_tmpl_id,
                rule.categ_id,
                rule.supplier_id,
                rule.customer_id,
                rule.customer_tag_id,
            )
            scope = " / ".join(part.display_name for part in parts if part)
            rule.display_name = rule.name or scope or self.env._("All products")

    @api.model
    def _open_book(self, company) -> RuleBook:
        """Return the rules of a company, read in one query, to look many up in."""
        # sudo: rules bind users who may not read them; only what holds comes out.
        rules = self.sudo().with_context(active_test=True)
        rules = rules.search([("company_id", "in", [company.id, False])])
        return RuleBook(rules, company)

    def _get_stated_aspects(self) -> list[str]:
        self.ensure_one()
        return [aspect for aspect, names in ASPECTS.items() if self[names[0]]]

    def _refuses(self, aspect: str) -> bool:
        """Whether this rule keeps goods from moving, released or not; none does not."""
        return self[ASPECTS[aspect][0]] in ("release", "refuse")

    def _get_releasing(self, aspect: str):
        """Return this rule where it lets people release what it refuses, else none."""
        return self if self[ASPECTS[aspect][0]] == "release" else self.browse()

    def _get_release_group(self):
        """Return the group whose members may release what this rule refuses."""
        self.ensure_one()
        return self.release_group_id or self.env.ref("jxc_inventory.group_manager")

    def _get_scope(self) -> engine.Scope:
        self.ensure_one()
        return engine.Scope(
            product=self.product_tmpl_id.id or None,
            category=self.categ_id.id or None,
            party=(self.supplier_id or self.customer_id).id or None,
            party_tag=self.customer_tag_id.id or None,
            company=self.company_id.id or None,
        )
