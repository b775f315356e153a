from odoo import fields, models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    date_promised = fields.Datetime(
        "Promised Arrival",
        compute="_compute_date_promised",
        help="The earliest arrival promised when the order was confirmed; later changes"
        " of the expected arrival leave it as it was.",
    )

    def _compute_date_promised(self):
        for order in self:
            promises = order.order_line.mapped("date_promised")
            order.date_promised = min(filter(None, promises), default=False)

    def button_approve(self, force=False):
        unconfirmed = self.filtered(lambda order: order.state != "purchase")
        result = super().button_approve(force=force)
        confirmed = unconfirmed.filtered(lambda order: order.state == "purchase")
        confirmed.order_line._freeze_promise()
        return result
