import logging

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import SQL, mute_logger

_logger = logging.getLogger(__name__)

# Fill rates asked, in per cent; those between are interpolated.
_TARGETS = (80.0, 85.0, 90.0, 93.0, 95.0, 97.0, 98.0, 99.0)
# A sample is enough for one quantile, and the time it takes is bounded.
_SAMPLE = 2500
_LEAST_SERIES = 20


class ReorderCalibration(models.Model):
    """Which quantile of demand serves a wanted part of it.

    A level that is enough in 95 % of the cycles does not serve 95 % of demand: more
    where shortages are small, less where they are large. Each week the last year of a
    sample is played with the policy in use, and the quantile kept that would have
    served what is asked.
    """

    _name = "jxc.reorder.calibration"
    _description = "Calibration of Service Levels"
    _order = "company_id, target"
    _rec_name = "target"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    target = fields.Float(
        "Fill Rate Asked (%)",
        readonly=True,
        required=True,
        help="Part of the demand to be served from stock.",
    )
    quantile = fields.Float(
        "Level to Order by (%)",
        digits=(16, 2),
        readonly=True,
        required=True,
        aggregator=None,
        help="The probability of getting through lead time and review period without"
        " running out by which this fill rate would have been reached.",
    )
    fill = fields.Float(
        "Fill Rate Reached (%)", digits=(16, 1), readonly=True, aggregator=None
    )
    series_count = fields.Integer(
        "Sample", readonly=True, aggregator=None, help="Products played, by warehouse."
    )
    weeks = fields.Integer("Weeks Played", readonly=True, aggregator=None)
    date_from = fields.Date("Played from", readonly=True)
    date_to = fields.Date("Played until", readonly=True)
    computed_at = fields.Datetime("Computed at", readonly=True)

    _company_target_uniq = models.Constraint(
        "UNIQUE(company_id, target)", "A fill rate is calibrated once a company."
    )

    @api.model
    def _get_calibrated_quantiles(self, company, targets) -> dict[float, float]:
        """Return by target the quantile, a fraction, that serves so many per cent.

        To be given to :meth:`Outlook.quantile` over lead time and review period. As
        long as nothing is calibrated it is the target itself.
        """
        from ...engine.calibration import quantile_for

        curve = self._read_curve(company)
        return {target: quantile_for(target / 100, curve) for target in targets}

    def _read_curve(self, company) -> dict[float, float]:
        """Return quantile by fill rate as calibrated last, both fractions."""
        # sudo: whoever works out levels orders by the company's calibration.
        known = self.sudo().search_fetch(
            [("company_id", "=", company.id)], ["target", "quantile"]
        )
        return {one.target / 100: one.quantile / 100 for one in known}

    def _find_curve(
        self, company, window, targets, most: int = _SAMPLE
    ) -> dict[float, float]:
        """Return quantile by fill rate on other weeks; nothing when too few sold."""
        from ...engine.calibration import calibration_curve

        past = self._read_sample(company, window, most)
        points = calibration_curve(past, [one / 100 for one in targets]) if past else []
        return {point.target: point.quantile for point in points}

    def _cron_calibrate(self):
        companies = self.env["res.company"].search([("reorder_from_demand", "=", True)])
        for position, company in enumerate(companies):
            try:
                with self.env.cr.savepoint():
                    self._calibrate(company)
            except Exception:
                _logger.exception("Calibration failed for company %s", company.id)
            remaining = len(companies) - position - 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return

    def _calibrate_missing(self, companies):
        """Calibrate the companies that never were, as before their first levels.

        On a new database the weekly calibration runs beside the first night: what it
        has entered meanwhile is as good.
        """
        calibrated = self.search([("company_id", "in", companies.ids)]).company_id
        for company in companies - calibrated:
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                    self._calibrate(company)
            except UniqueViolation:
                _logger.info("Company %s is being calibrated already.", company.id)

    def _calibrate(self, company) -> None:
        """Calibrate one company; leaves what is there when there is too little."""
        window = company._get_backtest_window()
        past = window and self._read_sample(company, window)
        if not past:
            return
        from ...engine.calibration import calibration_curve

        points = calibration_curve(past, [target / 100 for target in _TARGETS])
        facts = {
            "series_count": len(past.sold),
            "weeks": window.played,
            "date_from": window.first_day,
            "date_to": window.until,
            "computed_at": fields.Datetime.now(),
        }
        existing = self.search([("company_id", "=", company.id)])
        by_target = {one.target: one for one in existing}
        for target, point in zip(_TARGETS, points, strict=True):
            values = {
                **facts,
                "quantile": point.quantile * 100,
                "fill": point.fill * 100,
            }
            if target in by_target:
                by_target[target].write(values)
            else:
                self.create({"company_id": company.id, "target": target, **values})

    def _read_sample(self, company, window, most: int = _SAMPLE):
        """Return the past of the products to calibrate on; None when too few."""
        from ...engine.comparison import rows_of, together

        pasts = []
        for warehouse, products in self._choose_sample(company, window, most):
            past = warehouse._read_past(products, window)
            pasts.append(rows_of(past, past.known().nonzero()[0]))
        past = pasts and together(pasts)
        return past if pasts and len(past.sold) >= _LEAST_SERIES else None

    def _choose_sample(self, company, window, most: int, warehouse=None):
        """Return (warehouse, products) that sold in the weeks played.

        The same ones each time, without regard to what they are; of one warehouse
        only, when given.
        """
        rows = self.env.execute_query(
            SQL(
                """
            SELECT warehouse_id, ARRAY_AGG(product_id ORDER BY product_id)
              FROM (SELECT history.warehouse_id, history.product_id
                      FROM jxc_demand_history history
                      JOIN product_product product
                        ON product.id = history.product_id AND product.active
                     WHERE history.company_id = %(company)s
                       AND history.date BETWEEN %(first)s AND %(until)s
                       %(place)s
                  GROUP BY 1, 2
                    HAVING SUM(history.quantity) > 0
                  ORDER BY MD5(history.warehouse_id || '-' || history.product_id)
                     LIMIT %(most)s) AS sample
          GROUP BY warehouse_id
          ORDER BY warehouse_id
            """,
                company=company.id,
                first=window.first_day,
                until=window.until,
                place=SQL("AND history.warehouse_id = %s", warehouse.id)
                if warehouse
                else SQL(),
                most=most,
            )
        )
        return [
            (
                self.env["stock.warehouse"].browse(warehouse_id),
                self.env["product.product"].browse(product_ids).with_company(company),
            )
            for warehouse_id, product_ids in rows
        ]
