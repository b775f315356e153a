from datetime import date, datetime, timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestTours(HttpCase, ScannerCase):
    browser_size = "390x844"
    touch_enabled = True

    def _tour(self, name, url="/odoo/scanner"):
        self.start_tour(url, name, login="scanner_keeper", timeout=120)

    def test_receive_with_lot_and_production_date(self):
        picking = self._receipt((self.milk, 10), (self.tea, 5))
        self._tour("jxc_scanner_receive")
        self.assertEqual(picking.state, "done")
        lot = self.env["stock.lot"].search([("name", "=", "MF-2601")])
        self.assertRecordValues(
            lot,
            [
                {
                    "product_id": self.milk.id,
                    "production_date": date(2026, 1, 31),
                    "expiration_date": datetime(2027, 1, 31, 15, 59, 59),
                }
            ],
        )
        quant = self.env["stock.quant"].search(
            [("lot_id", "=", lot.id), ("location_id.usage", "=", "internal")]
        )
        self.assertRecordValues(
            quant,
            [{"location_id": self.warehouse.lot_stock_id.id, "quantity": 10}],
        )
        self.assertEqual(self.tea.qty_available, 4)
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 1)
        journal = self.env["jxc.scan.operation"].search(
            [("picking_id", "=", picking.id)]
        )
        self.assertEqual(set(journal.mapped("state")), {"applied"})
        self.assertEqual(journal.user_id, self.keeper)

    def test_look_up_product_lot_location_and_expected_receipt(self):
        lots = self.env["stock.lot"].create(
            [
                {
                    "name": name,
                    "product_id": self.milk.id,
                    "production_date": fields.Date.today() - timedelta(days=age),
                }
                for name, age in (("OLD", 500), ("FRESH", 10))
            ]
        )
        for lot, quantity in zip(lots, (3, 20), strict=True):
            self._stock(self.milk, self.shelf, quantity, lot)
        picking = self._receipt((self.milk, 10))
        self._tour("jxc_scanner_look_up")
        # Looking changes nothing.
        self.assertFalse(picking.move_line_ids.filtered("picked"))
        self.assertFalse(
            self.env["jxc.scan.operation"].search([("picking_id", "=", picking.id)])
        )

    def test_address_input_method_paste_and_injected_text_are_scans(self):
        self._tour("jxc_scanner_inputs", "/odoo/scanner?scan=SHELF-0001")
        # Looking things up is all these scans did.
        self.assertFalse(
            self.env["jxc.scan.operation"].search([("user_id", "=", self.keeper.id)])
        )

    def test_lost_answers_neither_lose_nor_double_a_count(self):
        picking = self._receipt((self.tea, 5))
        self._tour("jxc_scanner_network_lost")
        self.assertEqual(self._picked(picking, self.tea), 2)
        journal = self.env["jxc.scan.operation"].search(
            [("picking_id", "=", picking.id)]
        )
        self.assertEqual(journal.mapped("state"), ["applied"] * 2)

    def test_screens_are_legible_by_day_and_night_and_fit_a_thumb(self):
        picking = self._receipt(
            (self.milk, 10), (self.tea, 5), (self._product("蒙牛纯牛奶"), 1)
        )
        for size in ("390x844", "768x1024", "1366x768"):
            with self.subTest(size=size):
                self.browser_size = size
                self._tour("jxc_scanner_look")
        # Each of the tours counted one.
        self.assertEqual(self._picked(picking, self.tea), 3)
