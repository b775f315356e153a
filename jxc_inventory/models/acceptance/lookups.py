"""Answers found once for a whole list of reordering rules."""

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

CONTEXT_KEY = "jxc_lookups"


class Gathered(NamedTuple):
    """What is put off while many requests for quotation are made."""

    lines: list[dict]  # values of purchase order lines
    logs: dict[int, str]  # what to log, by id of the purchase order
    vendors_asked: set[int]  # those who had a draft request when it began


class Lookups:
    """What core looks up for each record, kept while one list is worked on.

    It travels in the context, so that core's own methods run unchanged and find their
    answers here. A key holds all that core's answer depends on; answers are ids, as a
    run may change its cursor. It lives as long as the records that carry it: made for
    one call, never kept between calls.

    :ivar kinds: what core's choice of routes looks at of a product.
    :ivar choices: routes open to a kind of product in a warehouse.
    :ivar rules: id of the stock rule, by what chooses it.
    :ivar ways: ids of the stock rules from a place back to its source.
    :ivar routes: id of the route, by what chooses it.
    :ivar sellers: id of the price list that tells the lead time.
    :ivar sequences: id of the sequence that numbers a kind of document.
    :ivar fiscal_positions: id of the fiscal position of a partner.
    :ivar has_distribution_models: whether any analytic distribution model exists.
    :ivar mates: products to be read together with a product.
    :ivar goes_on: whether others are ordered where one cannot be.
    :ivar quantities: what a reordering rule orders.
    :ivar vendors: vendor that a reordering rule orders from.
    :ivar failures: why a reordering rule could not order.
    :ivar gathered: what is put off now, None when nothing is.
    """

    def __init__(self):
        self.kinds: dict[Hashable, tuple] = {}
        self.choices: dict[Hashable, tuple] = {}
        self.rules: dict[Hashable, int] = {}
        self.ways: dict[Hashable, list[int]] = {}
        self.routes: dict[Hashable, int] = {}
        self.sellers: dict[Hashable, int] = {}
        self.sequences: dict[Hashable, int] = {}
        self.fiscal_positions: dict[Hashable, int] = {}
        self.has_distribution_models: bool | None = None
        self.mates: dict[int, Sequence[int]] = {}
        self.goes_on = False
        self.quantities: dict[int, float] = {}
        self.vendors: dict[int, int] = {}
        self.failures: dict[int, str] = {}
        self.gathered: Gathered | None = None

    @contextmanager
    def gathering(self, vendors_asked: set[int]) -> Iterator[Gathered]:
        """Put off purchase order lines and what is logged on their orders."""
        self.gathered = gathered = Gathered([], {}, vendors_asked)
        try:
            yield gathered
        finally:
            self.gathered = None


def remembering(records):
    """Return ``records`` with lookups in their context; those they have are kept."""
    if CONTEXT_KEY in records.env.context:
        return records
    return records.with_context(**{CONTEXT_KEY: Lookups()})


def get_lookups(records) -> Lookups | None:
    """Return the lookups that ``records`` carry, None outside of a list's work."""
    return records.env.context.get(CONTEXT_KEY)
