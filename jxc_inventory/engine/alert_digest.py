"""Who hears of which alerts: grouping news so that each person gets one message."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

EXAMPLES = 10  # how many alerts of a rule a message names


class News(NamedTuple):
    """How many alerts of one rule and severity are new, with one owner.

    ``owner_id`` is None where an alert has no owner of its own: then those who own the
    rule hear of it.
    """

    rule_id: int
    owner_id: int | None
    severity: int
    count: int
    examples: tuple[int, ...] = ()  # ids of some of them, the most urgent first


@dataclass
class RuleNews:
    """What one person hears of one rule: a count by severity, the gravest first."""

    rule_id: int
    counts: dict[int, int] = field(default_factory=dict)
    examples: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def gravest(self) -> int:
        return max(self.counts)


def by_person(
    news: Iterable[News], owners: Mapping[int, Sequence[int]]
) -> dict[int, list[RuleNews]]:
    """Return what each person hears, rules with the gravest news first.

    :param owners: for each rule, the people who hear of alerts without an own owner.
    """
    heard: dict[int, dict[int, RuleNews]] = defaultdict(dict)
    for item in sorted(news, key=lambda item: -item.severity):
        for person in [item.owner_id] if item.owner_id else owners[item.rule_id]:
            rule = heard[person].setdefault(item.rule_id, RuleNews(item.rule_id))
            before = rule.counts.get(item.severity, 0)
            rule.counts[item.severity] = before + item.count
            room = EXAMPLES - len(rule.examples)
            rule.examples.extend(item.examples[:room])
    return {
        person: sorted(
            rules.values(), key=lambda rule: (-rule.gravest, -rule.total, rule.rule_id)
        )
        for person, rules in heard.items()
    }
