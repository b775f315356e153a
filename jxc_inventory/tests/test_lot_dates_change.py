from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .shelf_life_common import ShelfLifeCommon

EXPIRY = datetime(2026, 3, 31, 15, 59, 59)


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestLotDatesChange(ShelfLifeCommon):
    """Only a manager changes dates of lots that have moved, by whatever way."""

    def setUp(self):
        super().setUp()
        self.lot = self._receive({"lot_name": "L1", "production_date": "2025-03-31"})
        self.assertEqual(self.lot.expiration_date, EXPIRY)

    def _lots(self, user):
        return self.env["stock.lot"].with_user(user)

    def _import(self, user, column, value):
        return self._lots(user).load([".id", column], [[str(self.lot.id), value]])

    def test_every_date_is_kept_from_keepers(self):
        for name in ("expiration_date", "use_date", "removal_date", "alert_date"):
            for value in ("2026-04-30 02:00:00", False):
                with (
                    self.subTest(name=name, value=value),
                    self.assertRaisesRegex(UserError, "manager.*\n.*L1.*Milk"),
                ):
                    self.lot.with_user(self.keeper).write({name: value})
        same_day = "2026-03-28 02:00:00"
        self.lot.with_user(self.keeper).removal_date = same_day
        self.assertEqual(str(self.lot.removal_date), same_day)

    def test_import_is_no_way_around(self):
        for column, value in [
            ("production_date", "2025-04-30"),
            ("expiration_date", "2026-04-30 02:00:00"),
            ("removal_date", "2026-04-30 02:00:00"),
        ]:
            with self.subTest(column=column):
                result = self._import(self.keeper, column, value)
                self.assertFalse(result["ids"])
                self.assertRegex(result["messages"][0]["message"], "manager.*\n.*L1")
        self.lot.invalidate_recordset()
        self.assertEqual(self.lot.production_date, date(2025, 3, 31))
        self.assertEqual(self.lot.expiration_date, EXPIRY)
        result = self._import(self.manager, "production_date", "2025-04-30")
        self.assertEqual(result["ids"], self.lot.ids)
        self.assertEqual(self.lot.production_date, date(2025, 4, 30))

    def test_remote_calls_are_no_way_around(self):
        change = {"production_date": "2025-04-30"}
        for method, arguments, options in [
            ("write", [self.lot.ids, change], {}),
            ("web_save", [self.lot.ids, change], {"specification": {}}),
        ]:
            with (
                self.subTest(method=method),
                self.assertRaisesRegex(UserError, "manager.*\n.*L1"),
            ):
                call_kw(self._lots(self.keeper), method, arguments, options)
        call_kw(self._lots(self.manager), "write", [self.lot.ids, change], {})
        self.assertEqual(self.lot.production_date, date(2025, 4, 30))

    def test_a_changed_removal_date_reaches_the_stock_and_is_tracked(self):
        self.env.flush_all()
        self.cr.flush()
        self.lot.with_user(self.manager).removal_date = "2026-02-01 02:00:00"
        self.env.flush_all()
        self.cr.flush()
        quant = self.lot.quant_ids.filtered(lambda q: q.location_id == self.stock)
        self.assertEqual(quant.removal_date, datetime(2026, 2, 1, 2))
        message = self.lot.message_ids[0]
        self.assertEqual(message.author_id, self.manager.partner_id)
        change = message.sudo().tracking_value_ids
        self.assertEqual(change.field_id.name, "removal_date")
        self.assertEqual(change.old_value_datetime, datetime(2026, 3, 28, 15, 59, 59))
        self.assertEqual(change.new_value_datetime, datetime(2026, 2, 1, 2))
