"""A small language for lot and serial numbers: ``{product.code}-{seq:3}``.

=============================  ====================================================
``AB-``                        stands for itself; ``{{`` and ``}}`` for one brace
``{product.code}``             a text of the product, its category, vendor, warehouse
``{production:%y%m%d}``        a date, as ``%Y %y %m %d %j %G %V %u`` of ISO C
``{seq:3}``                    a running number of at least three digits
``{digits:8}``                 eight digits; ``letters``, ``chars`` (either) alike:
                               to recognise numbers that others make, never to make any
=============================  ====================================================

A number that was rendered reads back to what it was made of, if texts are known: dates
and free characters have a fixed width and there is one running number at most.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from . import day_format

TEXT_FIELDS = (
    "product.code",
    "product.barcode",
    "category.name",
    "supplier.ref",
    "warehouse.code",
)
DATE_FIELDS = ("production", "expiration", "receipt")
FREE_FIELDS = {"digits": "[0-9]", "letters": "[A-Za-z]", "chars": "[0-9A-Za-z]"}
DEFAULT_FORMAT = "%y%m%d"
MAX_WIDTH = 20
# As long as a bar code on a package can reasonably be.
MAX_LENGTH = 64


class PatternError(ValueError):
    """A pattern that means nothing.

    :param problem: ``empty``, ``unclosed``, ``stray``, ``field``, ``format``,
        ``width`` or ``second_seq``.
    :param position: where, counting characters from 1.
    :param fragment: what stands there.
    """

    def __init__(self, problem: str, position: int = 1, fragment: str = ""):
        super().__init__(f"{problem} at {position}: {fragment!r}")
        self.problem, self.position, self.fragment = problem, position, fragment


class MissingValue(LookupError):
    """A number cannot be made without the value of ``field``."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Part:
    """One piece of a pattern: a ``kind`` and what it takes."""

    kind: str  # literal, text, date, seq, free
    name: str = ""
    format: str = ""
    width: int = 0


@dataclass(frozen=True)
class Reading:
    """What a number says: its running number and the days that can be told."""

    seq: int | None = None
    dates: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Pattern:
    """A pattern that has been understood; see ``compile_pattern``."""

    parts: tuple[Part, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Return the names of the texts and dates the pattern asks for."""
        return frozenset(p.name for p in self.parts if p.kind in ("text", "date"))

    @property
    def has_seq(self) -> bool:
        """Whether the pattern makes more than one number of the same values."""
        return any(part.kind == "seq" for part in self.parts)

    @property
    def free(self) -> str | None:
        """Return the first free field, None when the pattern can make numbers."""
        return next((part.name for part in self.parts if part.kind == "free"), None)

    def render(self, values: Mapping[str, str | date], seq: int = 1) -> str:
        """Return the number ``seq`` for these texts and dates.

        Raises ``MissingValue`` when one is needed and not given.
        """
        return "".join(
            str(seq).zfill(part.width) if part.kind == "seq" else _known(part, values)
            for part in self.parts
        )

    def counter_key(self, values: Mapping[str, str | date]) -> str:
        """Return what all numbers share that run through one count.

        Two numbers are equal only if they come from the same key. Raises
        ``MissingValue`` as ``render`` does.
        """
        return "".join(
            "{}" if part.kind == "seq" else _escape(_known(part, values))
            for part in self.parts
        )

    def read(
        self, number: str, values: Mapping[str, str | date] | None = None
    ) -> Reading | None:
        """Return what ``number`` says, None when it does not fit the pattern.

        What ``values`` tells must stand in the number; of texts that it does not,
        anything may.
        """
        if len(number) > MAX_LENGTH:
            return None
        pieces = [_expression(part, values or {}) for part in self.parts]
        match = re.fullmatch("".join(pieces), number, re.ASCII)
        if not match:
            return None
        groups = iter(match.groups())
        seq, found = None, {}
        for part, piece in zip(self.parts, pieces, strict=True):
            if not piece.startswith("("):
                continue
            digits = next(groups)
            if part.kind == "seq":
                seq = int(digits)
            else:
                found.setdefault(part.name, []).append((part.format, digits))
        dates = {}
        for name, texts in found.items():
            possible, day = day_format.read(texts)
            if not possible:
                return None
            if day:
                dates[name] = day
        return Reading(seq, dates)


def compile_pattern(text: str) -> Pattern:
    """Return the pattern that ``text`` writes down; raises ``PatternError``."""
    if not text:
        raise PatternError("empty")
    parts, literal, index = [], "", 0
    while index < len(text):
        char = text[index]
        if text[index : index + 2] in ("{{", "}}"):
            literal, index = literal + char, index + 2
        elif char == "}":
            raise PatternError("stray", index + 1, char)
        elif char == "{":
            end = text.find("}", index)
            if end < 0 or "{" in text[index + 1 : end]:
                raise PatternError("unclosed", index + 1, text[index:])
            if literal:
                parts.append(Part("literal", literal))
            parts.append(_field(text[index + 1 : end], index + 1))
            if sum(part.kind == "seq" for part in parts) > 1:
                raise PatternError("second_seq", index + 1, text[index : end + 1])
            literal, index = "", end + 1
        else:
            literal, index = literal + char, index + 1
    if literal:
        parts.append(Part("literal", literal))
    return Pattern(tuple(parts))


def _field(content: str, position: int) -> Part:
    name, colon, spec = content.partition(":")
    if name in TEXT_FIELDS:
        if colon:
            raise PatternError("format", position, f"{{{content}}}")
        return Part("text", name)
    if name in DATE_FIELDS:
        spec = spec or DEFAULT_FORMAT
        if not day_format.is_valid(spec):
            raise PatternError("format", position, f"{{{content}}}")
        return Part("date", name, spec)
    if name == "seq" or name in FREE_FIELDS:
        width = int(spec) if re.fullmatch("[0-9]{1,2}", spec) else 0
        if not 1 <= width <= MAX_WIDTH:
            raise PatternError("width", position, f"{{{content}}}")
        return Part("seq" if name == "seq" else "free", name, width=width)
    raise PatternError("field", position, f"{{{content}}}")


def _known(part: Part, values: Mapping[str, str | date]) -> str:
    """Return what a literal, text or date stands for; raises ``MissingValue``."""
    if part.kind == "literal":
        return part.name
    value = values.get(part.name)
    if not value:
        raise MissingValue(part.name)
    return day_format.render(value, part.format) if part.kind == "date" else str(value)


def _expression(part: Part, values: Mapping[str, str | date]) -> str:
    """Return the regular expression of a part; what is to be read is its group."""
    if part.kind == "seq":
        # More digits than asked for only when there is no leading zero to spare.
        return f"([0-9]{{{part.width}}}|[1-9][0-9]{{{part.width},}})"
    if part.kind == "free":
        return f"{FREE_FIELDS[part.name]}{{{part.width}}}"
    if part.kind == "literal" or values.get(part.name):
        return re.escape(_known(part, values))
    if part.kind == "text":
        return ".+"
    return f"({day_format.expression(part.format)})"


def _escape(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
