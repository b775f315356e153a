"""Run a whole file through the parts of the import."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from . import problem
from .collect import Collector
from .header import FIELDS, REQUIRED, signature
from .problem import ImportProblem, _
from .reader import Table
from .report import RejectionSink, Report
from .settings import Settings
from .settle import Demand, choose_units, reject_other_units, settle
from .values import (
    SCALE,
    DateReader,
    find_date_order,
    is_ambiguous_style,
    uses_decimal_comma,
)

_SAMPLE = 2_000
_PROGRESS_ROWS = 20_000
_LISTED = 50


@dataclass(frozen=True)
class Product:
    """A product the file sells. ``price`` is the highest of the last day sold."""

    code: str
    name: str
    unit: str
    price: float


@dataclass(frozen=True)
class Customer:
    """A customer the file names; ``name`` falls back to the number."""

    number: str
    name: str


@dataclass
class Analysis:
    """What a file tells: the account of its rows, and what to make of it.

    ``products`` are in the numbering ``demand`` uses; ``fingerprints`` identify the
    accepted and netted rows.
    """

    report: Report
    products: list[Product]
    customers: list[Customer]
    demand: Demand
    fingerprints: array


def check_mapping(mapping: dict[str, int], header: list[str]) -> None:
    """Raise ``ImportProblem`` unless every field a sale needs has its own column."""
    missing = [field for field in REQUIRED if mapping.get(field, -1) < 0]
    if missing:
        raise ImportProblem(
            problem.MISSING_COLUMNS,
            fields=[FIELDS[field] for field in missing],
            columns=", ".join(cell for cell in header if cell)[:500],
        )


def analyse(
    table: Table,
    settings: Settings,
    *,
    progress: Callable[[int], None] = lambda rows: None,
    sink: RejectionSink | None = None,
) -> Analysis:
    """Read ``table`` once and account for every row.

    ``progress`` is called with the number of rows read now and then; ``sink``
    receives each rejected row. Raises ``ImportProblem`` when the file as a whole
    cannot be used; mistakes in a row only reject that row.
    """
    mapping = {f: c for f, c in settings.mapping.items() if 0 <= c < len(table.header)}
    check_mapping(mapping, table.header)
    settings = replace(settings, mapping=mapping)
    report = Report(sink=sink)
    dates, comma = _conventions(table, settings, report)
    collector = Collector(settings, len(table.header), dates, comma, report)
    add = collector.add
    for number, cells in table.rows():
        add(number, cells)
        if not report.read % _PROGRESS_ROWS:
            progress(report.read)
    if not report.read:
        raise ImportProblem(problem.NO_ROWS)
    progress(report.read)
    report.blank = table.blank
    units, factors = choose_units(collector)
    reject_other_units(collector, factors)
    demand = settle(collector, factors)
    products = _products(collector, units)
    customers = _customers(collector)
    _state_facts(table, settings, collector, products, demand, dates, comma)
    report.check()
    return Analysis(report, products, customers, demand, collector.fingerprints)


def _conventions(
    table: Table, settings: Settings, report: Report
) -> tuple[DateReader, bool]:
    """Find out how the columns write numbers and dates."""
    mapping = settings.mapping
    numbers = [mapping[f] for f in ("quantity", "price") if f in mapping]
    head = [cells for _number, cells in islice(table.rows(), _SAMPLE)]
    comma = uses_decimal_comma(
        cells[i] for cells in head for i in numbers if i < len(cells)
    )
    column = mapping["date"]
    order = settings.date_order
    unclear = order is None and any(
        is_ambiguous_style(cells[column]) for cells in head if column < len(cells)
    )
    if unclear:
        order, certain = find_date_order(
            {cells[column] for _n, cells in table.rows() if column < len(cells)}
        )
        if not certain:
            report.note(_(
                "Dates such as 01/02/2024 fit day/month and month/day alike; they were"
                " read as day/month. State the order of dates if that is wrong."
            ))  # fmt: skip
    return DateReader(order or "dmy", settings.zone), comma


def _products(collector: Collector, units: dict[int, str]) -> list[Product]:
    """Return products by their number, spelled and named as most rows do."""
    spelled: dict[int, tuple[int, str]] = {}
    for text, number in collector.spellings.items():
        product = collector.products[text.casefold()]
        best = (-collector.spelling_rows.get(number, 0), text)
        spelled[product] = min(spelled.get(product, best), best)
    named: dict[int, tuple[int, int, str]] = {}
    for (product, number), (rows, last) in collector.name_uses.items():
        best = (rows, last, collector.names.values_list[number - 1])
        named[product] = max(named.get(product, best), best)
    products = []
    for number, key in enumerate(collector.products.values_list):
        code = spelled[number][1] if number in spelled else key.upper()
        name = named[number][2] if number in named else code
        _day, price = collector.last_price.get(number, (0, 0))
        products.append(Product(code, name, units[number], price / SCALE))
    return products


def _customers(collector: Collector) -> list[Customer]:
    names = collector.customer_names
    return [
        Customer(text, names.get(number, (0, text))[1])
        for text, number in collector.customers.items()
        if number
    ]


def _state_facts(
    table: Table,
    settings: Settings,
    collector: Collector,
    products: list[Product],
    demand: Demand,
    dates: DateReader,
    comma: bool,
) -> None:
    """Tell how the file was understood and what it brings."""
    new = {n for n in demand.products}
    renamed: dict[int, int] = {}
    for product, _name in collector.name_uses:
        renamed[product] = renamed.get(product, 0) + 1
    day = datetime.date.fromordinal
    collector.report.facts = {
        "file": {
            "sha256": table.checksum,
            "format": table.kind,
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "header_row": table.header_row,
            "signature": signature(table.header),
            "date_order": dates.order,
            "decimal_comma": comma,
        },
        "columns": {f: table.header[c] for f, c in settings.mapping.items()},
        "products": {
            "sold": len(new),
            "new": sum(
                collector.products.values_list[n] not in settings.products for n in new
            ),
            "code_variants": _code_variants(collector, products),
            "with_changed_name": sum(count > 1 for count in renamed.values()),
        },
        "customers": len(collector.customers) - 1,
        "demand": {
            "day_rows": len(demand),
            "first_day": day(min(demand.days)).isoformat() if len(demand) else None,
            "last_day": day(max(demand.days)).isoformat() if len(demand) else None,
            "quantity": sum(demand.quantities) / SCALE,
            "returned": demand.returned / SCALE,
        },
    }


def _code_variants(collector: Collector, products: list[Product]) -> dict:
    """List codes that differ only by letter case and were taken as one product."""
    spellings: dict[int, list[str]] = {}
    for text in collector.spellings:
        spellings.setdefault(collector.products[text.casefold()], []).append(text)
    merged = {products[n].code: sorted(s) for n, s in spellings.items() if len(s) > 1}
    listed = dict(sorted(merged.items())[:_LISTED])
    return {"merged": len(merged), "listed": listed}
