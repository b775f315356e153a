from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .field_common import FieldCommon


@tagged("post_install", "-at_install")
class TestWarranty(FieldCommon):
    """Phones with 12 months of warranty, sold and returned in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.electronics = cls.env["product.category"].create({"name": "Electronics"})
        cls.phone = cls._product(
            "Phone",
            tracking="serial",
            use_expiration_date=False,
            categ_id=cls.electronics.id,
        )
        cls.rule = cls.env["jxc.lot.rule"].create(
            {
                "categ_id": cls.electronics.id,
                "company_id": cls.company.id,
                "warranty": 12,
                "warranty_unit": "month",
                "return_action": "refuse",
            }
        )

    @freeze_time("2025-03-31 17:30:00")
    def test_warranty_starts_on_the_day_of_delivery_where_the_company_is(self):
        lot = self._buy(self.phone, "SN1")
        delivery = self._sell(lot, self.shop_desk)
        self.assertRecordValues(
            lot,
            [
                {
                    "vendor_id": self.vendor.id,
                    "receipt_date": lot.receipt_line_id.date,
                    "customer_id": self.shop.id,
                    "delivery_reference": delivery.name,
                    "warranty_start_date": date(2025, 4, 1),
                    "warranty_end_date": date(2026, 4, 1),
                    "under_warranty": True,
                }
            ],
        )

    def test_month_ends_and_leap_years_count_as_shelf_life_does(self):
        for length, unit, sold, end in (
            (6, "month", "2025-08-31", date(2026, 2, 28)),
            (1, "year", "2024-02-29", date(2025, 2, 28)),
            (24, "month", "2024-02-29", date(2026, 2, 28)),
            (15, "day", "2025-03-01", date(2025, 3, 16)),
        ):
            with self.subTest(length=length, unit=unit), freeze_time(f"{sold} 04:00"):
                self.rule.write({"warranty": length, "warranty_unit": unit})
                lot = self._buy(self.phone, f"{sold} {length}")
                self._sell(lot, self.shop)
                self.assertEqual(lot.warranty_end_date, end)

    def test_the_last_day_of_warranty_is_covered_and_the_next_is_not(self):
        with freeze_time("2025-03-01 04:00:00"):
            lot = self._buy(self.phone, "SN1")
            self._sell(lot, self.shop)
        for instant, covered in (
            ("2026-03-01 15:59:59", True),
            ("2026-03-01 16:00:00", False),
        ):
            with freeze_time(instant):
                lot.invalidate_recordset()
                self.assertIs(lot.under_warranty, covered)

    def test_the_nearest_rule_tells_the_length_also_by_vendor(self):
        self.env["jxc.lot.rule"].create(
            {
                "product_tmpl_id": self.phone.product_tmpl_id.id,
                "supplier_id": self.vendor.id,
                "warranty": 3,
                "warranty_unit": "year",
            }
        )
        with freeze_time("2025-03-01 04:00:00"):
            lot = self._buy(self.phone, "SN1")
            self._sell(lot, self.shop)
        self.assertEqual(lot.warranty_end_date, date(2028, 3, 1))

    def test_return_clears_and_resale_starts_anew(self):
        with freeze_time("2025-03-01 04:00:00"):
            lot = self._buy(self.phone, "SN1")
            self._sell(lot, self.shop)
        with freeze_time("2025-05-01 04:00:00"):
            self._take_back(lot, self.shop_desk)
        self.assertFalse(
            lot.customer_id or lot.delivery_line_id or lot.warranty_end_date
        )
        self.assertEqual(lot.vendor_id, self.vendor)
        with freeze_time("2025-06-01 04:00:00"):
            self._sell(lot, self.other)
        self.assertEqual(lot.customer_id, self.other)
        self.assertEqual(lot.warranty_end_date, date(2026, 6, 1))
        history = self.env["stock.move.line"].search(
            lot.action_open_field_history()["domain"], order="id"
        )
        self.assertEqual(
            [line.move_partner_id.name for line in history],
            ["Phone Works", "Corner Shop", "Desk", "Other Shop"],
        )

    def test_a_lot_of_several_customers_names_the_last_who_has_some(self):
        cable = self._product(
            "Cable", use_expiration_date=False, categ_id=self.electronics.id
        )
        lot = self._buy(cable, "L1", quantity=10)
        with freeze_time("2025-03-01 04:00:00"):
            self._sell(lot, self.shop, 4)
        with freeze_time("2025-03-02 04:00:00"):
            self._sell(lot, self.other, 3)
            self._take_back(lot, self.other, 2)
            self.assertEqual(lot.customer_id, self.other)
            self._take_back(lot, self.other, 1)
        self.assertEqual(lot.customer_id, self.shop)
        self.assertEqual(lot.warranty_start_date, date(2025, 3, 1))

    def test_only_the_customer_it_was_sold_to_returns_a_serial_number(self):
        lot = self._buy(self.phone, "SN1")
        self._sell(lot, self.shop)
        with self.assertRaisesRegex(UserError, "SN1.*Other Shop.*sold to Corner Shop"):
            self._take_back(lot, self.other)
        self._take_back(lot, self.shop)
        with self.assertRaisesRegex(UserError, "SN1.*no customer has it now"):
            self._take_back(lot, self.shop)

    def test_a_manager_lets_a_return_pass_with_a_reason(self):
        self.rule.return_action = "release"
        lot = self._buy(self.phone, "SN1")
        self._sell(lot, self.shop)
        receipt = self._transfer(
            lot,
            self.customers,
            self.stock,
            partner=self.other,
            type=self.warehouse.in_type_id,
        )
        self.assertIn("sold to Corner Shop", receipt.gate_warning)
        refused = receipt.move_line_ids._find_refused()
        self.assertEqual([found.kind for found in refused], ["return"])
        self.env["jxc.lot.release"].with_user(self.manager)._grant(
            refused, "The shops exchanged it"
        )
        receipt.button_validate()
        self.assertEqual(receipt.state, "done")
        self.assertEqual(receipt.sudo().release_ids.reason, "The shops exchanged it")
        self.assertFalse(receipt.move_line_ids._find_refused())

    def test_no_more_of_a_lot_is_returned_than_was_sold(self):
        cable = self._product(
            "Cable", use_expiration_date=False, categ_id=self.electronics.id
        )
        lot = self._buy(cable, "L1", quantity=10)
        self._sell(lot, self.shop, 4)
        with self.assertRaisesRegex(UserError, "L1"):
            self._take_back(lot, self.shop, 5)
        self._take_back(lot, self.shop, 4)
        self.assertEqual(lot.product_qty, 10)

    def test_an_unknown_serial_number_is_not_taken_back(self):
        customers = self.env.ref("stock.stock_location_customers")
        receipt = self._receipt({"lot_name": "NEVER"}, product=self.phone)
        receipt.partner_id = self.shop
        receipt.location_id = customers
        receipt.move_ids.location_id = customers
        receipt.move_line_ids.write(
            {"location_id": customers.id, "lot_name": "NEVER", "picked": True}
        )
        with self.assertRaisesRegex(UserError, "NEVER.*do not know"):
            receipt.button_validate()

    def test_without_a_rule_returns_are_as_in_odoo(self):
        self.rule.return_action = False
        lot = self._buy(self.phone, "SN1")
        self._sell(lot, self.shop)
        self._take_back(lot, self.other)
        self.assertEqual(lot.product_qty, 1)

    def test_an_agreed_extension_outlives_later_movements(self):
        lot = self._buy(self.phone, "SN1")
        self._sell(lot, self.shop)
        lot.with_user(self.manager).warranty_end_date = date(2099, 1, 1)
        self.rule.warranty = 1
        lot._follow_moves()
        self.assertEqual(lot.warranty_end_date, date(2099, 1, 1))

    def test_correcting_the_partner_of_a_delivery_corrects_the_owner(self):
        lot = self._buy(self.phone, "SN1")
        delivery = self._sell(lot, self.shop)
        delivery.with_user(self.manager).partner_id = self.other
        self.assertEqual(lot.customer_id, self.other)

    def test_facts_are_not_typed_in_and_warranty_is_the_managers(self):
        lot = self._buy(self.phone, "SN1")
        self._sell(lot, self.shop)
        with self.assertRaises(AccessError):
            lot.with_user(self.manager).customer_id = self.other
        with self.assertRaises(AccessError):
            lot.with_user(self.keeper).warranty_end_date = date(2099, 1, 1)

    def test_filters_find_serial_numbers_by_customer_and_warranty(self):
        with freeze_time("2025-03-01 04:00:00"):
            first, second = self._buy(self.phone, "SN1", "SN2")
            self._sell(first, self.shop)
        with freeze_time("2025-12-01 04:00:00"):
            self._sell(second, self.other)
        lots = self.env["stock.lot"].with_user(self.keeper)
        with freeze_time("2026-02-20 04:00:00"):
            soon = lots.search(
                [
                    ("warranty_end_date", ">=", "today"),
                    ("warranty_end_date", "<=", "today +30d"),
                ]
            )
            self.assertEqual(soon, first)
            self.assertEqual(lots.search([("customer_id", "=", self.other.id)]), second)

    def test_salespeople_read_who_has_what_and_change_nothing(self):
        lot = self._buy(self.phone, "SN1")
        self._sell(lot, self.shop)
        salesperson = self._user("salesperson", "jxc_inventory.group_salesperson")
        action = self.env.ref("jxc_inventory.stock_lot_action_sold_sales")
        model = self.env["stock.lot"].with_user(salesperson)
        names = {
            name
            for view in action.view_ids.view_id
            for name in model.get_view(view.id)["models"]["stock.lot"]
            if name != "id"
        }
        self.assertIn("warranty_end_date", names)
        lot.invalidate_recordset()
        (read,) = lot.with_user(salesperson).web_read(
            {
                name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
                for name in names
            }
        )
        self.assertEqual(read["customer_id"]["display_name"], "Corner Shop")
        self.assertTrue(read["under_warranty"])
        with self.assertRaises(AccessError):
            lot.with_user(salesperson).note = "Mine"

    def test_lots_that_moved_before_the_add_on_was_there_know_it_too(self):
        lot = self._buy(self.phone, "SN1")
        self._sell(lot, self.shop)
        facts = ("vendor_id", "receipt_line_id", "customer_id", "delivery_line_id")
        known = [lot[name] for name in facts]
        lot.sudo().write(dict.fromkeys(facts, False))
        self.env["stock.lot"]._follow_past_moves()
        self.assertEqual([lot[name] for name in facts], known)

    def _count_queries_of_selling(self, number):
        lots = self._buy(self.phone, *(f"{number}-{index}" for index in range(number)))
        self._sell(lots, self.shop)
        lots.sudo().write({"customer_id": False, "delivery_line_id": False})
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        lots._follow_moves()
        self.env.flush_all()
        self.assertEqual(lots.customer_id, self.shop)
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_number_of_serial_numbers(self):
        self.assertEqual(
            self._count_queries_of_selling(5), self._count_queries_of_selling(50)
        )
