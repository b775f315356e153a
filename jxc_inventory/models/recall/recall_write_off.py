from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RecallWriteOff(models.Model):
    """Recalled goods that will not come back, why, and who says so; for good."""

    _name = "jxc.recall.write.off"
    _description = "Write-Off of Recalled Goods"
    _order = "id desc"
    _rec_name = "reason"

    line_id = fields.Many2one(
        "jxc.recall.line",
        "Place",
        required=True,
        index=True,
        ondelete="cascade",
    )
    recall_id = fields.Many2one(related="line_id.recall_id", store=True, index=True)
    company_id = fields.Many2one(related="recall_id.company_id", store=True, index=True)
    lot_id = fields.Many2one(related="line_id.lot_id")
    place = fields.Char(related="line_id.place", string="Customer")
    product_uom_id = fields.Many2one(related="line_id.product_uom_id")
    kind = fields.Selection(
        [
            ("destroyed", "Destroyed by the customer"),
            ("used", "Used or sold on"),
            ("lost", "Cannot be found"),
            ("released", "Released from the recall"),
        ],
        "What Happened",
        required=True,
    )
    quantity = fields.Float(digits="Product Unit", required=True)
    reason = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, required=True, readonly=True
    )
    date = fields.Datetime(default=fields.Datetime.now, required=True, readonly=True)

    @api.constrains("line_id", "quantity", "kind")
    def _check_quantity(self):
        for write_off in self.filtered(lambda w: w.kind != "released"):
            line = write_off.line_id
            if line.kind != "customer" or line.state != "running":
                raise ValidationError(
                    self.env._(
                        "%(place)s: only goods at customers of a running recall are"
                        " written off. Scrap stock, send it back to the vendor or"
                        " count it.",
                        place=line.place,
                    )
                )
            unit = line.product_uom_id
            if (
                unit.compare(write_off.quantity, 0) <= 0
                or unit.compare(line.quantity_remaining, 0) < 0
            ):
                raise ValidationError(
                    self.env._(
                        "%(place)s: write off more than nothing and no more than"
                        " remains of lot %(lot)s.",
                        place=line.place,
                        lot=line.lot_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            if any(vals.get("kind") == "released" for vals in vals_list):
                raise UserError(self.env._("Release the lot itself, with a reason."))
            for vals in vals_list:
                vals.pop("user_id", None)
                vals.pop("date", None)
        return super().create(vals_list)
