from datetime import date, timedelta
from math import isnan, nan

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

_WEEKS_AHEAD = 8
_LONGEST = 260  # weeks


class DemandHistory(models.Model):
    """Shows the weekly series: what was sold, what is forecast from, and why."""

    _inherit = "jxc.demand.history"

    @api.model
    @api.readonly
    def get_chart(
        self,
        product_ids: list[int],
        product_id: int | None = None,
        warehouse_id: int | None = None,
        weeks: int = 52,
    ) -> dict:
        """Return the weekly series of one of the products in one warehouse.

        Without ``product_id`` the first; without ``warehouse_id`` the one that sold
        most of it. The user's companies and rights hold.
        """
        self.browse().check_access("read")
        products = self.env["product.product"].browse(product_ids).exists()
        products.check_access("read")
        product = products.filtered(lambda one: one.id == product_id) or products[:1]
        warehouses = self._get_chart_warehouses(product)
        warehouse = (
            warehouses.filtered(lambda one: one.id == warehouse_id) or warehouses[:1]
        )
        chart = {
            "products": [{"id": p.id, "name": p.display_name} for p in products],
            "product_id": product.id,
            "unit": product.uom_id.display_name,
            "warehouses": [{"id": w.id, "name": w.display_name} for w in warehouses],
            "warehouse_id": warehouse.id,
            "weeks": [],
            "notes": [],
        }
        if product and warehouse:
            weeks = max(4, min(int(weeks), _LONGEST))
            chart.update(self._get_chart_series(product, warehouse, weeks))
        return chart

    def _get_chart_warehouses(self, product):
        """Return the user's warehouses, those that sold most of the product first."""
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "in", self.env.companies.ids)]
        )
        sold = dict(
            self._read_group(
                [
                    ("product_id", "=", product.id),
                    ("warehouse_id", "in", warehouses.ids),
                ],
                ["warehouse_id"],
                ["quantity:sum"],
            )
        )
        return warehouses.sorted(lambda one: -sold.get(one, 0.0))

    def _get_chart_series(self, product, warehouse, weeks: int) -> dict:
        company = warehouse.company_id
        until = company._demand_known_until() or company._today() - timedelta(days=1)
        series = self._read_series(
            product.ids, warehouse.id, weeks, until, _WEEKS_AHEAD
        )
        first = until - timedelta(days=7 * weeks - 1)
        events = self.env["jxc.demand.event"]._get_names_by_week(
            product, warehouse, first, weeks + _WEEKS_AHEAD
        )
        one_off = self._read_sold({product.id: 0}, warehouse.id, weeks, until)[1][0]
        days_out = self._read_days_out({product.id: 0}, warehouse.id, weeks, until)[0]
        past = zip(
            series.sold[0].tolist(),
            one_off.tolist(),
            days_out.tolist(),
            series.history[0].tolist(),
            strict=True,
        )
        rows = [_past_week(*numbers) for numbers in past]
        rows += [
            {**_past_week(nan, 0.0, 0, nan), "state": "ahead"}
            for _week in range(_WEEKS_AHEAD)
        ]
        for number, row in enumerate(rows):
            begin = first + timedelta(days=7 * number)
            row["from"] = fields.Date.to_string(begin)
            row["to"] = fields.Date.to_string(begin + timedelta(days=6))
            row["events"] = events.get(number, [])
        return {
            "weeks": rows,
            "notes": self._get_chart_notes(product, series.corrections[0])
            + self._get_staleness_notes(until),
        }

    def _get_chart_notes(self, product, correction) -> list[str]:
        """Return in words what was done to the series."""
        env = self.env
        lenders = product.demand_predecessor_id | product.demand_analogue_id
        texts = {
            env._(
                "Weeks mostly out of stock, taken as unknown: %s.", correction.weeks_out
            ): correction.weeks_out,
            env._(
                "Weeks with some days out of stock, scaled up to seven days: %s.",
                correction.weeks_scaled,
            ): correction.weeks_scaled,
            env._(
                "One-off orders and exclusions, left out: %(quantity)s %(unit)s.",
                quantity=formatLang(env, correction.one_off, digits=0),
                unit=product.uom_id.display_name,
            ): correction.one_off,
            env._(
                "Weeks from which the uplift of events was divided out: %s.",
                correction.weeks_in_events,
            ): correction.weeks_in_events,
            env._(
                "Weeks beyond all measure, cut to what can be expected: %s.",
                correction.weeks_extreme,
            ): correction.weeks_extreme,
            env._(
                "Weeks with demand of %(products)s: %(weeks)s.",
                products=", ".join(lenders.mapped("display_name")),
                weeks=correction.weeks_borrowed,
            ): correction.weeks_borrowed,
        }
        return [text for text, done in texts.items() if done] or [
            env._("Nothing was corrected.")
        ]

    def _get_staleness_notes(self, until: date) -> list[str]:
        notes = []
        if until < fields.Date.context_today(self) - timedelta(days=7):
            notes.append(
                self.env._(
                    "No newer demand is known than of %s.",
                    format_date(self.env, until),
                )
            )
        return notes


def _past_week(sold: float, one_off: float, days_out: int, demand: float) -> dict:
    """Return a week for the screen; a number that is not known (NaN) becomes None."""
    before, unknown = isnan(sold), isnan(demand)
    state = "known"
    if before:
        state = "before" if unknown else "borrowed"
    elif unknown:
        state = "out"
    return {
        "sold": None if before else sold,
        "one_off": 0.0 if before else one_off,
        "days_out": 0 if before else days_out,
        "demand": None if unknown else round(demand, 3),
        "state": state,
    }
