from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, new_test_user, tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestConflicts(ScannerCase):
    """What becomes of refused scans, by the inventory manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "conflict_manager", groups="jxc_inventory.group_manager"
        )
        cls.colleague = new_test_user(
            cls.env, "conflict_colleague", groups="jxc_inventory.group_keeper"
        )
        cls.picking = cls._receipt((cls.tea, 10))
        cls.Conflict = cls.env["jxc.scan.conflict"]

    def _conflict(self, operation):
        self._sync(operation)
        return self._of(operation).with_user(self.manager)

    def _of(self, operation):
        return self.Conflict.search([("operation_id.uuid", "=", operation["uuid"])])

    def _late_count(self, quantity=3):
        """A count that arrives when its receipt is cancelled already."""
        self.picking.action_cancel()
        return self._count(self.picking, self.tea, quantity, note="One carton is wet")

    def _solve(self, conflicts, way, **values):
        wizard = Form(
            self.env["jxc.scan.conflict.solve"]
            .with_user(self.manager)
            .with_context(default_conflict_ids=conflicts.ids, default_way=way)
        )
        for name, value in values.items():
            setattr(wizard, name, value)
        wizard.save().action_solve()

    def test_conflict_keeps_what_the_person_did(self):
        operation = self._late_count()
        conflict = self._conflict(operation)
        self.assertRecordValues(
            conflict,
            [
                {
                    "state": "open",
                    "user_id": self.keeper.id,
                    "picking_id": self.picking.id,
                    "product_id": self.tea.id,
                    "quantity": 3,
                    "note": "One carton is wet",
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertIn("cancelled", conflict.message)
        journal = conflict.operation_id
        before = journal.read(["payload", "message", "user_id", "device_time", "uuid"])
        self._solve(conflict, "discarded", reason="Counted twice")
        after = journal.read(["payload", "message", "user_id", "device_time", "uuid"])
        self.assertEqual(after, before)

    def test_applied_finish_and_repeated_sending_make_no_conflict_of_their_own(self):
        wrong = self._count(self.picking, self.milk, 1)
        self._sync(wrong)
        self._sync(wrong, self._operation("validate", self.picking))
        self.assertEqual(
            self.Conflict.search_count([("product_id", "=", self.milk.id)]), 1
        )
        self.assertFalse(
            self.Conflict.search([("operation_id.kind", "=", "receive.validate")])
        )

    def test_apply_again_counts_once_what_was_refused(self):
        operation = self._count(self.picking, self.phone, 1, lot="S1")
        conflict = self._conflict(operation)
        with self.assertRaisesRegex(UserError, "does not expect"):
            conflict.action_apply_again()
        self.assertEqual(conflict.state, "open")
        self.env["stock.move"].create(
            {
                "picking_id": self.picking.id,
                "product_id": self.phone.id,
                "product_uom_qty": 1,
                "location_id": self.picking.location_id.id,
                "location_dest_id": self.picking.location_dest_id.id,
            }
        )._action_confirm()
        conflict.action_apply_again()
        self.assertEqual(self._picked(self.picking, self.phone), 1)
        self.assertRecordValues(
            conflict,
            [{"state": "solved", "way": "again", "solved_by_id": self.manager.id}],
        )
        with self.assertRaisesRegex(UserError, "solved already"):
            conflict.action_apply_again()
        self.assertEqual(self._picked(self.picking, self.phone), 1)

    def test_apply_to_another_open_transfer(self):
        conflict = self._conflict(self._late_count(4))
        other = self._receipt((self.tea, 6))
        self._solve(conflict, "other", picking_id=other, reason="Came with the second")
        self.assertEqual(self._picked(other, self.tea), 4)
        self.assertEqual(conflict.other_picking_id, other)
        self.assertEqual(conflict.picking_id, self.picking)
        with self.assertRaisesRegex(UserError, "solved already"):
            conflict._apply_to_other(other, "Again")

    def test_difference_is_booked_where_the_goods_were_to_go(self):
        conflict = self._conflict(self._late_count(4))
        self._solve(conflict, "difference", reason="No order any more")
        quant = self.env["stock.quant"]._gather(
            self.tea, self.warehouse.lot_stock_id, strict=True
        )
        self.assertEqual(sum(quant.mapped("quantity")), 4)
        self.assertEqual(conflict.way, "difference")
        move = self.env["stock.move"].search(
            [("product_id", "=", self.tea.id), ("is_inventory", "=", True)]
        )
        self.assertEqual(move.quantity, 4)
        with self.assertRaises(UserError):
            conflict._book_difference(
                self.tea, self.env["stock.lot"], self.warehouse.lot_stock_id, 4, "Again"
            )

    def test_difference_never_takes_more_than_there_is(self):
        conflict = self._conflict(self._late_count(4))
        with self.assertRaisesRegex(UserError, "holds only"):
            self._solve(conflict, "difference", difference=-1, reason="Taken")
        self.assertEqual(conflict.state, "open")

    def test_solutions_are_logged_and_need_a_reason(self):
        conflict = self._conflict(self._late_count())
        with self.assertRaises(AssertionError):
            self._solve(conflict, "discarded")
        self._solve(conflict, "discarded", reason="Scanned by mistake")
        self.assertIn("Scanned by mistake", conflict.message_ids[0].body)
        self.assertEqual(conflict.message_ids[0].author_id, self.manager.partner_id)
        self.assertFalse(conflict.activity_ids)

    def test_device_learns_that_its_refused_scan_was_solved(self):
        operation = self._late_count()
        device = self.env["jxc.scanner.device"].with_user(self.keeper).register("Gun")
        journal = self.env["jxc.scan.operation"].with_user(self.keeper)
        info = {"token": device["token"], "open": [operation["uuid"]]}
        journal.sync([operation], info)
        self.assertEqual(journal.sync([], info), [])
        self._solve(self._of(operation), "discarded", reason="Counted twice")
        (told,) = journal.sync([], info)
        self.assertEqual((told["uuid"], told["state"]), (operation["uuid"], "solved"))
        self.assertIn("Counted twice", told["message"])
        (again,) = journal.sync([operation], info)
        self.assertEqual(again["state"], "solved")
        colleague = journal.with_user(self.colleague)
        self.assertEqual(colleague.sync([], info), [])

    def test_keepers_see_their_own_and_solve_none(self):
        conflict = self._conflict(self._late_count()).with_user(self.keeper)
        self.assertEqual(conflict.search([]), conflict)
        self.assertFalse(conflict.with_user(self.colleague).search([]))
        for act in (
            conflict.action_apply_again,
            lambda: conflict._discard("Mine"),
            lambda: conflict.write({"state": "solved"}),
            lambda: conflict.unlink(),
            lambda: conflict.with_user(self.manager).write({"reason": "x"}),
            lambda: (
                self.env["jxc.scan.conflict.solve"]
                .with_user(self.keeper)
                .create(
                    {"conflict_ids": conflict.ids, "way": "discarded", "reason": "x"}
                )
            ),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(conflict.state, "open")

    def test_managers_of_another_company_neither_see_nor_solve(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        stranger = new_test_user(
            self.env,
            "conflict_stranger",
            groups="jxc_inventory.group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        conflict = self._conflict(self._late_count()).with_user(stranger)
        self.assertEqual(conflict.get_open_count(), 0)
        with self.assertRaises(AccessError):
            conflict.action_apply_again()

    def test_responsible_gets_one_activity_for_a_transfer(self):
        self.picking.user_id = self.manager
        for _n in range(3):
            self._sync(self._count(self.picking, self.milk, 1))
        conflicts = self.Conflict.search([("picking_id", "=", self.picking.id)])
        self.assertEqual(len(conflicts), 3)
        self.assertEqual(conflicts.activity_ids.user_id, self.manager)
        self.assertEqual(len(conflicts.activity_ids), 1)
        self.assertGreaterEqual(
            self.Conflict.with_user(self.manager).get_open_count(), 3
        )

    def test_typing_errors_are_kept_apart_and_call_nobody(self):
        mistyped = (
            self._count(self.picking, self.tea, 0),
            self._count(self.picking, self.tea, "many"),
            self._count(self.picking, self.milk, 1, unexpected=True),
            {**self._operation("x", self.picking, text=" "), "kind": "note.write"},
        )
        before = self._waiting()
        for operation in mistyped:
            conflict = self._conflict(operation)
            self.assertTrue(conflict.mistyped, conflict.message)
            self.assertFalse(conflict.activity_ids)
        self.assertEqual(self._waiting(), before)
        serious = self._conflict(self._late_count())
        self.assertFalse(serious.mistyped)
        self.assertEqual(self._waiting(), before + 1)

    def _waiting(self):
        return self.Conflict.with_user(self.manager).get_open_count()

    def test_managers_are_told_on_the_phone_and_as_conflicts_open_and_close(self):
        scanner = self.env["jxc.scanner"]
        before = self._waiting()
        told = []
        bus = type(self.env["bus.listener.mixin"])
        with patch.object(bus, "_bus_send", lambda users, *_: told.append(users)):
            conflict = self._conflict(self._late_count())
            self.assertIn(self.manager, told[-1])
            self.assertEqual(
                scanner.with_user(self.manager).start()["conflicts"], before + 1
            )
            self.assertEqual(scanner.with_user(self.keeper).start()["conflicts"], 0)
            told.clear()
            self._solve(conflict, "discarded", reason="Counted twice")
        self.assertIn(self.manager, told[-1])
        self.assertEqual(scanner.with_user(self.manager).start()["conflicts"], before)


@tagged("post_install", "-at_install")
class TestConflictCounter(HttpCase, ScannerCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_managers_see_what_waits_and_open_it(self):
        new_test_user(self.env, "counter_manager", groups="jxc_inventory.group_manager")
        picking = self._receipt((self.tea, 10))
        self._sync(self._count(picking, self.tea, 0))
        picking.action_cancel()
        self._sync(self._count(picking, self.tea, 3))
        self.start_tour(
            "/odoo/scanner", "jxc_scanner_conflicts_wait", login="counter_manager"
        )
        self.start_tour("/odoo", "jxc_scanner_conflicts", login="counter_manager")
        conflict = self.env["jxc.scan.conflict"].search(
            [("picking_id", "=", picking.id), ("mistyped", "=", False)]
        )
        self.assertEqual(conflict.state, "solved")
        self.assertEqual(conflict.reason, "Counted twice")
