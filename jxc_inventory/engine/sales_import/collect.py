"""Rows to exact sums, one row at a time; the hot loop of an import."""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_left
from collections.abc import Callable
from hashlib import blake2b

from .header import FIELDS
from .report import Report
from .rules import EXCLUDE, NET, Rules, sign
from .settings import Settings
from .values import (
    DateReader,
    clean_code,
    clean_reference,
    clean_text,
    is_rounded_code,
    parse_number,
)

_EARLIEST = datetime.date(1990, 1, 1)
_MAX_CODE, _MAX_NAME = 64, 250
_ABSENT = (None, "")
_CACHED = 500_000

#: Sums are keyed by one integer: item, warehouse, customer and day side by side.
DAY_BITS, CUSTOMER_BITS, WAREHOUSE_BITS = 20, 22, 12
GROUP_BITS = DAY_BITS + CUSTOMER_BITS


def pack(item: int, warehouse: int, customer: int, day: int) -> int:
    """Return the key of a sum."""
    key = item << WAREHOUSE_BITS | warehouse
    return (key << CUSTOMER_BITS | customer) << DAY_BITS | day


def unpack(key: int) -> tuple[int, int, int, int]:
    """Return item, warehouse, customer and day of a key made by ``pack``."""
    day = key & ((1 << DAY_BITS) - 1)
    customer = key >> DAY_BITS & ((1 << CUSTOMER_BITS) - 1)
    group = key >> GROUP_BITS
    return group >> WAREHOUSE_BITS, group & ((1 << WAREHOUSE_BITS) - 1), customer, day


class Numbering(dict):
    """Numbers values in the order in which they are first asked for.

    ``values_list[number]`` is the value.
    """

    def __init__(self) -> None:
        super().__init__()
        self.values_list: list = []

    def __missing__(self, value: object) -> int:
        self[value] = number = len(self)
        self.values_list.append(value)
        return number


