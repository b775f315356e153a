from freezegun import freeze_time

from odoo.tests import tagged

from .shelf_life_common import ShelfLifeCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestFefo(ShelfLifeCommon):
    def setUp(self):
        super().setUp()
        self.later, self.sooner = self._receive(
            {"lot_name": "first in", "production_date": "2026-01-01"},
            {"lot_name": "first to expire", "production_date": "2025-06-01"},
        )

    def _strategy(self, method):
        return self.env["product.removal"].search([("method", "=", method)])

    def _reserved_lot(self):
        delivery = self._delivery(self.milk)
        lot = delivery.move_line_ids.lot_id
        delivery.do_unreserve()
        return lot

    def test_goods_that_expire_first_leave_first_without_configuration(self):
        self.assertFalse(self.dairy.removal_strategy_id)
        self.assertEqual(self._reserved_lot(), self.sooner)

    def test_strategy_of_the_category_wins(self):
        self.dairy.removal_strategy_id = self._strategy("fifo")
        self.assertEqual(self._reserved_lot(), self.later)

    def test_strategy_of_a_parent_location_wins(self):
        self.stock.location_id.removal_strategy_id = self._strategy("fifo")
        self.assertEqual(self._reserved_lot(), self.later)
        self.stock.location_id.removal_strategy_id = self._strategy("lifo")
        quant = self.env["stock.quant"]
        self.assertEqual(quant._get_removal_strategy(self.milk, self.stock), "lifo")

    def test_products_that_do_not_expire_stay_first_in_first_out(self):
        cup = self._product("Cup", use_expiration_date=False)
        quant = self.env["stock.quant"].with_user(self.keeper)
        self.assertEqual(quant._get_removal_strategy(cup, self.stock), "fifo")
        self.assertEqual(quant._get_removal_strategy(self.milk, self.stock), "fefo")

    def test_lots_of_unknown_expiry_leave_last(self):
        unknown = self._receive({"lot_name": "unknown"})
        delivery = self._delivery(self.milk, quantity=3)
        self.assertEqual(
            delivery.move_line_ids.sorted("id").lot_id,
            self.sooner + self.later + unknown,
        )

    def test_nothing_is_reserved_or_available_after_the_removal_date(self):
        with freeze_time("2026-05-29 15:59:00"):  # last minute of removal day
            self.assertEqual(self._reserved_lot(), self.sooner)
        with freeze_time("2026-05-29 16:01:00"):
            self.env.invalidate_all()
            self.assertEqual(self._reserved_lot(), self.later)
            quant = self.sooner.quant_ids.filtered("quantity").filtered(
                lambda quant: quant.location_id == self.stock
            )
            self.assertEqual(quant.available_quantity, 0)

    def test_removal_date_is_the_expiration_date_when_no_days_are_set(self):
        self.milk.removal_time = 0
        lot = self._lot("L9", production_date="2025-06-01")
        self.assertEqual(lot.removal_date, lot.expiration_date)
