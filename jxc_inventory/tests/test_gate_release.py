from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .gate_common import GateCommon

REASON = "The zoo feeds it to the pigs"


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestGateRelease(GateCommon):
    def setUp(self):
        super().setUp()
        self.lot = self._stocked("OLD", production_date="2025-01-10")
        self.releases = self.env["jxc.lot.release"]

    def _release(self, delivery, reason=REASON, user=None):
        user = user or self.manager
        action = delivery.with_user(user).button_validate()
        wizard = self._wizard(action, user)
        wizard.reason = reason
        return wizard.action_release_and_validate()

    def test_manager_releases_with_a_reason_and_a_record_is_left(self):
        delivery = self._delivery_of(self.lot, quantity=4)
        self.assertIs(self._release(delivery), True)
        self.assertEqual(delivery.state, "done")
        release = self.releases.search([("picking_id", "=", delivery.id)])
        self.assertRecordValues(
            release,
            [
                {
                    "kind": "expired",
                    "lot_id": self.lot.id,
                    "lot_name": "OLD",
                    "product_id": self.milk.id,
                    "quantity": 4,
                    "partner_id": self.store.id,
                    "reference": delivery.name,
                    "reason": REASON,
                    "user_id": self.manager.id,
                    "released_by_id": self.manager.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertIn("OLD of Milk expired", release.refusal)
        self.assertIn(
            REASON, delivery.message_ids[-1].body + delivery.message_ids[0].body
        )

    def test_keeper_is_told_whom_to_ask_and_asks(self):
        delivery = self._delivery_of(self.lot)
        wizard = self._wizard(delivery.button_validate())
        self.assertEqual(wizard.line_ids.verdict, "others")
        self.assertIn(self.manager.name, wizard.line_ids.released_by)
        self.assertFalse(wizard.can_release)
        wizard.reason = REASON
        with self._assert_refused("cannot release"):
            wizard.action_release()
        with self._assert_refused("cannot release"):
            wizard.action_release_and_validate()
        wizard.action_ask()
        wizard.action_ask()
        activities = delivery.sudo().activity_ids
        self.assertEqual(len(activities), len(activities.user_id))
        mine = activities.filtered(lambda todo: todo.user_id == self.manager)
        self.assertIn("OLD of Milk expired", mine.note)
        stranger = self._user("us", "jxc_inventory.group_manager", self.company_us)
        self.assertNotIn(stranger, activities.user_id)

        wizard = self._wizard(
            delivery.with_user(self.manager).action_open_release(), self.manager
        )
        wizard.reason = REASON
        wizard.action_release()
        self.assertFalse(delivery.sudo().activity_ids)
        release = self.releases.search([("picking_id", "=", delivery.id)])
        self.assertEqual(release.user_id, self.keeper)
        self.assertEqual(release.released_by_id, self.manager)
        self.assertIs(delivery.button_validate(), True)
        self.assertEqual(delivery.state, "done")

    def test_a_release_needs_a_reason(self):
        delivery = self._delivery_of(self.lot)
        for reason in (False, "", "  "):
            with self._assert_refused("State why"):
                self._release(delivery, reason)
        self.assertNotEqual(delivery.state, "done")

    def test_a_release_holds_for_what_was_released_only(self):
        delivery = self._delivery_of(self.lot, quantity=2)
        wizard = self._wizard(
            delivery.with_user(self.manager).action_open_release(), self.manager
        )
        wizard.reason = REASON
        wizard.action_release()
        lines = delivery.move_line_ids
        self.assertFalse(lines._find_refused())
        lines.quantity = 3
        self.assertTrue(lines._find_refused(), "more than was released")
        lines.quantity = 2
        lines.lot_id = self._stocked("OLDER", production_date="2025-01-01")
        self.assertTrue(lines._find_refused(), "another lot")
        lines.lot_id = self.lot
        delivery.move_ids.partner_id = self.env["res.partner"].create({"name": "X"})
        self.assertTrue(lines._find_refused(), "another customer")
        again = self._delivery_of(self.lot, quantity=2)
        self.assertTrue(again.move_line_ids._find_refused(), "another delivery")

    def test_a_released_quantity_counts_over_the_lines_of_a_lot(self):
        delivery = self._delivery_of(self.lot, quantity=2)
        self._release(delivery)
        delivery.action_toggle_is_locked()
        with self._assert_refused("expired"):
            delivery.move_line_ids.copy({"quantity": 1})

    def test_who_changes_a_done_delivery_learns_where_a_release_can_be_had(self):
        good = self._stocked("GOOD", production_date="2026-01-10")
        delivery = self._delivery_of(good)
        delivery.button_validate()
        delivery.action_toggle_is_locked()
        with self._assert_refused("(?s)OLD of Milk expired.*with another transfer"):
            delivery.move_line_ids.lot_id = self.lot
        with self._assert_refused("(?s)OLD of Milk expired.*with another transfer"):
            delivery.move_line_ids.copy(
                {
                    "lot_id": self.lot.id,
                    "production_date": self.lot.production_date,
                    "quantity": 1,
                }
            )
        another = self._delivery_of(self.lot)
        self.assertIs(self._release(another), True)
        self._rule(expired_action="refuse")
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            delivery.move_line_ids.lot_id = self.lot
        self.assertNotIn("another transfer", str(refused.exception))

    def test_of_two_refusals_only_ones_own_is_released(self):
        role = self.env["res.groups"].create({"name": "Quality"})
        self._rule(
            delivery_life_action="release", delivery_life=99, release_group_id=role.id
        )
        short = self._stocked("SHORT", production_date="2025-06-01")
        delivery = self._delivery_of(self.lot + short)
        wizard = self._wizard(
            delivery.with_user(self.manager).button_validate(), self.manager
        )
        verdicts = dict(wizard.line_ids.mapped(lambda line: (line.kind, line.verdict)))
        self.assertEqual(verdicts, {"expired": "mine", "delivery_life": "others"})
        wizard.reason = REASON
        with self._assert_refused("SHORT of Milk"):
            wizard.action_release_and_validate()
        wizard.action_release()
        self.assertEqual(
            self.releases.search([("picking_id", "=", delivery.id)]).mapped("kind"),
            ["expired"],
        )
        refused = delivery.move_line_ids._find_refused()
        self.assertEqual([found.kind for found in refused], ["delivery_life"])

    def test_what_is_shown_is_not_what_is_released(self):
        """A wizard made up by a client releases what is really refused, or nothing."""
        delivery = self._delivery_of(self.lot)
        forged = (
            self.env["jxc.lot.release.wizard"]
            .with_user(self.keeper)
            .create({"picking_ids": delivery.ids, "reason": REASON})
        )
        forged.line_ids.create(
            {"wizard_id": forged.id, "kind": "expired", "verdict": "mine"}
        )
        with self._assert_refused("cannot release"):
            forged.action_release()
        self.assertFalse(self.releases.search([("picking_id", "=", delivery.id)]))

    def test_nobody_writes_the_record(self):
        delivery = self._delivery_of(self.lot)
        self._release(delivery)
        release = self.releases.search([("picking_id", "=", delivery.id)])
        for user in (self.keeper, self.manager, self.env.ref("base.user_admin")):
            as_user = release.with_user(user).with_context(
                allowed_company_ids=self.company.ids
            )
            with self.assertRaises(AccessError):
                as_user.reason = "forged"
            with self.assertRaises(AccessError):
                as_user.unlink()
            with self.assertRaises(AccessError):
                as_user.create({"kind": "expired"})

    def test_who_reads_what(self):
        delivery = self._delivery_of(self.lot)
        self._wizard(delivery.button_validate()).action_ask()
        self._release(delivery)
        other_keeper = self._user("other", "jxc_inventory.group_keeper")
        stranger = self._user("us", "jxc_inventory.group_manager", self.company_us)

        def reads(user):
            releases = self.releases.with_user(user).with_context(
                allowed_company_ids=user.company_ids.ids
            )
            return releases.search_count([("picking_id", "=", delivery.id)])

        self.assertEqual([reads(self.manager), reads(self.keeper)], [1, 1])
        self.assertEqual([reads(other_keeper), reads(stranger)], [0, 0])
        for user in (self.salesperson, self.buyer):
            with self.assertRaises(AccessError):
                reads(user)
        self.assertEqual(delivery.with_user(self.manager).release_count, 1)
        self.assertEqual(delivery.with_user(other_keeper).release_count, 0)

    def test_a_plain_stock_user_meets_the_same_gate(self):
        plain = self._user("plain", "stock.group_stock_user")
        delivery = self._delivery_of(self.lot, user=plain)
        wizard = self._wizard(delivery.button_validate(), plain)
        self.assertFalse(wizard.can_release)
        wizard.action_ask()
        self.assertIn(self.manager, delivery.sudo().activity_ids.user_id)

    def test_history_outlives_the_transfer(self):
        delivery = self._delivery_of(self.lot)
        wizard = self._wizard(
            delivery.with_user(self.manager).action_open_release(), self.manager
        )
        wizard.reason = REASON
        wizard.action_release()
        release = self.releases.search([("picking_id", "=", delivery.id)])
        name = delivery.name
        delivery.action_cancel()
        delivery.sudo().unlink()
        self.assertEqual(release.reference, name)
        self.assertFalse(release.picking_id)
