from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.numbering.checks import check_gs1
from ...engine.numbering.expression import ExpressionError, compile_expression
from ...engine.numbering.pattern import (
    DATE_FIELDS,
    TEXT_FIELDS,
    MissingValue,
    PatternError,
    compile_pattern,
)


class LotRule(models.Model):
    """Patterns and expressions are checked when written, and shown at work."""

    _inherit = "jxc.lot.rule"

    own_number_preview = fields.Char(
        "Preview",
        compute="_compute_own_number_preview",
        help="The next number for an example of the goods, made and due today.",
    )

    @api.depends("own_number_pattern", "product_tmpl_id", "categ_id", "supplier_id")
    def _compute_own_number_preview(self):
        for rule in self:
            rule.own_number_preview = (
                rule._preview_own_number() if rule.own_number_pattern else False
            )

    @api.constrains("own_number_pattern", "serial_pattern", "serial_check")
    def _check_patterns(self):
        for rule in self:
            problems = [
                rule._explain_pattern(rule.own_number_pattern, makes_numbers=True),
                rule._explain_pattern(rule.serial_pattern, makes_numbers=False),
            ]
            if rule.serial_check == "pattern" and not rule.serial_pattern:
                problems.append(self.env._("The pattern of serial numbers is missing."))
            problem = next(filter(None, problems), None)
            if problem:
                raise rule._pattern_error(problem)

    @api.constrains("supplier_number_regex")
    def _check_supplier_number_regex(self):
        for rule in self.filtered("supplier_number_regex"):
            try:
                compile_expression(rule.supplier_number_regex)
            except ExpressionError as error:
                raise rule._pattern_error(rule._explain_expression(error)) from error

    def _pattern_error(self, problem: str) -> ValidationError:
        return ValidationError(
            self.env._("%(rule)s: %(problem)s", rule=self.display_name, problem=problem)
        )

    @api.onchange("serial_check")
    def _onchange_serial_check(self):
        # Two devices never share an IMEI: what bears a known one is another product.
        if self.serial_check == "imei" and not self.other_product_action:
            self.other_product_action = "refuse"

    @api.model
    def _get_pattern_values(self, product, vendor=None, warehouse=None) -> dict:
        """Return the texts that patterns may use of these goods.

        :param product: a ``product.product``, or a template with one variant.
        """
        product = product.sudo()  # only what the rule puts into a number comes out
        vendor = vendor.sudo() if vendor else vendor  # likewise
        return {
            "product.code": (product.default_code or "").strip(),
            "product.barcode": (product.barcode or "").strip(),
            "category.name": (product.categ_id.name or "").strip(),
            "supplier.ref": (vendor.ref or "").strip() if vendor else "",
            "warehouse.code": warehouse.code if warehouse else "",
        }

    def _preview_own_number(self) -> str:
        """Return an example of a number, or what is wrong with the pattern."""
        problem = self._explain_pattern(self.own_number_pattern, makes_numbers=True)
        if problem:
            return problem
        product = self._find_example_product()
        company = self.company_id or self.env.company
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        examples = {
            "product.code": "SP1001",
            "product.barcode": "6901234567892",
            "category.name": self.env._("Food"),
            "supplier.ref": "V01",
            "warehouse.code": "WH",
        }
        values = self._get_pattern_values(product, self.supplier_id, warehouse)
        values = {name: values[name] or examples[name] for name in TEXT_FIELDS}
        values.update(dict.fromkeys(DATE_FIELDS, fields.Date.context_today(self)))
        number = compile_pattern(self.own_number_pattern).render(values)
        if check_gs1(number):
            return self.env._(
                "%(number)s – a GS1 bar code cannot carry it: at most 20 Latin letters,"
                " digits and signs",
                number=number,
            )
        return number

    def _find_example_product(self):
        products = self.env["product.product"]
        if self.product_tmpl_id:
            return self.product_tmpl_id.product_variant_id
        domain = [("tracking", "!=", "none"), ("default_code", "!=", False)]
        if self.categ_id:
            domain.append(("categ_id", "child_of", self.categ_id.ids))
        return products.search(domain, limit=1)

    def _explain_pattern(self, text, makes_numbers) -> str | None:
        """Return what is wrong with a pattern in words, None when nothing is."""
        if not text:
            return None
        try:
            pattern = compile_pattern(text)
        except PatternError as error:
            return self._explain_pattern_error(error)
        if makes_numbers and pattern.free:
            return self.env._(
                "{%(field)s} only recognises numbers that others made. Use {seq:3}"
                " to count.",
                field=pattern.free,
            )
        return None

    def _explain_pattern_error(self, error: PatternError) -> str:
        place = error.position
        if error.problem == "unclosed":
            return self.env._(
                "Character %(place)s: “{” is not closed by “}”.", place=place
            )
        if error.problem == "stray":
            return self.env._(
                "Character %(place)s: “}” stands alone; write “}}”.", place=place
            )
        fragment = error.fragment
        if error.problem == "width":
            return self.env._(
                "Character %(place)s: %(fragment)s says how many digits, from 1 to 20:"
                " {seq:3}.",
                place=place,
                fragment=fragment,
            )
        if error.problem == "format":
            return self.env._(
                "Character %(place)s: %(fragment)s is no date format. Dates are"
                " written like {production:%%y%%m%%d}; texts take no format.",
                place=place,
                fragment=fragment,
            )
        if error.problem == "second_seq":
            return self.env._(
                "Character %(place)s: one {seq:…} is enough.", place=place
            )
        return self.env._(
            "Character %(place)s: %(fragment)s is unknown. There are: %(fields)s.",
            place=place,
            fragment=fragment,
            fields=", ".join((*TEXT_FIELDS, *DATE_FIELDS, "seq")),
        )

    def _explain_expression(self, error: ExpressionError) -> str:
        if error.problem == "long":
            return self.env._("The regular expression is longer than 200 characters.")
        if error.problem == "reference":
            return self.env._(
                "The regular expression may not refer back or look around: no \\1,"
                " (?=…), (?!…), (?<…)."
            )
        if error.problem == "slow":
            return self.env._(
                "The regular expression could take for ever: it repeats what is itself"
                " repeated, or repeats too often. Write \\d+ rather than (\\d+)+."
            )
        return self.env._(
            "The regular expression is wrong at character %(place)s: %(detail)s.",
            place=error.position,
            detail=error.detail,
        )

    def _explain_missing(self, error: MissingValue, product) -> str:
        """Return what to enter so that a number can be made."""
        names = {"product": product.display_name}
        if error.field in DATE_FIELDS:
            return self.env._(
                "The number of %(product)s contains its %(date)s: enter that first.",
                date=self.env._("production date")
                if error.field == "production"
                else self.env._("expiration date"),
                **names,
            )
        return self.env._(
            "The number of %(product)s contains %(field)s, which is empty. Fill it in"
            " or change the rule.",
            field=error.field,
            **names,
        )
