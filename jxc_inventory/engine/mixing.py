"""Which goods may lie together in a bin."""

from collections.abc import Hashable, Iterable
from typing import Literal, NamedTuple

Policy = Literal["one_lot", "one_product"]


class Content(NamedTuple):
    """Goods of one lot; ``lot`` is None for goods without one."""

    product: Hashable
    lot: Hashable | None = None


def clash(policy: Policy, first: Content, second: Content) -> bool:
    """Tell whether two contents may not share a bin."""
    if policy == "one_product":
        return first.product != second.product
    return first != second


def find_mixed(
    policy: Policy, present: Iterable[Content], arriving: Iterable[Content]
) -> list[tuple[int, Content]]:
    """Return which arrivals would be mixed, each with one content it clashes with.

    Arrivals are put away in order: one that is refused does not take up the bin, so
    that every arrival is judged by what may really lie there before it.

    :return: pairs of the position among ``arriving`` and the content in the way.
    """
    kept = list(present)
    mixed = []
    for position, content in enumerate(arriving):
        other = next((lying for lying in kept if clash(policy, lying, content)), None)
        if other is None:
            kept.append(content)
        else:
            mixed.append((position, other))
    return mixed
