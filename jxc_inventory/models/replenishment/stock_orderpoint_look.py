from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL

# Stock-outs are looked for half a year ahead: nobody orders for later, and forecasts
# say little of it.
DAYS_AHEAD = 182
# Days after which demand is forecast anew.
FORECAST_DAYS = 7
_OPEN = ("waiting", "confirmed", "assigned", "partially_available")
_ASKED = ("draft", "sent", "to approve")
# Days around a limit within which a result is rather worked out once too often.
_MARGIN = 2
# What levels and quantities of a company are worked out with.
_COMPANY = (
    "currency_id",
    "days_to_purchase",
    "holding_cost_rate",
    "horizon_days",
    "lead_time_window_days",
    "partner_id",
    "reorder_assumed_lead_days",
    "reorder_review_days",
    "surplus_keep_days",
)
# What of a product, its template and the rule itself.
_PRODUCT = ("active", "standard_price")
_TEMPLATE = (
    "categ_id",
    "expiration_time",
    "list_price",
    "removal_time",
    "shelf_life",
    "shelf_life_unit",
    "uom_id",
    "use_expiration_date",
)
_RULE = ("location_id", "replenishment_uom_id", "route_id", "supplier_id")
# Few rows that may concern any rule: one changed, all rules are worked out anew.
_SETTINGS = (
    "decimal_precision",
    "jxc_lot_rule",
    "stock_route",
    "stock_route_categ",
    "stock_route_warehouse",
    "stock_rule",
    "stock_warehouse",
    "uom_uom",
)


class Look(NamedTuple):
    """What is seen of a rule without working it out."""

    rule_id: int
    facts: str  # fingerprint of all that it would be worked out from
    changed: bool  # since it was worked out
    by_day: bool  # whether its result may be another one on another day
    failed: bool  # could not be worked out last time
    demand_until: date | None


class StockWarehouseOrderpoint(models.Model):
    """Finds the rules that would come to another result than last time.

    Compared are values, by their fingerprint, not times of change: a transaction may
    end long after the time that its changes carry, and what was deleted carries none.
    """

    _inherit = "stock.warehouse.orderpoint"

    reorder_facts = fields.Char(
        readonly=True,
        copy=False,
        help="Fingerprint of what this rule was worked out from. Another one tells the"
        " nightly run to work it out again.",
    )

    def _look(self, company) -> list[Look]:
        """Look at rules from demand of one location, in one query.

        ``by_day`` is told from results stored for the same facts: where nothing comes,
        goes or expires soon and nothing is short, a day that passes changes nothing.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
            WITH rule AS MATERIALIZED (%(rules)s), tree AS MATERIALIZED (%(tree)s),
            setting AS MATERIALIZED (%(settings)s),
            stock AS (%(stock)s), move AS (%(moves)s), asked AS (%(asked)s),
            listed AS (%(listed)s), measured AS (%(measured)s),
            seen AS (
                SELECT rule.*, %(by_day)s AS by_day,
                       hash_record_extended(
                           ROW(setting.facts, rule.own_facts, stock.facts, move.facts,
                               asked.facts, listed.facts, measured.facts), 0
                       )::text AS facts
                  FROM rule CROSS JOIN setting
             LEFT JOIN stock USING (product_id) LEFT JOIN move USING (product_id)
             LEFT JOIN asked USING (product_id) LEFT JOIN measured USING (product_id)
             LEFT JOIN listed USING (product_tmpl_id))
            SELECT id, facts, facts IS DISTINCT FROM reorder_facts,
                   COALESCE(by_day, FALSE), reorder_error IS NOT NULL, demand_until
              FROM seen
          ORDER BY id
            """,
                rules=_rules_sql(self.ids),
                tree=self._tree_sql(),
                stock=_stock_sql(),
                moves=_moves_sql(),
                asked=_asked_sql(),
                listed=_listed_sql(company._today()),
                measured=_measured_sql(company),
                settings=_settings_sql(company),
                by_day=_by_day_sql(company),
            )
        )
        return [Look(*row) for row in rows]

    def _tree_sql(self) -> SQL:
        """Return the locations below that of these rules."""
        return SQL(
            """
            SELECT location.id, location.in_quarantine
              FROM stock_location place
              JOIN stock_location location
                ON location.parent_path LIKE place.parent_path || '%%'
             WHERE place.id = (SELECT location_id FROM stock_warehouse_orderpoint
                                WHERE id = %s)
            """,
            self[:1].id,
        )


def _rules_sql(ids: Sequence[int]) -> SQL:
    return SQL(
        """
        SELECT rule.id, rule.product_id, product.product_tmpl_id, rule.reorder_facts,
               rule.reorder_error, rule.demand_until, rule.deadline_date,
               rule.stockout_date, rule.order_missing, rule.order_steps,
               rule.lead_time_days, rule.review_days,
               CASE WHEN tmpl.use_expiration_date
                    THEN rule.lead_time_days + rule.review_days END AS fresh_days,
               hash_record_extended(ROW(%s,
                   ARRAY(SELECT route_id FROM stock_route_product
                          WHERE product_id = tmpl.id ORDER BY route_id)), 0
               ) AS own_facts
          FROM stock_warehouse_orderpoint rule
          JOIN product_product product ON product.id = rule.product_id
          JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
         WHERE rule.id = ANY(%s) AND rule.reorder_method = 'demand'
        """,
        SQL(", ").join(
            [
                *_columns("rule", _RULE),
                *_columns("product", _PRODUCT),
                *_columns("tmpl", _TEMPLATE),
            ]
        ),
        list(ids),
    )


