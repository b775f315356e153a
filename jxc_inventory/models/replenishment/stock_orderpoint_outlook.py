from collections.abc import Sequence
from datetime import timedelta

from odoo import models

from .stock_orderpoint_facts import Demand, Facts

# Weeks ahead that the chart shows; event factors are read for them.
WEEKS_AHEAD = 13
_WEEKS_IN_YEAR = 52
# More digits would say that a number changed when only floating point did.
_DIGITS = 6


class StockWarehouseOrderpoint(models.Model):
    """Forecasts the demand of many reordering rules at once."""

    _inherit = "stock.warehouse.orderpoint"

    def _forecast_demand(self, facts: Sequence[Facts], lead_times) -> list[Demand]:
        """Return what rules of one warehouse expect to sell over lead and review time.

        All of them are looked at together: series lend each other the weights of the
        models and the distribution of errors, so a result depends on the others.
        """
        # NumPy is loaded here, when a forecast is wanted, not by every Odoo worker.
        import numpy as np

        from ...engine.classes import VARIATION_CLASSES, variation_classes
        from ...engine.forecast import look_ahead

        company = self.env["res.company"].browse(facts[0].company_id)
        until = company._demand_known_until() or company._today() - timedelta(days=1)
        series = self._read_series(facts, company, until)
        # Weeks in which more came back than went out sold nothing.
        history = np.maximum(_without_empty_start(series.history), 0.0)
        leads = [lead_times[fact.id] for fact in facts]
        spans = np.array([lead.days + lead.review_days for lead in leads], float)
        said = look_ahead(
            history,
            spans / 7,
            WEEKS_AHEAD,
            series.ahead,
            _WEEKS_IN_YEAR,
            np.array([fact.categ_id or 0 for fact in facts]),
        )
        variation = variation_classes(
            history, company.reorder_limit_x, company.reorder_limit_y
        )
        classes = [VARIATION_CLASSES[index] for index in variation]
        service, source = zip(
            *self._get_service_levels(facts, classes, company), strict=True
        )
        quantiles = self._get_quantiles(service, company)
        columns = {
            **_demand_columns(said, spans / 7, quantiles),
            "demand_weeks": (~np.isnan(history)).sum(axis=1).tolist(),
            "demand_until": [until] * len(facts),
            "demand_span_days": spans.tolist(),
            "demand_step": series.step.tolist(),
            "demand_corrections": [_done(each) for each in series.corrections],
            "service_level": service,
            "xyz_class": classes,
            "service_level_source": source,
        }
        ordered = [columns[name] for name in Demand._fields]
        return [Demand(*row) for row in zip(*ordered, strict=True)]

    def _read_series(self, facts: Sequence[Facts], company, until):
        return self.env["jxc.demand.history"]._read_series(
            [fact.product_id for fact in facts],
            facts[0].warehouse_id,
            company.reorder_window_weeks,
            until,
            WEEKS_AHEAD,
        )


def _without_empty_start(history):
    """Leave out the oldest weeks, as long as none of the series knows of them."""
    import numpy as np

    known = ~np.isnan(history).all(axis=0)
    return history[:, known.argmax() if known.any() else -1 :]


def _demand_columns(said, weeks, quantiles: Sequence[float]) -> dict[str, list]:
    """Return the columns that a forecast over ``weeks`` says by itself."""
    import numpy as np

    from ...engine.forecast import PATTERNS

    return {
        "demand_weekly_mean": _rounded(said.mean / weeks),
        "demand_weekly_deviation": _rounded(said.spread / np.sqrt(weeks)),
        "demand_expected": _rounded(said.mean),
        "demand_spread": _rounded(said.spread),
        "demand_factor": _rounded(said.factor(quantiles)),
        "demand_quantile": _rounded(np.array(quantiles)),
        "demand_pattern": [PATTERNS[index] for index in said.patterns],
        "demand_borrowed": said.borrowed.tolist(),
        "demand_points": said.points.round(3).tolist(),
    }


def _done(correction) -> dict | None:
    """Return what was done to a history, None if nothing."""
    return {
        name: value for name, value in correction._asdict().items() if value
    } or None


def _rounded(values) -> list[float]:
    return values.round(_DIGITS).tolist()
