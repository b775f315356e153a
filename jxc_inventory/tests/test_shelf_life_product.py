from psycopg2 import IntegrityError

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..engine.shelf_life import ShelfLife
from .shelf_life_common import ShelfLifeCommon


@tagged("post_install", "-at_install")
class TestShelfLifeProduct(ShelfLifeCommon):
    def test_product_without_shelf_life_takes_it_from_the_nearest_category(self):
        self.assertRecordValues(
            self.milk,
            [
                {
                    "shelf_life": 0,
                    "effective_shelf_life": 12,
                    "effective_shelf_life_unit": "month",
                    "shelf_life_category_id": self.food.id,
                }
            ],
        )
        self.dairy.write({"shelf_life": 21, "shelf_life_unit": "day"})
        self.assertEqual(self.milk.shelf_life_category_id, self.dairy)
        self.assertEqual(
            self.milk.product_tmpl_id._get_shelf_life(), ShelfLife(21, "day")
        )

    def test_own_shelf_life_wins_over_the_category(self):
        self.milk.write({"shelf_life": 2, "shelf_life_unit": "year"})
        self.assertEqual(self.milk.effective_shelf_life, 2)
        self.assertFalse(self.milk.shelf_life_category_id)
        self.assertEqual(
            self.milk.product_tmpl_id._get_shelf_life(), ShelfLife(2, "year")
        )

    def test_product_that_does_not_expire_has_no_shelf_life(self):
        self.milk.use_expiration_date = False
        self.assertIsNone(self.milk.product_tmpl_id._get_shelf_life())

    def test_product_form_shows_whence_the_shelf_life_comes(self):
        with Form(self.milk.product_tmpl_id.with_user(self.manager)) as form:
            self.assertEqual(form.shelf_life_category_id, self.food)
            form.shelf_life = 9
            self.assertFalse(form.shelf_life_category_id)
            self.assertEqual(form.effective_shelf_life, 9)

    def test_shelf_life_out_of_range_is_refused(self):
        for length, unit in [(-1, "day"), (101, "year"), (1201, "month")]:
            with (
                self.subTest(length=length, unit=unit),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.milk.write({"shelf_life": length, "shelf_life_unit": unit})
                self.env.flush_all()