def _stock_sql() -> SQL:
    return SQL(
        """
        SELECT quant.product_id, %s AS facts, MIN(quant.removal_date) AS leaves,
               MIN(quant.expiration_date) AS expires
          FROM stock_quant quant JOIN tree ON tree.id = quant.location_id
         WHERE quant.product_id IN (SELECT product_id FROM rule)
      GROUP BY quant.product_id
        """,
        _summed(
            "ROW(quant.id, quant.quantity, quant.reserved_quantity, quant.hold_state,"
            " quant.removal_date, quant.expiration_date, quant.write_date,"
            " tree.in_quarantine)"
        ),
    )


def _moves_sql() -> SQL:
    return SQL(
        """
        SELECT product_id, %(facts)s AS facts, MIN(date) AS first, MAX(date) AS last
          FROM stock_move move
         WHERE state IN %(open)s AND product_id IN (SELECT product_id FROM rule)
           AND (location_id IN (SELECT id FROM tree)
                OR location_dest_id IN (SELECT id FROM tree)
                OR location_final_id IN (SELECT id FROM tree))
      GROUP BY product_id
        """,
        facts=_summed(
            "ROW(id, product_qty, quantity, date, state, location_id, location_dest_id,"
            " location_final_id)"
        ),
        open=_OPEN,
    )


def _asked_sql() -> SQL:
    return SQL(
        """
        SELECT line.product_id, %(facts)s AS facts
          FROM purchase_order po
          JOIN purchase_order_line line ON line.order_id = po.id
         WHERE po.state IN %(asked)s
           AND line.product_id IN (SELECT product_id FROM rule)
      GROUP BY line.product_id
        """,
        facts=_summed(
            "ROW(line.id, line.product_qty, line.product_uom_id, line.orderpoint_id,"
            " line.location_final_id, po.picking_type_id)"
        ),
        asked=_ASKED,
    )


def _listed_sql(today: date) -> SQL:
    return SQL(
        """
        SELECT info.product_tmpl_id, %(facts)s AS facts
          FROM product_supplierinfo info
          JOIN res_partner partner ON partner.id = info.partner_id
         WHERE info.product_tmpl_id IN (SELECT product_tmpl_id FROM rule)
      GROUP BY info.product_tmpl_id
        """,
        facts=_summed(
            "ROW(info, info.date_start > %s, info.date_end < %s, partner.active,"
            " partner.commercial_partner_id, partner.order_on_monday,"
            " partner.order_on_tuesday, partner.order_on_wednesday,"
            " partner.order_on_thursday, partner.order_on_friday,"
            " partner.order_on_saturday, partner.order_on_sunday)",
            today,
            today,
        ),
    )


def _measured_sql(company) -> SQL:
    return SQL(
        """
        SELECT product_id, %s AS facts FROM jxc_vendor_lead_time
         WHERE company_id = %s AND product_id IN (SELECT product_id FROM rule)
      GROUP BY product_id
        """,
        _summed("ROW(partner_id, days, deviation, receipts)"),
        company.id,
    )


def _settings_sql(company) -> SQL:
    """Return the fingerprint of what may concern any rule, worked out once."""
    return SQL(
        "SELECT hash_record_extended(ROW(%s), 0) AS facts"
        " FROM res_company company WHERE id = %s",
        SQL(", ").join(
            [
                SQL(
                    "(SELECT %s FROM %s AS setting)",
                    _summed("setting"),
                    SQL.identifier(table),
                )
                for table in _SETTINGS
            ]
            + _columns("company", _COMPANY)
        ),
        company.id,
    )


def _by_day_sql(company) -> SQL:
    """Return whether results stored for ``rule`` may be others on another day."""
    return SQL(
        """
        rule.deadline_date IS NOT NULL OR rule.order_missing > 0 OR rule.order_steps > 0
        OR rule.stockout_date <= %(today)s
        OR rule.demand_until <= %(today)s - %(forecast)s
        OR move.first < %(midnight)s
           + make_interval(days => %(margin)s + CEIL(rule.lead_time_days)::int
                                   + rule.review_days)
        OR move.last >= %(midnight)s + make_interval(days => %(far)s - %(margin)s)
        OR stock.expires < %(midnight)s + make_interval(days => %(margin)s)
        OR stock.leaves < COALESCE(%(midnight)s + make_interval(
               days => %(margin)s + CEIL(rule.fresh_days)::int), 'infinity')
        """,
        today=company._today(),
        midnight=SQL("%s::timestamp", company._instant_after_days(0)),
        forecast=FORECAST_DAYS + _MARGIN,
        margin=_MARGIN,
        far=min(DAYS_AHEAD, int(company.horizon_days)),
    )


def _columns(alias: str, names: Sequence[str]) -> list[SQL]:
    return [SQL.identifier(alias, name) for name in names]


def _summed(row: str, *args) -> SQL:
    """Return one fingerprint for the rows of a group, in any order.

    No two rows of a group may be equal: each other's fingerprint would be undone.
    """
    return SQL("BIT_XOR(hash_record_extended(%s, 0))", SQL(row, *args))
