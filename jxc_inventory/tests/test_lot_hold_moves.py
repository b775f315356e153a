from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .lot_status_common import LotStatusCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestLotHoldMoves(LotStatusCommon):
    """Where goods on hold may go, and that they go there without nagging."""

    def setUp(self):
        super().setUp()
        self._hold(self.sooner, "block")
        self.customer = self.env.ref("stock.stock_location_customers")
        self.vendor = self.env.ref("stock.stock_location_suppliers")

    def _rule(self, **values):
        return self.env["jxc.lot.rule"].create(
            {"company_id": self.company.id, **values}
        )

    def test_explicitly_chosen_lot_on_hold_does_not_reach_a_customer(self):
        transfer = self._transfer(self.sooner, self.customer)
        with self.assertRaisesRegex(UserError, "sooner"):
            transfer.button_validate()
        self.assertNotEqual(transfer.state, "done")
        self.assertEqual(self._quants(self.sooner).quantity, 1)

    def test_the_message_names_what_to_do_and_nobody_may_release_it(self):
        transfer = self._transfer(self.sooner, self.customer)
        [violation] = transfer.move_line_ids._find_hold_violations()
        self.assertEqual(violation.kind, "hold")
        self.assertFalse(violation.releasable)
        self.assertIn("Take another lot", violation.message)

    def test_neither_production_nor_another_warehouse_gets_it(self):
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        production = self.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", self.company.id)]
        )
        transit = self.company.internal_transit_location_id
        for place in (production[:1], other.lot_stock_id, transit):
            with self.subTest(place.complete_name):
                transfer = self._transfer(self.sooner, place)
                with self.assertRaisesRegex(UserError, "on hold"):
                    transfer.button_validate()
                transfer.action_cancel()

    def test_to_quarantine_to_scrap_and_to_the_vendor_it_goes(self):
        scrap = self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.company.id)]
        )
        source = self.stock
        for place in (self.quarantine, self.stock, scrap[:1]):
            transfer = self._transfer(self.sooner, place, source)
            self.assertIs(transfer.button_validate(), True)
            self.assertEqual(self._quants(self.sooner, place).quantity, 1)
            source = place
        self._hold(self.later)
        transfer = self._transfer(self.later, self.vendor)
        self.assertIs(transfer.button_validate(), True)
        self.assertEqual(transfer.state, "done")

    def test_expired_goods_move_without_nagging_except_from_vendors_and_to_customers(
        self,
    ):
        with freeze_time("2027-02-01 04:00:00"):
            self.env.invalidate_all()
            transfer = self._transfer(self.later, self.quarantine)
            self.assertIs(transfer.button_validate(), True)
            receipt = self._receipt(
                {"lot_name": "stale", "production_date": "2025-06-01"}
            )
            receipt.move_ids.picked = True
            self.assertIsInstance(receipt.button_validate(), dict)  # a question
            receipt.with_context(skip_expired=True).button_validate()
            stale = receipt.move_line_ids.lot_id
            out = self._transfer(stale, self.customer)
            self.assertIsInstance(out.button_validate(), dict)  # a question
            self.assertNotEqual(out.state, "done")

    def test_scrapping_a_lot_on_hold_works(self):
        scrap = (
            self.env["stock.scrap"]
            .with_user(self.keeper)
            .create(
                {
                    "product_id": self.milk.id,
                    "lot_id": self.sooner.id,
                    "location_id": self.stock.id,
                    "scrap_qty": 1,
                }
            )
        )
        self.assertIs(scrap.action_validate(), True)
        self.assertEqual(scrap.state, "done")

    def test_return_to_the_vendor_reserves_the_lot_on_hold(self):
        receipt = self.sooner.quant_ids.lot_id and self.env["stock.picking"].search(
            [("move_line_ids.lot_id", "=", self.sooner.id), ("state", "=", "done")]
        )
        wizard = self.env["stock.return.picking"].create({"picking_id": receipt.id})
        wizard.product_return_moves.quantity = 2
        returned = wizard._create_return()
        self.assertEqual(returned.move_line_ids.lot_id, self.sooner + self.later)

    def test_transfer_to_quarantine_reserves_what_is_on_hold_or_expired(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.milk.id,
                "product_uom_qty": 2,
                "location_id": self.stock.id,
                "location_dest_id": self.quarantine.id,
                "picking_type_id": self.warehouse.int_type_id.id,
            }
        )
        with freeze_time("2027-02-01 04:00:00"):
            move._action_confirm()
            move._action_assign()
        self.assertEqual(move.move_line_ids.lot_id, self.sooner + self.later)

    def test_what_lies_in_quarantine_is_put_to_stock_before_it_leaves(self):
        self._transfer(self.later, self.quarantine).button_validate()
        quant = self._quants(self.later, self.quarantine)
        self.assertEqual(quant.hold_state, "quarantined")
        self.assertEqual(self.later.status, "usable")
        self.assertFalse(self._delivery(self.milk).move_line_ids)
        self.assertEqual(self.milk.free_qty, 0)
        back = self.env["stock.move"].create(
            {
                "product_id": self.milk.id,
                "product_uom_qty": 1,
                "location_id": self.quarantine.id,
                "location_dest_id": self.stock.id,
                "picking_type_id": self.warehouse.int_type_id.id,
            }
        )
        back._action_confirm()
        back._action_assign()
        self.assertEqual(back.move_line_ids.lot_id, self.later)
        out = self._transfer(self.later, self.customer, self.quarantine)
        with self.assertRaisesRegex(UserError, "quarantine location"):
            out.button_validate()

    def test_flagging_a_location_releases_what_was_reserved_there(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self._transfer(self.later, shelf).button_validate()
        delivery = self._delivery(self.milk)
        self.assertEqual(delivery.move_line_ids.location_id, shelf)
        shelf.is_quarantine = True
        self.assertFalse(delivery.move_line_ids)
        self.assertEqual(self._quants(self.later, shelf).hold_state, "quarantined")
        shelf.is_quarantine = False
        self.assertFalse(self._quants(self.later, shelf).hold_state)

    def test_chained_delivery_does_not_take_what_came_on_hold(self):
        self.warehouse.delivery_steps = "pick_ship"
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "C"}).id,
                "order_line": [
                    Command.create({"product_id": self.milk.id, "product_uom_qty": 1})
                ],
            }
        )
        order.action_confirm()
        pick = order.picking_ids.filtered(
            lambda picking: picking.picking_type_id == self.warehouse.pick_type_id
        )
        self.assertEqual(pick.move_line_ids.lot_id, self.later)
        pick.move_ids.picked = True
        pick.button_validate()
        ship = pick.move_ids.move_dest_ids.picking_id or order.picking_ids - pick
        self.assertEqual(ship.move_line_ids.lot_id, self.later)
        self._hold(self.later)
        self.assertFalse(ship.move_line_ids)
        ship.action_assign()
        self.assertFalse(ship.move_line_ids)

    def test_expired_stock_is_kept_from_use_where_a_rule_says_so(self):
        self.later.with_user(self.manager).removal_date = "2028-01-01"
        with freeze_time("2027-02-01 04:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.later.status, "expired")
            rule = self._rule(expired_action="allow")
            self.assertEqual(self.milk.free_qty, 1)
            rule.expired_action = "release"
            self.env.invalidate_all()
            self.assertEqual(self.milk.free_qty, 0)
            self.assertEqual(self.milk.virtual_available, 0)
            self.assertFalse(self._delivery(self.milk).move_line_ids)
            rule.expired_action = "allow"
            self.env.invalidate_all()
            self.assertEqual(self.milk.free_qty, 1)
            self.assertEqual(self._delivery(self.milk).move_line_ids.lot_id, self.later)
