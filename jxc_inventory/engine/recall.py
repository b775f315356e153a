"""Where every piece of a lot is: the arithmetic of a recall.

Done movements are double entries: each takes a quantity from one place and brings it
to another. Summed up by place they say what entered the books with a lot, what of it
is still somewhere, and where the rest went. Nothing is lost on the way, so

    entered = standing + gone

holds for every lot whatever its history: through several warehouses, deliveries,
returns, resales and kits, whose components are delivered as plain movements. Whether
the *stock* agrees with the movements is another matter: ``LotTally.difference`` checks
one against the other.

Quantities are in the product's own unit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal[
    "stock", "transit", "customer", "vendor", "destroyed", "counted", "produced"
]

# Where goods of a recall still are; all other kinds are outside of its reach.
STANDING: frozenset[Kind] = frozenset({"stock", "transit", "customer"})


class Place(NamedTuple):
    """A place goods move between.

    :param location: a stock or transit location.
    :param partner: a customer; None when nobody was named.
    """

    kind: Kind
    location: int | None = None
    partner: int | None = None


class Flow(NamedTuple):
    """A quantity of one lot that moved from one place to another."""

    lot: int
    source: Place
    target: Place
    quantity: float


@dataclass
class Holding:
    """What came to one place, and what left it for which kind of place."""

    came: float = 0.0
    left: Counter = field(default_factory=Counter)

    @property
    def balance(self) -> float:
        """What is there now; negative when more left than ever came."""
        return self.came - sum(self.left.values())


@dataclass
class LotTally:
    """The whole of one lot.

    :param holdings: by place of a kind in ``STANDING``.
    :param entered: by kind of source: ``vendor`` (received), ``produced``, ``counted``
        (found when counting).
    :param gone: by kind of target: ``vendor`` (sent back), ``produced`` (used up in
        production), ``counted`` (missing when counting), ``destroyed``.
    """

    holdings: dict[Place, Holding] = field(default_factory=lambda: defaultdict(Holding))
    entered: Counter = field(default_factory=Counter)
    gone: Counter = field(default_factory=Counter)

    def standing(self, *kinds: Kind) -> float:
        """Return what is at places of these kinds."""
        return sum(
            holding.balance
            for place, holding in self.holdings.items()
            if place.kind in kinds
        )

    def difference(self, in_stock: float) -> float:
        """Return what the books miss, zero when everything adds up.

        :param in_stock: what stock says to be in warehouses and in transit.
        """
        entered = sum(self.entered.values())
        return entered - in_stock - self.standing("customer") - sum(self.gone.values())


class Outcome(NamedTuple):
    """What became of the goods of one place.

    :param moved: taken to another place of the recall, or used up in production.
    :param returned: by a customer to us, by us to the vendor.
    """

    moved: float
    returned: float
    destroyed: float
    lost: float

    @property
    def total(self) -> float:
        """Everything that has left the place."""
        return sum(self)


def tally(flows: Iterable[Flow]) -> dict[int, LotTally]:
    """Sum movements up by lot and place; their order does not matter."""
    lots: dict[int, LotTally] = defaultdict(LotTally)
    for lot, source, target, quantity in flows:
        if source == target:
            continue
        account = lots[lot]
        if source.kind in STANDING:
            account.holdings[source].left[target.kind] += quantity
        elif source.kind == "destroyed":
            # Taken out of the waste again: it had never gone.
            account.gone["destroyed"] -= quantity
        else:
            account.entered[source.kind] += quantity
        if target.kind in STANDING:
            account.holdings[target].came += quantity
        else:
            account.gone[target.kind] += quantity
    return dict(lots)


def outcome(
    kind: Kind, left: Mapping[Kind, float], before: Mapping[Kind, float]
) -> Outcome:
    """Say what became of what left a place of ``kind`` since ``before``.

    :param left: what has left by kind of target.
    :param before: the same when the recall began; empty for a customer, of whom all
        deliveries and returns count.
    """
    since = Counter(left)
    since.subtract(before)
    ours = since["stock"] + since["transit"]
    back = kind == "customer"
    return Outcome(
        moved=since["customer"] + since["produced"] + (0 if back else ours),
        returned=since["vendor"] + (ours if back else 0),
        destroyed=since["destroyed"],
        lost=since["counted"],
    )


def share_done(whole: float, remaining: float) -> float:
    """Return the part of ``whole`` that is accounted for, from 0.0 to 1.0."""
    if whole <= 0:
        return 1.0 if remaining <= 0 else 0.0
    return min(1.0, max(0.0, 1.0 - remaining / whole))
