"""Numbers entered in bulk: typed, pasted from a sheet or a message, or scanned.

One number a line; a range ``SN001..SN050`` stands for all its numbers. What follows a
tab or semicolon belongs to the number (quantity, dates) and stays with it. Numbers in
one line may also be separated by commas. Full-width characters, which Chinese input
methods produce, count as the ordinary ones; invisible characters are dropped.
"""

import re
from typing import NamedTuple

from .pattern import MAX_LENGTH

MAX_ENTRIES = 10_000

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TRANSLATION = {
    **_FULL_WIDTH,
    ord("\u3000"): " ",
    ord("\u00a0"): " ",
    ord("、"): ",",
    ord("\r"): "\n",
    **dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]),
}
_RANGE = re.compile(r"(?P<first>.*?\d)\s*(?:\.\.+|…|~)\s*(?P<last>.*\d)", re.ASCII)
_TAIL = re.compile(r"(?P<prefix>.*?)(?P<digits>\d+)", re.ASCII)


class RangeError(ValueError):
    """Two numbers that are no range.

    :param problem: ``prefix`` (they begin differently), ``width`` (their digits are
        not equally many), ``order`` (the last comes first) or ``many``.
    """

    def __init__(self, problem: str):
        super().__init__(problem)
        self.problem = problem


class Entry(NamedTuple):
    """One number that was entered.

    :param line: the line of the text it stands in, counted from 1.
    :param extra: what follows the number, with the separator it begins with.
    :param problem: the ``RangeError.problem`` of a range that is none.
    """

    line: int
    number: str
    extra: str = ""
    problem: str | None = None


def expand_range(first: str, last: str) -> list[str]:
    """Return the numbers from ``first`` to ``last``; raises ``RangeError``.

    Both begin alike and end in digits, equally many of them. The last one may be
    written as its digits only: ``SN001..050``.
    """
    start, end = _TAIL.fullmatch(first), _TAIL.fullmatch(last)
    if not start or not end or end["prefix"] not in ("", start["prefix"]):
        raise RangeError("prefix")
    if len(start["digits"]) != len(end["digits"]):
        raise RangeError("width")
    low, high, width = int(start["digits"]), int(end["digits"]), len(end["digits"])
    if low > high:
        raise RangeError("order")
    if high - low >= MAX_ENTRIES:
        raise RangeError("many")
    return [f"{start['prefix']}{value:0{width}}" for value in range(low, high + 1)]


def split_entries(text: str) -> list[Entry]:
    """Return the numbers of a text in their order; raises ``RangeError("many")``."""
    entries: list[Entry] = []
    for position, line in enumerate(_lines(text), start=1):
        found = re.match(r"([^;\t]*)(.*)", line, re.DOTALL)
        number, extra = found[1].strip(), found[2].rstrip()
        if not number and not extra:
            continue
        entries += _entries_of(position, number, extra)
        if len(entries) > MAX_ENTRIES:
            raise RangeError("many")
    return entries


def join_entries(entries: list[Entry]) -> str:
    """Return a text of one number a line that says the same."""
    return "\n".join(entry.number + entry.extra for entry in entries)


def repeated(entries: list[Entry]) -> dict[int, int]:
    """Return, for the index of each repeated number, the line of its first entry."""
    first_lines: dict[str, int] = {}
    found = {}
    for index, entry in enumerate(entries):
        if entry.number in first_lines:
            found[index] = first_lines[entry.number]
        else:
            first_lines[entry.number] = entry.line
    return found


def _lines(text: str) -> list[str]:
    text = (text or "").replace("\r\n", "\n").translate(_TRANSLATION).strip("\n ")
    if "," in text and not re.search(r"[\n;\t]", text):
        return text.split(",")
    return text.split("\n")


def _entries_of(line: int, number: str, extra: str) -> list[Entry]:
    match = len(number) <= 2 * MAX_LENGTH + 5 and _RANGE.fullmatch(number)
    if not match:
        return [Entry(line, number, extra)]
    try:
        numbers = expand_range(match["first"], match["last"])
    except RangeError as error:
        return [Entry(line, number, extra, error.problem)]
    return [Entry(line, one, extra) for one in numbers]