class _Cache(dict):
    """Remembers what ``make`` returns for a text; forgets all when it grows large."""

    def __init__(self, make: Callable[[str], tuple]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> tuple:
        if len(self) > _CACHED:
            self.clear()
        self[text] = made = self._make(text)
        return made


class Collector:
    """Judges rows and adds up what they tell.

    After the last row: ``sales``, ``returns`` hold sums of new rows in millionths by
    ``pack`` key and ``known_sales``, ``known_returns`` those of rows imported before
    (to match returns the same way again). An *item* is a product in one unit.
    """

    def __init__(
        self, settings: Settings, width: int, dates: DateReader, comma: bool,
        report: Report,
    ) -> None:  # fmt: skip
        self.settings, self.report, self._width = settings, report, width
        self._column = {field: settings.mapping.get(field, -1) for field in FIELDS}
        self._dates, self._comma = dates, comma
        self.products, self.spellings = Numbering(), Numbering()
        self.units, self.items, self.names = Numbering(), Numbering(), Numbering()
        self.warehouses, self.customers = Numbering(), Numbering()
        for numbering, first in (
            (self.units, ""),
            (self.customers, ""),
            (self.warehouses, settings.warehouse),
        ):
            numbering[first]  # what a row says nothing about is number 0
        self._rules = Rules(settings.rules)
        self._caches = {
            "code": _Cache(self._read_code),
            "quantity": _Cache(self._read_quantity),
            "date": _Cache(self._read_day),
            "price": _Cache(self._read_price),
            "document": _Cache(_read_reference),
            "customer": _Cache(_read_reference),
            "name": _Cache(self._read_name),
            "unit": _Cache(self._read_unit),
            "warehouse": _Cache(self._read_warehouse),
        }
        self.spelling_rows: dict[int, int] = {}
        self.name_uses: dict[tuple[int, int], tuple[int, int]] = {}
        self.last_price: dict[int, tuple[int, int]] = {}
        self.customer_names: dict[int, tuple[int, str]] = {}
        self.sales: dict[int, int] = {}
        self.returns: dict[int, int] = {}
        self.known_sales: dict[int, int] = {}
        self.known_returns: dict[int, int] = {}
        # One entry each accepted or netted row.
        self.fingerprints = array("Q")
        self.row_items, self.row_numbers = array("L"), array("L")
        self.row_returns = array("b")
        self._seen: set[int] = set()
        self._repeats: dict[int, int] = {}

    def add(self, number: int, cells: list[str]) -> None:
        """Judge one row."""
        report, column = self.report, self._column
        report.read += 1
        if len(cells) != self._width and (
            len(cells) < self._width or any(map(str.strip, cells[self._width :]))
        ):
            report.reject(number, "", str(len(cells)), "columns")
            return
        # Field -> (value, reason to reject or ""); a missing column has neither.
        row = {
            field: cache[cells[column[field]]] if column[field] >= 0 else _ABSENT
            for field, cache in self._caches.items()
        }
        label = row["code"][0] or next((c.strip() for c in cells if c.strip()), "")
        customer = row["customer"][0]
        rule = self._rules.decide(
            label,
            row["document"][0] or "",
            None if customer is None else bool(customer),
            sign(row["quantity"][0]),
            sign(row["price"][0]),
        )
        if rule and rule.action == EXCLUDE:
            report.exclude(rule, number)
            return
        for field, (_value, reason) in row.items():
            if reason:
                report.reject(number, field, cells[column[field]], reason)
                return
        is_return = rule is not None and rule.action == NET
        if row["quantity"][0] < 0 and not is_return:
            text = cells[column["quantity"]]
            report.reject(number, "quantity", text, "quantity_negative")
            return
        day = row["date"][0]
        if self._count(number, row, is_return) and not is_return:
            self._describe(row, day)
            if column["customer_name"] >= 0:
                self._name_customer(customer, cells[column["customer_name"]], day)

    def _count(self, number: int, row: dict[str, tuple], is_return: bool) -> bool:
        """Add the row to its sum; return whether it is new."""
        code, customer = row["code"][0].casefold(), row["customer"][0] or ""
        quantity, day = abs(row["quantity"][0]), row["date"][0]
        unit, warehouse = row["unit"][0] or 0, row["warehouse"][0] or 0
        item = self.items[self.products[code], unit]
        key = pack(item, warehouse, self.customers[customer], day)
        mark = self._fingerprint(
            f"{row['document'][0]}\x1f{code}\x1f{day}\x1f{quantity}\x1f{is_return}"
            f"\x1f{row['price'][0]}\x1f{customer}\x1f{self.units.values_list[unit]}"
            f"\x1f{self.warehouses.values_list[warehouse]}"
        )
        if self._is_known(mark):
            self.report.exclude(None, number)
            sums = self.known_returns if is_return else self.known_sales
            sums[key] = sums.get(key, 0) + quantity
            return False
        sums = self.returns if is_return else self.sales
        sums[key] = sums.get(key, 0) + quantity
        self.fingerprints.append(mark)
        self.row_items.append(item)
        self.row_numbers.append(number)
        self.row_returns.append(is_return)
        if is_return:
            self.report.netted += 1
        else:
            self.report.accepted += 1
        return True

    def _describe(self, row: dict[str, tuple], day: int) -> None:
        """Note how a sold product is written, called and priced."""
        product = self.products[row["code"][0].casefold()]
        written = self.spellings[row["code"][0]]
        self.spelling_rows[written] = self.spelling_rows.get(written, 0) + 1
        if name := row["name"][0]:
            rows, last = self.name_uses.get((product, name), (0, 0))
            self.name_uses[product, name] = rows + 1, max(last, day)
        if (price := row["price"][0]) and price > 0:
            self.last_price[product] = max(
                self.last_price.get(product, (0, 0)), (day, price)
            )

    def _name_customer(self, customer: str | None, name: str, day: int) -> None:
        number, name = self.customers[customer or ""], clean_text(name)
        if number and name:
            self.customer_names[number] = max(
                self.customer_names.get(number, (0, "")), (day, name)
            )

    def _fingerprint(self, text: str) -> int:
        """Return 64 bits that identify a row: the same again in any later file.

        Equal rows of one file are told apart by how many came before.
        """
        mark = _hash(text)
        if mark not in self._seen:
            self._seen.add(mark)
            return mark
        self._repeats[mark] = occurrence = self._repeats.get(mark, 1) + 1
        return _hash(f"{text}\x1f{occurrence}")

    def _is_known(self, mark: int) -> bool:
        known = self.settings.known
        position = bisect_left(known, mark)
        return position < len(known) and known[position] == mark

    def _read_code(self, text: str) -> tuple[str, str]:
        code = clean_code(text)
        if not code:
            return "", "code_missing"
        if code.startswith("="):
            return code, "formula"
        if len(code) > _MAX_CODE:
            return code, "code_long"
        return code, "code_rounded" if is_rounded_code(code) else ""

    def _read_quantity(self, text: str) -> tuple[int | None, str]:
        if not text.strip():
            return None, "quantity_missing"
        return self._number(text, "quantity_bad")

    def _read_price(self, text: str) -> tuple[int | None, str]:
        return self._number(text, "price_bad") if text.strip() else (None, "")

    def _number(self, text: str, reason: str) -> tuple[int | None, str]:
        if text.lstrip().startswith("="):
            return None, "formula"
        number = parse_number(text, self._comma)
        return number, reason if number is None else ""

    def _read_day(self, text: str) -> tuple[int, str]:
        if not text.strip():
            return 0, "date_missing"
        if text.lstrip().startswith("="):
            return 0, "formula"
        day = self._dates.parse(text)
        if day is None:
            return 0, "date_bad"
        in_range = _EARLIEST <= day <= self.settings.today
        return day.toordinal(), "" if in_range else "date_range"

    def _read_name(self, text: str) -> tuple[int, str]:
        """Number names from 1; 0 is no name."""
        name = clean_text(text)[:_MAX_NAME]
        if name.startswith("="):
            return 0, "formula"
        return self.names[name] + 1 if name else 0, ""

    def _read_unit(self, text: str) -> tuple[int, str]:
        unit = clean_code(text)
        return self.units[unit], "formula" if unit.startswith("=") else ""

    def _read_warehouse(self, text: str) -> tuple[int, str]:
        name = clean_code(text)
        if not name:
            return 0, ""
        found = self.settings.warehouses.get(name.casefold())
        if found is None:
            return 0, "warehouse_unknown"
        return self.warehouses[found], ""


def _read_reference(text: str) -> tuple[str, str]:
    reference = clean_reference(text)
    return reference, "formula" if reference.startswith("=") else ""


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
