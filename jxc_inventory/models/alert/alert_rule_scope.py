from odoo import fields, models
from odoo.tools import SQL


class AlertRule(models.Model):
    """Which goods and places a rule looks at: what is empty does not narrow it."""

    _inherit = "jxc.alert.rule"

    product_tmpl_ids = fields.Many2many(
        "product.template", string="Products", check_company=True
    )
    product_ids = fields.Many2many(
        "product.product", string="Product Variants", check_company=True
    )
    categ_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="Also the categories below them.",
    )
    supplier_ids = fields.Many2many(
        "res.partner",
        "jxc_alert_rule_supplier_rel",
        string="Vendors",
        help="Products that one of these vendors has in a price list, or, for receipts"
        " and purchases, documents of these vendors.",
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse", string="Warehouses", check_company=True
    )
    location_ids = fields.Many2many(
        "stock.location",
        string="Locations",
        check_company=True,
        help="Also the locations below them.",
    )

    def _product_scope(self, suppliers: bool = True) -> SQL:
        """Return a condition on the aliases ``product`` and ``tmpl``.

        ``suppliers=False`` leaves the vendors to the query, see ``_partner_scope``.
        """
        goods = []
        if self.product_ids:
            goods.append(SQL("product.id = ANY(%s)", self.product_ids.ids))
        if self.product_tmpl_ids:
            goods.append(SQL("tmpl.id = ANY(%s)", self.product_tmpl_ids.ids))
        if self.categ_ids:
            below = self.env["product.category"].search(
                [("id", "child_of", self.categ_ids.ids)]
            )
            goods.append(SQL("tmpl.categ_id = ANY(%s)", below.ids))
        conditions = [SQL("(%s)", SQL(" OR ").join(goods))] if goods else []
        if suppliers and self.supplier_ids:
            conditions.append(
                SQL(
                    "EXISTS (SELECT FROM product_supplierinfo info"
                    " WHERE info.product_tmpl_id = tmpl.id"
                    " AND (info.product_id IS NULL OR info.product_id = product.id)"
                    " AND info.partner_id = ANY(%s))",
                    self.supplier_ids.ids,
                )
            )
        return SQL(" AND ").join(conditions) if conditions else SQL("TRUE")

    def _partner_scope(self, partner: SQL) -> SQL:
        """Return a condition that a partner is one of the vendors, or works for one."""
        if not self.supplier_ids:
            return SQL("TRUE")
        return SQL(
            "%s IN (SELECT id FROM res_partner"
            " WHERE id = ANY(%s) OR commercial_partner_id = ANY(%s))",
            partner,
            self.supplier_ids.ids,
            self.supplier_ids.ids,
        )

    def _warehouse_scope(self, warehouse: SQL) -> SQL:
        if not self.warehouse_ids:
            return SQL("TRUE")
        return SQL("%s = ANY(%s)", warehouse, self.warehouse_ids.ids)

    def _place_scope(self) -> SQL:
        """Return a condition on the alias ``location``, a table of locations."""
        conditions = [self._warehouse_scope(SQL("location.warehouse_id"))]
        if self.location_ids:
            below = self.env["stock.location"].search(
                [("id", "child_of", self.location_ids.ids)]
            )
            conditions.append(SQL("location.id = ANY(%s)", below.ids))
        return SQL(" AND ").join(conditions)
