from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.shelf_life import day_end


class AlertDiscount(models.TransientModel):
    """Offer a product cheaper on a price list until it expires."""

    _name = "jxc.alert.discount"
    _description = "Discount on an Alert"

    alert_id = fields.Many2one("jxc.alert", required=True, ondelete="cascade")
    product_id = fields.Many2one(related="alert_id.product_id")
    company_id = fields.Many2one(related="alert_id.company_id")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        compute="_compute_pricelist_id",
        store=True,
        readonly=False,
        domain="[('company_id', 'in', [company_id, False])]",
    )
    percent = fields.Float("Discount (%)", default=20.0, required=True)
    until = fields.Date(
        compute="_compute_until",
        store=True,
        readonly=False,
        help="The last day of the offer.",
    )

    _percent_in_range = models.Constraint(
        "CHECK(percent > 0 AND percent <= 100)",
        "A discount is more than 0 % and at most 100 %.",
    )

    @api.depends("alert_id")
    def _compute_pricelist_id(self):
        for wizard in self:
            wizard.pricelist_id = self.env["product.pricelist"].search(
                [("company_id", "in", [wizard.company_id.id, False])], limit=1
            )

    @api.depends("alert_id")
    def _compute_until(self):
        for wizard in self:
            month = wizard.company_id._today() + timedelta(days=30)
            wizard.until = wizard.alert_id.due_date or month

    def action_confirm(self):
        """Make the offer unless somebody else has meanwhile; show it."""
        if not (self.pricelist_id and self.until):
            raise UserError(
                self.env._("Choose the price list of the offer and its last day.")
            )
        alert = self.alert_id
        alert._begin_document()
        if not alert.pricelist_item_ids:
            alert._note_documents(
                self.env["product.pricelist.item"].create(self._prepare_item())
            )
        return alert._open(alert.pricelist_item_ids)

    def _prepare_item(self):
        zone = self.company_id._jxc_timezone()
        return {
            "pricelist_id": self.pricelist_id.id,
            "applied_on": "0_product_variant",
            "product_id": self.product_id.id,
            "product_tmpl_id": self.product_id.product_tmpl_id.id,
            "compute_price": "percentage",
            "percent_price": self.percent,
            "date_start": fields.Datetime.now(),
            "date_end": day_end(self.until, zone),
            "alert_id": self.alert_id.id,
        }
