from datetime import timedelta

from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.jxc_inventory.tests import browser


@tagged("post_install", "-at_install")
class TestReorderTour(browser.BrowserCase):
    def _company_and_buyer(self):
        """Return a new company and who buys for it, without manager's rights."""
        company = self.env["res.company"].create({"name": "Shanghai Trading"})
        buyer = new_test_user(
            self.env,
            "tour buyer",
            "jxc_inventory.group_buyer",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            password="tour buyer",
        )
        buyer.tour_enabled = False
        return company, buyer

    def _products(self, names):
        vendor = self.env["res.partner"].create({"name": "Dairy Ltd"})
        return self.env["product.product"].create(
            [
                {
                    "name": f"Tour {name}",
                    "is_storable": True,
                    "seller_ids": [
                        Command.create({"partner_id": vendor.id, "company_id": False})
                    ],
                }
                for name in names
            ]
        )

    def test_buyer_changes_accepts_and_snoozes_suggestions(self):
        company, buyer = self._company_and_buyer()
        products = self._products(["milk", "tea", "rice", "salt"])
        rules = (
            self.env["stock.warehouse.orderpoint"]
            .with_user(buyer)
            .create(
                [
                    {
                        "product_id": product.id,
                        "trigger": "manual",
                        "product_min_qty": 20,
                        "product_max_qty": 20,
                    }
                    for product in products
                ]
            )
        )
        self.start_tour("/odoo", "jxc_replenishment", login="tour buyer", timeout=120)
        self.env.invalidate_all()
        lines = self.env["purchase.order.line"].search(
            [("product_id", "in", products.ids)]
        )
        self.assertEqual(
            {line.product_id.name: line.product_qty for line in lines},
            {"Tour milk": 36, "Tour rice": 20, "Tour salt": 20},
        )
        self.assertEqual(len(lines.order_id), 1)
        self.assertEqual(lines.order_id.state, "draft")
        self.assertTrue(rules[1].snoozed_until > company._today())
        decisions = self.env["jxc.reorder.decision"].search(
            [("company_id", "=", company.id)], order="id"
        )
        self.assertEqual(
            [(d.decision, d.product_id.name, d.user_id) for d in decisions],
            [
                ("changed", "Tour milk", buyer),
                ("accepted", "Tour milk", buyer),
                ("snoozed", "Tour tea", buyer),
                ("accepted", "Tour rice", buyer),
                ("accepted", "Tour salt", buyer),
            ],
        )
        self.assertEqual(decisions[0].note, "A wedding")
        self.assertEqual(decisions[2].note, "Too early")

    def test_buyer_asks_for_suggestions_on_an_empty_screen(self):
        company, _buyer = self._company_and_buyer()
        product = self._products(["milk"])
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)]
        )
        days = (company._today() - timedelta(days=7 * week + 1) for week in range(26))
        rows = SQL(", ").join(
            SQL(
                "(%s, %s, %s, %s::date, 20)",
                product.id,
                warehouse.id,
                company.id,
                day,
            )
            for day in days
        )
        self.env["jxc.demand.history"]._state_quantities(
            ("imported_qty",), SQL("SELECT * FROM (VALUES %s) AS given", rows)
        )
        self.start_tour(
            "/odoo", "jxc_update_from_demand", login="tour buyer", timeout=120
        )
        rule = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "=", product.id)]
        )
        self.assertEqual(rule.reorder_method, "demand")
        self.assertGreater(rule.qty_to_order, 20)
