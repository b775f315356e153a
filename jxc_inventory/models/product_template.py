from odoo import api, fields, models

from ..engine.shelf_life import ShelfLife


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ["product.template", "jxc.shelf.life.mixin"]

    effective_shelf_life = fields.Integer(
        compute="_compute_effective_shelf_life",
        help="The product's own shelf life, else that of its category.",
    )
    effective_shelf_life_unit = fields.Selection(
        selection="_selection_shelf_life_unit", compute="_compute_effective_shelf_life"
    )
    shelf_life_category_id = fields.Many2one(
        "product.category",
        "Shelf Life From",
        compute="_compute_effective_shelf_life",
        help="The category whose shelf life holds, the product having none itself.",
    )

    @api.model
    def _selection_shelf_life_unit(self):
        return self._fields["shelf_life_unit"]._description_selection(self.env)

    @api.depends(
        "shelf_life",
        "shelf_life_unit",
        "categ_id.shelf_life",
        "categ_id.shelf_life_unit",
        "categ_id.parent_path",
    )
    def _compute_effective_shelf_life(self):
        for template in self:
            category = self.env["product.category"]
            if not template.shelf_life and template.categ_id:
                category = template.categ_id._get_shelf_life_category()
            source = category or template
            template.effective_shelf_life = source.shelf_life
            template.effective_shelf_life_unit = (
                source.shelf_life_unit if source.shelf_life else False
            )
            template.shelf_life_category_id = category

    def _get_shelf_life(self) -> ShelfLife | None:
        """Return the shelf life by which lots of this product expire.

        None when the product does not expire, or has no shelf life of its own nor of
        its category: then Odoo's own rule holds.
        """
        self.ensure_one()
        if not self.use_expiration_date or not self.effective_shelf_life:
            return None
        return ShelfLife(self.effective_shelf_life, self.effective_shelf_life_unit)
