"""Take returns off the sales they undo."""

from __future__ import annotations

from collections import defaultdict

#: (customer or 0, day) -> quantity; days are ordinals, quantities exact integers.
Quantities = dict[tuple[int, int], int]


def net_by_day(sales: Quantities, returns: Quantities) -> tuple[dict[int, int], int]:
    """Return net demand by day of one product in one warehouse, and what matched.

    Both arguments hold positive quantities. A return is demand that never was, so
    it is taken off the day of the sale it undoes: of the same customer (any customer
    when the return names none, key 0), the latest day up to the return whose sale
    has just that quantity, else latest sales first. What finds no sale, because the
    sale is older than the file, is taken off the day of the return itself.

    The result depends on the sums only, not on the order of rows, and its total is
    sales less returns.
    """
    left: dict[int, dict[int, int]] = defaultdict(dict)
    for (customer, day), quantity in sales.items():
        left[customer][day] = left[customer].get(day, 0) + quantity
    net: dict[int, int] = defaultdict(int)
    matched = 0
    named = sorted((k for k in returns if k[0]), key=lambda k: (k[0], k[1]))
    for customer, day in named:
        matched += _take(left[customer], day, returns[customer, day], net)
    merged: dict[int, int] = defaultdict(int)
    for days in left.values():
        for day, quantity in days.items():
            merged[day] += quantity
    for _customer, day in sorted(k for k in returns if not k[0]):
        matched += _take(merged, day, returns[0, day], net)
    for day, quantity in merged.items():
        net[day] += quantity
    return {day: quantity for day, quantity in net.items() if quantity}, matched


def _take(left: dict[int, int], day: int, quantity: int, net: dict[int, int]) -> int:
    """Take a return off ``left``, the rest off ``net``; return what was matched."""
    earlier = sorted((d for d, q in left.items() if d <= day and q > 0), reverse=True)
    same = next((d for d in earlier if left[d] == quantity), None)
    rest = quantity
    for sale_day in [same] if same is not None else earlier:
        taken = min(rest, left[sale_day])
        left[sale_day] -= taken
        rest -= taken
        if not rest:
            break
    if rest:
        net[day] -= rest
    return quantity - rest
