"""Says what a scanned code means, before anybody knows which record it names.

The device's ``static/src/parse/meaning.js`` gives the same answers; both are held to
one file of vectors, ``static/tests/vectors.json``.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .check_digit import is_checked
from .days import read_day
from .digital_link import read_digital_link
from .element_string import FNC1, read_element_string
from .epc import read_epc
from .identifiers import IDENTIFIERS
from .plain_code import gtin_of, gtin_spellings, match_rule

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# \x1d is white space for str.strip(), yet a leading FNC1 means "GS1".
_AROUND = " \t\r\n\u200b\ufeff"
# Identifiers of the symbology that readers put before a plain code: "E" is EAN and UPC.
_SYMBOLOGY = re.compile(r"\]([A-Za-z])[0-9]")
_COMMAND = re.compile("O(?:BT|CD)[A-Z]+")
_RUN_ON = re.compile(r"(.{2,}?)((?:(?:11|15|17)[0-9]{6})+)", re.DOTALL)
_DAY = re.compile("(11|15|17)([0-9]{6})")
_CONTAINER = re.compile("[0-9]{18}")

Meaning = dict[str, Any]


def normalise(text: str) -> str:
    """Put right what keyboards do to a code: full-width characters of a Chinese input
    method become plain ones, and white space around it goes.

    >>> normalise(" ＴＥＡ－０１ ")
    'TEA-01'
    """
    return text.translate(_FULL_WIDTH).strip(_AROUND)


def read_code(
    raw: str, today: date, rules: Sequence[Mapping[str, Any]] = ()
) -> Meaning | None:
    """Return what a code means, None for nothing.

    :param raw: as the reader, the camera or a person gave it.
    :param rules: the rules of Odoo's nomenclature for plain codes, in order.
    :return: ``text``; ``kind``: ``gs1``, ``link``, ``epc``, ``item``, ``sscc``,
        ``rule``, ``command`` or ``plain``; ``codes`` worth comparing with those of
        products and places; ``elements`` by application identifier; and by name what
        they mean. Only what there is: no key stands for nothing.

    >>> read_code("(01)06901234567892(10)L1", date(2026, 3, 10))["lot"]
    'L1'
    """
    text = normalise(raw)
    if not text:
        return None
    if epc := read_epc(text):
        return _from_elements(text, "epc", epc, today)
    if link := read_digital_link(text):
        return _from_elements(text, "link", link, today)
    gs1 = read_element_string(text)
    if not gs1:
        return _from_plain(text, rules)
    meaning = _from_elements(text, "gs1", gs1.elements, today)
    # A lone GTIN with 01 before it may as well be a code of 16 digits.
    if not gs1.announced and text == f"01{meaning.get('gtin')}":
        meaning["codes"].append(text)
    return meaning


# ---- plain codes ----------------------------------------------------------------


def _from_plain(text: str, rules: Sequence[Mapping[str, Any]]) -> Meaning:
    symbology = _SYMBOLOGY.match(text) if len(text) > 3 else None
    bare = text[3:] if symbology else text
    # Odoo's barcode service turns "#" of a plain code into FNC1: turn it back.
    plain = bare.replace(FNC1, "#")
    if _COMMAND.fullmatch(plain):
        return {"text": plain, "kind": "command", "codes": []}
    rule = match_rule(plain, rules)
    if rule:
        codes = list(dict.fromkeys([rule.code, plain]))
        value = {"value": rule.value} if rule.value else {}
        return {
            "text": plain,
            "kind": "rule",
            "type": rule.type,
            "codes": codes,
            **value,
        }
    gtin = gtin_of(plain)
    if gtin:
        codes = list(dict.fromkeys([*gtin_spellings(plain), *gtin_spellings(gtin)]))
        # Shorter digits may be a lot or a day, unless the reader says it is an EAN.
        sure = len(plain) == 13 or (symbology and symbology[1] == "E")
        item = {"text": plain, "kind": "item", "codes": codes, "gtin": gtin}
        return item | {"sure": True} if sure else item
    if _CONTAINER.fullmatch(plain) and is_checked(plain):
        return {"text": plain, "kind": "sscc", "codes": [plain], "sscc": plain}
    return {"text": plain, "kind": "plain", "codes": gtin_spellings(plain)}


# ---- elements ---------------------------------------------------------------------


def _from_elements(
    text: str, kind: str, elements: dict[str, str], today: date
) -> Meaning:
    meaning: Meaning = {"text": text, "kind": kind, "elements": elements}
    for ai in sorted(elements):
        value = _read_value(ai, elements[ai], today)
        if value is None:
            bad = {"codes": [], "elements": elements, "error": "date"}
            return {"text": text, "kind": kind, **bad}
        if IDENTIFIERS[ai].name:
            meaning.setdefault(IDENTIFIERS[ai].name, value)
    if "content" in meaning:
        meaning.setdefault("gtin", meaning["content"])
    meaning["codes"] = _codes(meaning)
    doubt = kind == "gs1" and "lot" in meaning and _ran_on(meaning["lot"], today)
    return meaning | {"doubt": doubt} if doubt else meaning


def _codes(meaning: Meaning) -> list[str]:
    if "sscc" in meaning:
        return [meaning["sscc"]]
    if "gtin" in meaning:
        return gtin_spellings(meaning["gtin"])
    return [meaning[key] for key in ("returnable_asset", "location") if key in meaning]


def _read_value(ai: str, value: str, today: date) -> str | float | None:
    """None for a day that does not exist."""
    identifier = IDENTIFIERS[ai]
    if identifier.sort == "d":
        return read_day(value, today)
    if identifier.sort == "t":
        return _read_instant(value, today)
    if identifier.sort == "v":
        point = max(0, len(value) - identifier.decimals)
        return float(f"{value[:point]}.{value[point:]}0")
    return float(value) if identifier.name == "quantity" else value


def _read_instant(value: str, today: date) -> str | None:
    day = read_day(value[:6], today)
    hour, minute, second = (value[at : at + 2] or "00" for at in (6, 8, 10))
    exists = hour < "24" and minute < "60" and second < "60"
    return f"{day}T{hour}:{minute}:{second}" if day and exists else None


def _ran_on(lot: str, today: date) -> Meaning | None:
    """Return the other reading of a lot that ran on into the next element, as it does
    when a printer leaves out FNC1. Nobody can be sure, so both are offered."""
    match = _RUN_ON.fullmatch(lot)
    if not match:
        return None
    reading = {"lot": match[1]}
    for ai, digits in _DAY.findall(match[2]):
        day = read_day(digits, today)
        if not day:
            return None
        reading[IDENTIFIERS[ai].name] = day
    return reading
