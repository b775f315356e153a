from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .alert_common import AlertCommon


@tagged("post_install", "-at_install")
class TestAlertHandling(AlertCommon):
    def setUp(self):
        super().setUp()
        self.rule = self._rule()
        self.lot = self._stock_lot(61)
        self.rule._evaluate()
        self.alert = self._alerts(self.rule)

    def _later(self, days):
        return freeze_time(datetime.now() + timedelta(days=days))

    def test_a_keeper_acknowledges_with_a_note(self):
        wizard_action = self._as(self.alert, self.keeper).action_handle()
        wizard = self.env[wizard_action["res_model"]].with_user(self.keeper)
        wizard.browse(wizard_action["res_id"]).note = "Sold by Friday"
        wizard.browse(wizard_action["res_id"]).action_confirm()
        self.assertRecordValues(
            self.alert, [{"state": "acknowledged", "acknowledged_on": self.today}]
        )
        self.env.flush_all()
        messages = self.alert.message_ids
        self.assertIn("Sold by Friday", "".join(messages.mapped("body")))
        self.assertEqual(messages.author_id, self.keeper.partner_id)

    def test_acknowledged_stays_so_until_it_becomes_graver(self):
        self._as(self.alert, self.keeper).action_acknowledge()
        self.rule._evaluate()
        self.assertEqual(self.alert.state, "acknowledged")
        with self._later(1):
            self.rule._evaluate()
        self.assertRecordValues(self.alert, [{"state": "open", "level": "3"}])

    def test_a_rule_may_leave_graver_ones_acknowledged(self):
        self.rule.reopen_on_raise = False
        self._as(self.alert, self.keeper).action_acknowledge()
        with self._later(1):
            self.rule._evaluate()
        self.assertRecordValues(self.alert, [{"state": "acknowledged", "level": "3"}])

    def test_acknowledged_reopens_after_the_days_of_the_rule(self):
        self.rule.write({"reopen_on_raise": False, "reopen_days": 5})
        self._as(self.alert, self.keeper).action_acknowledge()
        for days, state in ((4, "acknowledged"), (5, "open")):
            with self._later(days):
                self.rule._evaluate()
            self.assertEqual(self.alert.state, state)

    def test_snoozed_sleeps_until_its_day(self):
        self.rule.reopen_on_raise = False
        alert = self._as(self.alert, self.keeper)
        alert._snooze(self.today + timedelta(days=3))
        for days, state in ((2, "snoozed"), (3, "open")):
            with self._later(days):
                self.rule._evaluate()
            self.assertEqual(self.alert.state, state)
        self.assertFalse(self.alert.snoozed_until)

    def test_snoozing_until_today_is_refused(self):
        for until in (self.today, False):
            with self.assertRaises(UserError):
                self._as(self.alert, self.keeper)._snooze(until)
        self.assertEqual(self.alert.state, "open")

    def test_what_was_put_aside_can_be_opened_again(self):
        alert = self._as(self.alert, self.keeper)
        alert._snooze(self.today + timedelta(days=3))
        alert.action_reopen()
        self.assertRecordValues(alert, [{"state": "open", "snoozed_until": False}])

    def test_resolved_alerts_stay_resolved_by_hand(self):
        self._put(self.milk, -5, lot=self.lot)
        self.rule._evaluate()
        self._as(self.alert, self.keeper).action_acknowledge()
        self.assertEqual(self.alert.state, "resolved")

    def test_archiving_a_rule_resolves_its_alerts(self):
        self.rule.with_user(self.manager).active = False
        self.assertEqual(self.alert.state, "resolved")
        self.rule._evaluate()
        self.assertEqual(self.alert.state, "resolved")

    def test_removed_after_the_days_the_company_keeps(self):
        self._put(self.milk, -5, lot=self.lot)
        self.rule._evaluate()
        self.company.alert_keep_days = 30
        self.Alert._gc_resolved()
        self.assertTrue(self.alert.exists())
        with self._later(31):
            self.Alert._gc_resolved()
        self.assertFalse(self.alert.exists())

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_nobody_writes_alerts_and_only_managers_write_rules(self):
        for user in (self.keeper, self.buyer, self.manager):
            with self.assertRaises(AccessError):
                self._as(self.alert, user).write({"level": "1"})
            with self.assertRaises(AccessError):
                self._as(self.alert, user).unlink()
        for user in (self.keeper, self.buyer, self.seller):
            with self.assertRaises(AccessError):
                self._as(self.rule, user).write({"name": "Mine"})
            with self.assertRaises(AccessError):
                self._as(self.rule, user).action_evaluate()
        self._as(self.rule, self.manager).write({"name": "Mine"})
        self.assertEqual(self.rule.name, "Mine")

    def test_a_keeper_does_not_see_values(self):
        with self.assertRaises(AccessError):
            self._as(self.alert, self.keeper).read(["value"])
        self.assertNotIn("value", self._as(self.Alert, self.keeper).fields_get())
        for user in (self.buyer, self.manager):
            self.assertEqual(self._as(self.alert, user).value, 50)

    def test_each_role_sees_what_concerns_it(self):
        seen = {
            audience: {
                user.login.split()[0]
                for user in (self.keeper, self.buyer, self.seller, self.manager)
                if self._sees(user, audience)
            }
            for audience in ("warehouse", "purchase", "sale")
        }
        self.assertEqual(
            seen,
            {
                "warehouse": {"keeper", "buyer", "manager"},
                "purchase": {"buyer", "manager"},
                "sale": {"seller", "manager"},
            },
        )

    def _sees(self, user, audience):
        self.alert.audience = audience
        alerts = self._as(self.Alert, user).search([("id", "=", self.alert.id)])
        return alerts == self.alert

    def test_a_salesperson_only_reads(self):
        self.alert.audience = "sale"
        self.assertTrue(self._as(self.alert, self.seller).reason)
        with self.assertRaises(AccessError):
            self._as(self.alert, self.seller).action_acknowledge()
        self.assertEqual(self.alert.state, "open")

    def test_another_company_sees_and_does_nothing(self):
        stranger = self._user(
            "stranger", "jxc_inventory.group_manager", self.company_us
        )
        for records in (self.alert, self.rule, self.rule.level_ids):
            own = self._as(records, stranger)
            self.assertFalse(own.search([("id", "in", records.ids)]))
            with self.assertRaises(AccessError):
                own.read(["display_name"])
        with self.assertRaises(AccessError):
            self._as(self.alert, stranger).action_acknowledge()

    def test_the_count_is_of_open_own_and_unowned_alerts(self):
        alerts = self._as(self.Alert, self.keeper)
        self.assertEqual(alerts.get_open_count(), 1)
        self.alert.user_id = self.buyer
        self.assertEqual(alerts.get_open_count(), 0)
        self.assertEqual(self._as(self.Alert, self.buyer).get_open_count(), 1)
        self.alert.user_id = False
        self._as(self.alert, self.keeper).action_acknowledge()
        self.assertEqual(alerts.get_open_count(), 0)


