from odoo import fields, models


class StockReplenishmentInfo(models.TransientModel):
    _inherit = "stock.replenishment.info"

    reorder_reason = fields.Char(related="orderpoint_id.reorder_reason")
