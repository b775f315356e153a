"""Tells GS1 element strings from plain numbers.

People paste what is printed below a bar code, with the application identifiers in
brackets; readers send the elements joined by FNC1, with or without an identifier of the
symbology before them. What the elements mean is for Odoo's nomenclature to say.
"""

import re
from typing import NamedTuple

FNC1 = "\x1d"

_BRACKETED = re.compile(r"\((\d{2,4})\)")
_ANNOUNCED = re.compile(rf"(?:\](?:C1|e0|d2|Q3|J1)|{FNC1})", re.ASCII)
# A product and something more; a plain number hardly ever looks like that and has the
# right check digit too, on which the nomenclature insists.
_PRODUCT = re.compile(r"0[12]\d{14}.", re.ASCII)


class ElementString(NamedTuple):
    """What may be GS1 elements.

    :param text: the elements, as a nomenclature reads them.
    :param certain: False for what is a plain number if it cannot be read.
    """

    text: str
    certain: bool


def find_elements(number: str) -> ElementString | None:
    """Return the elements in what was entered as a number, None for a plain one.

    >>> find_elements("(01)06901234567892(10)L1").text == "0106901234567892\x1d10L1"
    True
    >>> find_elements("106901234567892")
    """
    if _BRACKETED.match(number):
        joined = _BRACKETED.sub(rf"{FNC1}\1", number)
        return ElementString(joined.removeprefix(FNC1), True)
    if _ANNOUNCED.match(number):
        return ElementString(number, True)
    return ElementString(number, False) if _PRODUCT.match(number) else None


def same_item(gtin: str, barcode: str) -> bool:
    """Whether a GTIN and a bar code name the same item, zeros before them aside."""
    return gtin.lstrip("0") == barcode.lstrip("0")