@tagged("post_install", "-at_install")
class TestAlertNews(AlertCommon):
    def _inbox(self, user):
        """Return how many notices of new alerts a person got."""
        return self.env["mail.notification"].search_count(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.message_type", "=", "user_notification"),
            ]
        )

    def _mails(self, user):
        return self.env["mail.mail"].search(
            [("recipient_ids", "=", user.partner_id.id), ("model", "=", False)]
        )

    def _tell(self, *rules):
        for rule in rules:
            rule._evaluate()
        self.Rule.union(*rules)._tell_news(self.company)

    def test_one_message_a_person_and_run_however_many_alerts(self):
        first = self._rule(name="Milk alarm")
        second = self._rule("jxc.alert.kind.lot.expired", [("4", 1, "days")])
        for days in (10, 20, 50, -3, -4):
            self._stock_lot(days)
        before = self._inbox(self.manager)
        self._tell(first, second)
        self.assertEqual(self._inbox(self.manager), before + 1)
        self.assertFalse(self._inbox(self.keeper))
        body = self.env["mail.message"].search([], order="id desc", limit=1).body
        self.assertIn("Milk alarm", body)
        self.assertIn("Critical: 2", body.replace("\xa0", " "))
        self._tell(first, second)
        self.assertEqual(self._inbox(self.manager), before + 1)

    def test_what_becomes_graver_is_news_and_what_becomes_more_is_not(self):
        rule = self._rule()
        lot = self._stock_lot(61)
        self._tell(rule)
        before = self._inbox(self.manager)
        self._put(self.milk, 1, lot=lot)
        self._tell(rule)
        self.assertEqual(self._inbox(self.manager), before)
        with freeze_time(datetime.now() + timedelta(days=1)):
            self._tell(rule)
        self.assertEqual(self._inbox(self.manager), before + 1)

    def test_a_to_do_a_rule_and_person_that_ends_with_the_alerts(self):
        rule = self._rule(notify_todo=True)
        lots = [self._stock_lot(days) for days in (10, 20)]
        self._tell(rule)
        todo = rule.activity_ids
        self.assertEqual(todo.user_id, self.manager)
        self._stock_lot(30)
        self._tell(rule)
        self.assertEqual(rule.activity_ids, todo)
        self.assertIn("1 new", todo.summary)
        for lot in self.env["stock.lot"].search([("product_id", "=", self.milk.id)]):
            self._put(self.milk, -5, lot=lot)
        self._tell(rule)
        self.assertFalse(rule.activity_ids)
        self.assertTrue(lots)

    def test_the_digest_is_one_mail_in_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.manager.lang = "zh_CN"
        rule = self._rule(name="Milk alarm", notify_inbox=False)
        self._stock_lot(10, name="LOT-10")
        self._stock_lot(11, name="<b>LOT-11</b>")
        rule._evaluate()
        self.Rule._send_digest(self.company)
        mail = self._mails(self.manager)
        self.assertEqual(len(mail), 1)
        self.assertIn("LOT-10", mail.body_html)
        self.assertIn("&lt;b&gt;LOT-11", mail.body_html)
        self.assertFalse(self._inbox(self.manager))
        self.Rule._send_digest(self.company)
        self.assertEqual(self._mails(self.manager), mail)

    def test_a_rule_without_channels_tells_nobody(self):
        rule = self._rule(notify_inbox=False, notify_email=False)
        self._stock_lot(10)
        before = self._inbox(self.manager)
        self._tell(rule)
        self.Rule._send_digest(self.company)
        self.assertEqual(self._inbox(self.manager), before)
        self.assertFalse(self._mails(self.manager))
        self.assertEqual(len(self._alerts(rule)), 1)

    def test_the_owner_is_the_responsible_of_the_product_who_may_read(self):
        rule = self._rule(owner_type="responsible")
        product = self.milk.with_company(self.company)
        product.responsible_id = self.keeper
        self._stock_lot(10)
        rule._evaluate()
        self.assertEqual(self._alerts(rule).user_id, self.keeper)
        product.responsible_id = self.seller
        rule._evaluate()
        self.assertFalse(self._alerts(rule).user_id)
        self.assertEqual(rule._get_owners(), self.manager)

    def test_never_nobody(self):
        rule = self._rule(
            owner_group_id=self.env.ref("jxc_inventory.group_salesperson").id
        )
        self.assertEqual(rule._get_owners(), self.manager)
        self.manager.active = False
        self.assertTrue(rule._get_owners())

    def test_a_users_rule_tells_that_user(self):
        rule = self._rule(owner_type="user", owner_user_id=self.keeper.id)
        self._stock_lot(10)
        self._tell(rule)
        self.assertEqual(self._alerts(rule).user_id, self.keeper)
        self.assertEqual(self._inbox(self.keeper), 1)
        self.assertFalse(self._inbox(self.buyer))


@tagged("post_install", "-at_install")
class TestExpiryReminder(AlertCommon):
    def _reminded(self):
        lot = self._stock_lot(3)
        self.env["stock.lot"]._alert_date_exceeded()
        return lot.activity_ids

    def test_core_goes_on_reminding_unless_the_company_says_otherwise(self):
        self.assertEqual(len(self._reminded()), 1)

    def test_alerts_may_replace_cores_reminder(self):
        self.company.alert_replaces_expiry_activity = True
        self.assertFalse(self._reminded())
        self.company.alert_replaces_expiry_activity = False
        self.env["stock.lot"]._alert_date_exceeded()
        self.assertFalse(self.env["stock.lot"].search([]).activity_ids)
