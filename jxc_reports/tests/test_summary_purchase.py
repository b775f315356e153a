from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import StockHistoryCase


@tagged("post_install", "-at_install")
class TestSummaryPurchase(StockHistoryCase):
    """A purchase order received on day 1 and billed at another price on day 20."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.supplier = cls.env["res.partner"].create({"name": "Hill Farm"})

    def _purchase(self, product, quantity, price, day):
        with freeze_time(self._at(day)):
            order = self.env["purchase.order"].create(
                {
                    "partner_id": self.supplier.id,
                    "company_id": self.company.id,
                    "picking_type_id": self.shop.in_type_id.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_qty": quantity,
                                "price_unit": price,
                                "tax_ids": [Command.clear()],
                            }
                        )
                    ],
                }
            )
            order.button_confirm()
            order.picking_ids.button_validate()
        return order

    def _bill(self, order, price, day):
        with freeze_time(self._at(day)):
            order.action_create_invoice()
            bill = order.invoice_ids
            bill.invoice_date = bill.date = self._at(day).date()
            bill.invoice_line_ids.price_unit = price
            bill.action_post()
        self.assertEqual(bill.state, "posted")

    def _core_value(self, product, day):
        """Odoo's own value at the end of a day in Shanghai, as the manager reads it."""
        at = self._at(day).replace(hour=15, minute=59, second=59)
        self.env.invalidate_all()
        return (
            product.with_user(self.manager)
            .with_context(allowed_company_ids=self.company.ids, to_date=at)
            .total_value
        )

    def test_closing_is_odoos_valuation_before_and_after_the_bill(self):
        for method in ("average", "fifo", "standard"):
            product = self._product(
                f"Tea {method}",
                self._category(method),
                standard_price=3.0,
                purchase_method="receive",
            )
            order = self._purchase(product, 10, 3.0, 1)
            self._deliver(product, 4, 10)
            self._bill(order, 4.5, 20)
            values = {}
            for day in (1, 5, 15, 20, 25):
                with self.subTest(method=method, day=day):
                    summary = self._summary(0, day)
                    closing = self._figures(summary, product, self.shop.id, "values")
                    values[day] = self._core_value(product, day)
                    self.assertAlmostEqual(closing["closing"], values[day], 2)
                    self.assertEqual(summary["untied"], 0)
            self.assertEqual(values[1], 30.0)
            # The bill's price counts from its day on, except at standard price.
            self.assertEqual(values[15] == values[25], method == "standard")
