from odoo import fields, models


class ReorderBacktestLine(models.Model):
    """What would have happened to one product in one warehouse."""

    _name = "jxc.reorder.backtest.line"
    _description = "Reorder Backtest Result"
    # Those played come first.
    _order = "state, margin_difference desc, id"
    _rec_name = "product_id"
    _log_access = False

    backtest_id = fields.Many2one(
        "jxc.reorder.backtest",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        "Reordering Rule",
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True, ondelete="cascade"
    )
    product_categ_id = fields.Many2one(related="product_id.categ_id", string="Category")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    state = fields.Selection(
        [
            ("done", "Played"),
            ("new", "Too new"),
            ("error", "Could not be played"),
        ],
        "Result",
        required=True,
        readonly=True,
        help="Too new: sold for too few weeks before those played.",
    )
    error = fields.Char(readonly=True)

    lead_weeks = fields.Integer(
        "Lead Time (weeks)", readonly=True, aggregator="avg", default=0
    )
    fill_target = fields.Float(
        "Fill Rate Asked (%)", digits=(16, 1), readonly=True, aggregator="avg"
    )
    quantile = fields.Float(
        "Level to Order by (%)", digits=(16, 1), readonly=True, aggregator="avg"
    )
    minimum = fields.Float(digits="Product Unit", readonly=True, aggregator=None)
    maximum = fields.Float(digits="Product Unit", readonly=True, aggregator=None)
    weeks_kept = fields.Integer(
        "Keeps (weeks)",
        readonly=True,
        aggregator=None,
        help="Weeks from arrival until the goods must leave; zero keeps for good.",
    )

    asked_qty = fields.Float("Demand", digits="Product Unit", readonly=True)
    forecast_fill = fields.Float(
        "Served with the Forecast (%)",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
    )
    baseline_fill = fields.Float(
        "Served with the Other (%)", digits=(16, 1), readonly=True, aggregator="avg"
    )
    forecast_stock_qty = fields.Float(
        "Stock with the Forecast", digits="Product Unit", readonly=True
    )
    baseline_stock_qty = fields.Float(
        "Stock with the Other", digits="Product Unit", readonly=True
    )
    forecast_stock_value = fields.Monetary(
        "Stock Value with the Forecast", readonly=True
    )
    baseline_stock_value = fields.Monetary("Stock Value with the Other", readonly=True)
    forecast_lost_qty = fields.Float(
        "Lost with the Forecast", digits="Product Unit", readonly=True
    )
    baseline_lost_qty = fields.Float(
        "Lost with the Other", digits="Product Unit", readonly=True
    )
    forecast_lost_value = fields.Monetary("Lost Sales with the Forecast", readonly=True)
    baseline_lost_value = fields.Monetary("Lost Sales with the Other", readonly=True)
    forecast_lost_margin = fields.Monetary(
        "Lost Margin with the Forecast", readonly=True
    )
    baseline_lost_margin = fields.Monetary("Lost Margin with the Other", readonly=True)
    forecast_expired_qty = fields.Float(
        "Expired with the Forecast", digits="Product Unit", readonly=True
    )
    baseline_expired_qty = fields.Float(
        "Expired with the Other", digits="Product Unit", readonly=True
    )
    forecast_expired_value = fields.Monetary(
        "Written Off with the Forecast", readonly=True
    )
    baseline_expired_value = fields.Monetary(
        "Written Off with the Other", readonly=True
    )
    forecast_orders = fields.Integer("Orders with the Forecast", readonly=True)
    baseline_orders = fields.Integer("Orders with the Other", readonly=True)
    stock_difference = fields.Monetary(
        "Less Stock",
        readonly=True,
        help="How much less money would have been tied up with the forecast.",
    )
    margin_difference = fields.Monetary(
        "More Margin",
        readonly=True,
        help="Margin of the sales that the forecast would not have lost.",
    )
    chart = fields.Json(readonly=True, prefetch=False)

    _backtest_orderpoint_uniq = models.Constraint(
        "UNIQUE(backtest_id, orderpoint_id)",
        "A reordering rule is played once in a backtest.",
    )

    def action_open_history(self):
        """Show what the product sold."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "jxc_inventory.demand_history_action"
            ),
            "views": [(False, "graph"), (False, "pivot"), (False, "list")],
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("warehouse_id", "=", self.warehouse_id.id),
            ],
        }
