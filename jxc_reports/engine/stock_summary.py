"""The purchase-sale-inventory summary (进销存汇总表) as plain values.

One row is a product in a place (a warehouse, or goods in transit). For every row

    opening + all kinds in - all kinds out (+ adjustment, value only) = closing

in quantity and in value. Opening and closing come from the stock valuation, the kinds
from recorded movements; the adjustment is what changed the value of stock without a
movement: revaluations, price differences of standard cost, bills and back-dated
movements that arrive later, and the sharing of one company cost among warehouses.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

KINDS_IN = (
    "purchase",
    "customer_return",
    "production",
    "transfer_in",
    "gain",
    "other_in",
)
KINDS_OUT = (
    "sale",
    "vendor_return",
    "consumption",
    "transfer_out",
    "loss",
    "scrap",
    "other_out",
)
TRANSFERS = ("transfer_in", "transfer_out")
SUMS = ("total_in", "total_out")
COLUMNS = (
    "opening",
    *KINDS_IN,
    "total_in",
    *KINDS_OUT,
    "total_out",
    "adjustment",
    "closing",
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a row is about: a product (id) in a place (id of a warehouse or code)."""

    product: int
    place: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What moved in one kind for one key: quantity and recorded value, both >= 0."""

    key: Key
    kind: str
    quantity: float
    value: float = 0.0


@dataclass(slots=True)
class Row:
    """One line of figures by column of ``COLUMNS``; absent means zero."""

    key: Key
    quantities: dict[str, float] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        return any(self.quantities.get(sum_) for sum_ in SUMS)

    @property
    def empty(self) -> bool:
        return not any(self.quantities.values()) and not any(self.values.values())


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a label, with their totals.

    ``quantities`` is ``None`` where the rows count in different units: such a sum
    would mean nothing.
    """

    label: str
    rows: Sequence[Row]
    quantities: Mapping[str, float] | None
    values: Mapping[str, float]


def round_to_sum(parts: Sequence[float], total: float, digits: int) -> list[float]:
    """Round ``parts`` so that they sum to ``total`` exactly.

    ``total`` is already rounded to ``digits`` and is near the sum of the parts. What
    rounding leaves over goes to the largest remainders, earlier ones first.
    """
    scale = 10**digits
    exact = [part * scale for part in parts]
    units = [math.floor(part) for part in exact]
    missing = round(total * scale) - sum(units)
    by_remainder = sorted(
        range(len(exact)), key=lambda index: (units[index] - exact[index], index)
    )
    for step in range(abs(missing)):
        units[by_remainder[step % len(exact)]] += 1 if missing > 0 else -1
    return [unit / scale for unit in units]


def place_values(
    value: float,
    total: float,
    quantities: Mapping[int, float],
    spare_cost: float,
    quantity_digits: int,
    digits: int,
) -> dict[int, float]:
    """Share the company's value of a stock among the places that hold it.

    Every place is valued at the company's unit cost ``value / sum(quantities)``, as
    ``product.product.total_value`` does with a warehouse in its context. Where the
    company's quantity is zero but places differ from zero, ``spare_cost`` is used.

    :param value: value before rounding;  :param total: the same, rounded to ``digits``
    """
    held = {place: qty for place, qty in quantities.items() if qty}
    if not held:
        return {}
    whole = sum(held.values())
    unit_cost = value / whole if round(whole, quantity_digits) else spare_cost
    parts = [qty * unit_cost for qty in held.values()]
    return dict(zip(held, round_to_sum(parts, total, digits), strict=True))


def summarise(
    opening: Mapping[Key, tuple[float, float]],
    closing: Mapping[Key, tuple[float, float]],
    flows: Iterable[Flow],
    quantity_digits: int,
    digits: int,
) -> list[Row]:
    """Build the rows of a period.

    :param opening: quantity and value by key before the period
    :param closing: quantity and value by key at its end
    :param flows: what moved in between; values of transfers are ignored, see
        ``_value_transfers``
    :param quantity_digits: decimals of quantities
    :param digits: decimals of the currency
    """
    rows: dict[Key, Row] = {}

    def row_of(key: Key) -> Row:
        return rows.setdefault(key, Row(key))

    for column, stock in (("opening", opening), ("closing", closing)):
        for key, (quantity, value) in stock.items():
            row_of(key).quantities[column] = quantity
            row_of(key).values[column] = value
    for flow in flows:
        row = row_of(flow.key)
        _add(row.quantities, flow.kind, flow.quantity)
        if flow.kind not in TRANSFERS:
            _add(row.values, flow.kind, flow.value)
    for row in rows.values():
        row.quantities = _rounded(row.quantities, quantity_digits)
        row.values = _rounded(row.values, digits)
    _value_transfers(rows.values(), quantity_digits, digits)
    for row in rows.values():
        _close(row, quantity_digits, digits)
    return [row for row in rows.values() if not row.empty]


