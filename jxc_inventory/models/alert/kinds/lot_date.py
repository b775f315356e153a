from odoo import models
from odoo.tools import SQL


class AlertKindLotDate(models.AbstractModel):
    """Lots on hand by a date of theirs, a fact a lot and warehouse; no kind itself."""

    _name = "jxc.alert.kind.lot.date"
    _inherit = "jxc.alert.kind.stock"
    _description = "Lot Date"

    _subject = "stock.lot"
    _facts = (
        "subject_id",
        "product_id",
        "lot_id",
        "warehouse_id",
        "days",
        "percent",
        "quantity",
        "value",
        "due_date",
    )
    _settings = ("expiry_basis",)

    def _query(self, rule) -> SQL:
        """Return lots by their level first: few of many, before stock is added up."""
        return SQL(
            """
            WITH dated AS MATERIALIZED (
                SELECT fact.* FROM (%(lots)s) AS fact WHERE %(level)s IS NOT NULL),
            held AS MATERIALIZED (
                SELECT quant.lot_id AS id, location.warehouse_id,
                       SUM(quant.quantity) AS quantity
                  FROM dated
                  JOIN stock_quant quant ON quant.lot_id = dated.id
                  JOIN stock_location location ON location.id = quant.location_id
                 WHERE %(on_hand)s AND %(place)s
              GROUP BY 1, 2
                HAVING SUM(quant.quantity) > 0)
            SELECT dated.id, product.id, dated.id, held.warehouse_id, dated.days,
                   dated.percent, held.quantity,
                   held.quantity * CASE WHEN tmpl.lot_valuated
                                   THEN dated.cost ELSE %(cost)s END,
                   dated.day
              FROM held
              JOIN dated ON dated.id = held.id
              JOIN product_product product ON product.id = dated.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
             WHERE %(goods)s
            """,
            lots=self._lots(rule),
            level=rule._level_sql(self),
            on_hand=self._on_hand(rule),
            place=rule._place_scope(),
            goods=rule._product_scope(),
            cost=self._product_cost(),
        )

    def _lots(self, rule) -> SQL:
        """Return ``id, product_id, cost, day, days, percent`` of this kind's lots."""
        raise NotImplementedError

    def _dated_lots(self, rule, first: int | None, last: int | None) -> SQL:
        """Return ``id, product_id, cost, day, made_on`` of lots by expiration date.

        ``day`` is the last usable day, or the last before removal, as the rule says:
        from ``first`` to ``last`` days after today, without an end where that is None.
        Where production is unknown, life counts from the day the lot became known.
        """
        name = "removal_date" if rule.expiry_basis == "removal" else "expiration_date"
        date = SQL.identifier("lot", name)
        after = rule.company_id._instant_after_days
        conditions = [SQL("%s IS NOT NULL", date)]
        if first is not None:
            conditions.append(SQL("%s >= %s", date, after(first)))
        if last is not None:
            conditions.append(SQL("%s < %s", date, after(last + 1)))
        return SQL(
            """
            SELECT lot.id, lot.product_id, %s AS cost, %s AS day,
                   COALESCE(lot.production_date, %s) AS made_on
              FROM stock_lot lot
             WHERE %s
            """,
            self._lot_cost(),
            self._day(date, rule),
            self._day(SQL("lot.create_date"), rule),
            SQL(" AND ").join(conditions),
        )
