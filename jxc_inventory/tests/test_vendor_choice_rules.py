from odoo.tests import tagged

from .supply_common import SupplyCommon


@tagged("post_install", "-at_install")
class TestVendorChoice(SupplyCommon):
    """A better vendor is proposed, and only taken where the company says so."""

    def _offered(self, first, second, **values):
        """Return the rule of a product offered at these prices by two vendors."""
        product = self._sold(
            "Milk powder",
            sellers=[
                {"partner_id": self.vendor.id, "delay": 7, "price": first},
                {
                    "partner_id": self.other_vendor.id,
                    "delay": 7,
                    "price": second,
                    "sequence": 9,
                    **values,
                },
            ],
        )
        self._sell(product, [10] * 26)
        self._run()
        return self._rules(product)

    def test_cheaper_vendor_is_proposed_and_the_first_stays(self):
        rule = self._offered(10, 8)
        self.assertEqual(rule.better_vendor_id, self.other_vendor)
        self.assertAlmostEqual(rule.better_vendor_saving, 20, places=1)
        self.assertIn("Farm Ltd would cost 20.0 % less", rule.reorder_reason)
        self.assertFalse(rule.supplier_id)
        self.assertEqual(rule.order_vendor_id, self.vendor)

    def test_price_out_of_reach_or_of_another_unit_does_not_count(self):
        self.assertFalse(self._offered(10, 8, min_qty=5000).better_vendor_id)

    def test_price_is_that_of_the_same_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        rule = self._offered(10, 96, product_uom_id=dozen.id)
        self.assertEqual(rule.better_vendor_id, self.other_vendor)
        self.assertFalse(
            self._offered(10, 144, product_uom_id=dozen.id).better_vendor_id
        )

    def test_late_vendor_must_be_cheaper(self):
        known = self._sold("Known")
        for ago in range(20, 100, 2):
            self._received(known, 20, ago=ago, promised=7, vendor=self.other_vendor)
            self._received(known, 7, ago=ago, promised=7)
        self._measure()
        self.assertFalse(self._offered(10, 9.5).better_vendor_id)
        self.company.lateness_cost_rate = 0
        self._run()
        self.assertTrue(
            self.Orderpoint.search([("better_vendor_id", "=", self.other_vendor.id)])
        )

    def test_company_may_have_the_best_taken(self):
        self.company.vendor_choice = "best"
        rule = self._offered(10, 8)
        self.assertEqual(rule.supplier_id.partner_id, self.other_vendor)
        self.assertTrue(rule.supplier_automatic)
        self._run()
        self.assertEqual(rule.order_vendor_id, self.other_vendor)
        self.assertFalse(rule.better_vendor_id)
        self.assertEqual(rule.supplier_id.partner_id, self.other_vendor)
        self.company.vendor_choice = "first"
        self._run()
        self.assertFalse(rule.supplier_id)
        self.assertFalse(rule.supplier_automatic)

    def test_vendor_chosen_by_hand_is_left_alone(self):
        rule = self._offered(10, 8)
        buyer = self._user("choosing_buyer", "group_manager")
        self._as(rule, buyer).supplier_id = rule.product_id.seller_ids[0]
        self.company.vendor_choice = "best"
        self._run()
        self.assertEqual(rule.supplier_id.partner_id, self.vendor)
        self.company.vendor_choice = "first"
        self._run()
        self.assertEqual(rule.supplier_id.partner_id, self.vendor)

    def test_companies_choose_for_themselves(self):
        self.other_company.vendor_choice = "best"
        rule = self._offered(10, 8)
        self._sell(rule.product_id, [10] * 26, warehouse=self.other_warehouse)
        self._run()
        other = self._rules(rule.product_id, self.other_warehouse)
        self.assertTrue(other.supplier_automatic)
        self.assertFalse(rule.supplier_automatic)
