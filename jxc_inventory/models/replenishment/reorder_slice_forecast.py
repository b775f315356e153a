from odoo import fields, models
from odoo.tools import SQL

# Changes below these wait for the weekly forecast: points of a per cent of uplifts and
# of calibrated quantiles, as digits.
_UPLIFT_DIGITS, _QUANTILE_DIGITS = 0, 1


class ReorderSlice(models.Model):
    """Tells when the demand of a slice is to be forecast anew."""

    _inherit = "jxc.reorder.slice"

    forecast_facts = fields.Char(
        readonly=True,
        help="Fingerprint of what the last forecast was made with, besides history.",
    )

    def _is_forecast_due(self, looks, until) -> bool:
        """Whether demand of a slice is to be forecast anew.

        Once a week, each slice on a day of its own: weeks of demand are what models
        see, and one more is known only then. At once, when none of its rules ever was,
        or when events, the calibration, predecessors or settings were changed.
        """
        seen = [look.demand_until for look in looks if look.demand_until]
        if self.forecast_wanted or not seen or max(seen) > until:
            return True
        age = (until - min(seen)).days
        own_day = (until.toordinal() + self.warehouse_id.id + self.number) % 7 == 0
        if age >= 7 or (own_day and age > 0):
            return True
        return self.forecast_facts != self._get_forecast_facts()

    def _get_forecast_facts(self) -> str:
        """Return the fingerprint of what forecasts are made with, besides history."""
        self.env.flush_all()
        company = self.warehouse_id.company_id
        parts = [_company_sql(company), *self._event_parts(company)]
        [(facts,)] = self.env.execute_query(
            SQL(
                "SELECT md5(concat_ws('|', %s))",
                SQL(", ").join(SQL("(%s)", part) for part in parts),
            )
        )
        return facts

    def _event_parts(self, company) -> list[SQL]:
        Event = self.env["jxc.demand.event"]
        scopes = [
            Event._fields[name]
            for name in ("product_ids", "categ_ids", "warehouse_ids")
        ]
        events = SQL(
            "SELECT id FROM jxc_demand_event WHERE active"
            " AND (company_id IS NULL OR company_id = %s)",
            company.id,
        )
        return [
            _sum_sql(
                "id, uplift_source, manual_uplift", "jxc_demand_event", "id", events
            ),
            _sum_sql(
                "event_id, window_from, window_to",
                "jxc_demand_event_occurrence",
                "event_id",
                events,
            ),
            SQL(
                "%s AND company_id = %s",
                _sum_sql(
                    f"event_id, categ_id, ROUND(uplift::numeric, {_UPLIFT_DIGITS})",
                    "jxc_demand_event_uplift",
                    "event_id",
                    events,
                ),
                company.id,
            ),
            *(
                _sum_sql(
                    f"{scope.column1}, {scope.column2}",
                    scope.relation,
                    scope.column1,
                    events,
                )
                for scope in scopes
            ),
        ]


def _sum_sql(columns: str, table: str, key: str, among: SQL) -> SQL:
    """Return the fingerprint of the rows of a table whose key is among others."""
    return SQL(
        "SELECT SUM(hashtextextended(ROW(%s)::text, 0)) FROM %s WHERE %s IN (%s)",
        SQL(columns),
        SQL.identifier(table),
        SQL.identifier(key),
        among,
    )


def _company_sql(company) -> SQL:
    """Return the fingerprints of settings, calibration and lenders of history."""
    return SQL(
        """
        SELECT concat_ws('|', reorder_service_level, reorder_window_weeks,
               reorder_limit_x, reorder_limit_y,
               (SELECT SUM(hashtextextended(
                           ROW(id, parent_id, reorder_service_level)::text, 0))
                  FROM product_category),
               (SELECT SUM(hashtextextended(
                           ROW(target, ROUND(quantile::numeric, %(digits)s))::text, 0))
                  FROM jxc_reorder_calibration WHERE company_id = company.id),
               (SELECT SUM(hashtextextended(
                           ROW(id, demand_predecessor_id, demand_predecessor_share,
                               demand_analogue_id, demand_analogue_share)::text, 0))
                  FROM product_product
                 WHERE demand_predecessor_id IS NOT NULL
                    OR demand_analogue_id IS NOT NULL))
          FROM res_company company WHERE id = %(company)s
        """,
        company=company.id,
        digits=_QUANTILE_DIGITS,
    )
