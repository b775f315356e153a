from odoo import api, fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    reorder_service_level = fields.Float(
        "Service Level (%)",
        help="Wanted part of the demand for products of this category that is served"
        " from stock. Zero takes the parent category's, at last that of the product's"
        " class or the company.",
    )

    @api.constrains("reorder_service_level")
    def _check_reorder_service_level(self):
        for category in self:
            if category.reorder_service_level:
                self.env.company._check_service_level(category.reorder_service_level)

    def write(self, vals):
        result = super().write(vals)
        if {"reorder_service_level", "parent_id"} & vals.keys():
            # sudo: categories are shared, what follows from them is each company's.
            Company = self.env["res.company"].sudo()
            companies = Company.search([("reorder_from_demand", "=", True)])
            self.env["jxc.reorder.slice"]._forget_forecasts(companies)
        return result

    def _get_reorder_service_level(self) -> float:
        """Return the service level in percent of this category, 0 if it has none."""
        category = self
        while category and not category.reorder_service_level:
            category = category.parent_id
        return category.reorder_service_level
