from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    one_off_demand = fields.Boolean(
        "One-off Demand",
        help="Not to be expected again: forecasting leaves this move out.",
    )

    # Few are: what they took is found without reading all moves.
    _one_off_demand_idx = models.Index("(product_id) WHERE one_off_demand")

    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "one_off_demand"]
