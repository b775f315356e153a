from io import BytesIO

from lxml import html
from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.jxc_inventory.tests.recall_common import RecallCommon
from odoo.addons.jxc_reports.report.recall_xlsx import workbook

FIRST_ROW = 6  # of the tables in the spreadsheet, counted from 1


@tagged("post_install", "-at_install")
class TestRecallDocuments(RecallCommon, HttpCase):
    """Letters, messages and spreadsheet say what the recall says."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["jxc_reports"], ["zh_CN"])
        self.shop.write({"lang": "zh_CN", "email": "shop@example.com"})
        self.other.write({"lang": "en_US", "email": "other@example.com"})
        self.recall = self._started()

    def _letters(self):
        report = self.env["ir.actions.report"].with_user(self.manager)
        content, _type = report._render_qweb_html(
            "jxc_reports.recall_letter_report", self.recall.customer_ids.ids
        )
        return html.fromstring(content).xpath("//div[hasclass('jxc-letter')]")

    def _rows(self, letter):
        return [
            [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
            for row in letter.xpath(".//table[hasclass('jxc-goods')]/tbody/tr")
        ]

    def test_one_letter_a_customer_in_their_language(self):
        chinese, english = self._letters()
        self.assertIn("产品召回通知", chinese.text_content())
        self.assertIn("Corner Shop", chinese.text_content())
        self.assertIn("Product Recall Notice", english.text_content())
        self.assertIn("Other Shop", english.text_content())
        self.assertNotIn("Corner Shop", english.text_content())

    def test_the_letter_lists_what_the_customer_got_and_still_has(self):
        chinese, english = self._letters()
        (row,) = self._rows(english)
        self.assertEqual((row[2], row[6], row[7]), ("L1", "12 Units", "12 Units"))
        self.assertEqual([r[2] for r in self._rows(chinese)], ["L1", "B1"])
        self.assertEqual([r[6][:2] for r in self._rows(chinese)], ["20", "1 "])
        self.assertEqual([r[7][:2] for r in self._rows(chinese)], ["15", "1 "])

    def test_names_of_customers_and_products_are_text(self):
        self.other.name = "<script>alert(1)</script>"
        english = self._letters()[1]
        self.assertFalse(english.xpath(".//script"))
        self.assertIn("<script>", english.text_content())

    def test_messages_go_to_each_customer_once_with_the_letter(self):
        self.recall.action_send_messages()
        for customer, address in zip(
            self.recall.customer_ids, ("shop@", "other@"), strict=True
        ):
            message = customer.message_ids.filtered("subject")
            self.assertEqual(len(message), 1)
            self.assertIn(self.recall.name, message.subject)
            self.assertEqual(message.partner_ids, customer.partner_id)
            self.assertTrue(customer.email.startswith(address))
            self.assertEqual(len(message.attachment_ids), 1)
            self.assertTrue(customer.informed_on)
        self.assertIn("Corner Shop", self.recall.message_ids[0].body)

    def test_customers_without_an_address_are_left_to_be_called(self):
        self.other.email = False
        self.recall.action_send_messages()
        shop, other = self.recall.customer_ids
        self.assertTrue(shop.informed_on)
        self.assertFalse(other.informed_on)
        self.assertIn("Other Shop", self.recall.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "Other Shop"):
            other.action_send_message()

    def test_the_spreadsheet_has_the_quantities_as_numbers(self):
        self.milk.name = "=1+1"
        book = load_workbook(BytesIO(workbook(self.recall)))
        self.assertEqual(len(book.worksheets), 4)
        lots, stock, customers, _write_offs = book.worksheets
        lines = list(lots.iter_rows(min_row=FIRST_ROW, values_only=True))
        self.assertEqual(lines[0][:2], ("L1", "=1+1"))
        self.assertEqual(lines[0][-1], 91)
        self.assertEqual(lines[-1][-1], 93)
        self.assertEqual(stock.max_row, FIRST_ROW + len(self.recall.stock_line_ids))
        totals = list(customers.iter_rows(values_only=True))[-1]
        self.assertEqual(totals[-1], 28)

    def test_downloads_answer_readers_and_refuse_others(self):
        url = self.recall.action_download_list()["url"]
        self.authenticate(self.salesperson.login, self.salesperson.login)
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(len(load_workbook(BytesIO(response.content)).worksheets), 4)
        stranger = self._user(
            "stranger", "jxc_inventory.group_manager", self.company_us
        )
        self.authenticate(stranger.login, stranger.login)
        self.assertEqual(self.url_open(url).status_code, 404)

    def test_the_letter_prints(self):
        report = self.env["ir.actions.report"].with_user(self.manager)
        content, kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(
            "jxc_reports.recall_letter_report", self.recall.customer_ids.ids
        )
        self.assertEqual((kind, content[:5]), ("pdf", b"%PDF-"))
