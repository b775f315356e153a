import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestDevices(ScannerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "device_manager", groups="jxc_inventory.group_manager"
        )
        cls.colleague = new_test_user(
            cls.env, "device_colleague", groups="jxc_inventory.group_keeper"
        )
        cls.Device = cls.env["jxc.scanner.device"]
        registered = cls.Device.with_user(cls.keeper).register("Gun 7", "1.0")
        cls.token = registered["token"]
        cls.device = cls.Device.browse(registered["id"])
        cls.picking = cls._receipt((cls.tea, 100))

    def _send(self, *operations, user=None, **info):
        journal = self.env["jxc.scan.operation"].with_user(user or self.keeper)
        return journal.sync(list(operations), {"token": self.token, **info})

    def _states(self, *operations, **info):
        return [answer["state"] for answer in self._send(*operations, **info)]

    def _run(self, count, quantity=1, start=1):
        """Counts as one start of the app numbers them."""
        run = str(uuid.uuid4())
        return run, [
            {
                **self._count(self.picking, self.tea, quantity),
                "run": run,
                "sequence": number,
            }
            for number in range(start, start + count)
        ]

    # ---- registering and shutting out ----

    def test_device_tells_who_used_it_and_what_it_still_holds(self):
        self._send(self._count(self.picking, self.tea, 1), unsent=4, version="1.2")
        self._send(user=self.colleague)
        self.assertRecordValues(
            self.device,
            [
                {
                    "user_id": self.colleague.id,
                    "warehouse_id": self.warehouse.id,
                    "company_id": self.company.id,
                    "unsent": 4,
                    "app_version": "1.2",
                    "state": "active",
                }
            ],
        )
        self.assertEqual(self.device.operation_ids.user_id, self.keeper)

    def test_server_keeps_no_token(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT row_to_json(d)::text FROM jxc_scanner_device d")
        self.assertNotIn(self.token, str(self.env.cr.fetchall()))
        for user in (self.keeper, self.manager):
            with self.assertRaises(AccessError):
                self.device.with_user(user).read(["token_hash"])

    def test_lost_device_is_shut_out_until_it_is_let_in_again(self):
        with self.assertRaises(AccessError):
            self.device.with_user(self.keeper).action_shut_out()
        self.device.with_user(self.manager).action_shut_out()
        operation = self._count(self.picking, self.tea, 3)
        with self.assertRaisesRegex(AccessError, "shut out"):
            self._send(operation)
        self.assertEqual(self._picked(self.picking, self.tea), 0)
        self.device.with_user(self.manager).action_let_in()
        self.assertEqual(self._states(operation), ["applied"])

    def test_unknown_device_and_device_of_another_company_are_refused(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        stranger = new_test_user(
            self.env,
            "device_stranger",
            groups="jxc_inventory.group_keeper",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        journal = self.env["jxc.scan.operation"]
        for user, device in (
            (self.keeper, {"token": "x"}),
            (self.keeper, {"token": 7}),
            (self.keeper, ["x"]),
            (stranger, {"token": self.token}),
        ):
            with self.assertRaisesRegex(UserError, "not registered"):
                journal.with_user(user).sync([], device)
        self.assertFalse(self.device.with_user(stranger).search([]))

    def test_salespeople_register_no_device(self):
        seller = new_test_user(
            self.env, "device_seller", groups="jxc_inventory.group_salesperson"
        )
        with self.assertRaises(AccessError):
            self.Device.with_user(seller).register("Gun 8")

    def test_stolen_journal_is_refused_from_another_device_and_user(self):
        operation = self._count(self.picking, self.tea, 2)
        self.assertEqual(self._states(operation), ["applied"])
        other = self.Device.with_user(self.keeper).register("Gun 8")
        journal = self.env["jxc.scan.operation"]
        for user, device in (
            (self.keeper, {"token": other["token"]}),
            (self.colleague, {"token": self.token}),
            (self.keeper, None),
        ):
            (answer,) = journal.with_user(user).sync([operation], device)
            self.assertEqual((answer["state"], answer["result"]), ("refused", {}))
        self.assertEqual(self._picked(self.picking, self.tea), 2)

    # ---- order ----

    def test_operations_mixed_up_on_the_way_are_put_in_order(self):
        run, (first, second, third) = self._run(3)
        second["payload"] = {"picking_id": self.picking.id, "target": first["uuid"]}
        second["kind"] = "receive.undo"
        answers = self._send(third, second, first, first={run: 1})
        self.assertEqual({answer["state"] for answer in answers}, {"applied"})
        self.assertEqual(self._picked(self.picking, self.tea), 1)

    def test_what_follows_on_something_still_held_waits_for_it(self):
        run, (first, second, third) = self._run(3)
        self.assertEqual(
            self._states(second, third, first={run: 1}), ["early", "early"]
        )
        self.assertEqual(self._picked(self.picking, self.tea), 0)
        self.assertEqual(
            self._states(first, second, third, first={run: 1}), ["applied"] * 3
        )
        self.assertEqual(self._states(third, first={run: 3}), ["applied"])
        self.assertEqual(self.device.missing, 0)

    def test_what_the_device_lost_is_noticed_and_holds_up_nothing(self):
        run, operations = self._run(5)
        self._send(operations[0], first={run: 1})
        states = self._states(*operations[3:], first={run: 4})
        self.assertEqual(states, ["applied", "applied"])
        self.assertEqual(self.device.missing, 2)
        (late,) = self._send(operations[1], first={run: 2})
        self.assertEqual(late["state"], "refused")
        self.assertIn("scanned later", late["message"])
        self.assertEqual(self._picked(self.picking, self.tea), 3)

    def test_malformed_order_is_no_order(self):
        for run, sequence in (
            (7, 1),
            ("x", "1"),
            ("x", -1),
            ("x", True),
            ("y" * 99, 1),
        ):
            operation = {
                **self._count(self.picking, self.tea, 1),
                "run": run,
                "sequence": sequence,
            }
            with self.subTest(run=run, sequence=sequence):
                self.assertEqual(
                    self._states(operation, first="x", seen="x", open=[7], unsent=-1),
                    ["applied"],
                )

    # ---- refusals nobody has looked at ----

    def test_transfer_is_not_finished_before_a_refusal_was_looked_at(self):
        good = self._count(self.picking, self.tea, 100)
        wrong = self._count(self.picking, self.milk, 1, lot="L1")
        self.assertEqual(self._states(good, wrong), ["applied", "refused"])
        answers = self._send(self._operation("validate", self.picking))
        self.assertIn("A scan sent before was refused", answers[0]["message"])
        # Nor by a colleague, who knows nothing of it.
        answers = self._send(
            self._operation("validate", self.picking), user=self.colleague
        )
        self.assertEqual(answers[0]["state"], "refused")
        # Only the person who scanned can say so.
        self._send(user=self.colleague, seen=[wrong["uuid"]])
        self.assertNotEqual(self.picking.state, "done")
        states = self._states(
            self._operation("validate", self.picking), seen=[wrong["uuid"]]
        )
        self.assertEqual((states, self.picking.state), (["applied"], "done"))
