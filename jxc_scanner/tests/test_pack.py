from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from .pick_common import PickCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestPack(PickCase):
    """Goods go into packages and totes, which hold one transfer's goods at a time."""

    def test_goods_are_put_into_a_package_with_type_and_weight(self):
        kind = self.env["stock.package.type"].create({"name": "Carton M"})
        picking = self._delivery((self.milk, 4))
        self._assert_applied(
            self._take(
                picking, self.milk, 4, self.shelf, self.early, result_package="BOX-1"
            ),
            self._op(
                "pack.close",
                picking_id=picking.id,
                name="BOX-1",
                package_type_id=kind.id,
                weight=3.2,
            ),
            self._op("ship.note", picking_id=picking.id, tracking="SF1234567890"),
            self._op("pick.validate", picking_id=picking.id, backorder=True),
        )
        box = picking.move_line_ids.result_package_id
        self.assertRecordValues(
            box,
            [{"name": "BOX-1", "package_type_id": kind.id, "shipping_weight": 3.2}],
        )
        self.assertEqual(box.location_id, self.customers)
        self.assertIn("SF1234567890", str(picking.message_ids.mapped("body")))

    def test_a_tote_of_another_transfer_is_refused(self):
        one = self._delivery((self.milk, 2))
        other = self._delivery((self.milk, 2))
        tote = {"result_package": "TOTE-1"}
        self._assert_applied(
            self._take(one, self.milk, 2, self.shelf, self.early, **tote)
        )
        self._assert_refused(
            "already holds other goods",
            self._take(other, self.milk, 2, self.shelf, self.early, **tote),
        )

    def test_bad_weights_and_packages_are_refused(self):
        picking = self._delivery((self.milk, 4))
        close = {"picking_id": picking.id, "name": "BOX-1"}
        self._assert_refused(
            "Nothing of this transfer", self._op("pack.close", **close)
        )
        self._assert_applied(
            self._take(
                picking, self.milk, 4, self.shelf, self.early, result_package="BOX-1"
            )
        )
        for weight in (-1, "heavy", True, 1e9):
            self._assert_refused(
                "weight", self._op("pack.close", **close, weight=weight)
            )
        self._assert_refused(
            "tracking reference",
            self._op("ship.note", picking_id=picking.id, tracking=" "),
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestBatch(PickCase):
    """A batch of Odoo's is picked into totes and finished as one."""

    def _batch(self, *pickings):
        batch = self.env["stock.picking.batch"].create(
            {"picking_ids": [(6, 0, [picking.id for picking in pickings])]}
        )
        batch.action_confirm()
        return batch

    def _finish(self, batch, backorder=True):
        return self._op("batch.validate", batch_id=batch.id, backorder=backorder)

    def test_each_transfer_goes_into_its_own_tote(self):
        one = self._delivery((self.tea, 6))
        other = self._delivery((self.tea, 3), (self.milk, 2))
        batch = self._batch(one, other)
        self._assert_applied(
            self._take(one, self.tea, 6, self.shelf_two, result_package="T1"),
            self._take(other, self.tea, 3, self.shelf_two, result_package="T2"),
            self._take(
                other, self.milk, 2, self.shelf, self.early, result_package="T2"
            ),
            self._finish(batch),
        )
        self.assertEqual(batch.state, "done")
        self.assertEqual((one | other).mapped("state"), ["done", "done"])
        totes = [p.move_line_ids.result_package_id.mapped("name") for p in (one, other)]
        self.assertEqual(totes, [["T1"], ["T2"]])

    def test_what_was_not_begun_leaves_the_batch_and_stays_wanted(self):
        one = self._delivery((self.tea, 6))
        other = self._delivery((self.tea, 3))
        batch = self._batch(one, other)
        self._assert_applied(
            self._take(one, self.tea, 4, self.shelf_two, result_package="T1"),
            self._finish(batch),
        )
        self.assertEqual((one.state, other.state), ("done", "assigned"))
        self.assertEqual(one.backorder_ids.move_ids.product_uom_qty, 2)
        self.assertFalse(other.batch_id)

    def test_keepers_of_another_warehouse_finish_no_batch_here(self):
        one = self._delivery((self.tea, 6))
        batch = self._batch(one)
        take = self._take(one, self.tea, 6, self.shelf_two)
        other = new_test_user(
            self.env, "other_keeper", groups="jxc_inventory.group_keeper"
        )
        other.property_warehouse_id = self.other_warehouse
        self._assert_refused("not one of your warehouse", take, user=other)
        self._assert_applied({**take, "uuid": self._op("")["uuid"]})
        self._assert_refused(
            "not for picking in your warehouse", self._finish(batch), user=other
        )
        self.assertEqual(one.state, "assigned")

    def test_a_batch_of_receipts_is_not_finished_by_picking(self):
        batch = self._batch(self._receipt((self.tea, 6)))
        self._assert_refused("not for picking", self._finish(batch))

    def test_a_batch_that_is_not_under_way_is_refused(self):
        batch = self._batch(self._delivery((self.tea, 6)))
        self._assert_refused("Nothing has been picked", self._finish(batch))
        batch.action_cancel()
        self._assert_refused("finished, cancelled", self._finish(batch))
