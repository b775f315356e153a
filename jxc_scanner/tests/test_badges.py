from contextlib import ExitStack
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessDenied, AccessError, UserError, ValidationError
from odoo.http import root
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

_PIN = "482915"


@tagged("post_install", "-at_install")
class TestBadges(HttpCase):
    """Who gets in with badge and PIN, and above all who does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keeper = "jxc_inventory.group_keeper"
        cls.keeper = new_test_user(cls.env, "badge_keeper", groups=keeper)
        cls.manager = new_test_user(
            cls.env, "badge_manager", groups="jxc_inventory.group_manager"
        )
        cls.Badge = cls.env["jxc.scanner.badge"]
        cls.badge = cls.Badge.with_user(cls.manager).create({"user_id": cls.keeper.id})
        cls.badge = cls.badge.sudo()
        cls.Badge.with_user(cls.keeper)._choose_pin(_PIN)
        device = cls.env["jxc.scanner.device"].with_user(cls.keeper).register("Gun 7")
        cls.token = device["token"]
        cls.device = cls.env["jxc.scanner.device"].browse(device["id"])
        cls.device.shared = True
        # Odoo's own brake counts by address, and all tests have the same.
        cls.env["ir.config_parameter"].set_param("base.login_cooldown_after", 0)

    def _sign_in(self, token=None, badge=None, pin=_PIN):
        with mute_logger("odoo.addons.base.models.res_users"):
            response = self.url_open(
                "/scanner/sign_in",
                json={
                    "params": {
                        "token": self.token if token is None else token,
                        "badge": self.badge.code if badge is None else badge,
                        "pin": pin,
                    }
                },
            )
        # The request has written behind the back of the test's cache.
        self.env.invalidate_all()
        answer = response.json()
        return answer.get("result") or {"fault": answer}

    def _who(self):
        """Whose session the browser has, None for nobody's."""
        answer = self.url_open("/web/session/get_session_info", json={}).json()
        return answer.get("result", {}).get("uid")

    def _assert_refused(self, **values):
        answer = self._sign_in(**values)
        self.assertIn("error", answer)
        # Asking the server would end in an error, with which the test's only
        # transaction takes back what the refusal has written.
        session = root.session_store.get(self.opener.cookies["session_id"])
        self.assertIsNone(session.uid)
        return answer["error"]

    def test_keeper_signs_in_on_a_shared_device(self):
        self.assertEqual(self._sign_in(), {"name": self.keeper.name})
        self.assertEqual(self._who(), self.keeper.id)
        log = self.env["jxc.scanner.sign.in"].search([], limit=1)
        self.assertRecordValues(
            log,
            [
                {
                    "user_id": self.keeper.id,
                    "device_id": self.device.id,
                    "successful": True,
                }
            ],
        )

    def test_wrong_badge_pin_or_device_are_refused_alike(self):
        sentences = {
            self._assert_refused(pin="000000"),
            self._assert_refused(badge="UNKNOWN"),
            self._assert_refused(token="x"),
            self._assert_refused(token=""),
            self._assert_refused(pin=["482915"]),
            self._assert_refused(badge={"a": 1}),
        }
        self.assertEqual(len(sentences), 1)
        tries = self.env["jxc.scanner.sign.in"].search([("successful", "=", False)])
        self.assertEqual(len(tries), 6)

    def test_device_that_is_not_shared_or_shut_out_is_refused(self):
        self.device.shared = False
        self._assert_refused()
        self.device.write({"shared": True, "state": "shut_out"})
        self._assert_refused()
        self.device.state = "active"
        self.assertNotIn("error", self._sign_in())

    def test_badge_that_was_taken_away_or_has_no_pin_is_refused(self):
        self.badge.active = False
        self._assert_refused()
        self.badge.active = True
        self.badge.with_user(self.manager).action_reset()
        self._assert_refused()

    def test_who_may_do_more_than_a_keeper_is_refused(self):
        for group in (
            "jxc_inventory.group_manager",
            "base.group_system",
            "base.group_erp_manager",
        ):
            with self.subTest(group=group):
                self.keeper.group_ids += self.env.ref(group)
                self._assert_refused()
                self.keeper.group_ids -= self.env.ref(group)
        with self.assertRaises(ValidationError):
            self.Badge.create({"user_id": self.manager.id})

    def test_user_who_was_archived_or_is_no_keeper_is_refused(self):
        self.keeper.active = False
        self._assert_refused()
        self.keeper.active = True
        self.keeper.group_ids -= self.env.ref("jxc_inventory.group_keeper")
        self._assert_refused()

    def test_device_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        self.device.company_id = other
        self._assert_refused()

    def test_wrong_tries_lock_badge_and_device(self):
        for _n in range(5):
            self._assert_refused(pin="111222")
        self.assertEqual((self.badge.failures, self.device.failures), (5, 5))
        # The right PIN does not help before the time is up.
        self.assertIn("Too many", self._assert_refused())
        past = fields.Datetime.now() - timedelta(minutes=1)
        self.device.locked_until = past
        self.assertIn("Too many", self._assert_refused())
        self.badge.locked_until = past
        self.assertNotIn("error", self._sign_in())
        self.assertEqual((self.badge.failures, self.device.failures), (0, 0))

    def test_badge_with_too_many_wrong_tries_waits_for_the_manager(self):
        self.badge.write({"failures": 15, "locked_until": False})
        self.assertIn("Too many", self._assert_refused())
        with self.assertRaises(AccessError):
            self.badge.with_user(self.keeper).action_reset()
        self.badge.with_user(self.manager).action_reset()
        self.Badge.with_user(self.keeper)._choose_pin(_PIN)
        self.assertNotIn("error", self._sign_in())

    def test_badge_credential_is_no_way_in_for_programs_or_other_users(self):
        credential = {
            "type": "jxc_badge",
            "login": self.keeper.login,
            "token": self.token,
            "badge": self.badge.code,
            "pin": _PIN,
        }
        users = self.env["res.users"]
        good = users.authenticate(credential, {"interactive": True})
        self.assertEqual(good["uid"], self.keeper.id)
        for changed, environment in (
            ({}, {"interactive": False}),
            ({"login": self.manager.login}, {"interactive": True}),
            ({"pin": ""}, {"interactive": True}),
            ({"token": None}, {"interactive": True}),
        ):
            with (
                self.assertRaises(AccessDenied),
                mute_logger("odoo.addons.base.models.res_users"),
            ):
                users.authenticate({**credential, **changed}, environment)

    def _assert_session_ends(self, end):
        self.assertNotIn("error", self._sign_in())
        self.assertEqual(self._who(), self.keeper.id)
        end()
        self.env.flush_all()
        self.assertIsNone(self._who())

    def test_session_ends_when_nobody_works(self):
        idle = "odoo.addons.jxc_scanner.models.sign_in.scanner_badge_signing_in._now"
        later = datetime.now().timestamp() + 11 * 60
        with ExitStack() as stack:
            self._assert_session_ends(
                lambda: stack.enter_context(patch(idle, return_value=later))
            )

    def test_session_ends_with_the_badge(self):
        self._assert_session_ends(lambda: self.badge.write({"active": False}))

    def test_session_ends_with_the_device(self):
        self._assert_session_ends(lambda: self.device.write({"state": "shut_out"}))

    def test_pin_is_kept_as_a_hash_nobody_reads(self):
        self.assertNotIn(_PIN, self.badge.pin_hash)
        for user in (self.keeper, self.manager):
            with self.assertRaises(AccessError):
                self.badge.with_user(user).read(["pin_hash"])
            with self.assertRaises(AccessError):
                self.badge.with_user(user).write({"pin_hash": "x"})

    def test_simple_pins_are_not_taken(self):
        for pin in ("123456", "987654", "111111", "121212", "12345", "48291a", None):
            with self.subTest(pin=pin), self.assertRaises(UserError):
                self.Badge.with_user(self.keeper)._choose_pin(pin)
        with self.assertRaises(UserError):
            self.Badge.with_user(self.manager)._choose_pin(_PIN)
