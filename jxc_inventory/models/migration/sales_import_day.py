from odoo import fields, models


class SalesImportDay(models.Model):
    """What one import adds to demand of a product, warehouse and day."""

    _name = "jxc.sales.import.day"
    _description = "Imported Demand"
    _order = "date desc, product_id, warehouse_id"
    _rec_name = "product_id"
    _log_access = False

    import_id = fields.Many2one(
        "jxc.sales.import", required=True, readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True, readonly=True)
    quantity = fields.Float(
        digits="Product Unit",
        readonly=True,
        required=True,
        help="Net sales in the product's unit; negative where returns exceed sales.",
    )

    _import_product_warehouse_date_uniq = models.Constraint(
        "UNIQUE(import_id, product_id, warehouse_id, date)",
        "An import has one row a product, warehouse and day.",
    )
    _product_warehouse_date_idx = models.Index("(product_id, warehouse_id, date)")
