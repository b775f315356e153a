from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

_SUMS = (
    "asked_qty",
    *(
        f"{who}_{what}"
        for who in ("forecast", "baseline")
        for what in (
            "stock_qty",
            "stock_value",
            "lost_qty",
            "lost_value",
            "lost_margin",
            "expired_value",
            "orders",
        )
    ),
)


class ReorderBacktest(models.Model):
    """Adds up the products of a backtest, so that an owner sees it at a glance."""

    _inherit = "jxc.reorder.backtest"

    rule_count = fields.Integer("Reordering Rules", readonly=True, copy=False)
    done_count = fields.Integer("Played", readonly=True, copy=False)
    new_count = fields.Integer(
        "Too New", readonly=True, copy=False, help="Sold for too few weeks to judge."
    )
    error_count = fields.Integer("Could Not Be Played", readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")
    date_from = fields.Date("Played from", readonly=True, copy=False)
    date_to = fields.Date("Played until", readonly=True, copy=False)
    weeks_played = fields.Integer(readonly=True, copy=False)
    weeks_read = fields.Integer(
        readonly=True, copy=False, help="With those looked back on before."
    )
    calibration = fields.Selection(
        [
            ("before", "On the weeks before those played"),
            ("same", "On the last year, the weeks played included"),
            ("none", "None: too little history"),
        ],
        "Calibrated",
        readonly=True,
        copy=False,
        help="What the level to order by was learned from. Learned on the weeks before,"
        " the backtest judges the forecast as it would have been used at the time.",
    )
    curve = fields.Json(readonly=True, copy=False, prefetch=False)
    chart = fields.Json(readonly=True, copy=False, prefetch=False)

    asked_qty = fields.Float("Demand", digits="Product Unit", readonly=True, copy=False)
    forecast_fill = fields.Float(
        "Served with the Forecast (%)", digits=(16, 1), readonly=True, copy=False
    )
    baseline_fill = fields.Float(
        "Served with the Other (%)", digits=(16, 1), readonly=True, copy=False
    )
    forecast_stock_qty = fields.Float(
        "Stock with the Forecast", digits="Product Unit", readonly=True, copy=False
    )
    baseline_stock_qty = fields.Float(
        "Stock with the Other", digits="Product Unit", readonly=True, copy=False
    )
    forecast_stock_value = fields.Monetary(
        "Stock Value with the Forecast", readonly=True, copy=False
    )
    baseline_stock_value = fields.Monetary(
        "Stock Value with the Other", readonly=True, copy=False
    )
    forecast_lost_qty = fields.Float(
        "Lost with the Forecast", digits="Product Unit", readonly=True, copy=False
    )
    baseline_lost_qty = fields.Float(
        "Lost with the Other", digits="Product Unit", readonly=True, copy=False
    )
    forecast_lost_value = fields.Monetary(
        "Lost Sales with the Forecast", readonly=True, copy=False
    )
    baseline_lost_value = fields.Monetary(
        "Lost Sales with the Other", readonly=True, copy=False
    )
    forecast_lost_margin = fields.Monetary(
        "Lost Margin with the Forecast", readonly=True, copy=False
    )
    baseline_lost_margin = fields.Monetary(
        "Lost Margin with the Other", readonly=True, copy=False
    )
    forecast_expired_value = fields.Monetary(
        "Written Off with the Forecast", readonly=True, copy=False
    )
    baseline_expired_value = fields.Monetary(
        "Written Off with the Other", readonly=True, copy=False
    )
    forecast_orders = fields.Integer(
        "Orders with the Forecast", readonly=True, copy=False
    )
    baseline_orders = fields.Integer("Orders with the Other", readonly=True, copy=False)
    headline = fields.Char(compute="_compute_headline")
    stock_chart = fields.Json(compute="_compute_stock_chart")

    @api.depends("rule_count", "done_count")
    def _compute_progress(self):
        for backtest in self:
            total = backtest.rule_count
            backtest.progress = 100 * backtest.done_count / total if total else 0.0

    @api.depends("state", "baseline", *_SUMS, "forecast_fill", "baseline_fill")
    @api.depends_context("lang")
    def _compute_headline(self):
        for backtest in self:
            backtest.headline = (
                backtest.state == "done" and backtest._headline()
            ) or False

    @api.depends("chart", "baseline_stock_value", "forecast_stock_value")
    def _compute_stock_chart(self):
        for backtest in self:
            chart = backtest.chart or {}
            unit = "money" if backtest._has_value() else "units"
            backtest.stock_chart = unit in chart and {
                "days": chart["days"],
                **chart[unit],
            }

    def _headline(self) -> str:
        if not self.asked_qty:
            return self.env._("Nothing was asked for in the weeks played.")
        figures = {
            "forecast_fill": formatLang(self.env, self.forecast_fill, digits=1),
            "baseline_fill": formatLang(self.env, self.baseline_fill, digits=1),
            "forecast_stock": self._format_stock("forecast"),
            "baseline_stock": self._format_stock("baseline"),
        }
        if self.baseline == "average":
            return self.env._(
                "With the forecast: %(forecast_fill)s%% served with %(forecast_stock)s"
                " in stock; with the average of 30 days: %(baseline_fill)s%% with"
                " %(baseline_stock)s.",
                **figures,
            )
        return self.env._(
            "With the forecast: %(forecast_fill)s%% served with %(forecast_stock)s in"
            " stock; with today's minimum and maximum: %(baseline_fill)s%% with"
            " %(baseline_stock)s.",
            **figures,
        )

    def _has_value(self) -> bool:
        """Whether any product has a cost, so that stock can be told in money."""
        return bool(self.forecast_stock_value or self.baseline_stock_value)

    def _format_stock(self, who: str) -> str:
        """Return stock in money, or in units where no product has a cost."""
        if self._has_value():
            value = self[f"{who}_stock_value"]
            return formatLang(
                self.env,
                self.currency_id.round(value),
                digits=0,
                currency_obj=self.currency_id,
            )
        quantity = formatLang(self.env, self[f"{who}_stock_qty"], digits=0)
        return self.env._("%s units", quantity)

    def _forget_totals(self):
        # sudo: totals follow from the lines; nobody writes them himself.
        self.sudo().write(
            {
                **dict.fromkeys(_SUMS, 0),
                "rule_count": 0,
                "done_count": 0,
                "new_count": 0,
                "error_count": 0,
                "forecast_fill": 0,
                "baseline_fill": 0,
                "chart": False,
            }
        )

    def _add_up(self):
        """Store the totals of the lines."""
        Line = self.env["jxc.reorder.backtest.line"]
        Line.flush_model()
        [row] = self.env.execute_query_dict(
            SQL(
                """
            SELECT COUNT(*) FILTER (WHERE state = 'new') AS new_count,
                   COUNT(*) FILTER (WHERE state = 'error') AS error_count,
                   COUNT(*) AS done_count, %s
              FROM jxc_reorder_backtest_line WHERE backtest_id = %s
            """,
                SQL(", ").join(
                    SQL(
                        "COALESCE(SUM(%s), 0) AS %s",
                        SQL.identifier(name),
                        SQL.identifier(name),
                    )
                    for name in _SUMS
                ),
                self.id,
            )
        )
        for who in ("forecast", "baseline"):
            asked, lost = row["asked_qty"], row[f"{who}_lost_qty"]
            row[f"{who}_fill"] = 100 * (1 - lost / asked) if asked else 100.0
        self.write(row)
