from datetime import date
from unittest.mock import patch

import numpy as np

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .demand_common import DemandCommon


@tagged("post_install", "-at_install")
class TestDemandOneOff(DemandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create({"name": "Hotel"})

    def _fill(self):
        self.History._fill_from_moves()

    def _day(self, day="2026-03-02", product=None):
        return self.History.search(
            [
                ("product_id", "=", (product or self.product).id),
                ("date", "=", day),
                ("warehouse_id", "=", self.warehouse.id),
            ]
        )

    def _order(self, quantities, user=None, **values):
        """Return a confirmed order with a line of milk powder for each quantity."""
        order = (
            self.env["sale.order"]
            .with_company(self.company)
            .create(
                {
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "warehouse_id": self.warehouse.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": self.product.id,
                                "product_uom_qty": quantity,
                            }
                        )
                        for quantity in quantities
                    ],
                    **values,
                }
            )
        )
        order.action_confirm()
        return order

    def _deliver_order(self, order, day):
        moves = order.picking_ids.move_ids
        for move in moves:
            move.quantity = move.product_uom_qty
        moves.picked = True
        moves._action_done()
        moves.date = f"{day} 02:00:00"
        return moves

    def test_order_marked_as_one_off_is_left_out_of_demand(self):
        order = self._order([100], one_off_demand=True)
        self._deliver_order(order, "2026-03-02")
        self._deliver(7, "2026-03-02 03:00:00")
        self._fill()
        self.assertRecordValues(
            self._day(), [{"delivered_qty": 107, "one_off_qty": 100, "quantity": 7}]
        )

    def test_one_line_of_an_order_may_be_one_off(self):
        order = self._order([100, 8])
        order.order_line[0].one_off_demand = True
        moves = self._deliver_order(order, "2026-03-02")
        self.assertEqual(sorted(moves.mapped("one_off_demand")), [False, True])
        self._fill()
        self.assertEqual(self._day().quantity, 8)

    def test_marking_and_unmarking_after_delivery_restates_the_day(self):
        order = self._order([100])
        self._deliver_order(order, "2026-03-02")
        self._fill()
        self.assertEqual(self._day().quantity, 100)
        order.one_off_demand = True
        self._fill()
        self.assertEqual(self._day().quantity, 0)
        order.one_off_demand = False
        self._fill()
        self.assertRecordValues(self._day(), [{"one_off_qty": 0, "quantity": 100}])

    def test_what_comes_back_of_a_one_off_order_is_not_negative_demand(self):
        order = self._order([100], one_off_demand=True)
        self._deliver_order(order, "2026-03-02")
        back = self._return(30, "2026-03-05 02:00:00")
        back.write(
            {"sale_line_id": order.order_line.id, "one_off_demand": True},
        )
        self._fill()
        self.assertRecordValues(
            self._day("2026-03-05"),
            [{"returned_qty": 30, "one_off_qty": -30, "quantity": 0}],
        )

    def test_salesperson_marks_an_order_and_its_moves_follow(self):
        user = self._user("one_off_seller", "group_salesperson")
        order = self._order([100], user_id=user.id)
        self._as(order, user).one_off_demand = True
        self.assertTrue(order.picking_ids.move_ids.one_off_demand)

    def test_rule_takes_orders_far_beyond_the_usual_week_as_one_off(self):
        self.company.demand_one_off_factor = 5
        self._sell_weekly([10] * 8, date(2026, 2, 28))
        self._deliver(49, "2026-03-02 02:00:00")
        self._deliver(51, "2026-03-02 03:00:00")
        self._fill()
        self.assertRecordValues(self._day(), [{"one_off_qty": 51, "quantity": 49}])

    def test_rule_adds_up_the_deliveries_of_an_order_line(self):
        self.company.demand_one_off_factor = 5
        self._sell_weekly([10] * 8, date(2026, 2, 28))
        order = self._order([60])
        move = order.picking_ids.move_ids
        move.quantity = 30
        move.picked = True
        rest = move._action_done() and order.picking_ids.move_ids - move
        rest = rest or order.order_line.move_ids - move
        move.date = "2026-03-02 02:00:00"
        rest.quantity = 30
        rest.picked = True
        rest._action_done()
        rest.date = "2026-03-09 02:00:00"
        self._fill()
        self.assertEqual(self._day("2026-03-02").one_off_qty, 30)
        self.assertEqual(self._day("2026-03-09").one_off_qty, 30)

    def test_rule_needs_to_know_what_is_usual(self):
        self.company.demand_one_off_factor = 5
        self._sell_weekly([10] * 3, date(2026, 2, 28))
        self._deliver(500, "2026-03-02 02:00:00")
        self._fill()
        self.assertEqual(self._day().quantity, 500)

    def test_rule_does_not_take_each_order_of_a_slow_seller_as_one_off(self):
        self.company.demand_one_off_factor = 5
        self._sell_weekly(([2] + [0] * 7) * 6, date(2026, 2, 28))
        self._deliver(3, "2026-03-02 02:00:00")
        self._fill()
        self.assertEqual(self._day().quantity, 3)

    def test_changed_rule_is_applied_to_the_past_and_off_it_takes_nothing(self):
        self._sell_weekly([10] * 8, date(2026, 2, 28))
        self._deliver(51, "2026-03-02 03:00:00")
        self._fill()
        self.assertEqual(self._day().quantity, 51)
        self.company.demand_one_off_factor = 5
        self._fill()
        self.assertEqual(self._day().quantity, 0)
        self.company.demand_one_off_factor = 0
        self._fill()
        self.assertEqual(self._day().quantity, 51)

    def test_filling_twice_writes_nothing(self):
        self.company.demand_one_off_factor = 5
        self._sell_weekly([10] * 8, date(2026, 2, 28))
        self._deliver(51, "2026-03-02 03:00:00")
        self._fill()
        with patch.object(
            type(self.History), "_state_quantities", autospec=True, return_value=0
        ) as state:
            self._fill()
        self.assertEqual(len(state.call_args_list), 2)
        for call in state.call_args_list:
            self.assertEqual(self.env.execute_query(call.args[2]), [])
        self.assertEqual(self.History._count_differences_from_moves(), 0)

    def test_a_rule_that_would_catch_the_usual_is_refused(self):
        with self.assertRaises(ValidationError):
            self.company.demand_one_off_factor = 0.5

    def test_transfers_between_own_warehouses_are_shown_but_are_not_demand(self):
        stock, second = self.warehouse.lot_stock_id, self.warehouse_2.lot_stock_id
        transit = self.company.internal_transit_location_id
        day = "2026-03-02 02:00:00"
        self._move(stock, second, 2, day)
        self._move(stock, transit, 3, day)
        self._move(transit, second, 3, day)
        self._deliver(4, day)
        self._fill()
        self.assertRecordValues(self._day(), [{"transferred_qty": 5, "quantity": 4}])
        self.assertFalse(
            self.History.search([("warehouse_id", "=", self.warehouse_2.id)])
        )

    def _exclude(self, days, user, **values):
        days = self._as(days, user)
        action = days.action_exclude()
        wizard = (
            days.env["jxc.demand.exclusion"]
            .with_context(**action["context"])
            .create({"reason": "Opening of a branch", **values})
        )
        wizard.action_confirm()

    def test_buyer_excludes_part_of_a_day_and_takes_it_back(self):
        buyer = self._user("one_off_buyer", "group_buyer")
        self._deliver(50, "2026-03-02 02:00:00")
        self._fill()
        day = self._day()
        self._exclude(day, buyer, quantity=40)
        self.assertRecordValues(
            day,
            [
                {
                    "quantity": 10,
                    "excluded_qty": 40,
                    "excluded_reason": "Opening of a branch",
                    "excluded_by_id": buyer.id,
                }
            ],
        )
        self._deliver(5, "2026-03-02 05:00:00")
        self._fill()
        self.assertEqual(day.quantity, 15)
        self._as(day, buyer).action_take_back_exclusion()
        self.assertRecordValues(
            day, [{"quantity": 55, "excluded_qty": 0, "excluded_reason": False}]
        )

    def test_no_more_can_be_excluded_than_was_sold(self):
        buyer = self._user("one_off_buyer", "group_buyer")
        self._deliver(50, "2026-03-02 02:00:00")
        self._fill()
        with self.assertRaisesRegex(UserError, "Milk powder.*50"):
            self._exclude(self._day(), buyer, quantity=51)

    def test_several_days_are_excluded_whole(self):
        buyer = self._user("one_off_buyer", "group_buyer")
        self._import(self.product, self.warehouse, {"2026-03-02": 5, "2026-03-03": 6})
        days = self._day("2026-03-02") | self._day("2026-03-03")
        self._exclude(days, buyer)
        self.assertEqual(days.mapped("quantity"), [0, 0])

    def test_keepers_and_other_companies_exclude_nothing(self):
        self._deliver(50, "2026-03-02 02:00:00")
        self._fill()
        keeper = self._user("one_off_keeper", "group_keeper")
        london = self._user("one_off_london", "group_buyer", self.other_company)
        for user in (keeper, london):
            with self.assertRaises(AccessError):
                self._as(self._day(), user).action_exclude()
            with self.assertRaises(AccessError):
                self._as(self._day(), user).action_take_back_exclusion()

    def test_series_leaves_out_one_offs_and_tells_how_much(self):
        self._deliver(50, "2026-03-02 02:00:00")
        order = self._order([100], one_off_demand=True)
        self._deliver_order(order, "2026-03-02")
        self._fill()
        series = self.History._read_series(
            self.product.ids, self.warehouse.id, 2, date(2026, 3, 8), 1
        )
        np.testing.assert_array_equal(series.history, [[np.nan, 50]])
        np.testing.assert_array_equal(series.sold, [[np.nan, 150]])
        self.assertEqual(series.corrections[0].one_off, 100)
