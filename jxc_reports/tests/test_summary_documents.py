import json
from io import BytesIO
from unittest.mock import patch
from urllib.parse import urlencode

from lxml import html
from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from odoo.addons.jxc_reports.report import stock_summary_report
from odoo.addons.jxc_reports.report.stock_summary_xlsx import workbook

from .common import StockHistoryCase

FIRST_ROW = 6  # in the spreadsheet, counted from 1
TEXT_COLUMNS = 5


@tagged("post_install", "-at_install")
class TestSummaryDocuments(StockHistoryCase, HttpCase):
    """PDF and spreadsheet show the figures of the screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls._category("average", "Food")
        cls.products = [
            cls._product(name, cls.category, default_code=code)
            for name, code in (
                ("Green tea", "T1"),
                ("=1+1", "@SUM(A1)"),
                ("http://tea.example", "-T3"),
            )
        ]
        for number, product in enumerate(cls.products):
            cls._receive(product, 10 + number, 1, price=1.25)
            cls._deliver(product, 2.5, 10)
            cls._deliver(product, 1, 11)

    def _expected(self, summary, measure):
        """Return the figures on the screen: lines and total, used columns only."""
        used = [i for i, column in enumerate(summary["columns"]) if column["used"]]
        lines = [*summary["lines"], summary["total"]]
        return [[line[measure][index] for index in used] for line in lines]

    def _sheet(self, summary, user):
        content = workbook(self.env(user=user), summary)
        return load_workbook(BytesIO(content)).active

    def test_spreadsheet_has_the_figures_of_the_screen_as_numbers(self):
        summary = self._summary(0, 20, group_by="category")
        sheet = self._sheet(summary, self.manager)
        rows = list(sheet.iter_rows(min_row=FIRST_ROW))
        figures = [[cell.value for cell in row[TEXT_COLUMNS:]] for row in rows]
        for measure, start in (("quantities", 0), ("values", 1)):
            self.assertEqual(
                [row[start::2] for row in figures], self._expected(summary, measure)
            )
        cells = [cell for row in rows for cell in row]
        self.assertEqual({c.data_type for c in cells} - {"n", "s"}, set())
        names = [row[1].value for row in rows]
        self.assertIn("=1+1", names)
        self.assertFalse([cell for cell in cells if cell.hyperlink])
        self.assertEqual(sheet.freeze_panes, "C6")

    def test_keeper_spreadsheet_has_no_value(self):
        summary = self._summary(0, 20, self.keeper)
        rows = list(self._sheet(summary, self.keeper).iter_rows(min_row=FIRST_ROW))
        figures = [[cell.value for cell in row[TEXT_COLUMNS:]] for row in rows]
        self.assertEqual(figures, self._expected(summary, "quantities"))

    def _print(self, **options):
        report = self.env["ir.actions.report"].with_user(self.manager)
        content, _type = report._render_qweb_html(
            "jxc_reports.stock_summary_report",
            [],
            {"options": self._options(0, 20, **options)},
        )
        return html.fromstring(content)

    def test_print_has_the_figures_of_the_screen(self):
        summary = self._summary(0, 20)
        cells = [
            [
                [text.strip() for text in cell.itertext() if text.strip()]
                for cell in row.xpath("./td[contains(@class, 'jxc-figure')]")
            ]
            for row in self._print().xpath("//tr[td[contains(@class, 'jxc-figure')]]")
        ]
        quantities, values = (
            self._expected(summary, measure) for measure in ("quantities", "values")
        )
        shown = [
            [[float(text.replace(",", "")) for text in cell] for cell in row]
            for row in cells
        ]
        expected = [
            [[f for f in pair if f] for pair in zip(*rows, strict=True)]
            for rows in zip(quantities, values, strict=True)
        ]
        self.assertEqual(shown, expected)

    def test_print_is_cut_into_pages_with_sums_that_add_up(self):
        report = self.env["report.jxc_reports.stock_summary_document"]
        with patch.object(stock_summary_report, "PAGE_LINES", 2):
            printed = report.with_user(self.manager)._get_report_values(
                [], {"options": self._options(0, 20)}
            )
        self.assertEqual([len(page["lines"]) for page in printed["pages"]], [2, 1])
        for measure, total in printed["summary"]["total"].items():
            sums = [page["sum"][measure] for page in printed["pages"]]
            added = [round(sum(column), 2) for column in zip(*sums, strict=True)]
            self.assertEqual(added, total)

    def test_downloads_answer_readers_and_refuse_others(self):
        query = urlencode({"options": json.dumps(self._options(0, 20))})
        url = f"/jxc_reports/stock_summary/xlsx?{query}"
        self.authenticate(self.keeper.login, self.keeper.login)
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(load_workbook(BytesIO(response.content)).active.max_row > 6)
        self.authenticate(self.salesperson.login, self.salesperson.login)
        for kind in ("xlsx", "pdf"):
            refused = self.url_open(url.replace("xlsx", kind))
            self.assertEqual(refused.status_code, 400)
            self.assertIn("AccessError", refused.text)
        bad = self.url_open("/jxc_reports/stock_summary/xlsx?options=%5B1%5D")
        self.assertEqual(bad.status_code, 400)

    def test_pdf_is_a_pdf(self):
        report = self.env["ir.actions.report"].with_user(self.manager)
        content, kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(
            "jxc_reports.stock_summary_report",
            data={"options": self._options(0, 20)},
        )
        self.assertEqual((kind, content[:5]), ("pdf", b"%PDF-"))
