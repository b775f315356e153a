from odoo import fields, models
from odoo.tools import SQL

_MEASURED = (
    "partner_id",
    "product_id",
    "receipts",
    "mean_days",
    "on_time",
    "first_receipt",
    "last_receipt",
    "stated_days",
    "days",
    "deviation",
    "vendor_late_days",
)


class VendorLeadTime(models.Model):
    """Measures lead times from the receipts of purchase orders, a company at a time."""

    _inherit = "jxc.vendor.lead.time"

    def _cron_measure(self):
        """Measure every company once a day; one that is done is not done again."""
        IrCron = self.env["ir.cron"]
        midnight = fields.Datetime.now().replace(hour=0, minute=0, second=0)
        due = self.env["res.company"].search(
            [
                "|",
                ("lead_times_measured_at", "=", False),
                ("lead_times_measured_at", "<", midnight),
            ],
            order="id",
        )
        if not IrCron._commit_progress(remaining=len(due)):
            return
        for company in due:
            self._measure(company)
            if not IrCron._commit_progress(1):
                return

    def _measure(self, company) -> None:
        """State the lead times of one company anew, writing only rows that differ.

        Left to another worker when that one is measuring the same company.
        """
        if not company.try_lock_for_update(allow_referencing=True):
            return
        self.env.flush_all()
        self._state_rows(company, self._estimate(self._read_receipts(company)))
        company.lead_times_measured_at = fields.Datetime.now()
        self.invalidate_model()

    def _read_receipts(self, company) -> list[tuple]:
        """Return for each vendor and product: receipts counted, mean and sum of squared
        differences of days, on time, first and last day, stated days.
        """
        return self.env.execute_query(
            SQL(
                """
        SELECT receipt.partner_id, receipt.product_id, COUNT(*), AVG(days)::float8,
               COALESCE(VAR_POP(days) * COUNT(*), 0)::float8,
               COUNT(*) FILTER (WHERE on_time), MIN(day), MAX(day),
               COALESCE(MIN(stated.delay), AVG(promised_days))::float8
          FROM (%(receipts)s) AS receipt
     LEFT JOIN LATERAL (
                SELECT info.delay
                  FROM product_supplierinfo info
                  JOIN res_partner vendor ON vendor.id = info.partner_id
                  JOIN product_product product ON product.id = receipt.product_id
                 WHERE info.product_tmpl_id = product.product_tmpl_id
                   AND (info.product_id IS NULL OR info.product_id = product.id)
                   AND (info.company_id IS NULL OR info.company_id = %(company)s)
                   AND vendor.commercial_partner_id = receipt.partner_id
              ORDER BY info.sequence, info.min_qty DESC, info.price, info.id
                 LIMIT 1) AS stated ON TRUE
      GROUP BY receipt.partner_id, receipt.product_id
      ORDER BY receipt.partner_id, receipt.product_id
            """,
                receipts=self._receipts_sql(company),
                company=company.id,
            )
        )

    def _receipts_sql(self, company) -> SQL:
        """Return the query of receipts: one row an order line and day of arrival."""
        zone = company._jxc_timezone().key
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id, line.product_id,
                   GREATEST(%(received)s - %(ordered)s, 0) AS days,
                   GREATEST(%(promised)s - %(ordered)s, 0) AS promised_days,
                   %(received)s <= %(promised)s AS on_time, %(received)s AS day
              FROM stock_move move
              JOIN purchase_order_line line ON line.id = move.purchase_line_id
              JOIN purchase_order po ON po.id = line.order_id
              JOIN res_partner partner ON partner.id = po.partner_id
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location dest ON dest.id = move.location_dest_id
             WHERE move.company_id = %(company)s AND move.state = 'done'
               AND move.date >= %(since)s AND move.quantity > 0
               AND source.usage = 'supplier' AND dest.usage IN ('internal', 'transit')
          GROUP BY line.id, po.id, partner.id, %(received)s
            """,
            received=_local_day(SQL("move.date"), zone),
            ordered=_local_day(SQL("COALESCE(po.date_approve, po.date_order)"), zone),
            promised=_local_day(
                SQL("COALESCE(line.date_promised, line.date_planned)"), zone
            ),
            company=company.id,
            since=company._instant_after_days(-company.lead_time_window_days),
        )

    def _estimate(self, rows: list[tuple]) -> list[tuple]:
        """Return the values of ``_MEASURED`` for each row of receipts."""
        # NumPy is loaded here, not by every Odoo worker.
        from ...engine.supply.lead_time import lead_times

        if not rows:
            return []
        vendors, products, counts, means, squares, on_time, first, last, stated = zip(
            *rows, strict=True
        )
        result = lead_times(vendors, counts, means, squares, stated)
        return list(
            zip(
                *(vendors, products, counts, means, on_time, first, last, stated),
                result.days.round(4).tolist(),
                result.deviation.round(4).tolist(),
                result.vendor_late.round(4).tolist(),
                strict=True,
            )
        )

    def _state_rows(self, company, rows: list[tuple]) -> None:
        """Write the rows that differ and remove those that are not among them."""
        names = SQL(", ").join(map(SQL.identifier, _MEASURED))
        columns = [[row[place] for row in rows] for place in range(len(_MEASURED))]
        given = SQL(
            "unnest(%s) AS given(%s)",
            SQL(", ").join(
                SQL("%s::%s[]", column, SQL(self._fields[name].column_type[1]))
                for name, column in zip(_MEASURED, columns, strict=True)
            ),
            names,
        )
        self._remove_others(company, given)
        updates = [SQL.identifier(name) for name in _MEASURED[2:]]
        self.env.cr.execute(
            SQL(
                """
            INSERT INTO jxc_vendor_lead_time AS stored (company_id, %(names)s)
            SELECT %(company)s, given.* FROM %(given)s
                ON CONFLICT (company_id, partner_id, product_id) DO UPDATE
               SET %(set)s WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
            """,
                names=names,
                company=company.id,
                given=given,
                set=SQL(", ").join(SQL("%s = EXCLUDED.%s", n, n) for n in updates),
                old=SQL(", ").join(SQL("stored.%s", n) for n in updates),
                new=SQL(", ").join(SQL("EXCLUDED.%s", n) for n in updates),
            )
        )

    def _remove_others(self, company, given: SQL) -> None:
        self.env.cr.execute(
            SQL(
                """
            DELETE FROM jxc_vendor_lead_time stored
             WHERE company_id = %s
               AND NOT EXISTS (
                    SELECT FROM %s WHERE given.partner_id = stored.partner_id
                                     AND given.product_id = stored.product_id)
            """,
                company.id,
                given,
            )
        )


def _local_day(instant: SQL, zone: str) -> SQL:
    """Return the calendar day of a UTC instant in the zone."""
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", instant, zone)
