from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    lead_time_days = fields.Float(
        "Lead Time (days)",
        compute="_compute_lead_time_days",
        digits=(16, 1),
        groups="jxc_inventory.group_buyer",
        help="Mean over the products received, each counting by its receipts.",
    )
    lead_time_receipts = fields.Integer(
        "Receipts Counted",
        compute="_compute_lead_time_days",
        groups="jxc_inventory.group_buyer",
    )

    @api.depends_context("company")
    def _compute_lead_time_days(self):
        rows = self.env["jxc.vendor.lead.time"].search_fetch(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", self.commercial_partner_id.ids),
            ],
            ["partner_id", "receipts", "days"],
        )
        by_vendor = rows.grouped("partner_id")
        for partner in self:
            own = by_vendor.get(partner.commercial_partner_id, rows.browse())
            receipts = sum(own.mapped("receipts"))
            days = sum(row.receipts * row.days for row in own)
            partner.lead_time_receipts = receipts
            partner.lead_time_days = days / receipts if receipts else 0.0

    def action_open_lead_times(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jxc_inventory.vendor_lead_time_action"
        )
        action["domain"] = [("partner_id", "=", self.commercial_partner_id.id)]
        return action
