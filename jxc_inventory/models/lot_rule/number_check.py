"""Judges the numbers of arriving lots and serials by the rules of one company."""

from typing import NamedTuple

from ...engine.numbering import checks
from ...engine.numbering.checks import Fault
from ...engine.numbering.expression import compile_expression, fits
from ...engine.numbering.pattern import compile_pattern


class NumberFault(NamedTuple):
    """Why a number is refused.

    :param code: of ``engine.numbering.checks``, or ``pattern`` or ``expression``.
    :param reason: a clause for the user that says what is wrong.
    :param rule: the ``jxc.lot.rule`` that asks for something else.
    """

    code: str
    reason: str
    rule: object


class NumberCheck:
    """Compiles each rule once, however many numbers are judged."""

    def __init__(self, env, book):
        self._env = env
        self._book = book
        self._compiled = {}

    def find_fault(self, number, product, vendor) -> NumberFault | None:
        """Return why ``number`` cannot be a lot of ``product``, None if it can.

        :param vendor: who delivers the goods; empty when they come from elsewhere,
            then only what holds for any serial number is asked.
        """
        return self._serial_fault(number, product, vendor) or (
            self._supplier_fault(number, product, vendor) if vendor else None
        )

    def _serial_fault(self, number, product, vendor):
        if product.tracking != "serial":
            return None
        rule = self._book.find("serial_check", product, vendor)
        if rule.serial_check == "imei":
            fault = checks.check_imei(number)
        elif rule.serial_check == "gs1":
            fault = checks.check_gs1(number)
        elif rule.serial_check == "pattern":
            pattern = self._pattern(rule.serial_pattern)
            values = rule._get_pattern_values(product, vendor)
            right = pattern.read(number, values) or self._is_own_number(
                number, product, vendor
            )
            fault = None if right else Fault("pattern")
        else:
            return None
        return fault and NumberFault(fault.code, self._reason(fault, rule), rule)

    def _supplier_fault(self, number, product, vendor):
        rule = self._book.find("supplier_number", product, vendor)
        if not rule or self._is_own_number(number, product, vendor):
            return None
        key = ("expression", rule.supplier_number_regex)
        if key not in self._compiled:
            self._compiled[key] = compile_expression(rule.supplier_number_regex)
        if fits(self._compiled[key], number):
            return None
        fault = Fault("expression")
        return NumberFault(fault.code, self._reason(fault, rule), rule)

    def _is_own_number(self, number, product, vendor) -> bool:
        rule = self._book.find("own_number", product, vendor)
        if not rule:
            return False
        values = rule._get_pattern_values(product, vendor)
        return bool(self._pattern(rule.own_number_pattern).read(number, values))

    def _pattern(self, text):
        key = ("pattern", text)
        if key not in self._compiled:
            self._compiled[key] = compile_pattern(text)
        return self._compiled[key]

    def _reason(self, fault, rule) -> str:
        if fault.code == "imei_digits":
            return self._env._("an IMEI has 15 digits and nothing else")
        if fault.code == "imei_check_digit":
            return self._env._("its check digit is wrong, so a digit was misread")
        if fault.code == "gs1_length":
            return self._env._(
                "a GS1 serial number has at most %(most)s characters, not %(length)s",
                most=checks.GS1_MAX_LENGTH,
                length=fault.detail,
            )
        if fault.code == "gs1_characters":
            return self._env._(
                "“%(character)s” cannot be in a GS1 serial number",
                character=fault.detail,
            )
        if fault.code == "pattern":
            return self._env._(
                "it does not look like %(pattern)s", pattern=rule.serial_pattern
            )
        return rule.supplier_number_hint or self._env._(
            "the numbers of this vendor match %(expression)s",
            expression=rule.supplier_number_regex,
        )
