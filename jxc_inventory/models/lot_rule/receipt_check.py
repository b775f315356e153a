"""Judges arriving move lines by the rules of one company, in a few queries."""

from collections import defaultdict

from odoo import fields
from odoo.tools import format_date

from ...engine import shelf_life
from ...engine.remaining_life import MinimumLife
from ..gate.violation import Violation
from .number_check import NumberCheck

NUMBER_ASPECTS = ("serial_check", "supplier_number", "other_product")
# Where goods come from when they have not been in our stock before.
OUTSIDE = ("supplier", "inventory", "production")


class ReceiptCheck:
    """What speaks against receiving these lines, all of one company."""

    def __init__(self, lines, company):
        self._env = lines.env
        # A line without any number is not ready to be judged; core asks for one.
        lines = lines.filtered(lambda line: line.lot_id or line.lot_name)
        self._lines = lines
        self._zone = company._jxc_timezone()
        self._today = shelf_life.day_of(fields.Datetime.now(), self._zone)
        self._book = lines.env["jxc.lot.rule"]._open_book(company)
        self._numbers = NumberCheck(lines.env, self._book)
        known = lines._find_known_lots()
        self._lots = {
            line: line.lot_id or known.get(line._get_lot_key(line), line.lot_id)
            for line in lines
        }

    def find_violations(self) -> list[Violation]:
        """Return what is wrong with numbers, dates and remaining life."""
        received = self._lines.filtered(
            lambda line: line.location_id.usage == "supplier"
        )
        violations = self._check_numbers() if self._states(NUMBER_ASPECTS) else []
        dates = self._gather_dates(received)
        for line in received.filtered("product_id.use_expiration_date"):
            production, expiry = dates[line._get_lot_key(line)]
            violations += (
                self._check_order(line, production, expiry)
                or self._check_required(line, production, expiry)
                or self._check_life(line, production, expiry)
            )
        return violations

    def _states(self, aspects) -> bool:
        return any(self._book.states(aspect) for aspect in aspects)

    # Numbers ------------------------------------------------------------------------

    def _check_numbers(self):
        """Refuse new numbers that break a rule; a lot that has moved keeps its own."""
        moved = self._find_moved_lots()
        others = self._find_lots_of_other_products()
        violations = []
        for line in self._lines:
            number = self._lots[line].name or line.lot_name
            if self._lots[line] in moved:
                continue
            vendor = line._get_vendor()
            fault = self._numbers.find_fault(number, line.product_id, vendor)
            if fault:
                message = self._env._(
                    "Number %(number)s of %(product)s: %(reason)s. Read it again from"
                    " the package (rule: %(rule)s).",
                    number=number,
                    product=line.product_id.display_name,
                    reason=fault.reason,
                    rule=fault.rule.display_name,
                )
                violations.append(Violation(line, "number", message))
            else:
                other = others[number].filtered(
                    lambda lot, line=line: lot.product_id != line.product_id
                )
                violations += self._check_other_product(line, number, other, vendor)
        return violations

    def _check_other_product(self, line, number, other, vendor):
        rule = self._book.find("other_product", line.product_id, vendor)
        if not other or not rule._refuses("other_product"):
            return []
        message = self._env._(
            "Number %(number)s belongs to %(other)s and cannot be received as"
            " %(product)s. Check that you hold the right goods (rule: %(rule)s).",
            number=number,
            other=", ".join(other.product_id.mapped("display_name")),
            product=line.product_id.display_name,
            rule=rule.display_name,
        )
        return [
            Violation(line, "number", message, rule._get_releasing("other_product"))
        ]

    def _find_moved_lots(self):
        lots = self._env["stock.lot"].union(*self._lots.values())
        if not lots:
            return lots
        # sudo: whether a lot has moved counts, also where the user cannot look.
        lines = self._env["stock.move.line"].sudo()
        groups = lines._read_group(
            [("lot_id", "in", lots.ids), ("state", "=", "done")], ["lot_id"]
        )
        return lots.browse(lot.id for (lot,) in groups)

    def _find_lots_of_other_products(self):
        """Return the lots that bear the numbers of the lines, by number."""
        found = defaultdict(self._env["stock.lot"].browse)
        if self._book.states("other_product"):
            names = {self._lots[line].name or line.lot_name for line in self._lines}
            companies = [*self._lines.company_id.ids, False]
            for lot in self._env["stock.lot"].search(
                [("name", "in", list(names)), ("company_id", "in", companies)]
            ):
                found[lot.name] |= lot
        return found

    # Dates --------------------------------------------------------------------------

    def _gather_dates(self, lines):
        """Return (production, expiry) by lot: what is known, stated, or follows."""
        dates = defaultdict(lambda: (None, None))
        for line in lines:
            lot, key = self._lots[line], line._get_lot_key(line)
            production, expiry = dates[key]
            instant = lot.expiration_date or line.expiration_date
            dates[key] = (
                production or lot.production_date or line.production_date or None,
                expiry or (shelf_life.day_of(instant, self._zone) if instant else None),
            )
        for line in lines:
            key = line._get_lot_key(line)
            life = line.product_id.product_tmpl_id._get_shelf_life()
            dates[key] = shelf_life.complete(*dates[key], life)
        return dates

    def _check_order(self, line, production, expiry):
        if not production:
            return []
        names = self._names(line)
        names["production"] = format_date(self._env, production)
        if production > self._today:
            message = self._env._(
                "Lot %(lot)s of %(product)s: the production date %(production)s lies"
                " in the future. Read it again from the package.",
                **names,
            )
        elif expiry and expiry < production:
            message = self._env._(
                "Lot %(lot)s of %(product)s: it would expire on %(expiry)s, before its"
                " production date %(production)s. Correct one of the two dates.",
                expiry=format_date(self._env, expiry),
                **names,
            )
        else:
            return []
        return [Violation(line, "dates", message)]

    def _check_required(self, line, production, expiry):
        rule = self._book.find("required_dates", line.product_id, line._get_vendor())
        missing = {
            "any": not production and not expiry,
            "production": not production,
            "expiration": not expiry,
            "both": not production or not expiry,
        }.get(rule.required_dates, False)
        if not missing:
            return []
        field = rule._fields["required_dates"]
        wanted = dict(field._description_selection(self._env))[rule.required_dates]
        message = self._env._(
            "Lot %(lot)s of %(product)s: enter what stands on the package –"
            " %(wanted)s (rule: %(rule)s).",
            wanted=wanted,
            rule=rule.display_name,
            **self._names(line),
        )
        return [Violation(line, "dates", message)]

    # Remaining life -----------------------------------------------------------------

    def _check_life(self, line, production, expiry):
        rule = self._book.find("receipt_life", line.product_id, line._get_vendor())
        if not rule._refuses("receipt_life"):
            return []
        minimum = MinimumLife(rule.receipt_life, rule.receipt_life_unit)
        if not production and expiry and line.product_id.expiration_time:
            # Without shelf life Odoo's own days to expiration are the whole life.
            days = shelf_life.ShelfLife(line.product_id.expiration_time, "day")
            production = days.production_of(expiry)
        met = minimum.is_met(production, expiry, self._today) if expiry else None
        if met:
            return []
        if met is None:
            message = self._env._(
                "Lot %(lot)s of %(product)s: enter its dates; without them nobody"
                " knows whether enough life remains (rule: %(rule)s).",
                rule=rule.display_name,
                **self._names(line),
            )
        else:
            message = self._env._(
                "Lot %(lot)s of %(product)s expires on %(expiry)s: it has %(left)s"
                " days left, and %(required)s are asked for at receipt (rule:"
                " %(rule)s). Return it to the vendor.",
                expiry=format_date(self._env, expiry),
                left=shelf_life.remaining_days(expiry, self._today),
                required=minimum.required_days(production, expiry),
                rule=rule.display_name,
                **self._names(line),
            )
        releasing = rule._get_releasing("receipt_life")
        return [Violation(line, "receipt_life", message, releasing)]

    def _names(self, line):
        return {
            "lot": self._lots[line].name or line.lot_name,
            "product": line.product_id.display_name,
        }
