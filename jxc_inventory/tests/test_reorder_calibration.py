from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .backtest_common import BacktestCommon


@tagged("post_install", "-at_install")
class TestReorderCalibration(BacktestCommon):
    def _calibrated(self, company=None):
        return self.Calibration.search(
            [("company_id", "=", (company or self.company).id)]
        )

    def _quantile(self, target):
        found = self.Calibration._get_calibrated_quantiles(self.company, [target])
        return found[target]

    def test_fill_rates_asked_are_reached_on_the_last_year(self):
        self._sell_for_a_year(40)
        self.Calibration._calibrate(self.company)
        found = self._calibrated()
        self.assertEqual(found.mapped("target"), [80, 85, 90, 93, 95, 97, 98, 99])
        at_95 = found.filtered(lambda one: one.target == 95)
        self.assertAlmostEqual(at_95.fill, 95, delta=1.5)
        until = self.company._demand_known_until()
        self.assertRecordValues(
            at_95,
            [
                {
                    "series_count": 40,
                    "weeks": 52,
                    "date_to": until,
                    "date_from": until - timedelta(weeks=52, days=-1),
                }
            ],
        )
        quantile = self._quantile(95)
        self.assertAlmostEqual(quantile, at_95.quantile / 100)
        self.assertEqual(found.mapped("quantile"), sorted(found.mapped("quantile")))

    def test_calibrating_again_changes_nothing(self):
        self._sell_for_a_year(25)
        self.Calibration._calibrate(self.company)
        first = self._calibrated()
        figures = first.mapped("quantile")
        self.Calibration._calibrate(self.company)
        self.assertEqual(self._calibrated(), first)
        self.assertEqual(first.mapped("quantile"), figures)

    def test_without_history_the_target_is_the_quantile(self):
        self.Calibration._calibrate(self.company)
        self.assertFalse(self._calibrated())
        quantile = self._quantile(97)
        self.assertEqual(quantile, 0.97)

    def test_a_few_products_are_not_enough(self):
        self._sell_for_a_year(19)
        self.Calibration._calibrate(self.company)
        self.assertFalse(self._calibrated())

    def test_a_short_history_is_not_enough(self):
        self._sell_for_a_year(25, weeks=18)
        self.Calibration._calibrate(self.company)
        self.assertFalse(self._calibrated())

    def test_products_of_two_warehouses_and_short_histories_take_part(self):
        self._sell_for_a_year(15, weeks=70)
        self._sell_for_a_year(15, weeks=70, warehouse=self.warehouse_2)
        self._sell_for_a_year(5, weeks=20)
        self.Calibration._calibrate(self.company)
        self.assertEqual(set(self._calibrated().mapped("series_count")), {30})

    def test_each_company_is_calibrated_on_its_own(self):
        self._sell_for_a_year(25)
        with self.enter_registry_test_mode():
            self.env.ref(
                "jxc_inventory.ir_cron_reorder_calibration"
            ).method_direct_trigger()
        self.assertTrue(self._calibrated())
        self.assertFalse(self._calibrated(self.other_company))

    def test_only_companies_never_calibrated_are_missing(self):
        self._sell_for_a_year(25)
        self.Calibration._calibrate_missing(self.company | self.other_company)
        found = self._calibrated()
        found.write({"quantile": 12})
        self.Calibration._calibrate_missing(self.company)
        self.assertEqual(set(found.mapped("quantile")), {12})

    def test_the_night_goes_on_where_another_is_calibrating(self):
        def beaten(calibration, company):
            # What a run beside this one has entered is not seen, but in the way.
            row = {"company_id": company.id, "target": 80, "quantile": 80, "fill": 80}
            for _who in range(2):
                calibration.create(row)
                calibration.flush_model()

        with patch.object(type(self.Calibration), "_calibrate", beaten):
            self.Calibration._calibrate_missing(self.company | self.other_company)
        self.assertFalse(self._calibrated())
        self.assertFalse(self._calibrated(self.other_company))
        self._sell_for_a_year(25)
        self.Calibration._calibrate_missing(self.company)
        self.assertTrue(self._calibrated())

    def test_a_buyer_reads_his_company_and_a_keeper_nothing(self):
        self._sell_for_a_year(25)
        self.Calibration._calibrate(self.company)
        buyer = self._user("cal_buyer", "group_buyer")
        mine = self._as(self.Calibration, buyer)
        self.assertEqual(len(mine.search([])), 8)
        with self.assertRaises(AccessError):
            mine.search([], limit=1).quantile = 50
        other = self._user("cal_other", "group_buyer", self.other_company)
        self.assertFalse(
            self._as(self.Calibration, other).search(
                [("company_id", "=", self.company.id)]
            )
        )
        keeper = self._user("cal_keeper", "group_keeper")
        with self.assertRaises(AccessError):
            self._as(self.Calibration, keeper).search([])

    def test_queries_do_not_grow_with_the_number_of_products(self):
        self._sell_for_a_year(20)
        self.Calibration._calibrate(self.company)

        def count():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.Calibration._calibrate(self.company)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        few = count()
        self._sell_for_a_year(60)
        self.assertLessEqual(count(), few + 2)
