"""Reads GS1 element strings, as the device's ``element_string.js`` does."""

import re
from typing import NamedTuple

from .check_digit import is_checked
from .identifiers import IDENTIFIERS, identifier_of, is_value

FNC1 = "\x1d"

# Symbology identifiers that announce GS1 data.
_SYMBOLOGY = re.compile(r"\](C1|e[0-9]|d2|Q3|J1)")
# The ways readers write FNC1. "#" is data in plain codes, never in GS1 ones.
_SEPARATORS = re.compile(
    "\x1d|\u241d|Alt029|<GS>|<FNC1>|\\{GS\\}|\\{FNC1\\}|\\[GS\\]|#"
)
_LEADING = re.compile("\x1d|\u241d|<FNC1>|\\{FNC1\\}")
_BRACKETED = re.compile(r"\(([0-9]{2,4})\)")
_ITEM = re.compile(r"0[12][0-9]{14}")
_CONTAINER = re.compile(r"00[0-9]{18}")


class ElementString(NamedTuple):
    """What an element string holds.

    :param elements: values by application identifier.
    :param announced: whether it says of itself that it is GS1.
    """

    elements: dict[str, str]
    announced: bool


def read_element_string(text: str) -> ElementString | None:
    """Read a GS1 element string, None for what is none.

    It is announced by symbology identifier or leading FNC1, has its identifiers in
    brackets as printed under the bars, or begins with a GTIN or SSCC and its right
    check digit.

    >>> read_element_string("(01)06901234567892(10)L1").elements["10"]
    'L1'
    """
    body = _without(_LEADING, _without(_SYMBOLOGY, text))
    if _BRACKETED.match(body):
        return _checked(_split_brackets(body), announced=True)
    announced = body != text
    if not announced and not _looks_like_elements(body):
        return None
    pairs = []
    for segment in _SEPARATORS.sub(FNC1, body).split(FNC1):
        found = _split_segment(segment)
        if found is None:
            return None
        pairs += found
    return _checked(pairs, announced)


def _without(prefix: re.Pattern[str], text: str) -> str:
    found = prefix.match(text)
    return text[found.end() :] if found else text


def _looks_like_elements(body: str) -> bool:
    if _ITEM.match(body):
        return is_checked(body[2:16])
    return bool(_CONTAINER.match(body)) and is_checked(body[2:20])


def _split_brackets(body: str) -> list[tuple[str, str]]:
    """A lot may hold brackets, so only known identifiers split."""
    marks = [mark for mark in _BRACKETED.finditer(body) if mark[1] in IDENTIFIERS]
    if not marks or marks[0].start():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    return [
        (mark[1], body[mark.end() : end].removesuffix(FNC1))
        for mark, end in zip(marks, ends, strict=True)
    ]


def _split_segment(segment: str) -> list[tuple[str, str]] | None:
    """Split what stands between two separators: elements of one length, then at most
    one of variable length, which reaches to the end."""
    pairs, rest = [], segment
    while rest:
        ai = identifier_of(rest)
        if not ai:
            return None
        end = len(ai) + (IDENTIFIERS[ai].length or len(rest))
        pairs.append((ai, rest[len(ai) : end]))
        rest = rest[end:]
    return pairs


def _checked(pairs: list[tuple[str, str]], announced: bool) -> ElementString | None:
    """Elements whose values are right, and none twice with two values."""
    elements: dict[str, str] = {}
    for ai, value in pairs:
        if not is_value(ai, value) or elements.setdefault(ai, value) != value:
            return None
    return ElementString(elements, announced) if elements else None
