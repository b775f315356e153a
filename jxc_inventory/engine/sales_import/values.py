"""Text of a cell to a number, a day, a code or a name."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

#: Quantities and prices are counted in millionths, so that sums are exact and do
#: not depend on the order of the rows.
SCALE = 10**6
_LARGEST = Decimal(10) ** 9

_SPACES = re.compile(r"\s+")
_CURRENCY = re.compile(r"[¥$£€\s]|RMB|CNY|元$", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d*")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d{1,2})?", re.IGNORECASE)
_ROUNDED_CODE = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'="([^"]*)"')

_TIME = (
    r"(?:[T\s]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AP]M)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?" + _TIME, re.IGNORECASE
)
_YEAR_LAST = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})" + _TIME, re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_SERIAL_ORIGIN = datetime.date(1899, 12, 30)


def clean_text(text: str) -> str:
    """Return ``text`` in one line and without control characters."""
    text = _SPACES.sub(" ", text).strip()
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def clean_code(text: str) -> str:
    """Return a product code: half-width, one line, ``="00123"`` unwrapped."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.startswith("="):
        wrapped = _TEXT_FORMULA.fullmatch(text)
        text = wrapped[1] if wrapped else text
    return clean_text(text)


def clean_reference(text: str) -> str:
    """Return a number of a person or a document; ``17850.0`` becomes ``17850``."""
    text = clean_code(text)
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def is_rounded_code(code: str) -> bool:
    """Tell whether a spreadsheet wrote a long code as a power of ten."""
    return bool(_ROUNDED_CODE.fullmatch(code))


def uses_decimal_comma(texts: Iterable[str]) -> bool:
    """Tell whether numbers of a column are written as ``1.234,5``.

    Only a number that can be nothing else counts: ``1,234`` is one thousand.
    """
    for text in texts:
        text = _bare_number(text)
        if _DECIMAL_COMMA.fullmatch(text) and not _THOUSANDS.fullmatch(text):
            return True
    return False


def _bare_number(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip()
    text = _CURRENCY.sub("", text).replace("−", "-").replace("'", "")
    if text.startswith("(") and text.endswith(")"):
        return "-" + text[1:-1]
    return "-" + text[:-1] if text.endswith("-") and len(text) > 1 else text


def parse_number(text: str, decimal_comma: bool = False) -> int | None:
    """Return the number in millionths, ``None`` when it is none.

    Understands full-width digits, thousands separators, currency signs, ``(5)`` and
    ``5-`` as minus five.
    """
    text = _bare_number(text)
    if decimal_comma:
        if not (_DECIMAL_COMMA.fullmatch(text) or _PLAIN.fullmatch(text)):
            return None
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if not _PLAIN.fullmatch(text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if abs(number) > _LARGEST:
        return None
    return int((number * SCALE).to_integral_value())


@dataclass
class DateReader:
    """Reads the days of one column.

    ``order`` tells how ``01/02/2024`` is meant: ``dmy`` or ``mdy``. ``zone`` is the
    company's time zone, used only for times that state their own offset.
    """

    order: str = "dmy"
    zone: ZoneInfo | None = None

    def parse(self, text: str) -> datetime.date | None:
        """Return the day, ``None`` when the text is no date."""
        text = unicodedata.normalize("NFKC", text).strip()
        try:
            return self._parse(text)
        except (ValueError, OverflowError):
            return None

    def _parse(self, text: str) -> datetime.date | None:
        if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
            day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
            return self._local(day, text, found[4])
        if found := _YEAR_LAST.fullmatch(text):
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            year += 2000 if year < 100 else 0
            if self.order == "mdy":
                first, second = second, first
            return self._local(datetime.date(year, second, first), text, found[5])
        if _SERIAL.fullmatch(text):
            return _SERIAL_ORIGIN + datetime.timedelta(days=int(text[:5]))
        return None

    def _local(
        self, day: datetime.date, text: str, offset: str | None
    ) -> datetime.date:
        if not offset or self.zone is None:
            return day
        clock = re.search(r"(\d{1,2}):(\d{2})", text)
        hour = int(clock[1]) % 12 if re.search("[AP]M", text, re.I) else int(clock[1])
        hour += 12 if re.search("PM", text, re.I) else 0
        shift = datetime.timedelta()
        if offset not in "Zz":
            digits = offset.replace(":", "")
            shift = datetime.timedelta(hours=int(digits[1:3]), minutes=int(digits[3:]))
            shift = -shift if digits[0] == "-" else shift
        instant = datetime.datetime(
            day.year,
            day.month,
            day.day,
            hour,
            int(clock[2]),
            tzinfo=datetime.timezone.utc,
        )
        return (instant - shift).astimezone(self.zone).date()


def is_ambiguous_style(text: str) -> bool:
    """Tell whether a date ends with its year, so that its order must be found out."""
    return bool(_YEAR_LAST.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def find_date_order(texts: Iterable[str]) -> tuple[str, bool]:
    """Return the order of day and month in a column, and whether it is certain.

    A part above 12 can only be a day; the order more dates speak for wins. Without
    any, day first is assumed and reported as uncertain.
    """
    votes = {"dmy": 0, "mdy": 0}
    for text in texts:
        found = _YEAR_LAST.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            votes["dmy"] += 1
        elif second > 12 >= first:
            votes["mdy"] += 1
        elif found[2] == ".":  # only written so where the day comes first
            votes["dmy"] += 1
    order = "mdy" if votes["mdy"] > votes["dmy"] else "dmy"
    return order, votes[order] > 0
