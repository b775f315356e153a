from odoo import fields
from odoo.tests import HttpCase, tagged

from .test_moving import MovingCase
from .test_returning import ReturningCase


class InternalTourCase(HttpCase, MovingCase):
    browser_size = "390x844"
    touch_enabled = True

    def _tour(self, name):
        self.start_tour("/odoo/scanner", name, login="scanner_keeper", timeout=120)

    def _assert_all_applied(self):
        journal = self.env["jxc.scan.operation"].search([])
        self.assertTrue(journal)
        refused = journal.filtered(lambda operation: operation.state != "applied")
        self.assertFalse(refused.mapped("message"))


@tagged("post_install", "-at_install")
class TestInternalTours(InternalTourCase):
    def test_put_away_second_step_of_a_receipt(self):
        picking = self._plan_putaway((self.milk, 6), (self.tea, 5))
        self._tour("jxc_scanner_putaway")
        self._assert_all_applied()
        self.assertEqual(picking.state, "done")
        self.assertEqual(self._there(self.bin_, self.tea), 5)
        self.assertEqual(self._there(self.bin_, self.milk, self.lot), 5)
        self.assertEqual(self._there(self.shelf, self.milk, self.lot), 8)
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 1)

    def test_move_goods_and_whole_places(self):
        strict = self._bin("Strict", "STRICT-1", lot_mixing="one_product")
        self._stock(self.tea, strict, 1)
        last = self._bin("Bin 3", "BIN-0003")
        self._tour("jxc_scanner_transfer")
        self._assert_all_applied()
        self.assertEqual(self._there(self.shelf, self.tea), 8)
        self.assertEqual(self._there(last, self.tea), 2)
        self.assertEqual(self._there(last, self.milk, self.lot), 8)
        self.assertEqual(self._there(self.bin_, self.tea), 0)
        moves = self.env["stock.picking"].search([("origin", "=", "Scanner")])
        self.assertEqual(moves.mapped("state"), ["done"] * 3)
        self.assertEqual(moves.user_id, self.keeper)

    def test_requested_place_is_counted_blind(self):
        other = self._product("Coffee")
        self._stock(other, self.shelf, 4)
        quants = self.env["stock.quant"].search([("location_id", "=", self.shelf.id)])
        self.env["stock.request.count"].create(
            {
                "quant_ids": quants.filtered(lambda q: q.product_id == self.tea).ids,
                "user_id": self.keeper.id,
                "inventory_date": fields.Date.today(),
            }
        ).action_request_count()
        self._tour("jxc_scanner_count")
        self._assert_all_applied()
        counted = self.env["stock.quant"].search([("location_id", "=", self.shelf.id)])
        self.assertEqual(
            {
                (quant.product_id, quant.lot_id.name): quant.inventory_quantity
                for quant in counted
                if quant.inventory_quantity_set
            },
            {
                (self.tea, False): 9,
                (self.milk, "L1"): 8,
                (self.milk, "NEW-LOT"): 3,
                (other, False): 0,
            },
        )
        self.assertEqual(self._there(self.shelf, self.tea), 10)

    def test_broken_goods_are_scrapped_with_their_reason(self):
        broken = self.env["stock.scrap.reason.tag"].create({"name": "Broken on duty"})
        self._tour("jxc_scanner_scrap")
        self._assert_all_applied()
        scrap = self.env["stock.scrap"].search([("product_id", "=", self.tea.id)])
        self.assertRecordValues(scrap, [{"state": "done", "scrap_qty": 1}])
        self.assertEqual(scrap.scrap_reason_tag_ids, broken)
        self.assertEqual(self._there(self.shelf, self.tea), 9)


@tagged("post_install", "-at_install")
class TestReturnTour(InternalTourCase, ReturningCase):
    def test_sold_goods_come_back(self):
        self._tour("jxc_scanner_return")
        self._assert_all_applied()
        returned = self.delivery.return_ids
        self.assertEqual(returned.state, "done")
        self.assertEqual(self.sold.product_qty, 1)
        self.assertEqual(self.tea.qty_available, 9)
        self.assertIn("Box is wet", str(returned.message_ids.mapped("body")))


@tagged("post_install", "-at_install")
class TestReceiveTours(InternalTourCase):
    def test_delivery_without_order_with_damaged_goods(self):
        self.supplier.supplier_rank = 1
        self._tour("jxc_scanner_receive_more")
        self._assert_all_applied()
        picking = self.env["stock.picking"].search([("origin", "=", "Note 4711")])
        self.assertRecordValues(
            picking, [{"state": "done", "partner_id": self.supplier.id}]
        )
        lines = picking.move_line_ids.sorted("damaged")
        self.assertEqual(lines.mapped("quantity"), [3, 2])
        self.assertEqual(lines[1].location_dest_id, self.warehouse.damaged_location_id)
        self.assertTrue(lines[0].result_package_id)
        self.assertFalse(lines[1].result_package_id)
        history = str(picking.message_ids.mapped("body"))
        self.assertIn("Seal broken", history)
        self.assertIn("Tea", history)

    def test_two_orders_of_a_vendor_at_once(self):
        self._product("Coffee", default_code="COFFEE-1")
        six = self.env.ref("uom.product_uom_pack_6")
        self.env["product.uom"].create(
            {"product_id": self.tea.id, "uom_id": six.id, "barcode": "SIX-TEAS"}
        )
        one, other = (self._receipt((self.tea, quantity)) for quantity in (4, 5))
        self._tour("jxc_scanner_receive_together")
        self._assert_all_applied()
        self.assertEqual((one | other).mapped("state"), ["done", "done"])
        self.assertEqual(self.tea.qty_available, 16)
        backorders = (one | other).backorder_ids
        self.assertEqual(sum(backorders.move_ids.mapped("product_uom_qty")), 3)
        coffee = (one | other).move_ids.filtered(
            lambda m: m.product_id.name == "Coffee"
        )
        self.assertEqual(coffee.quantity, 1)

    def test_work_is_done_with_command_codes_alone(self):
        self.warehouse.in_type_id.barcode = "WH-ARRIVALS"
        picking = self._receipt((self.tea, 2))
        picking.name = "CMD-IN"
        self._tour("jxc_scanner_commands")
        self._assert_all_applied()
        self.assertEqual(picking.state, "done")
        self.assertRecordValues(picking.move_line_ids, [{"quantity": 2}])
        self.assertTrue(picking.move_line_ids.result_package_id)
        self.assertFalse(picking.return_ids)
