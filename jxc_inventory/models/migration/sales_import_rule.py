from odoo import fields, models

from ...engine.sales_import.rules import EXCLUDE, NET, Rule, split_patterns

_SIGNS = {
    "negative": frozenset({-1}),
    "zero": frozenset({0}),
    "positive": frozenset({1}),
    "not_positive": frozenset({-1, 0}),
}
_CUSTOMER = {"named": True, "missing": False}


class SalesImportRule(models.Model):
    """Which rows of a sales file are not goods sold, and which are returns."""

    _name = "jxc.sales.import.rule"
    _description = "Sales Import Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(
        default=50, help="The first rule that applies to a row decides."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
        help="Leave empty for a rule of all companies.",
    )
    action = fields.Selection(
        [
            (EXCLUDE, "Leave the row out"),
            (NET, "Take it off sales, as a return"),
        ],
        required=True,
        default=EXCLUDE,
    )
    codes = fields.Text(
        "Product Codes",
        help="Codes the rule applies to, separated by commas or lines; * stands for"
        " any text, letter case does not matter. In a row without a code the first"
        " filled cell is compared, where totals are written. Empty: any code.",
    )
    documents = fields.Text(
        "Document Numbers",
        help="Document numbers the rule applies to, for example C* for cancellations;"
        " written like product codes. Empty: any document.",
    )
    customer = fields.Selection(
        [("named", "Named"), ("missing", "Not named")],
        help="Whether the row names a customer. Empty: either. A file without a"
        " customer column never meets this condition.",
    )
    quantity = fields.Selection("_sign_selection", help="Empty: any quantity.")
    price = fields.Selection(
        "_sign_selection",
        help="Empty: any price. A row without a price never meets this condition.",
    )
    note = fields.Text(help="Why the rule is there.", translate=True)

    def _sign_selection(self):
        return [
            ("negative", self.env._("Negative")),
            ("zero", self.env._("Zero")),
            ("not_positive", self.env._("Zero or negative")),
            ("positive", self.env._("Positive")),
        ]

    def _as_engine_rules(self) -> tuple[Rule, ...]:
        """Return the rules as the calculation reads them, in their order."""
        return tuple(
            Rule(
                key=rule.id,
                name=rule.name,
                action=rule.action,
                codes=split_patterns(rule.codes),
                documents=split_patterns(rule.documents),
                customer=_CUSTOMER.get(rule.customer),
                quantity=_SIGNS.get(rule.quantity),
                price=_SIGNS.get(rule.price),
            )
            for rule in self
        )
