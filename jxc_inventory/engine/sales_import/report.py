"""An account of every row of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .header import FIELDS
from .problem import REJECTIONS, _
from .rules import Rule

ACCEPTED, NETTED, EXCLUDED, REJECTED = "accepted", "netted", "excluded", "rejected"
LISTED_REJECTIONS = 1_000
_EXAMPLES = 5

#: Key of the exclusion no rule makes: the row was imported before.
KNOWN_ROWS = 0
_KNOWN_ROWS_NAME = _("Imported before")

#: (row number, field, text of the cell, reason) -> None
RejectionSink = Callable[[int, str, str, str], None]


@dataclass
class Tally:
    """Rows that share one fate: how many, and the first few of them."""

    rows: int = 0
    examples: list[int] = field(default_factory=list)

    def add(self, number: int) -> None:
        """Count the row with this number."""
        self.rows += 1
        if self.rows <= _EXAMPLES:
            self.examples.append(number)


@dataclass
class Report:
    """Counts rows by fate. ``read = accepted + netted + excluded + rejected``.

    *Accepted* rows are sales; *netted* rows are returns taken off sales; *excluded*
    rows met a rule; *rejected* rows hold a mistake. ``sink`` receives every
    rejection, the report itself lists the first thousand.
    """

    read: int = 0
    accepted: int = 0
    netted: int = 0
    blank: int = 0
    exclusions: dict[int, tuple[str, Tally]] = field(default_factory=dict)
    reasons: dict[tuple[str, str], Tally] = field(default_factory=dict)
    rejections: list[tuple[int, str, str, str]] = field(default_factory=list)
    sink: RejectionSink | None = None
    facts: dict[str, object] = field(default_factory=dict)
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    @property
    def excluded(self) -> int:
        """Number of rows that met a rule."""
        return sum(tally.rows for _name, tally in self.exclusions.values())

    @property
    def rejected(self) -> int:
        """Number of rows with a mistake."""
        return sum(tally.rows for tally in self.reasons.values())

    def exclude(self, rule: Rule | None, number: int) -> None:
        """Count a row met by ``rule``, or imported before (``None``)."""
        key, name = (rule.key, rule.name) if rule else (KNOWN_ROWS, _KNOWN_ROWS_NAME)
        if key not in self.exclusions:
            self.exclusions[key] = (name, Tally())
        self.exclusions[key][1].add(number)

    def reject(self, number: int, field_name: str, text: str, reason: str) -> None:
        """Count a row with a mistake in ``field_name`` ("" when in the whole row)."""
        self.reasons.setdefault((reason, field_name), Tally()).add(number)
        rejection = (number, field_name, text[:200], reason)
        if len(self.rejections) < LISTED_REJECTIONS:
            self.rejections.append(rejection)
        if self.sink:
            self.sink(*rejection)

    def note(self, message: str, **values: object) -> None:
        """Add a remark: an English template marked for translation, and its values."""
        self.notes.append((message, values))

    def check(self) -> None:
        """Raise ``AssertionError`` unless every row has exactly one fate."""
        counted = self.accepted + self.netted + self.excluded + self.rejected
        if counted != self.read:
            raise AssertionError(f"{self.read} rows read, {counted} accounted for")

    def as_dict(self, translate: Callable[[str], str] = str) -> dict:
        """Return the report as plain values for scripts and screens.

        Keys are stable; texts pass through ``translate``.
        """
        self.check()
        return {
            "rows": {
                "read": self.read,
                ACCEPTED: self.accepted,
                NETTED: self.netted,
                EXCLUDED: self.excluded,
                REJECTED: self.rejected,
                "blank": self.blank,
            },
            "excluded": [
                {
                    "rule_id": key or None,
                    "rule": name if key else translate(name),
                    "rows": tally.rows,
                    "examples": tally.examples,
                }
                for key, (name, tally) in sorted(
                    self.exclusions.items(), key=lambda item: -item[1][1].rows
                )
            ],
            "rejected": [
                {
                    **describe_rejection(reason, field_name, translate),
                    "rows": tally.rows,
                    "examples": tally.examples,
                }
                for (reason, field_name), tally in sorted(
                    self.reasons.items(), key=lambda item: (-item[1].rows, item[0])
                )
            ],
            "rejections": [
                {
                    "row": number,
                    "value": text,
                    **describe_rejection(reason, field_name, translate),
                }
                for number, field_name, text, reason in sorted(self.rejections)
            ],
            "notes": [translate(text) % values for text, values in self.notes],
            **self.facts,
        }


def describe_rejection(
    reason: str, field_name: str, translate: Callable[[str], str] = str
) -> dict[str, str]:
    """Return the reason's stable name, the field, what is wrong and the cure."""
    problem, cure = REJECTIONS[reason]
    return {
        "reason": reason,
        "field": field_name,
        "field_name": translate(FIELDS[field_name]) if field_name else "",
        "problem": translate(problem),
        "cure": translate(cure),
    }
