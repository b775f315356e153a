from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install")
class TestAlertKinds(AlertCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.soap = cls._goods("Soap", standard_price=4)
        cls.vendor = cls.env["res.partner"].create({"name": "Dairy Ltd"})
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")

    @classmethod
    def _goods(cls, name, **values):
        return cls.env["product.product"].create(
            {"name": name, "is_storable": True, "uom_id": cls._unit().id, **values}
        )

    @classmethod
    def _unit(cls):
        return cls.env.ref("uom.product_uom_unit")

    def _found(self, kind, levels, *names, **values):
        """Return what a rule of this kind finds, as dicts of these fields."""
        rule = self._rule(f"jxc.alert.kind.{kind}", levels, **values)
        rule._evaluate()
        for reason in self._alerts(rule).mapped("reason"):
            self.assertTrue(reason)
        return [
            {name: row[name] for name in names}
            for row in self._alerts(rule).read(names, load=None)
        ]

    def _point(self, product, minimum, maximum, **values):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "location_id": self.stock.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
                **values,
            }
        )

    def _move(self, product, quantity, source, dest, **values):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "company_id": self.company.id,
                **values,
            }
        )
        move._action_confirm()
        return move

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

    def test_below_minimum_judges_what_is_free(self):
        self._point(self.soap, 10, 20)
        self._put(self.soap, 12)
        levels = [("2", 100, "percent"), ("3", 50, "percent"), ("4", 0, "percent")]
        self.assertEqual(self._found("below.minimum", levels, "level"), [])
        move = self._move(self.soap, 8, self.stock, self.customers)
        move._action_assign()
        self.assertEqual(
            self._found(
                "below.minimum", levels, "level", "measure", "quantity", "value"
            ),
            [{"level": "3", "measure": 40, "quantity": 6, "value": 24}],
        )

    def test_below_minimum_of_a_rule_from_demand_is_its_reserve(self):
        point = self._point(self.soap, 50, 80)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET reorder_method = 'demand',"
            " safety_stock = 5 WHERE id = %s",
            [point.id],
        )
        self.env.invalidate_all()
        self._put(self.soap, 4)
        self.assertEqual(
            self._found("below.minimum", [("2", 100, "percent")], "quantity"),
            [{"quantity": 1}],
        )

    def test_held_and_overdue_lots_are_not_free(self):
        self._point(self.milk, 10, 20)
        self._stock_lot(100, 6)
        self._stock_lot(2, 6)  # past its removal date
        self._stock_lot(99, 6)._set_hold("blocked", "Dented")
        self.assertEqual(
            self._found("below.minimum", [("2", 100, "percent")], "quantity"),
            [{"quantity": 4}],
        )

    def test_below_reorder_point_counts_what_comes_and_leaves(self):
        self._point(self.soap, 10, 20)
        self._put(self.soap, 4)
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        levels = [("1", 100, "percent"), ("3", 0, "percent")]
        self._move(self.soap, 5, self.suppliers, shelf)
        self._move(self.soap, 99, self.stock, shelf)  # stays within
        self.assertEqual(
            self._found("below.reorder.point", levels, "level", "measure"),
            [{"level": "1", "measure": 90}],
        )
        self._move(self.soap, 9, shelf, self.customers)
        self.assertEqual(
            self._found("below.reorder.point", levels, "level", "measure", "quantity"),
            [{"level": "3", "measure": 0, "quantity": 10}],
        )
        self._move(self.soap, 30, self.suppliers, self.stock)
        self.assertEqual(self._found("below.reorder.point", levels, "level"), [])

    def test_above_maximum(self):
        self._point(self.soap, 10, 20)
        self._put(self.soap, 25)
        self._move(self.soap, 5, self.suppliers, self.stock)
        levels = [("1", 100, "percent"), ("2", 150, "percent"), ("3", 50, "units")]
        self.assertEqual(
            self._found("above.maximum", levels, "level", "measure", "quantity"),
            [{"level": "2", "measure": 150, "quantity": 10}],
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
