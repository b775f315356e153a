from odoo.tests import tagged

from .common import ScannerCase


class MovingCase(ScannerCase):
    """Goods on ``shelf`` of the keeper's warehouse, and an empty ``bin_``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bin_ = cls._bin("Bin 2", "BIN-0002")
        cls.lot = cls.env["stock.lot"].create(
            {"name": "L1", "product_id": cls.milk.id, "production_date": "2026-01-01"}
        )
        cls._stock(cls.tea, cls.shelf, 10)
        cls._stock(cls.milk, cls.shelf, 8, cls.lot)

    @classmethod
    def _bin(cls, name, barcode, warehouse=None, **values):
        warehouse = warehouse or cls.warehouse
        return cls.env["stock.location"].create(
            {
                "name": name,
                "barcode": barcode,
                "location_id": warehouse.lot_stock_id.id,
                **values,
            }
        )

    def _there(self, location, product, lot=None):
        return self.env["stock.quant"]._get_available_quantity(
            product, location, lot_id=lot, strict=True, allow_negative=True
        )

    def _entry(self, kind, **payload):
        entry = self._operation("x", self.env["stock.picking"], **payload)
        return {**entry, "kind": kind, "payload": payload}

    def _move(self, product=None, quantity=0, source=None, target=None, **payload):
        if product:
            payload.update(product_id=product.id, quantity=quantity)
        return self._entry(
            "transfer.move",
            location_id=(source or self.shelf).id,
            location_dest_id=(target or self.bin_).id,
            **payload,
        )

    def _plan_putaway(self, *lines):
        """The second step of a receipt: goods wait at the input of the warehouse."""
        self.warehouse.reception_steps = "two_steps"
        source = self.warehouse.wh_input_stock_loc_id
        for product, quantity in lines:
            tracked = product.tracking != "none"
            self._stock(product, source, quantity, self.lot if tracked else None)
        picking = self._transfer(
            self.warehouse.store_type_id, source, self.warehouse.lot_stock_id, *lines
        )
        picking.action_assign()
        return picking


@tagged("post_install", "-at_install")
class TestTransfer(MovingCase):
    def test_goods_are_carried_by_an_internal_transfer_that_is_done(self):
        (answer,) = self._assert_applied(self._move(self.tea, 4))
        picking = self.env["stock.picking"].browse(answer["result"]["picking_id"])
        self.assertRecordValues(
            picking,
            [
                {
                    "state": "done",
                    "picking_type_id": self.warehouse.int_type_id.id,
                    "location_id": self.shelf.id,
                    "location_dest_id": self.bin_.id,
                    "user_id": self.keeper.id,
                }
            ],
        )
        self.assertEqual(self._there(self.shelf, self.tea), 6)
        self.assertEqual(self._there(self.bin_, self.tea), 4)

    def test_lot_goes_with_the_goods_and_has_to_be_named(self):
        self._assert_refused("needs a lot", self._move(self.milk, 2))
        self._assert_applied(self._move(self.milk, 2, lot_id=self.lot.id))
        self.assertEqual(self._there(self.bin_, self.milk, self.lot), 2)

    def test_no_more_is_carried_than_lies_there(self):
        self._assert_refused("Only 10", self._move(self.tea, 11))
        self.assertEqual(self._there(self.shelf, self.tea), 10)

    def test_repeated_move_is_carried_once(self):
        move = self._move(self.tea, 4)
        self._assert_applied(move, move)
        self.assertEqual(self._there(self.bin_, self.tea), 4)

    def test_move_is_taken_back_once(self):
        move = self._move(self.milk, 3, lot_id=self.lot.id)
        back = self._entry("transfer.back", target=move["uuid"])
        self._assert_applied(move, back, back)
        self.assertEqual(self._there(self.shelf, self.milk, self.lot), 8)
        again = self._entry("transfer.back", target=move["uuid"])
        self._assert_refused("no such move", again)

    def test_whole_place_is_emptied_with_its_packages(self):
        package = self.env["stock.package"].create({"name": "PACK-1"})
        self.env["stock.quant"]._update_available_quantity(
            self.tea, self.shelf, 5, package_id=package
        )
        self._assert_applied(self._move(whole=True))
        quants = self.env["stock.quant"].search(
            [("location_id", "=", self.bin_.id), ("quantity", ">", 0)]
        )
        self.assertEqual(sum(quants.mapped("quantity")), 23)
        self.assertEqual(package.location_id, self.bin_)
        self.assertEqual(self._there(self.shelf, self.tea), 0)

    def test_package_is_carried_as_it_stands_and_can_be_opened(self):
        package = self.env["stock.package"].create({"name": "PACK-1"})
        self.env["stock.quant"]._update_available_quantity(
            self.tea, self.shelf, 5, package_id=package
        )
        self._assert_applied(self._move(package_id=package.id))
        self.assertEqual(package.location_id, self.bin_)
        self._assert_applied(
            self._move(
                self.tea,
                2,
                source=self.bin_,
                target=self.shelf,
                package_id=package.id,
            )
        )
        self.assertEqual(sum(package.quant_ids.mapped("quantity")), 3)

    def test_bin_that_keeps_one_product_refuses_another(self):
        strict = self._bin("Bin 3", "BIN-0003", lot_mixing="one_product")
        self._assert_applied(self._move(self.tea, 1, target=strict))
        self._assert_refused(
            "one product only",
            self._move(self.milk, 1, target=strict, lot_id=self.lot.id),
        )
        self.assertEqual(self._there(strict, self.milk, self.lot), 0)

    def test_warehouses_are_not_crossed(self):
        far = self._bin("Far", "FAR-1", self.other_warehouse)
        (answer,) = self._sync(self._move(self.tea, 1, target=far))
        self.assertEqual(answer["state"], "refused")
        self.assertEqual(self._there(far, self.tea), 0)

    def test_place_that_keeps_no_goods_is_refused(self):
        (answer,) = self._sync(self._move(self.tea, 1, target=self.supplier_location))
        self.assertEqual(answer["state"], "refused")
        self.assertEqual(self._there(self.shelf, self.tea), 10)

    def test_expired_goods_may_be_carried_where_they_belong(self):
        old = self.env["stock.lot"].create(
            {"name": "OLD", "product_id": self.milk.id, "production_date": "2020-01-01"}
        )
        self._stock(self.milk, self.shelf, 2, old)
        self._assert_applied(self._move(self.milk, 2, lot_id=old.id))
        self.assertEqual(old.product_qty, 2)


@tagged("post_install", "-at_install")
class TestPutaway(MovingCase):
    def setUp(self):
        super().setUp()
        self.picking = self._plan_putaway((self.milk, 6), (self.tea, 5))
        self.input = self.picking.location_id

    def _put(self, product, quantity, target, **payload):
        return self._entry(
            "putaway.take",
            picking_id=self.picking.id,
            product_id=product.id,
            quantity=quantity,
            location_id=self.input.id,
            location_dest_id=target.id,
            **payload,
        )

    def _finish(self, **payload):
        return self._entry("putaway.validate", picking_id=self.picking.id, **payload)

    def test_goods_are_put_where_the_keeper_puts_them(self):
        self._assert_applied(
            self._put(self.milk, 4, self.bin_, lot_id=self.lot.id),
            self._put(self.milk, 2, self.shelf, lot_id=self.lot.id),
            self._put(self.tea, 5, self.bin_),
            self._finish(),
        )
        self.assertEqual(self.picking.state, "done")
        self.assertEqual(self._there(self.bin_, self.milk, self.lot), 4)
        self.assertEqual(self._there(self.shelf, self.milk, self.lot), 10)
        self.assertEqual(self._there(self.input, self.tea), 0)
        self.assertFalse(self.picking.backorder_ids)

    def test_rest_stays_to_do_when_asked(self):
        *_others, answer = self._assert_applied(
            self._put(self.tea, 2, self.bin_), self._finish(backorder=True)
        )
        backorder = self.picking.backorder_ids
        self.assertEqual(answer["result"]["backorder"], backorder.name)
        self.assertEqual(sum(backorder.move_ids.mapped("product_uom_qty")), 9)

    def test_taken_back_goods_are_expected_again(self):
        take = self._put(self.tea, 2, self.bin_)
        undo = self._entry(
            "putaway.undo", picking_id=self.picking.id, target=take["uuid"]
        )
        self._assert_applied(take, undo, undo)
        self.assertEqual(self._picked(self.picking, self.tea), 0)
        tea = self.picking.move_ids.filtered(lambda move: move.product_id == self.tea)
        self.assertEqual(tea.quantity, 5)

    def test_nothing_is_finished_that_nobody_has_put_away(self):
        self._assert_refused("Nothing has been put away", self._finish())
        self.assertEqual(self.picking.state, "assigned")

    def test_a_receipt_is_no_put_away(self):
        receipt = self._receipt((self.tea, 1))
        self._assert_refused(
            "not an internal transfer",
            self._entry("putaway.validate", picking_id=receipt.id),
        )

    def test_suggested_bin_follows_the_rules_of_put_away(self):
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        self.assertFalse(scanner.suggest_bin(self.tea.id, 1, False, self.input.id))
        self.env["stock.putaway.rule"].create(
            {
                "product_id": self.tea.id,
                "location_in_id": self.warehouse.lot_stock_id.id,
                "location_out_id": self.bin_.id,
            }
        )
        found = scanner.suggest_bin(self.tea.id, 1, False, self.input.id)
        self.assertEqual(found, {"id": self.bin_.id, "name": self.bin_.display_name})
