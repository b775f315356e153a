"""The purchase-sale-inventory summary as a spreadsheet."""

from io import BytesIO
from typing import Any

from odoo.api import Environment

from . import spreadsheet

FIRST_TABLE_ROW = 3
HEADING_ROWS = 2
MEASURES = ("quantities", "values")
TEXTS = ("code", "name", "uom", "category", "place")
WIDTHS = (14, 32, 8, 20, 16)


def workbook(env: Environment, summary: dict[str, Any]) -> bytes:
    """Return the result of ``jxc.stock.summary.get_summary`` as an XLSX file.

    Figures are numbers, texts are texts: a product called ``=1+1`` stays a name.
    """
    return _Sheet(env, summary).to_bytes()


class _Sheet:
    def __init__(self, env: Environment, summary: dict[str, Any]):
        self.env = env
        self.summary = summary
        self.file = BytesIO()
        self.book = spreadsheet.open_book(self.file)
        self.sheet = self.book.add_worksheet(env._("Summary"))
        labels = (
            env._("Reference"),
            env._("Product"),
            env._("Unit"),
            env._("Category"),
            env._("Warehouse"),
        )
        self.texts = list(zip(TEXTS, labels, WIDTHS, strict=True))
        self.measures = MEASURES if summary["show_values"] else MEASURES[:1]
        self.columns = [
            (index, column)
            for index, column in enumerate(summary["columns"])
            if column["used"]
        ]
        self.formats = self._formats()

    def to_bytes(self) -> bytes:
        self._write_head()
        self._write_headings()
        row = FIRST_TABLE_ROW + HEADING_ROWS
        for line in self.summary["lines"]:
            self._write_line(row, line, bold="group" in line)
            row += 1
        total = {"group": self.env._("Total"), **self.summary["total"]}
        self._write_line(row, total, bold=True)
        self.sheet.freeze_panes(FIRST_TABLE_ROW + HEADING_ROWS, 2)
        spreadsheet.set_up_page(
            self.sheet, FIRST_TABLE_ROW, FIRST_TABLE_ROW + HEADING_ROWS - 1
        )
        self.book.close()
        return self.file.getvalue()

    def _formats(self) -> dict[tuple[str, bool], Any]:
        decimals = {
            "quantities": self.summary["quantity_digits"],
            "values": self.summary["value_digits"],
        }
        formats = {}
        for bold in (False, True):
            style = {"bold": bold, **({"bg_color": "#EEF2F6"} if bold else {})}
            formats["text", bold] = self.book.add_format(style)
            for measure, digits in decimals.items():
                zeros = "." + "0" * digits if digits else ""
                formats[measure, bold] = self.book.add_format(
                    {**style, "num_format": f"#,##0{zeros};[Red]-#,##0{zeros};-"}
                )
        return formats

    def _write_head(self) -> None:
        summary = self.summary
        title = self.book.add_format(spreadsheet.TITLE)
        self.sheet.write_string(
            0, 0, self.env._("Purchase-Sale-Inventory Summary"), title
        )
        self.sheet.write_string(
            1,
            0,
            self.env._(
                "%(company)s · %(start)s to %(end)s · currency %(currency)s",
                company=summary["company"],
                start=summary["date_from"],
                end=summary["date_to"],
                currency=summary["currency"],
            ),
        )
        self.sheet.write_string(2, 0, spreadsheet.printed_by(self.env))

    def _write_headings(self) -> None:
        heading = self.book.add_format(
            {**spreadsheet.HEADING, "align": "center", "valign": "vcenter"}
        )
        top, below = FIRST_TABLE_ROW, FIRST_TABLE_ROW + 1
        for col, (_key, label, width) in enumerate(self.texts):
            self.sheet.set_column(col, col, width)
            self.sheet.merge_range(top, col, below, col, label, heading)
        names = {"quantities": self.env._("Quantity"), "values": self.env._("Value")}
        col = len(self.texts)
        for _index, column in self.columns:
            last = col + len(self.measures) - 1
            if last > col:
                self.sheet.merge_range(top, col, top, last, column["label"], heading)
            else:
                self.sheet.write_string(top, col, column["label"], heading)
            for measure in self.measures:
                self.sheet.set_column(col, col, 13)
                self.sheet.write_string(below, col, names[measure], heading)
                col += 1

    def _write_line(self, row: int, line: dict[str, Any], bold: bool) -> None:
        if "group" in line:
            texts = [line["group"], *[""] * (len(self.texts) - 1)]
        else:
            texts = [line[key] for key, _label, _width in self.texts]
        for col, text in enumerate(texts):
            self.sheet.write_string(row, col, text, self.formats["text", bold])
        col = len(self.texts)
        for index, _column in self.columns:
            for measure in self.measures:
                style = self.formats[measure, bold]
                if figures := line[measure]:
                    self.sheet.write_number(row, col, figures[index], style)
                else:
                    self.sheet.write_blank(row, col, None, style)
                col += 1
