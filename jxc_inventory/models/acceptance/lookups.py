"""Answers found once for a whole list of reordering rules."""

from collections.abc import Hashable, MutableMapping

CONTEXT_KEY = "jxc_lookups"


class Lookups:
    """What core looks up for each record, kept while one list is worked on.

    It travels in the context, so that core's own methods run unchanged and find their
    answers here. A key holds all that core's answer depends on; answers are ids, as a
    run may change its cursor. It lives as long as the records that carry it: made for
    one call, never kept between calls.

    :ivar rules: id of the stock rule, by what chooses it.
    :ivar routes: id of the route, by what chooses it.
    :ivar warehouse_routes: ids of a warehouse's routes open to a product.
    :ivar has_distribution_models: whether any analytic distribution model exists.
    """

    def __init__(self):
        self.rules: MutableMapping[Hashable, int] = {}
        self.routes: MutableMapping[Hashable, int] = {}
        self.warehouse_routes: MutableMapping[Hashable, tuple[int, ...]] = {}
        self.has_distribution_models: bool | None = None


def remembering(records):
    """Return ``records`` with lookups in their context; those they have are kept."""
    if CONTEXT_KEY in records.env.context:
        return records
    return records.with_context(**{CONTEXT_KEY: Lookups()})


def get_lookups(records) -> Lookups | None:
    """Return the lookups that ``records`` carry, None outside of a list's work."""
    return records.env.context.get(CONTEXT_KEY)
