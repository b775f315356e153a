from odoo import fields, models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    damaged = fields.Boolean(
        readonly=True, copy=False, help="The keeper found the goods damaged on arrival."
    )
