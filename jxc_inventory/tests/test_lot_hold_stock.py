from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .lot_status_common import LotStatusCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestLotHoldStock(LotStatusCommon):
    """What a hold does to stock: on the books, but not to be used."""

    def _reserve(self, quantity=1):
        return self._delivery(self.milk, quantity)

    def test_lot_on_hold_is_not_reserved(self):
        self._hold(self.sooner)
        delivery = self._reserve(2)
        self.assertEqual(delivery.move_line_ids.lot_id, self.later)
        self.assertEqual(delivery.move_ids.state, "partially_available")

    def test_released_lot_is_reserved_again(self):
        self._hold(self.sooner)
        self._hold(self.sooner, "release")
        self.assertEqual(self._reserve().move_line_ids.lot_id, self.sooner)

    def test_hold_takes_the_lot_out_of_open_transfers(self):
        first, second = self._reserve(), self._reserve()
        self.assertEqual(first.move_line_ids.lot_id, self.sooner)
        self.assertEqual(second.move_line_ids.lot_id, self.later)
        third = self._receive({"lot_name": "third", "production_date": "2026-01-10"})
        self._hold(self.sooner + self.later)
        self.assertEqual(first.move_line_ids.lot_id, third)
        self.assertFalse(second.move_line_ids)
        self.assertEqual(second.move_ids.state, "confirmed")
        self.assertFalse(
            any(self._quants(self.sooner + self.later).mapped("reserved_quantity"))
        )
        self.assertIn("sooner", first.message_ids[0].body)

    def test_what_is_picked_stays_on_its_line_and_does_not_leave(self):
        delivery = self._reserve()
        delivery.move_ids.picked = True
        self._hold(self.sooner)
        self.assertEqual(delivery.move_line_ids.lot_id, self.sooner)
        self.assertEqual(delivery.move_line_ids.lot_status, "quarantined")
        with self.assertRaisesRegex(UserError, "sooner.*on hold.*Wet cartons"):
            delivery.with_user(self.keeper).button_validate()
        delivery.move_line_ids.lot_id = self.later
        delivery.with_user(self.keeper).button_validate()
        self.assertEqual(delivery.state, "done")

    def test_stock_on_hold_stays_on_the_books_and_is_not_available(self):
        product = self.milk.with_user(self.keeper)
        self.assertEqual(product.free_qty, 2)
        self._hold(self.sooner)
        self.assertRecordValues(
            product,
            [{"qty_available": 2, "free_qty": 1, "virtual_available": 1}],
        )
        self.assertEqual(product.product_tmpl_id.virtual_available, 1)
        quant = self._quants(self.sooner)
        self.assertRecordValues(
            quant,
            [{"quantity": 1, "available_quantity": 0, "hold_state": "quarantined"}],
        )
        both = self._quants(self.sooner + self.later)
        [(total,)] = both._read_group(
            [("id", "in", both.ids)], aggregates=["available_quantity:sum"]
        )
        self.assertEqual(total, sum(both.mapped("available_quantity")))
        available = self.env["stock.quant"]._get_available_quantity
        self.assertEqual(available(self.milk, self.stock), 1)
        self.assertEqual(available(self.milk, self.stock, self.sooner, strict=True), 0)
        self._hold(self.sooner, "release")
        self.assertEqual(product.free_qty, 2)
        self.assertEqual(quant.available_quantity, 1)

    def test_availability_of_another_warehouse_is_its_own(self):
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        there = self._receive(
            {"lot_name": "there", "production_date": "2026-01-01"}, warehouse=other
        )
        self._hold(there)
        for warehouse, free in ((self.warehouse, 2), (other, 0)):
            product = self.milk.with_context(warehouse_id=warehouse.id)
            self.assertEqual(product.free_qty, free)
            self.assertEqual(product.virtual_available, free)

    def test_forecast_does_not_count_goods_on_hold_that_leave_twice(self):
        self._hold(self.sooner)
        vendor = self.env.ref("stock.stock_location_suppliers")
        transfer = self._transfer(self.sooner, vendor)
        self.assertEqual(self._quants(self.sooner).reserved_quantity, 1)
        self.assertEqual(self.milk.virtual_available, 1)
        transfer.move_ids._action_cancel()
        self._transfer(self.sooner, self.quarantine)
        self.assertEqual(self._quants(self.sooner).reserved_quantity, 1)
        self.env.invalidate_all()
        self.assertEqual(self.milk.virtual_available, 1)
        self.assertEqual(self.milk.free_qty, 1)

    def test_past_stock_is_told_as_it_was(self):
        self._hold(self.sooner)
        with freeze_time("2026-01-16 04:00:00"):
            past = self.milk.with_context(to_date="2026-01-15 12:00:00")
            self.assertEqual(past.virtual_available, 2)

    def test_sale_line_offers_only_what_may_be_sold(self):
        self._hold(self.sooner)
        salesperson = self._user("sales", "jxc_inventory.group_salesperson")
        customer = self.env["res.partner"].create({"name": "Customer"})
        order = (
            self.env["sale.order"]
            .with_user(salesperson)
            .create(
                {
                    "partner_id": customer.id,
                    "order_line": [
                        Command.create(
                            {"product_id": self.milk.id, "product_uom_qty": 2}
                        )
                    ],
                }
            )
        )
        self.assertRecordValues(
            order.order_line,
            [
                {
                    "qty_available_today": 2,
                    "free_qty_today": 1,
                    "virtual_available_at_date": 1,
                }
            ],
        )
        order.action_confirm()
        self.assertEqual(order.picking_ids.move_ids.quantity, 1)

    def test_forecast_report_shows_stock_on_hold_apart(self):
        self._hold(self.sooner)
        report = self.env["stock.forecasted_product_product"].with_context(
            warehouse_id=self.warehouse.id
        )
        docs = report.get_report_values(docids=self.milk.ids)["docs"]
        on_hold = [line["quantity"] for line in docs["lines"] if line["on_hold"]]
        free = sum(
            line["quantity"]
            for line in docs["lines"]
            if not line["on_hold"] and not line.get("removal_date")
        )
        self.assertEqual(on_hold, [1])
        self.assertEqual(free, 1)
        header = docs["product"][self.milk.id]
        self.assertEqual(header["on_hold_qty"], 1)
        self.assertEqual(header["to_remove_qty"], 0)
        self.env.flush_all()
        forecast = self.env["report.stock.quantity"].search_fetch(
            [
                ("product_id", "=", self.milk.id),
                ("state", "=", "forecast"),
                ("warehouse_id", "=", self.warehouse.id),
            ],
            order="date desc",
            limit=1,
        )
        self.assertEqual(forecast.product_qty, 1)

    def test_replenishment_orders_for_what_is_on_hold(self):
        rule = self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.milk.id,
                "warehouse_id": self.warehouse.id,
                "location_id": self.stock.id,
                "product_min_qty": 2,
                "product_max_qty": 2,
                "trigger": "manual",
            }
        )
        self.company.horizon_days = 0
        self.assertEqual(rule.qty_forecast, 2)
        self._hold(self.sooner)
        self.env.invalidate_all()
        self.assertRecordValues(rule, [{"qty_on_hand": 2, "qty_forecast": 1}])

    def _suggested(self, based_on, products=None):
        """Return what Odoo suggests a buyer to order for a month."""
        products = (products or self.milk).with_context(
            warehouse_id=self.warehouse.id,
            suggest_based_on=based_on,
            suggest_days=30,
            suggest_percent=100,
        )
        products.invalidate_recordset()
        return products.mapped("suggested_qty")

    def test_odoo_s_suggestions_do_not_count_on_what_is_on_hold(self):
        buyer = self._user("buyer", "jxc_inventory.group_buyer")
        milk = self.milk.with_user(buyer)
        with freeze_time("2026-01-01 04:00:00"):
            sold = self._delivery(self.milk, 2)
            sold.move_ids.picked = True
            sold.button_validate()
        self._receive({"lot_name": "sooner"}, {"lot_name": "later"})
        self.assertEqual(self._suggested("30_days", milk), [0])
        self._hold(self.sooner)
        self.assertEqual(self._suggested("30_days", milk), [1])
        self.assertEqual(milk.qty_available, 2)
        self._hold(self.sooner, "release")
        self.later.sudo().expiration_date = "2026-01-10"
        self.assertEqual(self._suggested("30_days", milk), [1])
        self._delivery(self.milk, 2)
        self._hold(self.sooner)
        self.assertEqual(self._suggested("actual_demand", milk), [2])

    def test_valuation_and_reports_stay(self):
        self.milk.categ_id.property_cost_method = "average"
        self.milk.standard_price = 5
        before = (self.milk.total_value, self.milk.qty_available)
        self._hold(self.sooner)
        self.env.invalidate_all()
        self.assertEqual((self.milk.total_value, self.milk.qty_available), before)
        self.assertEqual(self.sooner.product_qty, 1)

    def test_availability_costs_the_same_for_many_products(self):
        products = self.env["product.product"].create(
            [
                {"name": f"Tea {number}", "is_storable": True, "tracking": "lot"}
                for number in range(100)
            ]
        )
        lots = self.env["stock.lot"].create(
            [{"name": "L", "product_id": product.id} for product in products]
        )
        self.env["stock.quant"].create(
            [
                {
                    "product_id": lot.product_id.id,
                    "lot_id": lot.id,
                    "location_id": self.stock.id,
                    "quantity": 3,
                }
                for lot in lots
            ]
        )
        lots._set_hold("blocked", "Test")

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertFalse(any(some.mapped("free_qty")))
            return self.env.cr.sql_log_count - before

        queries(products[:10])
        self.assertEqual(queries(products[:10]), queries(products))

    def test_hold_costs_the_same_for_many_lots(self):
        def queries(number):
            lots = self.env["stock.lot"].create(
                [
                    {"name": f"{number} {index}", "product_id": self.milk.id}
                    for index in range(number)
                ]
            )
            self.env["stock.quant"].create(
                [
                    {
                        "product_id": self.milk.id,
                        "lot_id": lot.id,
                        "location_id": self.stock.id,
                        "quantity": 3,
                    }
                    for lot in lots
                ]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            lots._set_hold("recalled", "Test")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(5)
        self.assertEqual(queries(10), queries(100))
