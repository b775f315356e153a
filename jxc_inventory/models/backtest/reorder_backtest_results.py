from datetime import timedelta

from odoo import models

from .res_company import Window

# Series share their errors: a few products are played among so many others.
_MATES = 60


class ReorderBacktest(models.Model):
    """Plays reordering rules of one warehouse and writes what came of it."""

    _inherit = "jxc.reorder.backtest"

    def _play(self, rules):
        from ...engine import comparison

        window = Window(self.date_to, self.weeks_read, self.weeks_played)
        asked = rules.product_id
        products = asked | self._choose_mates(rules.warehouse_id, asked, window)
        past = rules.warehouse_id._read_past(products, window)
        place = {product_id: row for row, product_id in enumerate(products.ids)}
        rows = [place[rule.product_id.id] for rule in rules]
        # A product may have rules at two places of a warehouse; mates come last.
        rows += range(len(asked), len(products))
        past = comparison.rows_of(past, rows)
        targets, quantiles = self._get_quantiles(rules, len(rows))
        played = (
            comparison.play_forecast(past, past.see(), quantiles),
            self._play_baseline(rules, past),
        )
        known = past.known().tolist()
        facts = {
            "lead_weeks": (past.spans - past.reviews).tolist(),
            "fill_target": targets,
            "quantile": (quantiles * 100).tolist(),
            "weeks_kept": past.lives.tolist(),
        }
        figures = self._get_figures(rules, played)
        sold = past.sold[:, past.start :]
        days = _days(window)
        lines = []
        for row, rule in enumerate(rules):
            line = {**self._line_of(rule), "state": "done" if known[row] else "new"}
            line.update({name: values[row] for name, values in facts.items()})
            if known[row]:
                line.update({name: values[row] for name, values in figures.items()})
                line["chart"] = _chart(days, sold[row], played, row)
            lines.append(line)
        self.env["jxc.reorder.backtest.line"].create(lines)
        self._add_to_chart(rules, days, played, past.known())

    def _choose_mates(self, warehouse, products, window: Window):
        """Return other products to share errors with, when there are but a few."""
        if len(products) >= _MATES:
            return products.browse()
        sample = self.env["jxc.reorder.calibration"]._choose_sample(
            self.company_id, window, 2 * _MATES, warehouse
        )
        others = sample[0][1] - products if sample else products.browse()
        return others[: _MATES - len(products)]

    def _get_quantiles(self, rules, count: int):
        """Return fill rates asked, and the levels to order by of ``count`` series."""
        import numpy as np

        from ...engine.calibration import quantile_for

        company_level = self.company_id.reorder_service_level
        targets = [
            self.fill_target or rule.service_level or company_level for rule in rules
        ]
        curve = {float(target): level for target, level in (self.curve or {}).items()}
        levels = {target: quantile_for(target / 100, curve) for target in set(targets)}
        quantiles = np.full(count, 0.5)
        quantiles[: len(rules)] = [levels[target] for target in targets]
        return targets, quantiles

    def _play_baseline(self, rules, past):
        import numpy as np

        from ...engine import comparison

        if self.baseline == "average":
            return comparison.play_average(past)
        minimum, maximum = np.zeros((2, len(past.sold)))
        minimum[: len(rules)] = rules.mapped("product_min_qty")
        maximum[: len(rules)] = rules.mapped("product_max_qty")
        return comparison.play_levels(past, minimum, maximum)

    def _get_figures(self, rules, played) -> dict[str, list]:
        """Return the column values of the lines, by name of the field."""
        import numpy as np

        from ...engine.backtest import in_money

        products = rules.product_id.with_company(self.company_id)
        values = {one.id: (one.standard_price, one.lst_price) for one in products}
        worth = np.zeros((2, len(played[0].asked)))
        worth[:, : len(rules)] = np.transpose(
            [values[rule.product_id.id] for rule in rules]
        )
        money = [in_money(result, *worth) for result in played]
        columns = {"asked_qty": played[0].asked}
        for who, result, valued in zip(
            ("forecast", "baseline"), played, money, strict=True
        ):
            columns.update(
                {
                    f"{who}_fill": result.fill * 100,
                    f"{who}_stock_qty": result.stock,
                    f"{who}_stock_value": valued.stock,
                    f"{who}_lost_qty": result.lost,
                    f"{who}_lost_value": valued.lost_sales,
                    f"{who}_lost_margin": valued.lost_margin,
                    f"{who}_expired_qty": result.expired,
                    f"{who}_expired_value": valued.written_off,
                    f"{who}_orders": result.orders.astype(int),
                }
            )
        ours, other = money
        columns["stock_difference"] = other.stock - ours.stock
        columns["margin_difference"] = other.lost_margin - ours.lost_margin
        figures = {name: column.tolist() for name, column in columns.items()}
        figures["minimum"] = rules.mapped("product_min_qty")
        figures["maximum"] = rules.mapped("product_max_qty")
        return figures

    def _line_of(self, rule) -> dict:
        return {
            "backtest_id": self.id,
            "orderpoint_id": rule.id,
            "company_id": self.company_id.id,
            "product_id": rule.product_id.id,
            "warehouse_id": rule.warehouse_id.id,
        }

    def _add_to_chart(self, rules, days, played, known):
        """Add the stock of a slice to that of the backtest, week by week."""
        import numpy as np

        count = len(rules)
        products = rules.product_id.with_company(self.company_id)
        costs = {product.id: product.standard_price for product in products}
        cost = np.array([costs[rule.product_id.id] for rule in rules])
        weights = {"money": cost * known[:count], "units": known[:count] * 1.0}
        before = self.chart or {}
        chart = {"days": days}
        for unit, weight in weights.items():
            chart[unit] = {}
            for who, result in zip(("forecast", "baseline"), played, strict=True):
                stock = weight @ result.evenings[:count]
                stock += np.array(before.get(unit, {}).get(who, 0.0))
                chart[unit][who] = stock.round(2).tolist()
        self.chart = chart


def _days(window: Window) -> list[str]:
    """Return the last day of each week played."""
    return [
        (window.until - timedelta(weeks=week)).isoformat()
        for week in range(window.played - 1, -1, -1)
    ]


def _chart(days, sold, played, row: int) -> dict:
    import numpy as np

    ours, other = played
    return {
        "days": days,
        "asked": np.nan_to_num(sold).round(2).tolist(),
        "forecast": ours.evenings[row].round(2).tolist(),
        "baseline": other.evenings[row].round(2).tolist(),
    }
