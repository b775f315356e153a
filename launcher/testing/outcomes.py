"""What the tests of a run came to: counting, and comparing two runs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
# Of several reports on one test (set-up, call, sub-tests, tear-down) the one that
# comes first here counts: a sub-test skipped in a test that passed hides nothing.
_WEIGHT = (FAILED, PASSED, SKIPPED)


@dataclass
class Outcomes:
    """The outcome of each test by its identifier.

    :ivar tests: ``passed``, ``failed`` or ``skipped`` by test identifier.
    :ivar reasons: why a test was skipped, by test identifier.
    """

    tests: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def add(self, test: str, outcome: str, reason: str = "") -> None:
        """Record one report on a test; the weightiest report is kept."""
        known = self.tests.get(test, SKIPPED)
        self.tests[test] = min(known, outcome, key=_WEIGHT.index)
        if reason:
            self.reasons[test] = reason

    def update(self, other: "Outcomes") -> None:
        """Add the outcomes of another run."""
        for test, outcome in other.tests.items():
            self.add(test, outcome, other.reasons.get(test, ""))

    def names(self, outcome: str) -> list[str]:
        """The tests that came out this way, sorted."""
        return sorted(test for test, out in self.tests.items() if out == outcome)

    @property
    def good(self) -> bool:
        """Whether something passed and nothing failed."""
        return bool(self.names(PASSED)) and not self.names(FAILED)

    def summary(self) -> str:
        """``N passed, N failed``, and ``, N skipped`` when there are any."""
        counts = {out: len(self.names(out)) for out in (PASSED, FAILED, SKIPPED)}
        line = f"{counts[PASSED]} passed, {counts[FAILED]} failed"
        return line + (f", {counts[SKIPPED]} skipped" if counts[SKIPPED] else "")

    def skip_lines(self) -> list[str]:
        """One line for each reason tests were skipped, with their number."""
        by_reason: dict[str, int] = {}
        for test in self.names(SKIPPED):
            reason = self.reasons.get(test, "no reason given")
            by_reason[reason] = by_reason.get(reason, 0) + 1
        return [f"{by_reason[why]} skipped: {why}" for why in sorted(by_reason)]

    def write(self, path: Path) -> None:
        """Save as JSON, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps({"tests": self.tests, "reasons": self.reasons}))
        part.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Outcomes":
        """What :meth:`write` saved.

        :raises OSError, ValueError: there is no such file, or it is not whole.
        """
        return cls(**json.loads(path.read_text()))


def broken_by(without: Outcomes, with_us: Outcomes) -> dict[str, str]:
    """Tests that pass without our add-ons and do not pass with them.

    :return: what each came to with us; ``not run`` when it is missing there.
    """
    return {
        test: with_us.tests.get(test, "not run")
        for test in without.names(PASSED)
        if with_us.tests.get(test) != PASSED
    }


def other_differences(without: Outcomes, with_us: Outcomes) -> dict[str, str]:
    """Every further test whose outcome differs, as ``before -> after``.

    A test that passes only with us, or that was skipped on one side, is worth
    reading about though it breaks nothing.
    """
    broken = broken_by(without, with_us)
    return {
        test: f"{_side(without, test)} -> {_side(with_us, test)}"
        for test in sorted(_all(without.tests, with_us.tests))
        if test not in broken and _side(without, test) != _side(with_us, test)
    }


def _side(outcomes: Outcomes, test: str) -> str:
    return outcomes.tests.get(test, "not run")


def _all(*sides: Mapping[str, str]) -> Iterable[str]:
    return set().union(*sides)
