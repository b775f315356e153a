from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductCategory(models.Model):
    _inherit = "product.category"

    reorder_service_level = fields.Float(
        "Service Level (%)",
        help="Wanted probability of not running out of a product of this category"
        " before the next order arrives. Zero takes the parent category's, at last the"
        " company's.",
    )

    @api.constrains("reorder_service_level")
    def _check_reorder_service_level(self):
        for category in self:
            level = category.reorder_service_level
            if level and not 50 <= level < 100:
                raise ValidationError(
                    self.env._("The service level must be from 50 % to below 100 %.")
                )

    def _get_reorder_service_level(self, company) -> float:
        """Return the service level in percent that holds for this category."""
        category = self
        while category and not category.reorder_service_level:
            category = category.parent_id
        return category.reorder_service_level or company.reorder_service_level
