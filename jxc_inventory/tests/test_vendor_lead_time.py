from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .supply_common import SupplyCommon


@tagged("post_install", "-at_install")
class TestVendorLeadTime(SupplyCommon):
    """Lead times are measured from receipts, set-based, a company at a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._sold("Milk powder", delay=7)

    def test_receipts_are_measured_and_shrunk_to_what_is_stated(self):
        for days, ago in ((10, 30), (14, 60), (12, 90)):
            self._received(self.product, days, ago=ago, promised=12)
        row = self._measure()
        self.assertRecordValues(
            row,
            [
                {
                    "partner_id": self.vendor.id,
                    "product_id": self.product.id,
                    "receipts": 3,
                    "mean_days": 12,
                    "stated_days": 7,
                    "on_time": 2,
                    "first_receipt": self.today - timedelta(days=78),
                    "last_receipt": self.today - timedelta(days=20),
                }
            ],
        )
        self.assertTrue(7 < row.days < 12)
        self.assertAlmostEqual(row.deviation, 2, places=2)

    def test_many_receipts_speak_for_themselves(self):
        for ago in range(20, 200, 4):
            self._received(self.product, 15, ago=ago)
        self.assertAlmostEqual(self._measure().days, 15, delta=0.5)

    def test_days_are_those_of_the_company(self):
        order = self._received(self.product, 5)
        # 23:30 on the 2nd in Shanghai and 00:30 on the 4th: one day and an hour.
        order.date_approve = datetime(2026, 3, 2, 15, 30)
        order.picking_ids.move_ids.date = datetime(2026, 3, 3, 16, 30)
        self.company.lead_time_window_days = 3650
        self.assertEqual(self._measure().mean_days, 2)

    def test_partial_receipts_of_one_day_count_once(self):
        order = self._order([(self.product, 10)])
        self._receive(order, 4)
        self._receive(order, 3)
        self.assertEqual(self._measure().receipts, 1)
        self._receive(order).date = self._noon(-1)
        self.assertEqual(self._measure().receipts, 2)

    def test_returns_dropship_and_old_receipts_do_not_count(self):
        order = self._received(self.product, 5, ago=400)
        self.assertFalse(self._measure())
        self._received(self.product, 5)
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": order.picking_ids.id}
        )
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.picked = True
        back._action_done()
        self.assertEqual(self._measure().receipts, 1)

    def test_companies_are_measured_apart(self):
        self._received(self.product, 10)
        self._received(self.product, 3, warehouse=self.other_warehouse)
        self.assertEqual(self._measure().mean_days, 10)
        self.assertEqual(self._measure(self.other_company).mean_days, 3)
        buyer = self._user("lead_buyer", "group_buyer", self.other_company)
        seen = self._as(self.env["jxc.vendor.lead.time"], buyer).search([])
        self.assertEqual(seen.company_id, self.other_company)

    def test_measuring_again_writes_nothing(self):
        self._received(self.product, 10)
        row = self._measure()

        def version():
            self.env.cr.execute("SELECT xmin, ctid FROM jxc_vendor_lead_time")
            return self.env.cr.fetchall()

        before = version()
        self.assertEqual(self._measure(), row)
        self.assertEqual(version(), before)

    def test_pair_without_receipts_any_more_is_removed(self):
        self._received(self.product, 10, ago=100)
        self.assertTrue(self._measure())
        self.company.lead_time_window_days = 30
        self.assertFalse(self._measure())

    def test_measuring_takes_the_same_queries_for_ten_times_the_pairs(self):
        def queries():
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self._measure()
            return self.env.cr.sql_log_count - start

        self._received(self.product, 10)
        self._measure()
        few = queries()
        for number in range(10):
            self._received(self._sold(f"product {number}"), 10)
        self.assertEqual(queries(), few)
        self.assertEqual(len(self._measure()), 11)

    def test_nightly_run_measures_each_company_once_a_day(self):
        self._received(self.product, 10)
        self.env["res.company"].search([]).lead_times_measured_at = False
        with self.enter_registry_test_mode():
            self.env.ref(
                "jxc_inventory.ir_cron_vendor_lead_times"
            ).method_direct_trigger()
        self.assertTrue(self.company.lead_times_measured_at)
        self.assertTrue(
            self.env["jxc.vendor.lead.time"].search(
                [("company_id", "=", self.company.id)]
            )
        )

    def test_interrupted_run_goes_on_with_the_companies_that_are_left(self):
        self._received(self.product, 10)
        self._received(self.product, 3, warehouse=self.other_warehouse)
        everybody = self.env["res.company"].search([])
        now = self.env.cr.now()
        everybody.lead_times_measured_at = now
        self.other_company.lead_times_measured_at = False
        with self.enter_registry_test_mode():
            self.env.ref(
                "jxc_inventory.ir_cron_vendor_lead_times"
            ).method_direct_trigger()
        rows = self.env["jxc.vendor.lead.time"].search(
            [("company_id", "in", (self.company | self.other_company).ids)]
        )
        self.assertEqual(rows.company_id, self.other_company)
        self.assertTrue(self.other_company.lead_times_measured_at)

    def test_company_that_another_worker_measures_is_left_to_it(self):
        self._received(self.product, 10)
        Company = self.env.registry["res.company"]
        none = self.env["res.company"]
        with patch.object(Company, "try_lock_for_update", return_value=none):
            self.assertFalse(self._measure())
        self.assertTrue(self._measure())

    def test_price_lists_of_many_products_take_the_queries_of_few(self):
        products = [self._sold(f"product {number}") for number in range(12)]
        for product in products:
            self._received(product, 10)
        self._measure()
        infos = self.env["product.supplierinfo"].browse(
            [product.seller_ids.id for product in products]
        )

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(set(records.mapped("measured_receipts")), {1})
            return self.env.cr.sql_log_count - start

        self.assertEqual(queries(infos.browse(infos.ids)), queries(infos[:2]))

    def test_buyer_reads_and_nobody_writes(self):
        self._received(self.product, 10)
        row = self._measure()
        buyer = self._user("reading_buyer", "group_buyer")
        self.assertIn("1 receipts from", row.explanation)
        self.assertIn("took 10.0 days", row.explanation)
        self.assertEqual(self._as(row, buyer).receipts, 1)
        with self.assertRaises(AccessError):
            self._as(row, buyer).days = 1
        salesperson = self._user("lead_seller", "group_salesperson")
        with self.assertRaises(AccessError):
            self._as(row, salesperson).read(["days"])

    def test_receipts_open_from_the_figure(self):
        order = self._received(self.product, 10)
        self._received(self._sold("Butter"), 4)
        row = self._measure().filtered(lambda r: r.product_id == self.product)
        action = row.action_open_receipts()
        moves = self.env["stock.move"].search(action["domain"])
        self.assertEqual(moves, order.picking_ids.move_ids)

    def test_window_must_make_sense(self):
        with self.assertRaisesRegex(ValidationError, "from 1 to 3650"):
            self.company.lead_time_window_days = 0


@tagged("post_install", "-at_install")
class TestLeadTimeShown(SupplyCommon):
    """The measured lead time shows on price list and vendor and sets the levels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._sold("Milk powder", delay=7)
        for ago in range(20, 200, 4):
            cls._received(cls.product, 15, ago=ago)
        cls._measure()

    def test_on_price_list_and_vendor(self):
        buyer = self._user("shown_buyer", "group_buyer")
        info = self._as(self.product.seller_ids, buyer)
        self.assertEqual(info.measured_receipts, 45)
        self.assertAlmostEqual(info.measured_days, 15, delta=0.5)
        self.assertEqual(info.measured_on_time, 0)
        vendor = self._as(self.vendor, buyer)
        self.assertAlmostEqual(vendor.lead_time_days, 15, delta=0.5)
        self.assertEqual(vendor.lead_time_receipts, 45)
        action = vendor.action_open_lead_times()
        rows = self.env["jxc.vendor.lead.time"].search(action["domain"])
        self.assertEqual(rows.product_id, self.product)
        self.assertEqual(Form(info).measured_receipts, 45)

    def test_contact_of_the_vendor_counts_for_the_vendor(self):
        contact = self.env["res.partner"].create(
            {"name": "Sales desk", "parent_id": self.vendor.id}
        )
        self._received(self.product, 15, vendor=contact)
        self.assertEqual(self._measure().receipts, 46)

    def test_levels_reckon_with_receipts_in_place_of_the_stated_delay(self):
        self.company.days_to_purchase = 2
        self._sell(self.product, [10] * 26)
        unmeasured = self._sold("Butter", delay=7)
        self._sell(unmeasured, [10] * 26)
        self._run()
        rule = self._rules(self.product)
        self.assertEqual(rule.lead_time_days, 17)
        self.assertEqual(self._rules(unmeasured).lead_time_days, 9)
        facts = rule._lock_facts(self.today)
        lead = rule._get_lead_times(facts)[rule.id]
        self.assertEqual(
            (lead.receipts, lead.core_days, lead.vendor_delay), (45, 9, 15)
        )

    def test_vendor_chosen_on_the_rule_is_the_one_measured(self):
        self.product.seller_ids = [
            (0, 0, {"partner_id": self.other_vendor.id, "delay": 3, "price": 9}),
        ]
        self._sell(self.product, [10] * 26)
        self._run()
        rule = self._rules(self.product)
        self.assertEqual(rule.lead_time_days, 15)
        rule.supplier_id = self.product.seller_ids.filtered(
            lambda info: info.partner_id == self.other_vendor
        )
        self._run()
        self.assertEqual(rule.lead_time_days, 3)
