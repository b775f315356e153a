from datetime import date, datetime

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .shelf_life_common import ShelfLifeCommon

LAST_SECOND_OF_31_MARCH_IN_CHINA = datetime(2026, 3, 31, 15, 59, 59)


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestShelfLifeLot(ShelfLifeCommon):
    def test_production_date_sets_all_dates_as_days_in_china(self):
        lot = self._lot("L1", production_date="2025-03-31")
        self.assertRecordValues(
            lot,
            [
                {
                    "expiration_date": LAST_SECOND_OF_31_MARCH_IN_CHINA,
                    "use_date": LAST_SECOND_OF_31_MARCH_IN_CHINA,
                    "removal_date": datetime(2026, 3, 28, 15, 59, 59),
                    "alert_date": datetime(2026, 3, 1, 15, 59, 59),
                }
            ],
        )

    def test_goods_are_usable_through_the_last_day_in_china(self):
        lot = self._lot("L1", production_date="2025-03-31")
        for now, days, expired in [
            ("2026-03-30 16:30:00", 0, False),  # the 31st has begun in China
            ("2026-03-31 15:59:00", 0, False),
            ("2026-03-31 16:00:00", -1, True),
        ]:
            with self.subTest(now=now), freeze_time(now):
                lot.invalidate_recordset()
                self.assertEqual(lot.remaining_days, days)
                self.assertEqual(lot.product_expiry_alert, expired)

    def test_days_are_those_of_the_company(self):
        lot = (
            self.env["stock.lot"]
            .with_company(self.company_us)
            .create(
                {
                    "name": "L1",
                    "product_id": self.milk.id,
                    "production_date": "2025-01-31",
                }
            )
        )
        self.assertEqual(lot.expiration_date, datetime(2026, 2, 1, 7, 59, 59))

    def test_dates_before_expiry_are_days_across_a_change_of_clocks(self):
        self.milk.alert_time = 300
        lot = (
            self.env["stock.lot"]
            .with_company(self.company_us)
            .create(
                {
                    "name": "L1",
                    "product_id": self.milk.id,
                    "production_date": "2025-01-31",
                }
            )
        )
        self.assertEqual(lot.alert_date, datetime(2025, 4, 7, 6, 59, 59))

    def test_expiration_date_alone_tells_the_production_date(self):
        lot = self._lot("L1", expiration_date="2026-03-31 02:00:00")
        self.assertEqual(lot.production_date, date(2025, 3, 31))
        self.assertEqual(lot.expiration_date, LAST_SECOND_OF_31_MARCH_IN_CHINA)

    def test_printed_dates_that_disagree_with_the_shelf_life_both_stay(self):
        lot = self._lot(
            "L1",
            production_date="2025-09-01",
            expiration_date="2026-03-31 02:00:00",
        )
        self.assertEqual(lot.production_date, date(2025, 9, 1))
        self.assertEqual(lot.expiration_date, LAST_SECOND_OF_31_MARCH_IN_CHINA)

    def test_changed_production_date_moves_every_date(self):
        lot = self._lot("L1", production_date="2025-02-28")
        lot.production_date = "2025-03-31"
        self.assertEqual(lot.expiration_date, LAST_SECOND_OF_31_MARCH_IN_CHINA)
        self.assertEqual(lot.removal_date, datetime(2026, 3, 28, 15, 59, 59))

    def test_changed_expiration_date_keeps_the_known_production_date(self):
        lot = self._lot("L1", production_date="2025-02-28")
        lot.expiration_date = "2026-03-31 02:00:00"
        self.assertEqual(lot.production_date, date(2025, 2, 28))
        self.assertEqual(lot.removal_date, datetime(2026, 3, 28, 15, 59, 59))

    def test_one_write_to_lots_of_several_products(self):
        honey = self._product("Honey", shelf_life=2, shelf_life_unit="year")
        lots = self._lot("L1") | self._lot("L2", honey)
        lots.write({"production_date": "2025-03-31"})
        self.assertEqual(
            lots.mapped("expiration_date"),
            [LAST_SECOND_OF_31_MARCH_IN_CHINA, datetime(2027, 3, 31, 15, 59, 59)],
        )

    def test_form_derives_one_date_from_the_other(self):
        form = Form(self.env["stock.lot"].with_user(self.keeper))
        form.name = "L1"
        form.product_id = self.milk
        form.production_date = "2025-03-31"
        self.assertEqual(form.expiration_date, LAST_SECOND_OF_31_MARCH_IN_CHINA)
        lot = form.save()
        self.assertEqual(lot.expiration_date, LAST_SECOND_OF_31_MARCH_IN_CHINA)
        form = Form(self.env["stock.lot"].with_user(self.keeper))
        form.name = "L2"
        form.product_id = self.milk
        form.expiration_date = "2026-03-31 02:00:00"
        self.assertEqual(form.production_date, date(2025, 3, 31))
        self.assertEqual(form.save().production_date, date(2025, 3, 31))

    def test_changes_are_in_the_chatter_with_old_and_new_value_and_author(self):
        lot = self._lot("L1", production_date="2025-02-28")
        self._flush_tracking()
        lot.with_user(self.manager).production_date = "2025-03-31"
        self._flush_tracking()
        message = lot.message_ids[0]
        self.assertEqual(message.author_id, self.manager.partner_id)
        changes = {
            value.field_id.name: (value.old_value_datetime, value.new_value_datetime)
            for value in message.sudo().tracking_value_ids
        }
        self.assertEqual(
            changes,
            {
                "production_date": (datetime(2025, 2, 28), datetime(2025, 3, 31)),
                "expiration_date": (
                    datetime(2026, 2, 28, 15, 59, 59),
                    LAST_SECOND_OF_31_MARCH_IN_CHINA,
                ),
                "use_date": (
                    datetime(2026, 2, 28, 15, 59, 59),
                    LAST_SECOND_OF_31_MARCH_IN_CHINA,
                ),
                "removal_date": (
                    datetime(2026, 2, 25, 15, 59, 59),
                    datetime(2026, 3, 28, 15, 59, 59),
                ),
                "alert_date": (
                    datetime(2026, 1, 29, 15, 59, 59),
                    datetime(2026, 3, 1, 15, 59, 59),
                ),
            },
        )

    def test_production_in_the_future_is_refused_by_the_day_in_china(self):
        with freeze_time("2026-01-15 16:30:00"):  # already the 16th in China
            self.assertTrue(self._lot("L1", production_date="2026-01-16"))
        with self.assertRaisesRegex(ValidationError, "(?s)L2.*Milk.*future"):
            self._lot("L2", production_date="2026-01-16")

    def test_goods_that_never_expire_take_the_last_day_of_the_calendar(self):
        lot = self._lot(
            "L1",
            production_date="2025-06-01",
            expiration_date="9999-12-31 23:59:59",
        )
        self.assertEqual(lot.expiration_date.year, 9999)
        with self.assertRaisesRegex(ValidationError, "(?s)L2.*Milk.*future"):
            self._lot("L2", production_date="9999-12-31")

    def test_expiry_before_production_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "(?s)L1.*Milk.*before"):
            self._lot(
                "L1",
                production_date="2025-06-01",
                expiration_date="2025-05-31 02:00:00",
            )

    def test_lot_without_any_date_is_not_born_expired(self):
        plain = self._product("Plain", categ_id=self.food.copy({"shelf_life": 0}).id)
        for product in (self.milk, plain):
            lot = self._lot("L1", product)
            self.assertRecordValues(
                lot,
                [
                    {
                        "expiration_date": False,
                        "removal_date": False,
                        "product_expiry_alert": False,
                    }
                ],
            )

    def test_product_without_shelf_life_keeps_odoos_days_after_receipt(self):
        plain = self._product(
            "Plain",
            categ_id=self.food.copy({"shelf_life": 0}).id,
            expiration_time=10,
        )
        lot = self._lot("L1", plain)
        self.assertEqual(lot.expiration_date, datetime(2026, 1, 25, 4))
        lot.production_date = "2026-01-10"
        self.assertEqual(lot.expiration_date, datetime(2026, 1, 25, 4))
        self.assertEqual(lot.removal_date, datetime(2026, 1, 25, 4))

    def test_keeper_fills_unknown_dates_of_a_moved_lot_but_changes_none(self):
        lot = self._receive({"lot_name": "L1"})
        as_keeper = lot.with_user(self.keeper)
        as_keeper.production_date = "2025-03-31"
        self.assertEqual(lot.expiration_date, LAST_SECOND_OF_31_MARCH_IN_CHINA)
        for change in (
            {"production_date": "2025-04-01"},
            {"production_date": False},
            {"expiration_date": "2026-04-30 02:00:00"},
        ):
            with (
                self.subTest(change=change),
                self.assertRaisesRegex(UserError, "(?s)manager.*L1.*Milk"),
            ):
                as_keeper.write(change)
        lot.with_user(self.manager).production_date = "2025-04-01"
        self.assertEqual(lot.production_date, date(2025, 4, 1))

    def test_keeper_changes_no_lot_that_moved_in_another_company(self):
        lot = self._receive(
            {"lot_name": "L1", "production_date": "2025-01-31"},
            user=self._user("us", "jxc_inventory.group_keeper", self.company_us),
            warehouse=self._warehouse_of(self.company_us),
        )
        self.assertFalse(lot.company_id)
        with self.assertRaisesRegex(UserError, "(?s)manager.*L1"):
            lot.with_user(self.keeper).with_context(
                allowed_company_ids=self.company.ids
            ).production_date = "2025-02-28"

    def test_keeper_corrects_a_lot_that_has_not_moved(self):
        lot = self._lot("L1", production_date="2025-02-28")
        lot.with_user(self.keeper).production_date = "2025-03-31"
        self.assertEqual(lot.expiration_date, LAST_SECOND_OF_31_MARCH_IN_CHINA)

    def test_remaining_shelf_life(self):
        lot = self._lot("L1", production_date="2025-07-15")
        self.assertEqual(lot.remaining_days, 181)
        self.assertAlmostEqual(lot.remaining_percent, 181 / 365)
        self.assertEqual(self._lot("L2").remaining_days, 0)

    def test_filters_find_what_expires_within_30_60_and_90_days(self):
        made = {
            "expired": "2025-01-14",
            "today": "2025-01-15",
            "in 30": "2025-02-14",
            "in 31": "2025-02-15",
            "in 60": "2025-03-16",
            "in 90": "2025-04-15",
            "in 91": "2025-04-16",
        }
        for name, day in made.items():
            self._lot(name, production_date=day)
        unknown = self._lot("unknown")
        arch = self.env["stock.lot"].get_view(view_type="search")["arch"]
        self.assertEqual(self._found(arch, "expired"), {"expired"})
        within_30 = {"today", "in 30"}
        self.assertEqual(self._found(arch, "expiring_30"), within_30)
        within_60 = within_30 | {"in 31", "in 60"}
        self.assertEqual(self._found(arch, "expiring_60"), within_60)
        self.assertEqual(self._found(arch, "expiring_90"), within_60 | {"in 90"})
        self.assertEqual(self._found(arch, "no_expiration_date"), {unknown.name})

    def _flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()

    def _found(self, arch, name):
        """Return the names of milk lots that the search filter ``name`` finds."""
        node = etree.fromstring(arch).find(f".//filter[@name='{name}']")
        domain = safe_eval(node.get("domain"))
        lots = self.env["stock.lot"].with_user(self.keeper).search(domain)
        return {lot.name for lot in lots if lot.product_id == self.milk}
