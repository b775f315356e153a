from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

# So many reordering rules are played while the user waits.
_AT_ONCE = 100


class ReorderBacktest(models.Model):
    """What the forecast would have done with past demand, held against other levels.

    A replay week by week: what was ordered arrives after the lead time, demand that
    meets an empty shelf is lost, perishable goods are written off when they are due.
    The forecast sees only the weeks before the one it orders in.
    """

    _name = "jxc.reorder.backtest"
    _description = "Reorder Backtest"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, default=lambda self: self.env._("Backtest"))
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        ondelete="cascade",
        help="Empty takes all warehouses of the company.",
    )
    category_id = fields.Many2one(
        "product.category",
        "Product Category",
        help="With all categories below it. Empty takes all products.",
    )
    product_ids = fields.Many2many(
        "product.product", string="Products", help="Empty takes all products."
    )
    weeks = fields.Integer(
        "Weeks to Play",
        default=52,
        required=True,
        help="The last so many weeks; fewer are played when history is short.",
    )
    fill_target = fields.Float(
        "Fill Rate Asked (%)",
        digits=(16, 1),
        help="Part of the demand to be served from stock. Zero takes what is asked of"
        " each reordering rule.",
    )
    baseline = fields.Selection(
        [
            ("levels", "Minimum and maximum in use"),
            ("average", "Average of the last 30 days"),
        ],
        "Compared with",
        default="levels",
        required=True,
        help="Minimum and maximum in use: the levels of today, kept for the whole"
        " time.\nAverage of the last 30 days: what sells on average over lead time and"
        " review period, as Odoo's own advice has it.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many(
        "jxc.reorder.backtest.line", "backtest_id", "Results", readonly=True
    )

    _weeks_in_range = models.Constraint(
        "CHECK(weeks BETWEEN 8 AND 156)", "From 8 to 156 weeks can be played."
    )

    @api.constrains("fill_target")
    def _check_fill_target(self):
        for backtest in self:
            if backtest.fill_target and not 50 <= backtest.fill_target < 100:
                raise ValidationError(
                    self.env._("The fill rate must be from 50 % to below 100 %.")
                )

    @api.model
    def _open_for_products(self, products, warehouse=None):
        """Play the products at once and show the result.

        What the user played of the same products before is played again.
        """
        warehouse = warehouse or self.env["stock.warehouse"]
        company = warehouse.company_id or self.env.company
        scope = [
            ("company_id", "=", company.id),
            ("create_uid", "=", self.env.uid),
            ("warehouse_id", "=", warehouse.id),
            ("category_id", "=", False),
            ("product_ids", "in", products.ids),
        ]
        backtest = self.search(scope).filtered(
            lambda known: known.product_ids == products
        )[:1] or self.create(
            {
                "name": ", ".join(products.mapped("display_name")),
                "company_id": company.id,
                "warehouse_id": warehouse.id,
                "product_ids": products.ids,
            }
        )
        backtest.action_run()
        return backtest._open()

    def action_run(self):
        """Play the demand; in the background when there are many products.

        What an earlier run found is replaced.
        """
        for backtest in self:
            rules = backtest._count_rules()
            if not rules:
                raise UserError(
                    self.env._(
                        "%s: there is no reordering rule to play. Make one in the"
                        " Replenishment screen, or choose other products.",
                        backtest.name,
                    )
                )
            backtest._start()
            if rules <= _AT_ONCE:
                backtest._play_all()
            else:
                self.env.ref("jxc_inventory.ir_cron_reorder_backtest")._trigger()
        return True

    def action_reset(self):
        """Stop and forget what was found."""
        self.check_access("write")
        self.env["jxc.reorder.backtest.line"].flush_model()
        # By SQL: thousands of lines that nothing refers to, and nobody's log.
        self.env.cr.execute(
            SQL(
                "DELETE FROM jxc_reorder_backtest_line WHERE backtest_id = ANY(%s)",
                self.ids,
            )
        )
        self.env["jxc.reorder.backtest.line"].invalidate_model()
        self.invalidate_recordset(["line_ids"])
        self._forget_totals()
        self.state = "draft"
        return True

    def action_open_lines(self):
        """Show the result of each product."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "jxc_inventory.reorder_backtest_line_action"
            ),
            "domain": [("backtest_id", "=", self.id)],
        }

    def _open(self):
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
        if len(self.line_ids) == 1:
            action.update(
                res_model=self.line_ids._name,
                res_id=self.line_ids.id,
                name=self.name,
            )
        return action

    def _rule_domain(self) -> Domain:
        """Return which reordering rules are played."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        if self.warehouse_id:
            domain &= Domain("warehouse_id", "=", self.warehouse_id.id)
        if self.category_id:
            domain &= Domain("product_id.categ_id", "child_of", self.category_id.id)
        if self.product_ids:
            domain &= Domain("product_id", "in", self.product_ids.ids)
        return domain

    def _count_rules(self) -> int:
        return self.env["stock.warehouse.orderpoint"].search_count(self._rule_domain())
