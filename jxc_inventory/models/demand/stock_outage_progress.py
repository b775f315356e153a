from odoo import fields, models


class StockOutageProgress(models.Model):
    """Up to which day the stock-outs of a warehouse are recorded: one record each."""

    _name = "jxc.stock.outage.progress"
    _description = "Stock-Out Progress"
    _log_access = False

    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    recorded_until = fields.Date(
        readonly=True, help="Last day recorded; empty before the first record."
    )

    _warehouse_uniq = models.Constraint(
        "UNIQUE(warehouse_id)", "One record of progress a warehouse."
    )
