from odoo import api, fields, models


class PurchaseOrderLine(models.Model):
    """Keeps what was promised: core's expected arrival moves with every delay."""

    _inherit = "purchase.order.line"

    date_promised = fields.Datetime(
        "Promised Arrival",
        readonly=True,
        copy=False,
        help="Expected arrival when the order was confirmed. It stays when the expected"
        " arrival is changed; the vendor is judged by it.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.order_id.state == "purchase")._freeze_promise()
        return lines

    def _freeze_promise(self):
        for line in self:
            line.date_promised = line.date_planned
