from odoo import fields, models


class ProductCategory(models.Model):
    _name = "product.category"
    _inherit = ["product.category", "jxc.shelf.life.mixin"]

    shelf_life = fields.Integer(
        help="Shelf life of the products of this category and of the categories below"
        " it that state none of their own.",
    )

    def _get_shelf_life_category(self):
        """Return the nearest category, upward from this one, that has a shelf life."""
        self.ensure_one()
        category = self
        while category and not category.shelf_life:
            category = category.parent_id
        return category