def untied(rows: Iterable[Row], quantity_digits: int, digits: int) -> list[Key]:
    """Return the keys of rows whose opening, movements and closing do not tie."""
    return [
        row.key
        for row in rows
        if round(_gap(row.quantities), quantity_digits)
        or round(_gap(row.values) + row.values.get("adjustment", 0.0), digits)
    ]


def totals(
    rows: Sequence[Row],
    unit_of: Callable[[Row], Hashable],
    quantity_digits: int,
    digits: int,
) -> tuple[dict[str, float] | None, dict[str, float]]:
    """Return the sums of quantities (``None`` over mixed units) and of values."""
    quantities: dict[str, float] = defaultdict(float)
    values: dict[str, float] = defaultdict(float)
    for row in rows:
        for column, quantity in row.quantities.items():
            quantities[column] += quantity
        for column, value in row.values.items():
            values[column] += value
    mixed = len({unit_of(row) for row in rows}) > 1
    summed = None if mixed else _rounded(quantities, quantity_digits)
    return summed, _rounded(values, digits)


def group_rows(
    rows: Iterable[Row],
    label_of: Callable[[Row], str],
    unit_of: Callable[[Row], Hashable],
    quantity_digits: int,
    digits: int,
) -> list[Group]:
    """Group rows by label, in the order labels first appear."""
    members: dict[str, list[Row]] = {}
    for row in rows:
        members.setdefault(label_of(row), []).append(row)
    return [
        Group(label, group, *totals(group, unit_of, quantity_digits, digits))
        for label, group in members.items()
    ]


def _value_transfers(rows: Iterable[Row], quantity_digits: int, digits: int) -> None:
    """Value goods moved between places at the product's average cost of the period.

    Unit cost = (opening + received from outside) / the same in quantity, over the
    company: 全月一次加权平均. Where that is not positive, the closing unit cost. What
    leaves one place arrives in another at the same cost, so transfers sum to zero.
    """
    by_product: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_product[row.key.product].append(row)
    for product_rows in by_product.values():
        for kind in TRANSFERS:
            moved = [row for row in product_rows if row.quantities.get(kind)]
            if not moved:
                continue
            quantities = [row.quantities[kind] for row in moved]
            unit_cost = _period_unit_cost(product_rows, quantity_digits)
            shares = round_to_sum(
                [quantity * unit_cost for quantity in quantities],
                round(sum(quantities) * unit_cost, digits),
                digits,
            )
            for row, share in zip(moved, shares, strict=True):
                row.values[kind] = share


def _period_unit_cost(rows: Sequence[Row], quantity_digits: int) -> float:
    received = [kind for kind in KINDS_IN if kind not in TRANSFERS]
    for columns in (("opening", *received), ("closing",)):
        quantity = sum(row.quantities.get(col, 0.0) for row in rows for col in columns)
        value = sum(row.values.get(col, 0.0) for row in rows for col in columns)
        if round(quantity, quantity_digits) > 0 and value > 0:
            return value / quantity
    return 0.0


def _close(row: Row, quantity_digits: int, digits: int) -> None:
    for figures, decimals in ((row.quantities, quantity_digits), (row.values, digits)):
        for sum_, kinds in zip(SUMS, (KINDS_IN, KINDS_OUT), strict=True):
            figures[sum_] = round(
                sum(figures.get(kind, 0.0) for kind in kinds), decimals
            )
    row.values["adjustment"] = round(-_gap(row.values), digits)


def _gap(figures: Mapping[str, float]) -> float:
    """Return opening + in - out - closing, from the kinds and not their sums."""
    return (
        figures.get("opening", 0.0)
        + sum(figures.get(kind, 0.0) for kind in KINDS_IN)
        - sum(figures.get(kind, 0.0) for kind in KINDS_OUT)
        - figures.get("closing", 0.0)
    )


def _add(figures: dict[str, float], column: str, amount: float) -> None:
    figures[column] = figures.get(column, 0.0) + amount


def _rounded(figures: Mapping[str, float], digits: int) -> dict[str, float]:
    return {column: round(amount, digits) for column, amount in figures.items()}
