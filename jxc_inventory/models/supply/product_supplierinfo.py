from collections import defaultdict

from odoo import api, fields, models


class ProductSupplierinfo(models.Model):
    """Shows beside the delay a vendor states how long it really takes."""

    _inherit = "product.supplierinfo"

    lead_time_ids = fields.Many2many(
        "jxc.vendor.lead.time",
        string="Measured Lead Times",
        compute="_compute_lead_time_ids",
        groups="jxc_inventory.group_buyer",
    )
    measured_days = fields.Float(
        "Measured Lead Time",
        compute="_compute_lead_time_ids",
        digits=(16, 1),
        groups="jxc_inventory.group_buyer",
        help="Days from the confirmed order to goods in, judged from the receipts"
        " counted; the stated lead time counts where there are few.",
    )
    measured_deviation = fields.Float(
        "Deviation (days)",
        compute="_compute_lead_time_ids",
        digits=(16, 1),
        groups="jxc_inventory.group_buyer",
    )
    measured_receipts = fields.Integer(
        "Receipts Measured",
        compute="_compute_lead_time_ids",
        groups="jxc_inventory.group_buyer",
        help="Receipts that the lead time was measured from.",
    )
    measured_on_time = fields.Float(
        "On Time (%)",
        compute="_compute_lead_time_ids",
        digits=(16, 0),
        groups="jxc_inventory.group_buyer",
        help="Receipts on the day promised at confirmation or before.",
    )

    @api.depends("partner_id", "product_id", "product_tmpl_id")
    @api.depends_context("company")
    def _compute_lead_time_ids(self):
        measured = self._read_lead_times()
        for info in self:
            products = info.product_id or info.product_tmpl_id.product_variant_ids
            vendor = info.partner_id.commercial_partner_id
            rows = measured[vendor].filtered(
                lambda row, products=products: row.product_id in products
            )
            receipts = sum(rows.mapped("receipts"))
            info.lead_time_ids = rows
            info.measured_receipts = receipts
            weights = [(row, row.receipts / receipts) for row in rows]
            info.measured_days = sum(row.days * share for row, share in weights)
            info.measured_deviation = sum(
                row.deviation * share for row, share in weights
            )
            info.measured_on_time = sum(
                row.on_time_share * share for row, share in weights
            )

    def _read_lead_times(self):
        """Return the lead times of all these products, by commercial vendor."""
        variants = self.product_id | self.product_tmpl_id.product_variant_ids
        rows = self.env["jxc.vendor.lead.time"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", self.partner_id.commercial_partner_id.ids),
                ("product_id", "in", variants.ids),
            ]
        )
        by_vendor = defaultdict(rows.browse)
        for row in rows:
            by_vendor[row.partner_id] |= row
        return by_vendor
