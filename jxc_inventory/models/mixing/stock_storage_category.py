from odoo import fields, models

from .policies import MIXING


class StockStorageCategory(models.Model):
    _inherit = "stock.storage.category"

    lot_mixing = fields.Selection(
        MIXING,
        "Together in a Bin",
        default="allow",
        required=True,
        help="What may lie together in each location of this category.",
    )
