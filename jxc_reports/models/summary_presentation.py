"""How rows of the purchase-sale-inventory summary are shown: order, names, sums."""

from collections.abc import Iterable, Mapping
from typing import Any

from odoo import fields
from odoo.api import Environment

from ..engine import stock_summary
from ..engine.stock_summary import COLUMNS, KINDS_IN, KINDS_OUT, Row
from .summary_options import SummaryOptions

ALWAYS_SHOWN = ("opening", *stock_summary.SUMS, "closing")


class SummaryPresentation:
    """Turns rows into the one result that screen, PDF and spreadsheet show.

    :param places: names of places by id, in the order of their presentation
    :param digits: decimals of quantities and of values
    :param show_values: whether the reader may see values
    """

    def __init__(
        self,
        env: Environment,
        asked: SummaryOptions,
        places: Mapping[int, str],
        digits: tuple[int, int],
        show_values: bool,
    ):
        self.env = env
        self.asked = asked
        self.places = places
        self.digits = digits
        self.show_values = show_values
        self.goods: dict[int, dict[str, Any]] = {}

    def present(self, rows: list[Row]) -> dict[str, Any]:
        """Return the result described at ``jxc.stock.summary``."""
        self.goods = self._read_goods(rows)
        rows = self._sorted(rows)
        company = self.env.company
        return {
            "company": company.name,
            "currency": company.currency_id.name,
            "date_from": fields.Date.to_string(self.asked.date_from),
            "date_to": fields.Date.to_string(self.asked.date_to),
            "quantity_digits": self.digits[0],
            "value_digits": self.digits[1],
            "show_values": self.show_values,
            "columns": self._columns(rows),
            "lines": self._lines(rows),
            "row_count": len(rows),
            "total": self._figures(
                *stock_summary.totals(rows, self._unit_of, *self.digits)
            ),
            "untied": len(stock_summary.untied(rows, *self.digits)),
        }

    def _sorted(self, rows: list[Row]) -> list[Row]:
        order = {place: index for index, place in enumerate(self.places)}
        rows = sorted(
            rows,
            key=lambda row: (
                *self.goods[row.key.product]["order"],
                order[row.key.place],
            ),
        )
        if self.asked.group_by == "warehouse":
            rows.sort(key=lambda row: order[row.key.place])
        return rows

    def _lines(self, rows: list[Row]) -> list[dict[str, Any]]:
        if self.asked.group_by == "none":
            return [self._line(row) for row in rows]
        lines = []
        for group in stock_summary.group_rows(
            rows, self._label_of, self._unit_of, *self.digits
        ):
            figures = self._figures(group.quantities, group.values)
            lines.append({"group": group.label, "count": len(group.rows), **figures})
            lines += map(self._line, group.rows)
        return lines

    def _line(self, row: Row) -> dict[str, Any]:
        product = self.goods[row.key.product]
        return {
            "product_id": row.key.product,
            "code": product["code"],
            "name": product["name"],
            "uom": product["uom"],
            "category": product["category"],
            "place_id": row.key.place,
            "place": self.places[row.key.place],
            **self._figures(row.quantities, row.values),
        }

    def _figures(
        self, quantities: Mapping[str, float] | None, values: Mapping[str, float]
    ) -> dict[str, list[float] | None]:
        def listed(figures):
            return [figures.get(column, 0.0) for column in COLUMNS]

        return {
            "quantities": None if quantities is None else listed(quantities),
            "values": listed(values) if self.show_values else None,
        }

    def _unit_of(self, row: Row) -> str:
        return self.goods[row.key.product]["uom"]

    def _label_of(self, row: Row) -> str:
        if self.asked.group_by == "warehouse":
            return self.places[row.key.place]
        return self.goods[row.key.product]["category"]

    def _read_goods(self, rows: Iterable[Row]) -> dict[int, dict[str, Any]]:
        """Return what is shown of each product, and its place in the order."""
        products = (
            self.env["product.product"]
            .with_context(display_default_code=False)
            .browse({row.key.product for row in rows})
        )
        goods, no_category = {}, self.env._("No category")
        for product in products:
            category, code = product.categ_id.complete_name, product.default_code
            goods[product.id] = {
                "code": code or "",
                "name": product.display_name,
                "uom": product.uom_id.name,
                "category": category or no_category,
                "order": (
                    category or "",
                    code or "",
                    product.display_name,
                    product.id,
                ),
            }
        return goods

    def _columns(self, rows: list[Row]) -> list[dict[str, Any]]:
        used = {
            column
            for row in rows
            for figures in (row.quantities, row.values)
            for column, figure in figures.items()
            if figure
        }
        labels = column_labels(self.env)
        side = {**dict.fromkeys(KINDS_IN, "in"), **dict.fromkeys(KINDS_OUT, "out")}
        return [
            {
                "key": column,
                "label": labels[column],
                "side": side.get(column, ""),
                "used": column in used or column in ALWAYS_SHOWN,
            }
            for column in COLUMNS
        ]


def column_labels(env: Environment) -> dict[str, str]:
    """Return the heading of every column in the reader's language."""
    return {
        "opening": env._("Opening"),
        "purchase": env._("Purchase Receipts"),
        "customer_return": env._("Customer Returns"),
        "production": env._("Production Receipts"),
        "transfer_in": env._("Transfers In"),
        "gain": env._("Inventory Gains"),
        "other_in": env._("Other Receipts"),
        "total_in": env._("Total In"),
        "sale": env._("Sales Deliveries"),
        "vendor_return": env._("Vendor Returns"),
        "consumption": env._("Production Issues"),
        "transfer_out": env._("Transfers Out"),
        "loss": env._("Inventory Losses"),
        "scrap": env._("Scrap"),
        "other_out": env._("Other Issues"),
        "total_out": env._("Total Out"),
        "adjustment": env._("Value Adjustment"),
        "closing": env._("Closing"),
    }
