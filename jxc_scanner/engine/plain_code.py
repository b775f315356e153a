"""Codes that are no GS1 elements: trade items, and what Odoo's nomenclature knows.

The same as the device's ``plain_code.js``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .check_digit import check_digit, is_checked

_LENGTHS = {"ean8": 8, "ean13": 13, "upca": 12}
_TRADE_ITEM = re.compile("[0-9]{8,14}")
_UPC_E = re.compile("[01][0-9]{7}")
_CONTENT = re.compile(r"\{(N*)(D*)\}")
_FIGURES = re.compile("[0-9]*")


def gtin_spellings(code: str) -> list[str]:
    """Return the spellings of a trade item's number, with and without leading zeros.

    >>> gtin_spellings("06901234567892")
    ['06901234567892', '6901234567892']
    """
    if not _TRADE_ITEM.fullmatch(code):
        return [code]
    padded = code.zfill(14)
    cut = [
        padded[14 - length :]
        for length in (14, 13, 12, 8)
        if not padded[: 14 - length].strip("0")
    ]
    return list(dict.fromkeys([code, *cut]))


def gtin_of(code: str) -> str:
    """Return 14 digits when ``code`` is an EAN-8, UPC-E, UPC-A, EAN-13 or ITF-14 with
    the right check digit, else nothing.

    >>> gtin_of("01234565")
    '00012345000065'
    """
    full = _expand_upc_e(code) if _UPC_E.fullmatch(code) else ""
    # EAN-8 never leaves the shop that made it when it begins with 0.
    upc_e_first = code.startswith("0") and is_checked(full)
    if len(code) in (8, 12, 13, 14) and is_checked(code) and not upc_e_first:
        return code.zfill(14)
    return full.zfill(14) if is_checked(full) else ""


def _expand_upc_e(code: str) -> str:
    """Put the zeros back that UPC-E leaves out, section 5.2.2.4."""
    system, body, last, check = code[0], code[1:6], code[6], code[7]
    if last in "012":
        middle = f"{body[:2]}{last}0000{body[2:]}"
    elif last == "3":
        middle = f"{body[:3]}00000{body[3:]}"
    elif last == "4":
        middle = f"{body[:4]}00000{body[4:]}"
    else:
        middle = f"{body}0000{last}"
    return system + middle + check


class RuleMatch(NamedTuple):
    """What a rule of the nomenclature says.

    :param code: what is stored on the product: zeros for what the value takes up.
    """

    type: str
    code: str
    value: float


def match_rule(text: str, rules: Sequence[Mapping[str, Any]]) -> RuleMatch | None:
    """Apply the rules of Odoo's barcode nomenclature.

    :param rules: with ``type``, ``encoding``, ``pattern`` and ``alias``, in order;
        those for GS1 and the one that matches everything are left alone.

    >>> match_rule("2112345012346", [{"type": "weight", "encoding": "ean13",
    ...     "pattern": "21.....{NNDDD}", "alias": ""}])
    RuleMatch(type='weight', code='2112345000008', value=1.234)
    """
    for rule in rules:
        if rule["encoding"] == "gs1-128" or rule["pattern"] == ".*":
            continue
        length = _LENGTHS.get(rule["encoding"])
        if length and (len(text) != length or not is_checked(text)):
            continue
        found = _match_pattern(text, rule)
        if found:
            return found
    return None


def _match_pattern(text: str, rule: Mapping[str, Any]) -> RuleMatch | None:
    pattern = rule["pattern"]
    content = _CONTENT.search(pattern)
    start = content.start() if content else len(text)
    count = len(content[0]) - 2 if content else 0
    figures = text[start : start + count]
    if len(figures) != count or not _FIGURES.fullmatch(figures):
        return None
    base = text[:start] + "0" * count + text[start + count :]
    if content:
        pattern = pattern.replace(content[0], "0" * count, 1)
    if not _begins_with(pattern, base):
        return None
    if rule["type"] == "alias":
        return RuleMatch("alias", rule["alias"], 0.0)
    whole = len(content[1]) if content else 0
    value = float(f"{figures[:whole]}.{figures[whole:]}0")
    if rule["encoding"] in _LENGTHS:
        base = f"{base[:-1]}{check_digit(base[:-1])}"
    return RuleMatch(rule["type"], base, value)


def _begins_with(pattern: str, text: str) -> bool:
    """Whether a pattern matches; one written wrongly matches nothing."""
    try:
        return bool(re.match(f"(?:{pattern})", text))
    except re.error:
        return False
