from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL


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

    @property
    def has_vendor(self) -> bool:
        return self.vendor_delay is not None


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    def _lock_facts(self, today: date) -> list[Facts]:
        """Lock the rules from demand among ``self`` and return their facts.

        Those that another transaction holds are left out. Ordered by location, so that
        those of one location (hence one company) are together. A price list chosen on
        the rule stands for all others.
        """
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
                            WHERE info.product_tmpl_id = tmpl.id)
              FROM stock_warehouse_orderpoint rule
              JOIN product_product product ON product.id = rule.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
     LEFT JOIN LATERAL (
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
                       END) AS vendor ON TRUE
             WHERE rule.id = ANY(%(ids)s) AND rule.reorder_method = 'demand'
          ORDER BY rule.location_id, rule.id
               FOR NO KEY UPDATE OF rule SKIP LOCKED
            """,
                ids=self.ids,
                today=today,
            )
        )
        return [Facts(*row) for row in rows]
