from odoo import Command
from odoo.tests import tagged

from .test_moving import MovingCase


class ReturningCase(MovingCase):
    """A ``delivery`` of one ``sold`` phone and four tea to ``customer``."""

    def setUp(self):
        super().setUp()
        self.customer = self.env["res.partner"].create({"name": "Buyer"})
        self.sold, self.unsold = self.env["stock.lot"].create(
            [{"name": name, "product_id": self.phone.id} for name in ("S1", "S2")]
        )
        for lot in (self.sold, self.unsold):
            self._stock(self.phone, self.shelf, 1, lot)
        self.delivery = self._deliver((self.phone, self.sold, 1), (self.tea, None, 4))

    def _deliver(self, *lines):
        places = {
            "location_id": self.shelf.id,
            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
        }
        delivery = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "partner_id": self.customer.id,
                **places,
            }
        )
        for product, lot, quantity in lines:
            common = {"product_id": product.id, "picking_id": delivery.id, **places}
            line = {
                **common,
                "lot_id": lot and lot.id,
                "quantity": quantity,
                "picked": True,
            }
            self.env["stock.move"].create(
                {
                    **common,
                    "product_uom_qty": quantity,
                    "move_line_ids": [Command.create(line)],
                }
            )
        delivery.button_validate()
        self.assertEqual(delivery.state, "done")
        return delivery


@tagged("post_install", "-at_install")
class TestReturning(ReturningCase):
    def _return(self, *lines, picking=None, **payload):
        return self._entry(
            "return.finish",
            picking_id=(picking or self.delivery).id,
            lines=[
                {"product_id": product.id, "quantity": quantity, "lot": lot}
                for product, lot, quantity in lines
            ],
            **payload,
        )

    def test_sold_goods_come_back_as_a_return_of_their_delivery(self):
        (answer,) = self._assert_applied(
            self._return((self.phone, "S1", 1), (self.tea, "", 3), note="Box is wet")
        )
        returned = self.env["stock.picking"].browse(answer["result"]["picking_id"])
        self.assertEqual(returned.state, "done")
        self.assertEqual(returned.return_id, self.delivery)
        self.assertEqual(self.sold.product_qty, 1)
        self.assertEqual(self.tea.qty_available, 9)
        self.assertIn("Box is wet", str(returned.message_ids.mapped("body")))

    def test_serial_that_was_not_sold_to_the_customer_is_refused(self):
        self._assert_refused("S2", self._return((self.phone, "S2", 1)))
        self._assert_refused("do not know", self._return((self.phone, "S9", 1)))
        self.assertFalse(self.delivery.return_ids.filtered(lambda p: p.state == "done"))

    def test_nothing_comes_back_twice_nor_more_than_was_sold(self):
        self._assert_refused("only 4", self._return((self.tea, "", 5)))
        self._assert_applied(self._return((self.tea, "", 3)))
        self._assert_refused("only 1", self._return((self.tea, "", 2)))
        self._assert_applied(self._return((self.phone, "S1", 1)))
        self._assert_refused("S1", self._return((self.phone, "S1", 1)))
        self.assertEqual(self.tea.qty_available, 9)

    def test_what_may_come_back_is_read_by_lot(self):
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        (found,) = scanner.returnable("S1")
        self.assertEqual(found["id"], self.delivery.id)
        self._assert_applied(self._return((self.tea, "", 3)))
        products = {p["id"]: p for p in scanner.return_of(found["id"])["products"]}
        self.assertEqual(products[self.tea.id]["lots"], [{"name": "", "left": 1}])
        self.assertEqual(products[self.phone.id]["lots"], [{"name": "S1", "left": 1}])

    def test_goods_go_back_to_their_vendor_from_where_they_lie(self):
        receipt = self._receipt((self.milk, 5))
        self._assert_applied(
            self._count(receipt, self.milk, 5, lot="V1", production_date="2026-01-05"),
            self._operation("validate", receipt),
        )
        lot = receipt.move_line_ids.lot_id
        self._assert_applied(
            self._move(
                self.milk,
                5,
                source=self.warehouse.lot_stock_id,
                target=self.bin_,
                lot_id=lot.id,
            ),
            self._return((self.milk, "V1", 2), picking=receipt),
        )
        self.assertEqual(self._there(self.bin_, self.milk, lot), 3)
        self._assert_refused(
            "only 3", self._return((self.milk, "V1", 4), picking=receipt)
        )


@tagged("post_install", "-at_install")
class TestScrapping(MovingCase):
    def _scrap(self, product, quantity, **payload):
        return self._entry(
            "scrap.post",
            product_id=product.id,
            quantity=quantity,
            location_id=self.shelf.id,
            **payload,
        )

    def test_scrapped_goods_leave_the_stock_with_their_reason(self):
        broken = self.env["stock.scrap.reason.tag"].create({"name": "Broken on duty"})
        self._assert_applied(
            self._scrap(
                self.milk,
                2,
                lot_id=self.lot.id,
                reason_ids=[broken.id],
                note="Fell off the fork",
            )
        )
        scrap = self.env["stock.scrap"].search([("product_id", "=", self.milk.id)])
        self.assertRecordValues(
            scrap,
            [{"state": "done", "scrap_qty": 2, "lot_id": self.lot.id}],
        )
        self.assertEqual(scrap.scrap_reason_tag_ids, broken)
        self.assertIn("Fell off the fork", str(scrap.message_ids.mapped("body")))
        self.assertEqual(self._there(self.shelf, self.milk, self.lot), 6)

    def test_no_more_is_scrapped_than_lies_there(self):
        self._assert_refused("Only 10", self._scrap(self.tea, 11))
        self._assert_refused("needs a lot", self._scrap(self.milk, 1))
        self.assertEqual(self._there(self.shelf, self.tea), 10)
