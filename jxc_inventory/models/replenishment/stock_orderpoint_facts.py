from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL, groupby

from .stock_orderpoint_look import Look

_AS_FLOAT = "COALESCE(rule.%s, 0)::float8"
# So many series forecast together that they have something to learn from each other.
_LEAST_TOGETHER = 250
# A price list chosen on the rule stands for all others.
_VENDOR = """
    SELECT COUNT(DISTINCT info.delay) AS delays, MIN(info.delay) AS delay,
           BOOL_OR(info.product_uom_id <> tmpl.uom_id) AS other_unit
      FROM product_supplierinfo info
      JOIN res_partner partner ON partner.id = info.partner_id
     WHERE info.product_tmpl_id = tmpl.id
       AND CASE WHEN rule.supplier_id IS NOT NULL
           THEN info.id = rule.supplier_id
           ELSE partner.active
            AND (info.product_id IS NULL OR info.product_id = product.id)
            AND (info.company_id IS NULL
                 OR info.company_id = rule.company_id)
            AND (info.date_start IS NULL OR info.date_start <= %(today)s)
            AND (info.date_end IS NULL OR info.date_end >= %(today)s)
           END
"""


class Demand(NamedTuple):
    """What one reordering rule expects to sell: columns of the rule, by their names."""

    demand_weekly_mean: float = 0.0
    demand_weekly_deviation: float = 0.0  # mean absolute error of a week
    demand_weeks: int = 0  # weeks with known demand
    demand_until: date | None = None  # last day that demand is judged by
    demand_span_days: float = 0.0  # lead and review time that was looked over
    demand_expected: float = 0.0  # over the span
    demand_spread: float = 0.0  # mean absolute error of that
    demand_factor: float = 0.0  # spreads that the wanted quantile lies above
    demand_quantile: float = 0.0  # chance that demand stays within the level
    demand_step: float = 1.0  # what levels are rounded up to
    demand_pattern: str | None = None
    demand_borrowed: bool = False  # nothing known: that of the category
    demand_corrections: dict | None = None  # what was done to the history, if anything
    demand_points: list | None = None  # expected in each week after demand_until
    service_level: float = 0.0  # fill rate wanted, in percent
    xyz_class: str | None = None
    service_level_source: str | None = None  # who wants it


class Facts(NamedTuple):
    """What one reordering rule from demand is worked out from, as plain values.

    Thousands are worked out in a run; reading fields of records one by one would take
    longer than all the calculation.
    """

    id: int
    company_id: int
    location_id: int
    warehouse_id: int
    product_id: int
    categ_id: int | None
    unit_id: int
    perishable: bool
    route_id: int | None
    product_route_ids: list[int]
    multiple_id: int | None  # unit to round to, chosen on the rule
    minimum: float
    maximum: float
    vendor_delays: int  # how many different lead times valid price lists state
    vendor_delay: int | None  # the shortest of them, days; None without price list
    other_unit: bool  # whether one of them sells in another unit than the product's
    has_price_list: bool  # any at all: core's choice of route looks at that only
    sales_price: float
    abc_class: str | None
    service_level_wanted: float  # of this rule, in percent; 0 leaves it to others
    error: str | None  # why it could not be worked out last time
    demand: Demand  # as stored
    fingerprint: str = ""  # of all of this, and of stock and terms

    @property
    def has_vendor(self) -> bool:
        return self.vendor_delay is not None


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    def _lock_facts(
        self, today: date, looks: Sequence[Look] | None = None
    ) -> list[Facts]:
        """Lock the rules from demand among ``self`` and return their facts.

        Those that another transaction holds are left out. Ordered by location, so that
        those of one location (hence one company) are together. ``looks`` are what
        :meth:`_look` just said of these rules, if it was asked; none, where results
        are not stored.
        """
        facts = self._read_facts(today, SQL("FOR NO KEY UPDATE OF rule SKIP LOCKED"))
        if looks is None:
            looks = self._look_at(facts)
        seen = {look.rule_id: look.facts for look in looks}
        return [fact._replace(fingerprint=seen.get(fact.id, "")) for fact in facts]

    def _read_facts(self, today: date, lock: SQL | None = None) -> list[Facts]:
        """Return the facts of the rules from demand among ``self``, as they stand."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
            SELECT rule.id, rule.company_id, rule.location_id, rule.warehouse_id,
                   rule.product_id, tmpl.categ_id, tmpl.uom_id,
                   COALESCE(tmpl.use_expiration_date, FALSE), rule.route_id,
                   ARRAY(SELECT route_id FROM stock_route_product
                          WHERE product_id = tmpl.id ORDER BY route_id),
                   rule.replenishment_uom_id,
                   rule.product_min_qty::float8, rule.product_max_qty::float8,
                   vendor.delays, vendor.delay, COALESCE(vendor.other_unit, FALSE),
                   EXISTS (SELECT FROM product_supplierinfo info
                            WHERE info.product_tmpl_id = tmpl.id),
                   COALESCE(tmpl.list_price, 0)::float8, rule.abc_class,
                   COALESCE(rule.service_level_wanted, 0)::float8,
                   rule.reorder_error, %(demand)s
              FROM stock_warehouse_orderpoint rule
              JOIN product_product product ON product.id = rule.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
     LEFT JOIN LATERAL (%(vendor)s) AS vendor ON TRUE
             WHERE rule.id = ANY(%(ids)s) AND rule.reorder_method = 'demand'
          ORDER BY rule.location_id, rule.id
            %(lock)s
            """,
                ids=self.ids,
                lock=lock or SQL(),
                vendor=SQL(_VENDOR, today=today),
                demand=SQL(", ").join(
                    SQL(_AS_FLOAT if kind is float else "rule.%s", SQL.identifier(name))
                    for name, kind in Demand.__annotations__.items()
                ),
            )
        )
        own = Facts._fields.index("demand")
        return [Facts(*row[:own], Demand(*row[own:])) for row in rows]

    def _read_companions(self, facts: Sequence[Facts]) -> list[Facts]:
        """Return facts of rules ``self`` to forecast beside ``facts``, if few.

        Forecasts of a batch learn from each other; a rule just made would be alone
        until the day of its slice. Evenly chosen among those of the same location that
        have a forecast.
        """
        missing = _LEAST_TOGETHER - len(facts)
        if missing <= 0 or not self:
            return []
        rows = self.env.execute_query(
            SQL(
                """
            SELECT id FROM stock_warehouse_orderpoint
             WHERE id = ANY(%s) AND id <> ALL(%s) AND location_id = %s
               AND demand_until IS NOT NULL AND reorder_error IS NULL
          ORDER BY hashint4(id), id
             LIMIT %s
            """,
                self.ids,
                [fact.id for fact in facts],
                facts[0].location_id,
                missing,
            )
        )
        company = self.env["res.company"].browse(facts[0].company_id)
        return self.browse(id_ for (id_,) in rows)._read_facts(company._today())

    def _look_at(self, facts: Sequence[Facts]) -> list[Look]:
        looks = []
        for _location, here in groupby(facts, lambda fact: fact.location_id):
            company = self.env["res.company"].browse(here[0].company_id)
            looks += self.browse(fact.id for fact in here)._look(company)
        return looks
