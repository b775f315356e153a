from typing import Any

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

# Lines that fit on a landscape A4 page with heading, page sum and total.
PAGE_LINES = 20

# Beyond this a printout helps nobody and keeps a server process busy for minutes.
MAX_ROWS = 3000


class StockSummaryReport(models.AbstractModel):
    """Printed purchase-sale-inventory summary.

    The pages are cut here, so that headings, page sums and page numbers are right with
    every build of wkhtmltopdf (Debian's draws no headers and footers).
    """

    _name = "report.jxc_reports.stock_summary_document"
    _description = "Printed Purchase-Sale-Inventory Summary"

    @api.model
    def _get_report_values(self, docids, data=None) -> dict[str, Any]:
        asked = (data or {}).get("options") or {}
        summary = self.env["jxc.stock.summary"].get_summary(asked)
        if summary["row_count"] > MAX_ROWS:
            raise UserError(
                self.env._(
                    "%(count)s rows are too many to print (limit %(limit)s). Choose a"
                    " warehouse or category, or download the spreadsheet.",
                    count=summary["row_count"],
                    limit=MAX_ROWS,
                )
            )
        return {
            "summary": summary,
            "columns": [
                (index, column)
                for index, column in enumerate(summary["columns"])
                if column["used"]
            ],
            "pages": self._pages(summary["lines"]),
            "show": self._formatter(summary),
            "date_from": format_date(self.env, summary["date_from"]),
            "date_to": format_date(self.env, summary["date_to"]),
            "printed": self.env._(
                "Printed by %(user)s at %(time)s",
                user=self.env.user.name,
                time=format_datetime(self.env, fields.Datetime.now()),
            ),
        }

    @api.model
    def _pages(self, lines: list[dict]) -> list[dict[str, Any]]:
        """Cut lines into pages, each with the sums of its rows."""
        cuts = range(0, max(len(lines), 1), PAGE_LINES)
        return [self._page(lines[cut : cut + PAGE_LINES]) for cut in cuts]

    @api.model
    def _page(self, lines: list[dict]) -> dict[str, Any]:
        rows = [line for line in lines if "group" not in line]
        one_unit = len({row["uom"] for row in rows}) == 1
        return {
            "lines": lines,
            "sum": {
                measure: [sum(column) for column in zip(*figures, strict=True)]
                for measure in ("quantities", "values")
                for figures in [[row[measure] for row in rows]]
                if rows and rows[0][measure] and (measure == "values" or one_unit)
            },
        }

    @api.model
    def _formatter(self, summary: dict[str, Any]):
        """Return ``show(line, measure, index)``: the figure as text, zero as blank."""
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        language = self.env["res.lang"].browse(lang.id)
        formats = {
            "quantities": f"%.{summary['quantity_digits']}f",
            "values": f"%.{summary['value_digits']}f",
        }

        def show(line: dict, measure: str, index: int) -> str:
            figures = line.get(measure)
            if not figures or not figures[index]:
                return ""
            text = language.format(formats[measure], figures[index], grouping=True)
            if measure == "quantities":
                point = lang.decimal_point
                text = text.rstrip("0").rstrip(point) if point in text else text
            return text

        return show
