"""The application identifiers of the GS1 General Specifications.

The table is that of the device's reader, so that both know the same identifiers; its
first lines say what its columns mean.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from .check_digit import is_checked

_TABLE = Path(__file__).parents[1] / "static/src/parse/identifiers_table.js"
_CHARACTERS = {
    "N": "[0-9]",
    "X": r"[^\x1d]",
    "Y": "[A-Z0-9/#-]",
    "Z": "[0-9A-Za-z_-]",
}
_DECIMALS = {"39": 10}


@dataclass(frozen=True)
class Identifier:
    """An application identifier.

    :ivar format: what its value must match.
    :ivar length: of the value where it is the same for all, else 0.
    :ivar predefined: whether no FNC1 need follow.
    :ivar checked: so many of the first digits end in a check digit.
    :ivar sort: ``d`` a day, ``t`` an instant, ``v`` a value with decimals, or text.
    :ivar name: of its meaning, empty where nothing asks for it.
    """

    format: re.Pattern[str]
    length: int
    predefined: bool
    checked: int
    sort: str
    name: str
    title: str
    decimals: int = 0


def _read_table() -> dict[str, Identifier]:
    text = _TABLE.read_text(encoding="utf-8").split("`")[1]
    found = {}
    for line in text.strip().splitlines():
        ai, form, marks, name, title = line.split("|")
        exact = re.fullmatch(r"N(\d+)", form)
        checked = re.search(r"c(\d+)", marks)
        sort = re.search("[dtv]", marks)
        identifier = Identifier(
            format=re.compile(_pattern(form)),
            length=int(exact[1]) if exact else 0,
            predefined="!" in marks,
            checked=int(checked[1]) if checked else 0,
            sort=sort[0] if sort else "",
            name=name,
            title=title,
        )
        if not ai.endswith("n"):
            found[ai] = identifier
            continue
        for decimals in range(_DECIMALS.get(ai[:2], 6)):
            found[f"{ai[:-1]}{decimals}"] = replace(identifier, decimals=decimals)
    return found


def _pattern(form: str) -> str:
    """``N13[+X..17]`` as a regular expression."""
    plain = form.replace("+", "").replace("[", "(?:").replace("]", ")?")
    return re.sub(
        r"([NXYZ])(\.\.)?(\d+)",
        lambda part: _CHARACTERS[part[1]] + ("{1," if part[2] else "{") + part[3] + "}",
        plain,
    )


IDENTIFIERS = _read_table()


def identifier_of(text: str) -> str:
    """Return the identifier at the beginning of ``text``, empty for none.

    >>> identifier_of("3103000195")
    '3103'
    """
    return next((text[:n] for n in (2, 3, 4) if text[:n] in IDENTIFIERS), "")


def is_value(ai: str, value: str) -> bool:
    """Whether ``value`` is what may stand behind the identifier ``ai``."""
    identifier = IDENTIFIERS[ai]
    if not identifier.format.fullmatch(value):
        return False
    return not identifier.checked or is_checked(value[: identifier.checked])
