"""Days written in digits: ``%y%m%d`` and other directives of ISO C's strftime."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple


class _Directive(NamedTuple):
    """What a directive writes, how wide, and the least and largest value it may."""

    width: int
    value_of: Callable[[date], int]
    low: int
    high: int


# strftime itself would pad %Y differently by platform.
_DIRECTIVES = {
    "Y": _Directive(4, lambda day: day.year, 1, 9999),
    "y": _Directive(2, lambda day: day.year % 100, 0, 99),
    "m": _Directive(2, lambda day: day.month, 1, 12),
    "d": _Directive(2, lambda day: day.day, 1, 31),
    "j": _Directive(3, lambda day: day.timetuple().tm_yday, 1, 366),
    "G": _Directive(4, lambda day: day.isocalendar().year, 1, 9999),
    "V": _Directive(2, lambda day: day.isocalendar().week, 1, 53),
    "u": _Directive(1, lambda day: day.isocalendar().weekday, 1, 7),
}


def is_valid(spec: str) -> bool:
    """Tell whether a format has directives, and only those that are known."""
    directives = [directive for directive, _text in _split(spec) if directive]
    return bool(directives) and all(one in _DIRECTIVES for one in directives)


def render(day: date, spec: str) -> str:
    """Return ``day`` in a valid format."""
    return "".join(
        str(_DIRECTIVES[directive].value_of(day)).zfill(_DIRECTIVES[directive].width)
        if directive
        else literal
        for directive, literal in _split(spec)
    )


def expression(spec: str) -> str:
    """Return a regular expression of what ``render`` may write."""
    return "".join(
        f"[0-9]{{{_DIRECTIVES[directive].width}}}" if directive else re.escape(literal)
        for directive, literal in _split(spec)
    )


def read(texts: list[tuple[str, str]]) -> tuple[bool, date | None]:
    """Return whether one day can have been written so, and which if that tells.

    :param texts: ``(format, text)`` pairs; each text matches ``expression``.
    """
    numbers: dict[str, int] = {}
    for spec, text in texts:
        for directive, literal in _split(spec):
            width = _DIRECTIVES[directive].width if directive else len(literal)
            if directive:
                value = int(text[:width])
                known = numbers.setdefault(directive, value)
                limits = _DIRECTIVES[directive]
                if known != value or not limits.low <= value <= limits.high:
                    return False, None
            text = text[width:]
    try:
        day = _day_from(numbers)
    except (ValueError, OverflowError):
        return False, None
    if day and any(render(day, spec) != text for spec, text in texts):
        return False, None
    return True, day


def _split(spec: str) -> list[tuple[str, str]]:
    """Return ``(directive, literal)`` pairs, one of the two empty."""
    return [
        (piece[1:] or "%", "") if piece.startswith("%") else ("", piece)
        for piece in re.findall("%.?|[^%]+", spec, re.DOTALL)
    ]


def _day_from(numbers: Mapping[str, int]) -> date | None:
    """Return the day, None when the numbers do not tell one; raises ``ValueError``."""
    # Goods are of this century: two digits of a year need no guess.
    year = numbers.get("Y", numbers["y"] + 2000 if "y" in numbers else None)
    if year and {"m", "d"} <= numbers.keys():
        return date(year, numbers["m"], numbers["d"])
    if year and "j" in numbers:
        return date(year, 1, 1) + timedelta(days=numbers["j"] - 1)
    if {"G", "V", "u"} <= numbers.keys():
        return date.fromisocalendar(numbers["G"], numbers["V"], numbers["u"])
    return None
