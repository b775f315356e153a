"""A recall as a spreadsheet: its lots, places, customers and write-offs."""

from collections.abc import Iterable
from io import BytesIO

from . import spreadsheet

LABEL_WIDTH, TEXT_WIDTH, NUMBER_WIDTH = 20, 24, 14
TABLE_ROW = 4


def workbook(recall) -> bytes:
    """Return one ``jxc.recall`` as an XLSX file, in the language of its reader.

    Quantities are numbers, texts are texts: a product called ``=1+1`` stays a name.
    """
    return _Book(recall).to_bytes()


class _Book:
    def __init__(self, recall):
        self.recall = recall
        self.env = recall.env
        self.file = BytesIO()
        self.book = spreadsheet.open_book(self.file)
        self.title = self.book.add_format(spreadsheet.TITLE)
        self.heading = self.book.add_format(spreadsheet.HEADING)
        self.number = self.book.add_format(
            {"num_format": "#,##0.###;[Red]-#,##0.###;0"}
        )
        self.total = self.book.add_format(
            {"bold": True, "bg_color": "#EEF2F6", "num_format": "#,##0.###"}
        )

    def to_bytes(self) -> bytes:
        recall = self.recall
        in_hand = ["kind", "place", "product_id", "lot_id"]
        self._sheet(
            self.env._("Lots"),
            recall.lot_ids,
            ["lot_id", "product_id", "production_date", "origin", "vendor_id"],
            [
                "quantity_received",
                "quantity_produced",
                "quantity_found",
                "quantity_on_hand",
                "quantity_in_transit",
                "quantity_at_customers",
                "quantity_sent_back",
                "quantity_destroyed",
                "quantity_lost",
                "quantity_consumed",
                "quantity_difference",
                "quantity_remaining",
            ],
        )
        quantities = [
            "quantity_in",
            "quantity_moved",
            "quantity_returned",
            "quantity_destroyed",
            "quantity_lost",
            "quantity_written_off",
            "quantity_remaining",
        ]
        self._sheet(
            self.env._("In Our Hands"), recall.stock_line_ids, in_hand, quantities
        )
        self._sheet(
            self.env._("Customers"), recall.customer_line_ids, in_hand[1:], quantities
        )
        self._sheet(
            self.env._("Write-Offs"),
            recall.write_off_ids,
            ["date", "place", "lot_id", "kind", "reason", "user_id"],
            ["quantity"],
        )
        self.book.close()
        return self.file.getvalue()

    def _sheet(self, name: str, records, texts: list[str], numbers: list[str]):
        """Write one sheet: a head, the columns of ``records``, and their sums."""
        sheet = self.book.add_worksheet(name[:31])
        self._write_head(sheet, name)
        columns = [*texts, "product_uom_id", *numbers]
        for col, (field, label) in enumerate(self._labels(records, columns)):
            sheet.set_column(col, col, NUMBER_WIDTH if field in numbers else TEXT_WIDTH)
            sheet.write_string(TABLE_ROW, col, label, self.heading)
        row = TABLE_ROW
        for row, record in enumerate(records, TABLE_ROW + 1):
            for col, field in enumerate(columns):
                if field in numbers:
                    sheet.write_number(row, col, record[field], self.number)
                else:
                    sheet.write_string(row, col, self._text(record, field))
        sheet.write_string(row + 1, 0, self.env._("Total"), self.total)
        for col, field in enumerate(columns):
            if field in numbers:
                sheet.write_number(row + 1, col, sum(records.mapped(field)), self.total)
        sheet.freeze_panes(TABLE_ROW + 1, 1)
        spreadsheet.set_up_page(sheet, TABLE_ROW, TABLE_ROW)

    def _write_head(self, sheet, name: str):
        recall = self.recall
        sheet.write_string(0, 0, f"{recall.name} · {name}", self.title)
        sheet.write_string(1, 0, f"{recall.company_id.name} · {recall.reason}")
        sheet.write_string(2, 0, spreadsheet.printed_by(self.env))

    def _labels(self, records, names: Iterable[str]) -> list[tuple[str, str]]:
        described = records.fields_get(names, ["string"])
        return [(name, described[name]["string"]) for name in names]

    def _text(self, record, name: str) -> str:
        value = record[name]
        field = record._fields[name]
        if field.type == "many2one":
            # sudo: only the name of what the record shows on screen as well.
            return value.sudo().display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return str(value) if value else ""
