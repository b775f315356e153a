from datetime import date, datetime, timedelta

import numpy as np
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .demand_common import DemandCommon

# Four in the morning of Monday 20 July in Shanghai.
NOW = datetime(2026, 7, 19, 20)
YESTERDAY = date(2026, 7, 19)


@tagged("post_install", "-at_install")
class TestStockOutage(DemandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.Outage = cls.env["jxc.stock.outage"]

    def _receive(self, quantity, day, **kwargs):
        warehouse = kwargs.pop("warehouse", self.warehouse)
        return self._move(
            self.suppliers,
            warehouse.lot_stock_id,
            quantity,
            f"{day} 02:00:00",
            company=warehouse.company_id,
            **kwargs,
        )

    def _ship(self, quantity, day, **kwargs):
        return self._deliver(quantity, f"{day} 02:00:00", **kwargs)

    def _record(self, warehouse=None):
        return self.Outage._record(warehouse or self.warehouse)

    def _outages(self, product=None, warehouse=None):
        return self.Outage.search(
            [
                ("product_id", "=", (product or self.product).id),
                ("warehouse_id", "=", (warehouse or self.warehouse).id),
            ],
            order="date_from",
        )

    def _assert_outages(self, *periods, **kwargs):
        self.assertEqual(
            [
                (str(outage.date_from), outage.date_to and str(outage.date_to))
                for outage in self._outages(**kwargs)
            ],
            list(periods),
        )

    def test_first_record_works_out_the_past_from_done_moves(self):
        self._receive(10, "2026-06-01")
        self._ship(10, "2026-06-05")
        self._receive(4, "2026-06-10")
        self._ship(4, "2026-07-01")
        self._record()
        self._assert_outages(("2026-06-05", "2026-06-09"), ("2026-07-01", False))
        self.assertEqual(self._outages().mapped("days"), [5, 19])

    def test_recording_twice_changes_nothing(self):
        self._receive(10, "2026-06-01")
        self._ship(10, "2026-06-05")
        self.assertTrue(self._record())
        outages = self._outages()
        self.assertFalse(self._record())
        self.assertEqual(self._outages(), outages)

    def test_days_before_the_first_receipt_are_no_stock_out(self):
        self._import(self.product, self.warehouse, {"2026-05-01": 5})
        self._receive(10, "2026-06-10")
        never_here = self._product("Only imported")
        self._import(never_here, self.warehouse, {"2026-05-01": 5})
        self._record()
        self._assert_outages()
        self._assert_outages(product=never_here)

    def test_the_next_night_goes_on_where_the_last_one_stopped(self):
        self._receive(10, "2026-06-01")
        self._ship(10, "2026-07-18")
        self._record()
        self._assert_outages(("2026-07-18", False))
        with freeze_time(NOW + timedelta(days=1)):
            self._record()
            self._assert_outages(("2026-07-18", False))
        with freeze_time(NOW + timedelta(days=2)):
            self._receive(3, "2026-07-21")
            self._record()
            self._assert_outages(("2026-07-18", "2026-07-20"))

    def test_nights_missed_are_made_up_for(self):
        self._receive(10, "2026-06-01")
        self._ship(10, "2026-07-18")
        self._record()
        with freeze_time(NOW + timedelta(days=9)):
            self._receive(3, "2026-07-22")
            self._ship(3, "2026-07-24")
            self._receive(3, "2026-07-26")
            self._ship(3, "2026-07-28")
            self._record()
        self._assert_outages(
            ("2026-07-18", "2026-07-21"),
            ("2026-07-24", "2026-07-25"),
            ("2026-07-28", False),
        )

    def test_what_moved_since_midnight_is_taken_back(self):
        self._receive(10, "2026-06-01")
        self._ship(10, "2026-07-20")  # 10 o'clock today in Shanghai
        self._record()
        self._assert_outages()

    def test_stock_on_hold_or_reserved_is_not_there_to_sell(self):
        reserved, held = self._product("Reserved"), self._product("Held")
        for product in reserved | held:
            self._receive(10, "2026-06-01", product=product)
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "in", (reserved | held).ids),
                ("location_id", "=", self.warehouse.lot_stock_id.id),
            ]
        )
        for quant in quants:
            if quant.product_id == reserved:
                quant.reserved_quantity = 10
            else:
                quant.hold_state = "quarantined"
        self._record()
        for product in reserved | held:
            self._assert_outages((str(YESTERDAY), False), product=product)

    def test_each_warehouse_and_time_zone_has_its_own_days(self):
        london = self.other_warehouse
        for warehouse in (self.warehouse_2, london):
            self._receive(10, "2026-06-01", warehouse=warehouse)
            # The 5th in London, the 6th already in Shanghai.
            self._deliver(10, "2026-06-05 20:00:00", warehouse)
            self._record(warehouse)
        self._record()
        self._assert_outages()
        self._assert_outages(("2026-06-06", False), warehouse=self.warehouse_2)
        self._assert_outages(("2026-06-05", False), warehouse=london)

    def test_moves_within_the_warehouse_and_other_units_add_up(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        )
        self._receive(1, "2026-06-01", uom=dozen)
        self._move(self.warehouse.lot_stock_id, shelf, 12, "2026-06-02 02:00:00")
        self._move(shelf, self.customers, 11, "2026-06-03 02:00:00")
        self._record()
        self._assert_outages()

    def test_products_without_stock_keeping_are_left_out(self):
        consumable = self._product("Bags", is_storable=False)
        self._receive(1, "2026-06-01", product=consumable)
        self._ship(1, "2026-06-03", product=consumable)
        self._record()
        self._assert_outages(product=consumable)

    def test_weeks_out_of_stock_are_unknown_to_the_series(self):
        # Weeks end on Sundays; out from Wednesday 1 to Friday 10 July.
        self._receive(12, "2026-06-15")
        self._ship(3, "2026-06-22")
        self._ship(6, "2026-06-29")
        self._ship(3, "2026-07-01")
        self._receive(100, "2026-07-11")
        self._ship(2, "2026-07-13")
        self.History._fill_from_moves()
        self._record()
        series = self.History._read_series(
            self.product.ids, self.warehouse.id, 5, YESTERDAY, 1
        )
        # Sold on the 1st: three days in stock, four without.
        np.testing.assert_allclose(series.history, [[np.nan, 3, 21, np.nan, 2]])
        np.testing.assert_allclose(series.sold, [[np.nan, 3, 9, 0, 2]])
        self.assertEqual(series.corrections[0].weeks_out, 1)
        self.assertEqual(series.corrections[0].weeks_scaled, 1)

    def test_number_of_queries_does_not_grow_with_products(self):
        def queries(count, now):
            for number in range(count):
                product = self._product(f"{count} {number}")
                self._receive(2, "2026-06-01", product=product)
                self._ship(2, "2026-06-05", product=product)
            self.env.flush_all()
            self.env.invalidate_all()
            with freeze_time(now):
                before = self.env.cr.sql_log_count
                self._record()
                return self.env.cr.sql_log_count - before

        self._record()
        few = queries(3, NOW + timedelta(days=1))
        self.assertEqual(queries(30, NOW + timedelta(days=2)), few)

    def test_cron_records_every_warehouse(self):
        self._receive(10, "2026-06-01", warehouse=self.warehouse_2)
        self._ship(10, "2026-06-05", warehouse=self.warehouse_2)
        with self.enter_registry_test_mode():
            self.env.ref("jxc_inventory.ir_cron_stock_outage").method_direct_trigger()
        self._assert_outages(("2026-06-05", False), warehouse=self.warehouse_2)
        self.assertFalse(self.Outage._get_warehouses_due())

    def test_who_may_read_and_nobody_may_write(self):
        self._receive(10, "2026-06-01")
        self._ship(10, "2026-06-05")
        self._record()
        for group in ("group_keeper", "group_buyer"):
            outage = self._as(self._outages(), self._user(f"outage_{group}", group))
            self.assertEqual(outage.days, 45)
            with mute_logger("odoo.addons.base.models.ir_model"):
                with self.assertRaises(AccessError):
                    outage.write({"date_to": YESTERDAY})
        user = self._user("outage_london", "group_buyer", self.other_company)
        with self.assertRaises(AccessError):
            self._as(self._outages(), user).read(["days"])
