from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .lot_rule_common import LotRuleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestLotRuleDates(LotRuleCommon):
    def test_required_dates_are_asked_of_vendors_goods(self):
        plain = self._product(
            "Plain", categ_id=self.food.copy({"shelf_life": 0}).id, expiration_time=0
        )
        rule = self._rule(required_dates="none")
        made = {"production_date": "2026-01-01"}
        due = {"expiration_date": "2027-01-01 04:00:00"}
        for wanted, dates, refused in [
            ("none", {}, False),
            ("any", {}, True),
            ("any", made, False),
            ("any", due, False),
            ("production", due, True),
            ("production", made, False),
            ("expiration", made, True),
            ("expiration", due, False),
            ("both", made, True),
            ("both", due, True),
            ("both", {**made, **due}, False),
        ]:
            with self.subTest(wanted=wanted, dates=dates):
                rule.required_dates = wanted
                receipt = self._from(
                    self.vendor, {"lot_name": "L1", **dates}, product=plain
                )
                self.assertEqual(self._kinds(receipt), ["dates"] * refused)
        with self.assertRaisesRegex(UserError, "L1.*Plain.*Production and expiration"):
            self._from(self.vendor, {"lot_name": "L1"}, product=plain).button_validate()

    def test_a_date_that_follows_by_shelf_life_is_known(self):
        self._rule(required_dates="both")
        for dates in (
            {"production_date": "2026-01-01"},
            {"expiration_date": "2027-01-01 04:00:00"},
        ):
            receipt = self._from(self.vendor, {"lot_name": "L1", **dates})
            self.assertEqual(self._kinds(receipt), [])
        lot = self._lot("L2", production_date="2026-01-01")
        receipt = self._from(self.vendor, {"lot_name": lot.name})
        self.assertEqual(self._kinds(receipt), [])
        twice = self._from(
            self.vendor,
            {"lot_name": "L3", "production_date": "2026-01-01"},
            {"lot_name": "L3"},
        )
        self.assertEqual(self._kinds(twice), [])

    def test_dates_are_not_asked_of_what_does_not_expire_or_comes_back(self):
        self._rule(required_dates="both", receipt_life_action="refuse", receipt_life=50)
        receipt = self._from(self.vendor, {"lot_name": "1"}, product=self.phone)
        self.assertEqual(self._kinds(receipt), [])
        receipt = self._from(self.vendor, {"lot_name": "L1"})
        customers = self.env.ref("stock.stock_location_customers")
        receipt.move_line_ids.location_id = customers
        self.assertEqual(self._kinds(receipt), [])

    def test_impossible_dates_are_refused_without_any_rule(self):
        for dates, why in [
            ({"production_date": "2026-01-16"}, "future"),
            (
                {
                    "production_date": "2026-01-10",
                    "expiration_date": "2026-01-09 04:00:00",
                },
                "before its production date",
            ),
        ]:
            receipt = self._from(self.vendor, {"lot_name": "L1", **dates})
            (found,) = receipt.move_line_ids._find_violations()
            self.assertEqual((found.kind, found.releasable), ("dates", False))
            self.assertRegex(found.message, f"L1.*Milk.*{why}")

    def test_tomorrow_in_shanghai_is_the_future_there_and_not_elsewhere(self):
        receipt = self._from(
            self.vendor, {"lot_name": "L1", "production_date": "2026-01-16"}
        )
        with freeze_time("2026-01-15 15:59:00"):
            self.assertEqual(self._kinds(receipt), ["dates"])
        with freeze_time("2026-01-15 16:00:00"):
            self.assertEqual(self._kinds(receipt), [])
        keeper = self._user("keeper", "jxc_inventory.group_keeper", self.company_us)
        there = self._receipt(
            {"lot_name": "L1", "production_date": "2026-01-16"},
            user=keeper,
            warehouse=self._warehouse_of(self.company_us),
        )
        with freeze_time("2026-01-16 07:59:00"):
            self.assertEqual(self._kinds(there), ["dates"])
        with freeze_time("2026-01-16 08:00:00"):
            self.assertEqual(self._kinds(there), [])

    # Remaining life

    def test_one_third_passed_is_allowed_and_a_day_more_is_not(self):
        rule = self._rule(
            categ_id=self.food.id, receipt_life_action="release", receipt_life=66.67
        )
        self.food.write({"shelf_life": 360, "shelf_life_unit": "day"})
        made = self._days_ago(120)
        receipt = self._from(self.vendor, {"lot_name": "L1", "production_date": made})
        self.assertEqual(self._kinds(receipt), [])
        receipt = self._from(
            self.vendor, {"lot_name": "L2", "production_date": self._days_ago(121)}
        )
        (found,) = receipt.move_line_ids._find_violations()
        self.assertEqual((found.kind, found.rule), ("receipt_life", rule))
        self.assertRegex(found.message, "L2.*Milk.*239 days left, and 240.*Food")
        with self.assertRaisesRegex(UserError, "L2.*239"):
            receipt.move_ids._action_done()
        rule.receipt_life_action = "refuse"
        (found,) = receipt.move_line_ids._find_violations()
        self.assertFalse(found.releasable)
        rule.receipt_life_action = "allow"
        self.assertEqual(self._kinds(receipt), [])

    def test_days_left_are_counted_on_the_companys_day(self):
        self._rule(
            receipt_life_action="refuse", receipt_life=10, receipt_life_unit="day"
        )
        receipt = self._from(
            self.vendor,
            {"lot_name": "L1", "expiration_date": "2026-01-25 04:00:00"},
        )
        self.assertEqual(self._kinds(receipt), [])
        with freeze_time("2026-01-15 16:00:00"):  # the 16th in China
            self.assertEqual(self._kinds(receipt), ["receipt_life"])

    def test_days_left_in_los_angeles(self):
        self._rule(
            company_id=self.company_us.id,
            receipt_life_action="refuse",
            receipt_life=10,
            receipt_life_unit="day",
        )
        keeper = self._user("keeper", "jxc_inventory.group_keeper", self.company_us)
        receipt = self._receipt(
            {"lot_name": "L1", "expiration_date": "2026-01-25 20:00:00"},
            user=keeper,
            warehouse=self._warehouse_of(self.company_us),
        )
        with freeze_time("2026-01-16 07:59:00"):
            self.assertEqual(self._kinds(receipt), [])
        with freeze_time("2026-01-16 08:00:00"):
            self.assertEqual(self._kinds(receipt), ["receipt_life"])

    def test_the_vendors_own_agreement_beats_the_category(self):
        self._rule(
            categ_id=self.food.id, receipt_life_action="refuse", receipt_life=66.67
        )
        self._rule(
            categ_id=self.food.id,
            supplier_id=self.vendor.id,
            receipt_life_action="refuse",
            receipt_life=50,
        )
        line = {"lot_name": "L1", "production_date": self._days_ago(150)}
        self.assertEqual(self._kinds(self._from(self.vendor, line)), [])
        self.assertEqual(
            self._kinds(self._from(self.other_vendor, line)), ["receipt_life"]
        )

    def test_unknown_dates_cannot_prove_enough_life(self):
        rule = self._rule(receipt_life_action="release", receipt_life=50)
        receipt = self._from(self.vendor, {"lot_name": "L1"})
        (found,) = receipt.move_line_ids._find_violations()
        self.assertEqual((found.kind, found.rule), ("receipt_life", rule))
        self.assertRegex(found.message, "L1.*enter its dates")

    def test_odoos_days_to_expiration_are_the_life_without_shelf_life(self):
        plain = self._product(
            "Plain", categ_id=self.food.copy({"shelf_life": 0}).id, expiration_time=100
        )
        self._rule(receipt_life_action="refuse", receipt_life=50)
        for expiry, kinds in [
            ("2026-03-06 04:00:00", []),
            ("2026-03-05 04:00:00", ["receipt_life"]),
        ]:
            receipt = self._from(
                self.vendor,
                {"lot_name": "L1", "expiration_date": expiry},
                product=plain,
            )
            self.assertEqual(self._kinds(receipt), kinds)
