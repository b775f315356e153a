import uuid

from odoo.tests import tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestReceiveMore(ScannerCase):
    """Without order, damaged, not ordered, packed."""

    def _start(self, **payload):
        return {
            "uuid": str(uuid.uuid4()),
            "kind": "receive.start",
            "time": "2026-03-10T01:02:03.000Z",
            "payload": {"partner_id": self.supplier.id, **payload},
        }

    def _on(self, start, kind, **payload):
        return {
            **self._start(),
            "uuid": str(uuid.uuid4()),
            "kind": f"receive.{kind}",
            "payload": {"started": start["uuid"], **payload},
        }

    def test_goods_without_order_arrive_by_one_sending_made_offline(self):
        start = self._start(origin="Note 4711")
        counts = [
            self._on(
                start,
                "count",
                product_id=self.milk.id,
                quantity=6,
                lot="L1",
                production_date="2026-01-31",
            ),
            self._on(start, "count", product_id=self.tea.id, quantity=4),
            self._on(start, "count", product_id=self.tea.id, quantity=1),
        ]
        undo = self._on(start, "undo", target=counts[2]["uuid"])
        finish = self._on(start, "validate")
        answers = self._assert_applied(start, *counts, undo, finish)
        picking = self.env["stock.picking"].browse(answers[0]["result"]["picking_id"])
        self.assertRecordValues(
            picking,
            [
                {
                    "state": "done",
                    "partner_id": self.supplier.id,
                    "origin": "Note 4711",
                    "picking_type_id": self.warehouse.in_type_id.id,
                }
            ],
        )
        self.assertEqual((self.tea.qty_available, self.milk.qty_available), (4, 6))
        journal = self.env["jxc.scan.operation"].search([])
        self.assertEqual(journal.picking_id, picking)

    def test_nobody_counts_on_what_another_has_opened(self):
        start = self._start()
        self._assert_applied(start)
        other = self.keeper.copy({"login": "other_scanner_keeper"})
        count = self._on(start, "count", product_id=self.tea.id, quantity=1)
        self._assert_refused("was not opened", count, user=other)

    def test_goods_that_were_not_ordered_are_taken_only_on_purpose(self):
        picking = self._receipt((self.milk, 10))
        self._assert_refused("does not expect", self._count(picking, self.tea, 2))
        self._assert_applied(
            self._count(picking, self.tea, 2, unexpected=True),
            self._operation("validate", picking, backorder=True),
        )
        self.assertEqual(self.tea.qty_available, 2)
        self.assertEqual(picking.backorder_ids.move_ids.product_id, self.milk)

    def test_damaged_goods_go_to_a_place_nobody_sells_from(self):
        picking = self._receipt((self.tea, 10))
        self._assert_applied(
            self._count(picking, self.tea, 7),
            self._count(picking, self.tea, 2, damaged=True),
            self._count(picking, self.tea, 1),
        )
        self.assertEqual(
            sorted(picking.move_line_ids.mapped(lambda l: (l.damaged, l.quantity))),
            [(False, 8), (True, 2)],
        )
        self._assert_applied(self._operation("validate", picking))
        damaged = self.warehouse.damaged_location_id
        quant = self.env["stock.quant"].search([("location_id", "=", damaged.id)])
        self.assertEqual(quant.quantity, 2)
        stock = self.tea.with_context(location=self.warehouse.lot_stock_id.id)
        self.assertEqual(stock.qty_available, 8)

    def test_what_is_counted_is_put_in_a_pack(self):
        picking = self._receipt((self.tea, 10))
        answers = self._assert_applied(
            self._count(picking, self.tea, 4),
            self._operation("pack", picking, package="PACK-A"),
            self._count(picking, self.tea, 1, damaged=True),
            self._count(picking, self.tea, 6),
            self._operation("pack", picking),
        )
        self._assert_refused("already", self._operation("pack", picking))
        self._assert_applied(self._operation("validate", picking))
        packages = self.env["stock.package"].browse(
            answers[i]["result"]["id"] for i in (1, 4)
        )
        self.assertEqual(packages[0].name, "PACK-A")
        quantities = [sum(p.quant_ids.mapped("quantity")) for p in packages]
        self.assertEqual(quantities, [4, 6])

    def test_vendors_are_found_by_name(self):
        self.supplier.supplier_rank = 1
        found = self.env["jxc.scanner"].with_user(self.keeper).vendors("dairy")
        self.assertEqual(found, [{"id": self.supplier.id, "name": "Dairy Supplier"}])
