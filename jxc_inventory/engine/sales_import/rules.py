"""Which rows are not goods sold, and which are returns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate

EXCLUDE, NET = "exclude", "net"
_CACHED = 200_000


@dataclass(frozen=True)
class Rule:
    """One rule: it applies to a row that meets all its stated conditions.

    ``codes`` and ``documents`` are patterns compared without letter case, ``*``
    standing for any text. ``quantity`` and ``price`` are sets of signs (-1, 0, 1),
    ``customer`` is whether the row names one; ``None`` and empty mean: any. A
    condition on a column the file does not have is not met.
    """

    key: int
    name: str
    action: str
    codes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    customer: bool | None = None
    quantity: frozenset[int] | None = None
    price: frozenset[int] | None = None

    def matches(
        self,
        label: str,
        document: str,
        customer: bool | None,
        quantity: int | None,
        price: int | None,
    ) -> bool:
        """Tell whether the rule applies; ``None`` is what the row does not tell."""
        return (
            (not self.codes or _any_match(self.codes, label))
            and (not self.documents or _any_match(self.documents, document))
            and (self.customer is None or self.customer is customer)
            and (self.quantity is None or quantity in self.quantity)
            and (self.price is None or price in self.price)
        )


def split_patterns(text: str | None) -> tuple[str, ...]:
    """Return the patterns of a text that lists them by comma or line."""
    parts = re.split(r"[,，;；、\n]+", text or "")
    return tuple(part.strip() for part in parts if part.strip())


def _any_match(patterns: Iterable[str], text: str) -> bool:
    text = text.strip()
    return bool(text) and any(
        re.match(translate(pattern), text, re.IGNORECASE) for pattern in patterns
    )


class Rules:
    """Rules in their order; the first that applies decides."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._reads_documents = any(rule.documents for rule in rules)
        self._decided: dict[tuple, Rule | None] = {}

    def decide(
        self,
        label: str,
        document: str,
        customer: bool | None,
        quantity: int | None,
        price: int | None,
    ) -> Rule | None:
        """Return the rule for a row, from signs of its ``quantity`` and ``price``.

        ``label`` is the product code, or the first filled cell of a row without one
        (where totals are written).
        """
        key = (
            label,
            document if self._reads_documents else "",
            customer,
            quantity,
            price,
        )
        try:
            return self._decided[key]
        except KeyError:
            pass
        if len(self._decided) > _CACHED:
            self._decided.clear()
        rule = next((rule for rule in self.rules if rule.matches(*key)), None)
        self._decided[key] = rule
        return rule


def sign(number: int | None) -> int | None:
    """Return -1, 0 or 1; ``None`` stays."""
    return None if number is None else (number > 0) - (number < 0)
