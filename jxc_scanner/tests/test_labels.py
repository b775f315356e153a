from odoo.tests import HttpCase, new_test_user, tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestLabels(HttpCase, ScannerCase):
    """Labels of products, in Odoo's own layouts."""

    browser_size = "390x844"
    touch_enabled = True

    def _print(self, layout, copies, user="scanner_keeper"):
        self.authenticate(user, user)
        return self.url_open(f"/scanner/labels?layout={layout}&copies={copies}")

    def test_every_layout_of_odoo_prints(self):
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        layouts = [name for name, _label in scanner.label_layouts()["layouts"]]
        self.assertIn("zpl", layouts)
        for layout in layouts:
            with self.subTest(layout=layout):
                answer = self._print(layout, f"{self.tea.id}:3,{self.milk.id}:1")
                self.assertEqual(answer.status_code, 200)
                self.assertIn(self.tea.barcode, answer.text)
                self.assertIn(self.milk.barcode, answer.text)

    def test_the_label_printer_gets_as_many_as_asked_for(self):
        text = self._print("zpl", f"{self.tea.id}:3,{self.milk.id}:1").text
        self.assertEqual(text.count("^XA"), 4)
        self.assertEqual(text.count(f"^FD{self.tea.barcode}^FS"), 3)
        self.assertEqual(text.count(f"^FD{self.milk.barcode}^FS"), 1)
        self.assertIn("^FD[TEA] Tea^FS", text)

    def test_nonsense_and_too_many_are_refused_with_a_reason(self):
        for layout, copies in (
            ("dymo", ""),
            ("dymo", "x:1,-3:2,:"),
            ("dymo", f"{self.tea.id}:0"),
            ("dymo", f"{self.tea.id}:1001"),
            ("dymo", "2147483646:1"),
            ("web.report_layout", f"{self.tea.id}:1"),
        ):
            with self.subTest(layout=layout, copies=copies):
                answer = self._print(layout, copies)
                self.assertEqual(answer.status_code, 400)
                self.assertIn("1000", answer.text)

    def test_who_keeps_no_stock_prints_none(self):
        new_test_user(self.env, "label_seller", groups="base.group_user")
        answer = self._print("dymo", f"{self.tea.id}:1", user="label_seller")
        self.assertEqual(answer.status_code, 400)
        self.assertNotIn("6901234567892", answer.text)

    def test_labels_of_another_company_are_not_printed(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.tea.company_id = company
        self.assertEqual(self._print("dymo", f"{self.tea.id}:1").status_code, 400)

    def test_the_phone_prints_a_product_and_what_a_receipt_brought(self):
        picking = self._receipt((self.tea, 2), (self._product("Rice"), 1))
        self.start_tour("/odoo/scanner", "jxc_scanner_labels", login="scanner_keeper")
        self.assertEqual(picking.state, "done")
        printed = self.env["product.label.layout"].search(
            [("create_uid", "=", self.keeper.id)], order="id"
        )
        self.assertEqual(printed.mapped("print_format"), ["dymo", "dymo"])
        self.assertEqual(
            [sorted(box.product_ids.mapped("name")) for box in printed],
            [["Tea"], ["Rice", "Tea"]],
        )
