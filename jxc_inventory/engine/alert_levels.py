"""Levels of an alert: how grave a measured fact is, by a ladder of thresholds.

A fact may be measured in several units at once (a lot has 40 *days* left, which are
11 *percent* of its life); a threshold speaks of one of them. The gravest threshold that
is reached tells the severity.

The same rule is worked out in SQL where alerts are evaluated, a row a fact; this module
says what is right and judges whether a ladder makes sense.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal["falling", "rising"]
"""``falling``: the less, the graver (days left); ``rising``: the more, the graver."""


@dataclass(frozen=True)
class Threshold:
    """From ``value`` on, counted in ``unit``, a fact is of this ``severity``."""

    severity: int
    unit: str
    value: float

    def reached(self, measure: float | None, direction: Direction) -> bool:
        """Tell whether a measure lies at or beyond this threshold; None never does."""
        if measure is None:
            return False
        return (
            measure <= self.value if direction == "falling" else measure >= self.value
        )


def severity_of(
    measures: Mapping[str, float | None],
    thresholds: Iterable[Threshold],
    direction: Direction,
) -> int | None:
    """Return the gravest severity that is reached; None below all thresholds.

    :param measures: the fact's measure by unit; a unit that is absent is not known.
    """
    return max(
        (
            threshold.severity
            for threshold in thresholds
            if threshold.reached(measures.get(threshold.unit), direction)
        ),
        default=None,
    )


def unreachable(
    thresholds: Iterable[Threshold], direction: Direction
) -> list[tuple[Threshold, Threshold]]:
    """Return pairs (milder, graver) in which the graver hides the milder altogether.

    That is when the graver of two thresholds in the same unit is reached as soon as
    the milder one, or sooner: nothing would ever be of the milder severity.
    """
    by_gravity = sorted(thresholds, key=lambda threshold: threshold.severity)
    return [
        (milder, graver)
        for index, milder in enumerate(by_gravity)
        for graver in by_gravity[index + 1 :]
        if milder.unit == graver.unit
        and milder.severity < graver.severity
        and graver.reached(milder.value, direction)
    ]
