"""Which of many rules holds for a product and a trading partner: the nearest one.

A rule states some *aspects* (how lots are numbered, how much life must remain …) for
a scope. Each aspect is looked up on its own, so that a rule for one product may state
its numbering and leave the rest to the rule of its category.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """What a rule applies to; None in a field means anything.

    :param party: the supplier of the goods, or the customer they go to.
    :param party_tag: a category of customers.
    """

    product: int | None = None
    category: int | None = None
    party: int | None = None
    party_tag: int | None = None
    company: int | None = None


@dataclass(frozen=True)
class Subject:
    """What a rule is looked up for.

    :param categories: the category of the product, then its parent, and so upward.
    :param parties: the partner and whoever it belongs to, nearest first.
    """

    product: int
    categories: Sequence[int] = ()
    parties: Sequence[int] = ()
    party_tags: frozenset[int] = frozenset()
    company: int | None = None


def distance(scope: Scope, subject: Subject, party_first: bool = False) -> tuple | None:
    """Return how far a rule is from a subject: smaller is nearer, None is not at all.

    The product is nearer than its category, a category nearer than its parent; then a
    partner is nearer than its tag, and a rule of the company nearer than a shared one.

    :param party_first: compare the partner before the product. What a customer asks
        for holds whatever the product's own rule says.
    """
    goods = _goods_distance(scope, subject)
    party = _party_distance(scope, subject)
    if goods is None or party is None or scope.company not in (None, subject.company):
        return None
    main = (party, goods) if party_first else (goods, party)
    return (*main, scope.company is None)


def nearest(
    scopes: Iterable[tuple[int, Scope]], subject: Subject, party_first: bool = False
) -> int | None:
    """Return the key of the nearest of ``(key, scope)`` pairs, the first of equals."""
    found = (
        (distance(scope, subject, party_first), position, key)
        for position, (key, scope) in enumerate(scopes)
    )
    applying = [entry for entry in found if entry[0] is not None]
    return min(applying)[2] if applying else None


def _goods_distance(scope: Scope, subject: Subject) -> int | None:
    if scope.product is not None:
        return 0 if scope.product == subject.product else None
    if scope.category is None:
        return len(subject.categories) + 1
    if scope.category not in subject.categories:
        return None
    return subject.categories.index(scope.category) + 1


def _party_distance(scope: Scope, subject: Subject) -> int | None:
    if scope.party is not None:
        if scope.party not in subject.parties:
            return None
        return subject.parties.index(scope.party)
    beyond = len(subject.parties)
    if scope.party_tag is None:
        return beyond + 1
    return beyond if scope.party_tag in subject.party_tags else None
