from datetime import date, timedelta

from odoo import fields
from odoo.tests import TransactionCase, new_test_user, tagged

from ..demo.releases import REASON, DemoReleases
from ..demo.sales_pattern import WeeklyDemand, expected_sales
from ..demo.trade_base import Shop
from ..demo.trading_history import TradingHistory

DAYS = 40


@tagged("post_install", "-at_install")
class TestDemoHistory(TransactionCase):
    """A small shop of its own trades for some weeks as the demo company does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Demo History Company"})
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.env = cls.env["res.users"].with_company(cls.company).env
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.main = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)]
        )
        cls.store = cls.env["stock.warehouse"].create({"name": "Store", "code": "STO"})
        names = ("Vendor", "Walk-in", "Dealer A", "Dealer B", "Dealer C")
        cls.vendor, walk_in, *dealers = cls.env["res.partner"].create(
            [{"name": name} for name in names]
        )
        cls.toast = cls._product("Toast", "lot", shelf_life=45)
        cls.phone = cls._product("Phone", "serial")
        cls.towel = cls._product("Towel", "none")
        roles = ("group_buyer", "group_keeper", "group_salesperson")
        people = [
            new_test_user(
                cls.env,
                f"demo_{role}",
                f"jxc_inventory.{role}",
                company_id=cls.company.id,
            )
            for role in roles
        ]
        dealers = cls.env["res.partner"].union(*dealers)
        shop = Shop(cls.main, cls.store, walk_in, dealers, *people)
        demand = {
            cls.toast: WeeklyDemand(30, 20),
            cls.phone: WeeklyDemand(2, 2, "promotion"),
            cls.towel: WeeklyDemand(12, 8),
        }
        cls.env["jxc.lot.rule"].create(
            {"product_tmpl_id": cls.phone.product_tmpl_id.id, "warranty": 12}
        )
        cls.now = fields.Datetime.now()
        TradingHistory(shop, demand, cls.now).run(days=DAYS)

    @classmethod
    def _product(cls, name, tracking, shelf_life=0):
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "tracking": tracking,
                "use_expiration_date": bool(shelf_life),
                "shelf_life": shelf_life,
                "standard_price": 5.0,
                "list_price": 8.0,
                "company_id": cls.company.id,
                "seller_ids": [
                    fields.Command.create(
                        {
                            "partner_id": cls.vendor.id,
                            "price": 5.0,
                            "min_qty": 6,
                            "delay": 4,
                        }
                    )
                ],
            }
        )

    def test_an_ordinary_week_sells_the_weekly_demand(self):
        demand = WeeklyDemand(wholesale=30, store=20)
        week = [date(2026, 4, 6) + timedelta(days=n) for n in range(7)]
        for channel, weekly in (("wholesale", 30), ("store", 20)):
            sold = sum(expected_sales(demand, channel, day) for day in week)
            self.assertAlmostEqual(sold, weekly)

    def test_warranty_starts_on_the_day_the_goods_left(self):
        sold = self.env["stock.lot"].search(
            [("product_id", "=", self.phone.id), ("delivery_line_id", "!=", False)]
        )
        self.assertTrue(sold)
        for lot in sold:
            day = fields.Datetime.context_timestamp(
                lot.with_context(tz="Asia/Shanghai"), lot.delivery_line_id.date
            ).date()
            self.assertEqual(lot.warranty_start_date, day)
        self.assertGreater(len(set(sold.mapped("warranty_start_date"))), 3)

    def _done_moves(self, usage_from, usage_to):
        return self.env["stock.move"].search(
            [
                ("company_id", "=", self.company.id),
                ("state", "=", "done"),
                ("location_id.usage", "=", usage_from),
                ("location_dest_id.usage", "=", usage_to),
            ]
        )

    def test_goods_flow_in_between_and_out_all_along(self):
        flows = {
            "opening": self._done_moves("inventory", "internal"),
            "receipts": self._done_moves("supplier", "internal"),
            "transfers": self._done_moves("internal", "internal"),
            "deliveries": self._done_moves("internal", "customer"),
        }
        for name, moves in flows.items():
            self.assertTrue(moves, f"no {name}")
        self.assertTrue(all(move.value for move in flows["receipts"]))
        days = {move.date.date() for move in flows["deliveries"]}
        self.assertGreater(len(days), DAYS / 4)
        self.assertGreater(max(days) - min(days), timedelta(days=DAYS - 12))
        self.assertLess(max(flows["deliveries"].mapped("date")), self.now)

    def test_documents_lines_and_lots_tell_the_dates_of_their_moves(self):
        for move in self._done_moves("supplier", "internal"):
            self.assertEqual(move.picking_id.date_done, move.date)
            self.assertEqual(set(move.move_line_ids.mapped("date")), {move.date})
            order = move.purchase_line_id.order_id
            self.assertLess(order.date_order, move.date)
            self.assertEqual(order.date_approve, order.date_order)
            self.assertEqual(order.effective_date, move.date)
            for lot in move.move_line_ids.lot_id:
                self.assertLessEqual(lot.create_date, move.date)
        for move in self._done_moves("internal", "customer"):
            order = move.sale_line_id.order_id
            self.assertEqual(order.date_order.date(), move.date.date())

    def test_a_lot_on_hold_is_promised_to_nobody(self):
        held = self.env["stock.lot"].search(
            [("hold_state", "!=", False), ("product_id", "=", self.toast.id)]
        )
        self.assertTrue(held.hold_reason)
        self.assertFalse(any(held.quant_ids.mapped("reserved_quantity")))

    def test_a_release_tells_who_let_what_pass_and_why(self):
        customer = self.env["res.partner"].create({"name": "Particular"})
        self.env["jxc.lot.rule"].create(
            {
                "customer_id": customer.id,
                "delivery_life_action": "release",
                "delivery_life": 99,
            }
        )
        company = {"company_id": self.company.id}
        keeper, manager = (
            new_test_user(self.env, role, f"jxc_inventory.group_{role}", **company)
            for role in ("keeper", "manager")
        )
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.main.lot_stock_id.id}
        )
        self.env["stock.quant"].search(
            [
                ("location_id", "=", self.main.lot_stock_id.id),
                ("product_id", "=", self.toast.id),
                ("hold_state", "=", False),
            ]
        ).move_quants(location_dest_id=shelf)
        DemoReleases(self.main, customer, keeper, manager).run()
        release = self.env["jxc.lot.release"].search([("partner_id", "=", customer.id)])
        self.assertRecordValues(
            release,
            [
                {
                    "kind": "delivery_life",
                    "product_id": self.toast.id,
                    "reason": REASON,
                    "user_id": keeper.id,
                    "released_by_id": manager.id,
                }
            ],
        )
        self.assertEqual(release.picking_id.state, "done")
        self.assertEqual(release.picking_id.move_line_ids.location_id, shelf)

    def test_stock_is_positive_in_both_warehouses_and_no_serial_is_twice(self):
        quants = self.env["stock.quant"].search(
            [
                ("company_id", "=", self.company.id),
                ("location_id.usage", "=", "internal"),
            ]
        )
        self.assertGreaterEqual(min(quants.mapped("quantity")), 0)
        for warehouse in (self.main, self.store):
            inside = quants.filtered(lambda q, w=warehouse: q.warehouse_id == w)
            self.assertGreater(sum(inside.mapped("quantity")), 0)
        phones = quants.filtered(lambda q: q.product_id == self.phone and q.quantity)
        self.assertEqual(len(phones), len(phones.lot_id))

    def test_stock_value_is_what_came_in_less_what_went_out(self):
        for product in (self.toast, self.phone, self.towel):
            moves = self.env["stock.move"].search(
                [("product_id", "=", product.id), ("state", "=", "done")]
            )
            came = sum(moves.filtered("is_in").mapped("value"))
            went = sum(moves.filtered("is_out").mapped("value"))
            self.assertGreater(went, 0)
            self.assertAlmostEqual(product.total_value, came - went, delta=0.5)

    def test_food_is_dated_and_some_of_it_has_expired(self):
        lots = self.env["stock.lot"].search([("product_id", "=", self.toast.id)])
        self.assertTrue(all(lots.mapped("production_date")))
        stale = lots.filtered(
            lambda lot: lot.expiration_date < self.now and lot.product_qty > 0
        )
        self.assertTrue(stale, "the keeper has no expired lot to deal with")

    def test_work_is_left_for_today(self):
        requests = self.env["purchase.order"].search(
            [("company_id", "=", self.company.id), ("state", "in", ("draft", "sent"))]
        )
        self.assertTrue(requests)
        orders = self.env["sale.order"].search([("company_id", "=", self.company.id)])
        self.assertTrue(orders.filtered(lambda order: order.state == "draft"))
        waiting = orders.picking_ids.filtered(lambda p: p.state != "done")
        self.assertTrue(waiting)
        self.assertNotIn("cancel", waiting.mapped("state"))

    def test_sales_are_in_demand_history(self):
        rows = self.env["jxc.demand.history"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(rows.warehouse_id, self.main | self.store)
        delivered = sum(self._done_moves("internal", "customer").mapped("product_qty"))
        self.assertAlmostEqual(sum(rows.mapped("delivered_qty")), delivered)
