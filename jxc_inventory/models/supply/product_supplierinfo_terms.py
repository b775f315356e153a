from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductSupplierinfo(models.Model):
    """Adds the terms of ordering. Core's quantity on the row is a price break only."""

    _inherit = "product.supplierinfo"

    order_minimum = fields.Float(
        "Minimum Order Quantity",
        digits="Product Unit",
        help="The vendor takes no order for less, in the vendor's unit. Zero: any"
        " quantity. It holds for all rows of this vendor and product.",
    )
    order_multiple = fields.Float(
        digits="Product Unit",
        help="Quantities ordered are whole multiples of it, in the vendor's unit, for"
        " example boxes in full layers of a pallet. Zero: any quantity.",
    )

    @api.constrains("order_minimum", "order_multiple")
    def _check_order_terms(self):
        for info in self:
            if info.order_minimum < 0 or info.order_multiple < 0:
                raise ValidationError(
                    self.env._(
                        "Minimum order quantity and order multiple of %(product)s from"
                        " %(vendor)s may not be negative.",
                        product=info.product_tmpl_id.display_name,
                        vendor=info.partner_id.display_name,
                    )
                )
