from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .alert_kinds_common import AlertKindsCommon


@tagged("post_install", "-at_install")
class TestAlertKinds(AlertKindsCommon):
    def test_expired_counts_the_days_since(self):
        self._stock_lot(0)
        lot = self._stock_lot(-3)
        self.assertEqual(
            self._found(
                "lot.expired",
                [("3", 1, "days"), ("4", 14, "days")],
                "lot_id",
                "measure",
                "level",
            ),
            [{"lot_id": lot.id, "measure": 3, "level": "3"}],
        )

    def test_negative_stock_of_one_lot_shows_beside_plenty_of_another(self):
        self._put(self.soap, -3)
        lot = self._lot("A")
        self._put(self.milk, -2, lot=lot)
        self._put(self.milk, 50, lot=self._lot("B"))
        rows = self._found(
            "negative.stock",
            [("3", 0, "units")],
            "product_id",
            "lot_id",
            "location_id",
            "quantity",
            "value",
        )
        self.assertCountEqual(
            [tuple(row.values()) for row in rows],
            [
                (self.soap.id, False, self.stock.id, 3, 12),
                (self.milk.id, lot.id, self.stock.id, 2, 20),
            ],
        )

    def test_dead_stock_counts_from_the_last_departure_or_arrival(self):
        levels = [("1", 90, "days")]
        for days_ago in (400, 100):
            move = self._move(self.soap, 1, self.suppliers, self.stock)
            move.quantity = 5 if days_ago == 400 else 1
            move.picked = True
            move._action_done()
        self.assertEqual(self._found("dead.stock", levels, "measure"), [])
        self.env["stock.quant"].search(
            [("product_id", "=", self.soap.id), ("location_id", "=", self.stock.id)]
        ).in_date = datetime.now() - timedelta(days=400)
        self.assertEqual(
            self._found("dead.stock", levels, "measure", "quantity"),
            [{"measure": 400, "quantity": 6}],
        )
        sale = self._move(self.soap, 1, self.stock, self.customers)
        sale.quantity = 1
        sale.picked = True
        sale._action_done()
        sale.date = datetime.now() - timedelta(days=95)
        self.assertEqual(
            self._found("dead.stock", levels, "measure", "quantity"),
            [{"measure": 95, "quantity": 5}],
        )
        inside = self._move(
            self.soap, 1, self.stock, self.warehouse.wh_input_stock_loc_id
        )
        inside.quantity = 1
        inside.picked = True
        inside._action_done()
        self.assertEqual(
            self._found("dead.stock", levels, "measure"), [{"measure": 95}]
        )

    def test_stock_value(self):
        self._put(self.soap, 30)
        self._put(self.soap, 20, self.warehouse_2.lot_stock_id)
        self.assertEqual(
            self._found(
                "stock.value", [("1", 100, "money")], "measure", "warehouse_id"
            ),
            [{"measure": 120, "warehouse_id": self.warehouse.id}],
        )

    def test_late_receipt_is_one_alert_a_transfer(self):
        receipt = self._receipt({"lot_name": "A"}, {"lot_name": "B"})
        receipt.partner_id = self.vendor
        levels = [("1", 1, "days"), ("2", 3, "days")]
        self.assertEqual(self._found("late.receipt", levels, "level"), [])
        receipt.move_ids.date = self.company._instant_after_days(-3)
        expected = {
            "subject_id": receipt.id,
            "measure": 4,
            "level": "2",
            "quantity": 2,
            "partner_id": self.vendor.id,
            "warehouse_id": self.warehouse.id,
            "due_date": self.today - timedelta(days=4),
        }
        receipt.move_ids.date -= timedelta(seconds=1)  # the end of the day before
        for scope, rows in (
            ({}, [expected]),
            ({"supplier_ids": [Command.set(self.vendor.ids)]}, [expected]),
            ({"supplier_ids": [Command.set(self.company.partner_id.ids)]}, []),
            ({"warehouse_ids": [Command.set(self.warehouse_2.ids)]}, []),
        ):
            self.assertEqual(
                self._found("late.receipt", levels, *expected, **scope), rows
            )

    def _sell(self, price, quantity=2, unit=None, days_ago=1):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "warehouse_id": self.warehouse.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.soap.id,
                            "product_uom_qty": quantity,
                            "product_uom_id": (unit or self._unit()).id,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        order.date_order = datetime.now() - timedelta(days=days_ago)

    def test_margin_of_what_was_sold_lately(self):
        levels = [("2", 10, "percent"), ("3", 0, "percent")]
        self._sell(1, days_ago=40)
        self._sell(5)
        self.assertEqual(self._found("low.margin", levels, "level"), [])
        self._sell(36, quantity=1, unit=self.env.ref("uom.product_uom_dozen"))
        # 14 pieces for 46 that cost 56.
        self.assertEqual(
            self._found(
                "low.margin", levels, "level", "measure", "quantity", "audience"
            ),
            [{"level": "3", "measure": -21.7391, "quantity": 14, "audience": "sale"}],
        )

    def _buy(self, price, days_ago, confirm=True, **values):
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.soap.id,
                            "product_qty": 10,
                            "price_unit": price,
                            **values,
                        }
                    )
                ],
            }
        )
        if confirm:
            order.button_confirm()
        order.date_order = datetime.now() - timedelta(days=days_ago)
        return order.order_line

    def test_a_price_is_compared_with_what_was_paid_before(self):
        levels = [("1", 10, "percent"), ("2", 50, "percent")]
        self._buy(10, 90)
        self._buy(14, 60)
        self._buy(99, 50, confirm=False)  # only asked for
        line = self._buy(15, 5, confirm=False, discount=0)
        self.assertEqual(self._found("price.jump", levels, "level"), [])
        self.assertEqual(
            self._found(
                "price.jump",
                levels,
                "subject_id",
                "measure",
                "value",
                price_reference="average",
            ),
            [{"subject_id": line.id, "measure": 25, "value": 30}],
        )
        line.price_unit = 21
        self.assertEqual(
            self._found("price.jump", levels, "measure", "level", "value"),
            [{"measure": 50, "level": "2", "value": 70}],
        )

    def test_a_lot_on_hold_for_long(self):
        lot = self._stock_lot(100)
        lot._set_hold("quarantined", "Smells")
        levels = [("2", 7, "days")]
        self.assertEqual(self._found("lot.hold", levels, "measure"), [])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE jxc_lot_hold SET date = date - interval '8 days' WHERE lot_id = %s",
            [lot.id],
        )
        self.assertEqual(
            self._found("lot.hold", levels, "measure", "lot_id", "quantity"),
            [{"measure": 8, "lot_id": lot.id, "quantity": 5}],
        )

    def test_every_kind_of_every_company_runs_and_is_described(self):
        self._put(self.soap, -3)
        for name in self.env["jxc.alert.kind"]._registered():
            kind = self.env[name]
            with self.subTest(kind=name):
                self.assertTrue(kind._label())
                self.assertTrue(kind._default_levels, "each company is given a rule")
                rule = self._rule(
                    name, kind._default_levels, company_id=self.company_us.id
                )
                rule._evaluate()
                self.assertTrue(rule.evaluated_at)
