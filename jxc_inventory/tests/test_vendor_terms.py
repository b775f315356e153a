from datetime import datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .supply_common import SupplyCommon


@tagged("post_install", "-at_install")
class TestVendorTerms(SupplyCommon):
    """Suggestions keep the vendor's terms and say so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dozen = cls.env.ref("uom.product_uom_dozen")

    def _suggest(self, delay=7, weekly=10, **terms):
        """Return the rule of a product that is short, bought on these terms."""
        product = self._sold(
            "Milk powder",
            sellers=[
                {"partner_id": self.vendor.id, "delay": delay, "price": 10, **terms}
            ],
        )
        self._sell(product, [weekly] * 26)
        self._run()
        return self._rules(product)

    def test_quantity_is_raised_to_the_minimum(self):
        rule = self._suggest(order_minimum=500)
        self.assertEqual(rule.qty_to_order, 500)
        self.assertEqual(rule.order_missing, rule.product_max_qty)
        self.assertIn("minimum of 500", rule.reorder_reason)

    def test_less_than_has_a_price_is_not_ordered(self):
        rule = self._suggest(min_qty=120)
        self.assertEqual(rule.qty_to_order, 120)
        rule.product_id.seller_ids.copy({"min_qty": 48, "price": 12})
        self._run()
        self.assertEqual(rule.order_minimum, 48)
        rule._procure_orderpoint_confirm(company_id=self.company)
        line = self.env["purchase.order.line"].search(
            [("product_id", "=", rule.product_id.id)]
        )
        self.assertEqual(line.price_unit, 12 if line.product_qty < 120 else 10)

    def test_terms_are_in_the_unit_of_the_vendor(self):
        rule = self._suggest(
            product_uom_id=self.dozen.id, order_minimum=5, order_multiple=4
        )
        self.assertEqual((rule.order_minimum, rule.order_multiple), (60, 48))
        self.assertEqual(rule.qty_to_order, 96)
        self.assertIn("packs of 48", rule.reorder_reason)

    def test_multiple_of_rule_and_vendor_both_hold(self):
        rule = self._suggest(order_multiple=8)
        rule.replenishment_uom_id = self.dozen
        self._run()
        self.assertEqual(rule.qty_to_order % 24, 0)

    def test_price_break_is_taken_when_it_pays(self):
        rule = self._suggest()
        missing = rule.qty_to_order
        info = rule.product_id.seller_ids
        info.copy({"min_qty": 60, "price": 9.5})
        self._run()
        self.assertEqual((missing, rule.qty_to_order), (30, 60))
        self.assertAlmostEqual(rule.order_saving, 30 - 1.73, places=1)
        self.assertIn("price break", rule.reorder_reason)
        self.company.holding_cost_rate = 1000
        self._run()
        self.assertEqual((rule.qty_to_order_computed, rule.order_saving), (30, 0))

    def test_terms_of_the_vendor_are_not_those_of_another(self):
        rule = self._suggest()
        rule.product_id.seller_ids = [
            Command.create(
                {
                    "partner_id": self.other_vendor.id,
                    "price": 1,
                    "order_minimum": 500,
                    "sequence": 9,
                }
            )
        ]
        self._run()
        self.assertEqual((rule.qty_to_order, rule.order_vendor_id), (30, self.vendor))
        rule.supplier_id = rule.product_id.seller_ids[1]
        self._run()
        self.assertEqual(
            (rule.qty_to_order, rule.order_vendor_id), (500, self.other_vendor)
        )

    def test_few_order_days_lengthen_the_review_period(self):
        self.company.reorder_review_days = 1
        daily = self._suggest()
        self.assertEqual(daily.review_days, 1)
        self.vendor.write({"order_on_monday": True, "order_on_thursday": True})
        self._run()
        self.assertEqual(daily.review_days, 4)
        self.assertIn(daily.deadline_date.weekday(), (0, 3))

    def test_terms_of_many_take_the_queries_of_few(self):
        def queries(count):
            rules = self.Orderpoint.search(
                [("reorder_method", "=", "demand")], limit=count
            )
            self.env.flush_all()
            self.env.invalidate_all()
            facts = rules._lock_facts(self.today)
            leads = rules._get_lead_times(facts)
            start = self.env.cr.sql_log_count
            terms = rules._read_terms(facts, self.today)
            vendors = rules._read_vendors(facts, self.today)
            self.assertEqual((len(terms), len(vendors)), (count, count))
            self.assertEqual(len(leads), count)
            return self.env.cr.sql_log_count - start

        for number in range(30):
            product = self._sold(f"product {number}")
            self._sell(product, [10] * 26)
        self._run()
        self.assertEqual(queries(30), queries(3))

    def test_terms_may_not_be_negative(self):
        with self.assertRaisesRegex(ValidationError, "Dairy Ltd"):
            self._sold(
                "Bad",
                sellers=[{"partner_id": self.vendor.id, "order_multiple": -1}],
            )
        with self.assertRaises(ValidationError):
            self.vendor.order_minimum_amount = -1


@tagged("post_install", "-at_install")
class TestPerishableOrder(SupplyCommon):
    """Never more is suggested than can be sold before it must leave."""

    def _perishable(self, shelf_days, delay=7, **terms):
        product = self._sold(
            "Yoghurt",
            sellers=[{"partner_id": self.vendor.id, "delay": delay, **terms}],
            tracking="lot",
            use_expiration_date=True,
            expiration_time=shelf_days,
            removal_time=0,
        )
        self._sell(product, [70] * 26)
        return product

    def _lot(self, product, days, quantity):
        lot = self.env["stock.lot"].create(
            {"name": f"L{days}", "product_id": product.id}
        )
        lot.removal_date = datetime.now() + timedelta(days=days)
        self._stock(product, quantity, lot)

    def test_order_is_cut_to_what_sells(self):
        """Sells 10 a day, arrives in 7 days and keeps 5: 50 sell."""
        product = self._perishable(5)
        self._run()
        rule = self._rules(product)
        self.assertEqual(rule.qty_to_order, 50)
        self.assertEqual(rule.sellable_until, self.today + timedelta(days=12))
        self.assertIn("only 50 can be sold", rule.reorder_reason)

    def test_stock_that_leaves_later_than_arrival_takes_its_part(self):
        product = self._perishable(5)
        self._lot(product, 10, 90)
        self._run()
        # 70 of the 90 go before the order arrives, 20 of its first days' demand after.
        self.assertEqual(self._rules(product).sellable_quantity, 30)

    def test_stock_that_expires_before_arrival_takes_no_demand_of_the_order(self):
        product = self._perishable(5)
        self._lot(product, 3, 500)
        self._run()
        self.assertEqual(self._rules(product).sellable_quantity, 50)

    def test_nothing_is_ordered_where_the_minimum_would_not_sell(self):
        product = self._perishable(5, order_minimum=200)
        self._run()
        rule = self._rules(product)
        self.assertEqual(rule.qty_to_order, 0)
        self.assertIn("less than the least one may order", rule.reorder_reason)

    def test_time_on_the_shelf_is_that_of_lots_received(self):
        product = self._perishable(60)
        order = self._order([(product, 5)])
        move = order.picking_ids.move_ids
        move.move_line_ids.unlink()
        lot = self.env["stock.lot"].create({"name": "R1", "product_id": product.id})
        self.env["stock.move.line"].create(
            {
                "move_id": move.id,
                "picking_id": order.picking_ids.id,
                "product_id": product.id,
                "lot_id": lot.id,
                "quantity": 5,
                "location_id": move.location_id.id,
                "location_dest_id": move.location_dest_id.id,
            }
        )
        move.picked = True
        order.picking_ids._action_done()
        lot.removal_date = move.move_line_ids.date + timedelta(days=4)
        self._run()
        rule = self._rules(product)
        days = (rule.sellable_until - self.today).days - int(rule.lead_time_days)
        self.assertEqual(days, 4)

    def test_goods_of_unknown_shelf_life_are_not_limited(self):
        product = self._perishable(0)
        self._run()
        rule = self._rules(product)
        self.assertFalse(rule.sellable_until)
        self.assertGreaterEqual(rule.qty_to_order, 140)


@tagged("post_install", "-at_install")
class TestTermsOnOrder(SupplyCommon):
    """A request that does not keep the vendor's terms warns, and may be confirmed."""

    def _request(self, quantity, **terms):
        product = self._sold(
            "Milk powder",
            sellers=[{"partner_id": self.vendor.id, "price": 10, **terms}],
        )
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_qty": quantity})
                ],
            }
        )
        return self._as(order, self._user("terms_buyer", "group_buyer"))

    def test_amount_below_the_minimum_warns(self):
        self.vendor.with_company(self.company).order_minimum_amount = 100
        order = self._request(4)
        self.assertIn("60.00 are missing", order.terms_warning)
        with Form(order) as form, form.order_line.edit(0) as line:
            line.product_qty = 10
        self.assertFalse(order.terms_warning)
        order.order_line.product_qty = 4
        order.button_confirm()
        self.assertEqual((order.state, order.terms_warning), ("purchase", ""))

    def test_minimum_amount_is_that_of_the_company(self):
        self.vendor.with_company(self.other_company).order_minimum_amount = 100
        self.assertFalse(self._request(4).terms_warning)

    def test_quantity_below_minimum_or_between_multiples_warns(self):
        order = self._request(4, order_minimum=6, order_multiple=6)
        self.assertIn("at least 6", order.terms_warning)
        order.order_line.product_qty = 7
        self.assertIn("in multiples of 6", order.terms_warning)
        order.order_line.product_qty = 12
        self.assertFalse(order.terms_warning)

    def test_day_on_which_no_orders_are_taken_warns(self):
        self.vendor.order_on_monday = True
        order = self._request(4)
        # Sunday 23:00 in UTC is Monday in Shanghai.
        order.date_order = datetime(2026, 3, 1, 23)
        self.assertFalse(order.terms_warning)
        order.date_order = datetime(2026, 3, 2, 23)
        self.assertIn("on Monday only", order.terms_warning)
