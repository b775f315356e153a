from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .demand_common import DemandCommon


@tagged("post_install", "-at_install")
class TestDemandHistory(DemandCommon):
    def _fill(self, **kwargs):
        self.History._fill_from_moves(**kwargs)

    def _rows(self, product=None, warehouse=None):
        domain = [("product_id", "=", (product or self.product).id)]
        if warehouse:
            domain.append(("warehouse_id", "=", warehouse.id))
        return self.History.search(domain, order="date, warehouse_id")

    def test_return_is_netted_on_the_day_it_came_back(self):
        self._deliver(10, "2026-03-02 02:00:00")
        self._return(4, "2026-03-05 02:00:00")
        self._return(1, "2026-03-02 03:00:00")
        self._fill()
        self.assertRecordValues(
            self._rows(),
            [
                {
                    "date": date(2026, 3, 2),
                    "delivered_qty": 10,
                    "returned_qty": 1,
                    "quantity": 9,
                    "warehouse_id": self.warehouse.id,
                    "company_id": self.company.id,
                },
                {
                    "date": date(2026, 3, 5),
                    "delivered_qty": 0,
                    "returned_qty": 4,
                    "quantity": -4,
                    "warehouse_id": self.warehouse.id,
                    "company_id": self.company.id,
                },
            ],
        )

    def test_day_is_the_day_in_the_time_zone_of_the_warehouse_company(self):
        self._deliver(1, "2026-03-02 23:30:00")
        self._deliver(2, "2026-03-02 23:30:00", self.other_warehouse)
        self._fill()
        self.assertEqual(self._rows(warehouse=self.warehouse).date, date(2026, 3, 3))
        self.assertEqual(
            self._rows(warehouse=self.other_warehouse).date, date(2026, 3, 2)
        )

    def test_changed_time_zone_cuts_the_days_anew(self):
        self._deliver(1, "2026-03-02 23:30:00")
        self._fill()
        self.company.partner_id.tz = "UTC"
        self._fill()
        self.assertEqual(self._rows().date, date(2026, 3, 2))

    def test_quantity_is_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self._deliver(2, "2026-03-02 02:00:00", uom=dozen)
        self._fill()
        self.assertEqual(self._rows().delivered_qty, 24)

    def test_each_warehouse_has_its_own_demand(self):
        self._deliver(3, "2026-03-02 02:00:00")
        self._deliver(5, "2026-03-02 02:00:00", self.warehouse_2)
        self._fill()
        self.assertEqual(self._rows(warehouse=self.warehouse).quantity, 3)
        self.assertEqual(self._rows(warehouse=self.warehouse_2).quantity, 5)

    def test_only_goods_leaving_a_warehouse_for_a_customer_are_demand(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        stock, output = (
            self.warehouse.lot_stock_id,
            self.warehouse.wh_output_stock_loc_id,
        )
        loss = self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.company.id)], limit=1
        )
        day = "2026-03-02 02:00:00"
        self._move(self.suppliers, stock, 50, day)
        self._move(stock, output, 7, day)
        self._move(output, self.customers, 7, day)
        self._move(stock, self.warehouse_2.lot_stock_id, 2, day)
        self._move(stock, loss, 1, day)
        self._move(self.suppliers, self.customers, 9, day)
        self._fill()
        self.assertRecordValues(
            self._rows(), [{"quantity": 7, "warehouse_id": self.warehouse.id}]
        )

    def test_redated_move_leaves_the_old_day(self):
        move = self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        move.date = "2025-12-24 02:00:00"
        self._fill()
        self.assertRecordValues(
            self._rows(), [{"date": date(2025, 12, 24), "quantity": 3}]
        )

    def test_edited_done_quantity_is_restated(self):
        move = self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        move.quantity = 5
        self._fill()
        self.assertEqual(self._rows().quantity, 5)

    def test_done_move_cancelled_afterwards_is_taken_out(self):
        move = self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        move.state = "cancel"
        self._fill()
        self.assertFalse(self._rows())

    def test_filling_twice_writes_nothing(self):
        self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        row = self._rows().id
        with patch.object(
            type(self.History), "_state_quantities", autospec=True, return_value=0
        ) as state:
            self._fill()
        source = state.call_args.args[2]
        self.assertEqual(self.env.execute_query(source), [])
        self.assertEqual(self._rows().id, row)

    def test_later_passes_look_only_at_what_changed_since(self):
        self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        progress = self.env.ref("jxc_inventory.demand_progress")
        progress.read_until = "2099-01-01 00:00:00"
        self._deliver(4, "2026-03-02 02:00:00")
        self._fill()
        self.assertEqual(self._rows().quantity, 3)
        self._fill(full=True)
        self.assertEqual(self._rows().quantity, 7)

    def test_imported_sales_are_kept_beside_deliveries(self):
        self._import(self.product, self.warehouse, {"2026-03-02": 6, "2026-03-01": 2})
        self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        self.assertRecordValues(
            self._rows(),
            [
                {"imported_qty": 2, "delivered_qty": 0, "quantity": 2},
                {"imported_qty": 6, "delivered_qty": 3, "quantity": 9},
            ],
        )
        self._import(self.product, self.warehouse, {"2026-03-02": 0, "2026-03-01": 0})
        self.assertRecordValues(
            self._rows(), [{"imported_qty": 0, "delivered_qty": 3, "quantity": 3}]
        )

    def test_unknown_column_is_refused(self):
        with self.assertRaises(ValueError):
            self.History._state_quantities(("quantity",), None)

    def test_check_finds_rows_that_differ_from_the_moves(self):
        self._deliver(3, "2026-03-02 02:00:00")
        self._fill(full=True)
        self.assertEqual(self.History._count_differences_from_moves(), 0)
        self._rows().delivered_qty = 4
        self.assertEqual(self.History._count_differences_from_moves(), 1)

    def test_small_batches_give_the_same_history(self):
        products = [self._product(f"Product {number}") for number in range(5)]
        for number, product in enumerate(products, start=1):
            self._deliver(number, "2026-03-02 02:00:00", product=product)
        steps = []
        while step := self.History._fill_next_batch(size=2):
            steps.append(step)
        self.assertEqual(steps[-1][1], 0)
        self.assertGreaterEqual(len(steps), 3)
        for number, product in enumerate(products, start=1):
            self.assertEqual(self._rows(product).quantity, number)

    def test_number_of_queries_does_not_grow_with_products(self):
        def queries(count):
            for number in range(count):
                product = self._product(f"{count} {number}")
                self._deliver(1, "2026-03-02 02:00:00", product=product)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._fill()
            return self.env.cr.sql_log_count - before

        few = queries(3)
        self.assertEqual(queries(30), few)

    def test_cron_fills(self):
        self._deliver(3, "2026-03-02 02:00:00")
        with self.enter_registry_test_mode():
            self.env.ref("jxc_inventory.ir_cron_demand_history").method_direct_trigger()
        self.assertEqual(self._rows().quantity, 3)

    def test_who_may_read_and_nobody_may_write(self):
        self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        for group in ("group_keeper", "group_buyer"):
            row = self._as(self._rows(), self._user(f"demand_{group}", group))
            self.assertEqual(row.quantity, 3)
            with mute_logger("odoo.addons.base.models.ir_model"):
                with self.assertRaises(AccessError):
                    row.write({"delivered_qty": 1})
                with self.assertRaises(AccessError):
                    row.unlink()

    def test_user_of_another_company_sees_nothing(self):
        self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        user = self._user("demand_london", "group_buyer", self.other_company)
        domain = [("product_id", "=", self.product.id)]
        self.assertFalse(self._as(self.History, user).search(domain))
        with self.assertRaises(AccessError):
            self._as(self._rows(), user).read(["quantity"])

    def test_second_worker_does_not_wait_and_fills_nothing(self):
        with (
            self.registry.cursor() as first,
            self.registry.cursor() as second,
            patch.object(
                type(self.History), "_products_with_changed_moves", return_value=[]
            ) as read_moves,
        ):
            self.History.with_env(self.env(cr=first))._fill_next_batch()
            self.assertEqual(read_moves.call_count, 1)
            self.History.with_env(self.env(cr=second))._fill_next_batch()
            self.assertEqual(read_moves.call_count, 1)
            first.rollback()
            self.History.with_env(self.env(cr=second))._fill_next_batch()
            self.assertEqual(read_moves.call_count, 2)
            second.rollback()
