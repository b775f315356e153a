from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .lot_status_common import LotStatusCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestLotHold(LotStatusCommon):
    def test_hold_is_recorded_with_who_when_and_why(self):
        self._hold(self.sooner, "quarantine", self.keeper)
        self._hold(self.sooner, "block", reason="Failed the inspection")
        self._hold(self.sooner, "release", reason="Second sample passed")
        self.assertRecordValues(
            self.sooner.hold_ids.sorted("id"),
            [
                {
                    "from_state": False,
                    "to_state": "quarantined",
                    "reason": "Wet cartons",
                    "user_id": self.keeper.id,
                },
                {
                    "from_state": "quarantined",
                    "to_state": "blocked",
                    "reason": "Failed the inspection",
                    "user_id": self.manager.id,
                },
                {
                    "from_state": "blocked",
                    "to_state": False,
                    "reason": "Second sample passed",
                    "user_id": self.manager.id,
                },
            ],
        )
        self.assertIn(
            "Failed the inspection", self.sooner.message_ids.mapped("body")[1]
        )
        self.assertFalse(self.sooner.hold_state)

    def test_hold_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "reason"):
            self._hold(self.sooner, reason="  ")
        self.assertFalse(self.sooner.hold_state)

    def test_setting_the_same_hold_again_changes_nothing(self):
        self._hold(self.sooner)
        self.assertFalse(self.sooner._set_hold("quarantined", "Again"))
        self.assertEqual(len(self.sooner.hold_ids), 1)

    def test_keepers_quarantine_but_neither_block_nor_release(self):
        with self.assertRaises(AccessError):
            self._hold(self.sooner, "block", self.keeper)
        self._hold(self.sooner, "quarantine", self.keeper)
        with self.assertRaises(AccessError):
            self._hold(self.sooner, "release", self.keeper)
        self.assertEqual(self.sooner.hold_state, "quarantined")

    def test_recalled_lots_are_freed_by_the_recall_only(self):
        self.sooner._set_hold("recalled", "Recall 7")
        for action in ("release", "block", "quarantine"):
            with self.assertRaisesRegex(UserError, "recall"):
                self._hold(self.sooner, action)
        self.assertEqual(self.sooner.hold_state, "recalled")

    def test_nobody_writes_a_hold_past_the_reason(self):
        lot = self.sooner.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "needs a reason"):
            lot.hold_state = "blocked"
        with self.assertRaisesRegex(UserError, "needs a reason"):
            lot.with_context(jxc_set_hold=True).write({"hold_state": "blocked"})
        for context in ({}, {"default_hold_state": "blocked"}):
            values = {"name": "new", "product_id": self.milk.id}
            if not context:
                values["hold_state"] = "blocked"
            with self.assertRaisesRegex(UserError, "needs a reason"):
                lot.with_context(**context).create(values)
        self._hold(self.sooner)
        with self.assertRaisesRegex(UserError, "needs a reason"):
            lot.hold_state = False
        self.assertFalse(self.sooner.copy({"name": "copy"}).hold_state)

    def test_history_is_nobody_s_to_change(self):
        self._hold(self.sooner)
        record = self.sooner.hold_ids
        for user in (self.keeper, self.manager):
            own = record.with_user(user)
            self.assertEqual(own.reason, "Wet cartons")
            with self.assertRaises(AccessError):
                own.write({"reason": "Nothing happened"})
            with self.assertRaises(AccessError):
                own.unlink()
            with self.assertRaises(AccessError):
                own.create({"lot_id": self.later.id, "reason": "x"})

    def test_history_of_other_companies_stays_with_them(self):
        self.sooner.company_id = self.company
        self._hold(self.sooner)
        stranger = self._user(
            "stranger", "jxc_inventory.group_manager", self.company_us
        )
        history = self.env["jxc.lot.hold"].with_user(stranger)
        own = history.with_context(allowed_company_ids=self.company_us.ids)
        self.assertFalse(own.search([("lot_id", "=", self.sooner.id)]))

    def test_salespeople_and_buyers_do_not_hold(self):
        for group in ("buyer", "salesperson"):
            user = self._user(group, f"jxc_inventory.group_{group}")
            with self.assertRaises(AccessError):
                self._hold(self.sooner, user=user)
        self.assertFalse(self.sooner.hold_state)

    def test_keepers_of_another_company_do_not_hold_our_lots(self):
        self.sooner.company_id = self.company
        stranger = self._user("keeper", "jxc_inventory.group_keeper", self.company_us)
        with self.assertRaises(AccessError):
            self._hold(self.sooner, user=stranger)
        self.assertFalse(self.sooner.hold_state)

    def test_hold_of_a_shared_lot_holds_in_every_company(self):
        self.assertFalse(self.sooner.company_id)
        abroad = self._warehouse_of(self.company_us)
        self.env["stock.quant"]._update_available_quantity(
            self.milk, abroad.lot_stock_id, 4, lot_id=self.sooner
        )
        move = (
            self.env["stock.move"]
            .with_context(allowed_company_ids=self.company_us.ids)
            .create(
                {
                    "product_id": self.milk.id,
                    "product_uom_qty": 1,
                    "location_id": abroad.lot_stock_id.id,
                    "location_dest_id": self.env.ref(
                        "stock.stock_location_customers"
                    ).id,
                    "picking_type_id": abroad.out_type_id.id,
                }
            )
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(move.move_line_ids.lot_id, self.sooner)
        self._hold(self.sooner, user=self.keeper)
        self.assertFalse(move.move_line_ids)
        self.assertEqual(move.state, "confirmed")
        quants = self.sooner.quant_ids.filtered(
            lambda q: q.location_id.usage == "internal"
        )
        self.assertEqual(set(quants.mapped("hold_state")), {"quarantined"})
