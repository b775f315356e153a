"""Sums to net demand by product, warehouse and day."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from .collect import GROUP_BITS, Collector, pack, unpack
from .netting import Quantities, net_by_day
from .settings import Unit


@dataclass
class Demand:
    """Net demand: parallel arrays of product number, warehouse id, day, millionths."""

    products: array = field(default_factory=lambda: array("L"))
    warehouses: array = field(default_factory=lambda: array("L"))
    days: array = field(default_factory=lambda: array("L"))
    quantities: array = field(default_factory=lambda: array("q"))
    matched: int = 0
    returned: int = 0

    def __len__(self) -> int:
        return len(self.products)

    def __iter__(self) -> Iterator[tuple[int, int, int, int]]:
        return zip(
            self.products, self.warehouses, self.days, self.quantities, strict=True
        )


def choose_units(collector: Collector) -> tuple[dict[int, str], dict[int, Fraction]]:
    """Return the unit of each product and the factor of each item into it.

    A product that exists keeps its unit; a new one gets the unit of most of its
    rows. Rows in a unit that cannot be converted are rejected: their item has no
    factor.
    """
    settings, names = collector.settings, collector.units.values_list
    rows: dict[int, int] = defaultdict(int)
    for item in collector.row_items:
        rows[item] += 1
    by_product: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (product, unit), item in collector.items.items():
        by_product[product].append((item, names[unit]))
    chosen: dict[int, str] = {}
    factors: dict[int, Fraction] = {}
    for product, items in by_product.items():
        code = collector.products.values_list[product]
        named = [(-rows[item], name) for item, name in items if name]
        main = settings.products.get(code) or (
            min(named)[1] if named else settings.default_unit
        )
        chosen[product] = main
        for item, name in items:
            factor = _factor(name or main, main, settings.units)
            if factor is not None:
                factors[item] = factor
    return chosen, factors


def _factor(name: str, main: str, units: dict[str, Unit]) -> Fraction | None:
    if name.casefold() == main.casefold():
        return Fraction(1)
    unit, target = units.get(name.casefold()), units.get(main.casefold())
    if unit is None or target is None or unit.reference != target.reference:
        return None
    return unit.factor / target.factor


def reject_other_units(collector: Collector, factors: dict[int, Fraction]) -> None:
    """Move rows whose item has no factor from accepted and netted to rejected."""
    if len(factors) == len(collector.items):
        return
    report, kept = collector.report, array("Q")
    units = {item: unit for (_product, unit), item in collector.items.items()}
    rows = zip(
        collector.fingerprints,
        collector.row_items,
        collector.row_numbers,
        collector.row_returns,
        strict=True,
    )
    for mark, item, number, is_return in rows:
        if item in factors:
            kept.append(mark)
            continue
        name = collector.units.values_list[units[item]]
        report.reject(number, "unit", name, "unit_other")
        if is_return:
            report.netted -= 1
        else:
            report.accepted -= 1
    collector.fingerprints = kept


def settle(collector: Collector, factors: dict[int, Fraction]) -> Demand:
    """Return what this file adds to demand.

    Rows imported before take part in matching returns to sales, then what they
    already brought is taken off again: a longer export of the same system adds just
    the difference.
    """
    products = {item: product for (product, _unit), item in collector.items.items()}

    def converted(sums: dict[int, int]) -> dict[int, int]:
        out: dict[int, int] = {}
        for key, quantity in sums.items():
            item, warehouse, customer, day = unpack(key)
            if item in factors:
                new = pack(products[item], warehouse, customer, day)
                out[new] = out.get(new, 0) + round(quantity * factors[item])
        return out

    plain = all(f == 1 and products[i] == i for i, f in factors.items())
    if not plain or len(factors) < len(collector.items):
        new = converted(collector.sales), converted(collector.returns)
        known = converted(collector.known_sales), converted(collector.known_returns)
    else:
        new = collector.sales, collector.returns
        known = collector.known_sales, collector.known_returns
    return _net_groups(collector, new, known)


def _net_groups(
    collector: Collector,
    new: tuple[dict[int, int], dict[int, int]],
    known: tuple[dict[int, int], dict[int, int]],
) -> Demand:
    demand = Demand()
    warehouses = collector.warehouses.values_list
    touched = {key >> GROUP_BITS for sums in new for key in sums}
    keys = sorted({*new[0], *new[1], *known[0], *known[1]})
    for group, members in groupby(keys, key=lambda key: key >> GROUP_BITS):
        if group not in touched:
            continue
        members = list(members)
        before, _matched = net_by_day(
            _quantities(members, known[0]), _quantities(members, known[1])
        )
        after, matched = net_by_day(
            _quantities(members, new[0], known[0]),
            _quantities(members, new[1], known[1]),
        )
        product, warehouse, _customer, _day = unpack(members[0])
        demand.matched += matched
        for day in sorted({*before, *after}):
            if quantity := after.get(day, 0) - before.get(day, 0):
                demand.products.append(product)
                demand.warehouses.append(warehouses[warehouse])
                demand.days.append(day)
                demand.quantities.append(quantity)
    demand.returned = sum(new[1].values())
    return demand


def _quantities(keys: list[int], *sums: dict[int, int]) -> Quantities:
    out: Quantities = {}
    for key in keys:
        quantity = sum(part.get(key, 0) for part in sums)
        if quantity:
            _item, _warehouse, customer, day = unpack(key)
            out[customer, day] = quantity
    return out
