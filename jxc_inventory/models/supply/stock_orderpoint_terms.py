from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ..replenishment.stock_orderpoint_facts import Facts
from .order_days import ORDER_DAYS


class Vendor(NamedTuple):
    """The vendor that core would order from, and how long it takes."""

    partner_id: int
    order_weekdays: tuple[int, ...]  # Monday is 0; empty: any day
    days: float | None  # from the confirmed order to goods in; None without receipts
    deviation: float | None
    receipts: int | None


class VendorTerms(NamedTuple):
    """Terms of that vendor for one product; quantities in the product's unit."""

    minimum: float
    multiple: float
    unit_factor: float | None  # the vendor's unit; None when its rows are in several
    currency_id: int
    breaks: list[float]  # quantities from which the prices hold
    prices: list[float]


class StockWarehouseOrderpoint(models.Model):
    """Reads of many reordering rules at once who their vendor is and on which terms.

    The vendor is the one chosen on the rule, else the first on the product's price list
    that is valid that day, as core's choice has it.
    """

    _inherit = "stock.warehouse.orderpoint"

    def _read_vendors(self, facts: Sequence[Facts], today: date) -> dict[int, Vendor]:
        """Return vendors by id of the rule; rules without one are left out."""
        rows = self.env.execute_query(
            SQL(
                """
            SELECT rule.id, vendor.partner_id,
                   array_remove(ARRAY[%(weekdays)s], NULL),
                   measured.days, measured.deviation, measured.receipts
              FROM stock_warehouse_orderpoint rule
              JOIN product_product product ON product.id = rule.product_id
              JOIN LATERAL (%(vendor)s) AS vendor ON TRUE
              JOIN res_partner partner ON partner.id = vendor.partner_id
         LEFT JOIN jxc_vendor_lead_time measured
                ON measured.company_id = rule.company_id
               AND measured.partner_id = partner.commercial_partner_id
               AND measured.product_id = rule.product_id
             WHERE rule.id = ANY(%(ids)s)
            """,
                weekdays=SQL(", ").join(
                    SQL(
                        "CASE WHEN partner.%s THEN %s END",
                        SQL.identifier(name),
                        number,
                    )
                    for number, name in enumerate(ORDER_DAYS)
                ),
                vendor=_first_vendor(today),
                ids=[fact.id for fact in facts],
            )
        )
        return {
            rule_id: Vendor(partner_id, tuple(weekdays), *measured)
            for rule_id, partner_id, weekdays, *measured in rows
        }

    def _read_terms(
        self, facts: Sequence[Facts], today: date
    ) -> dict[int, VendorTerms]:
        """Return the vendor's terms by id of the rule; none without a vendor.

        A minimum or multiple stated on any valid row of the vendor holds; the largest
        where rows differ. Below the smallest quantity that has a price none is ordered:
        it would cost nothing. Prices in another currency than the first row's are left
        out.
        """
        rows = self.env.execute_query(
            SQL(
                """
            SELECT rule.id,
                   GREATEST(COALESCE(MAX(info.order_minimum * pack.factor), 0),
                            MIN(info.min_qty * pack.factor))::float8,
                   COALESCE(MAX(info.order_multiple * pack.factor), 0)::float8,
                   CASE WHEN MIN(pack.factor) = MAX(pack.factor)
                        THEN MIN(pack.factor) END::float8,
                   vendor.currency_id,
                   ARRAY_AGG((info.min_qty * pack.factor)::float8 ORDER BY info.id)
                       FILTER (WHERE info.currency_id = vendor.currency_id),
                   ARRAY_AGG((info.price * (1 - COALESCE(info.discount, 0) / 100)
                              / pack.factor)::float8 ORDER BY info.id)
                       FILTER (WHERE info.currency_id = vendor.currency_id)
              FROM stock_warehouse_orderpoint rule
              JOIN product_product product ON product.id = rule.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
              JOIN LATERAL (%(vendor)s) AS vendor ON TRUE
              JOIN product_supplierinfo info
                ON info.product_tmpl_id = tmpl.id
               AND info.partner_id = vendor.partner_id AND %(valid)s
              JOIN uom_uom unit ON unit.id = tmpl.uom_id
              JOIN uom_uom vendor_unit ON vendor_unit.id = info.product_uom_id
     CROSS JOIN LATERAL (
                SELECT (vendor_unit.factor / unit.factor)::float8 AS factor) AS pack
             WHERE rule.id = ANY(%(ids)s)
          GROUP BY rule.id, vendor.currency_id
            """,
                vendor=_first_vendor(today),
                valid=_valid(today),
                ids=[fact.id for fact in facts],
            )
        )
        return {rule_id: VendorTerms(*values) for rule_id, *values in rows}


def _first_vendor(today: date) -> SQL:
    """Return the query of the vendor of one ``rule`` and its ``product``."""
    return SQL(
        """
        SELECT info.partner_id, info.currency_id
          FROM product_supplierinfo info
          JOIN res_partner partner ON partner.id = info.partner_id
         WHERE info.product_tmpl_id = product.product_tmpl_id AND %s
           AND (rule.supplier_id IS NOT NULL OR partner.active)
      ORDER BY info.sequence, info.min_qty DESC, info.price, info.id
         LIMIT 1
        """,
        _valid(today),
    )


def _valid(today: date) -> SQL:
    """Return whether the row ``info`` holds for ``rule`` and ``product``."""
    return SQL(
        """CASE WHEN rule.supplier_id IS NOT NULL
                THEN info.id = rule.supplier_id ELSE %s END""",
        listed(today),
    )


def listed(today: date) -> SQL:
    """Return whether ``info`` is for ``product``, company of ``rule`` and the day."""
    return SQL(
        """((info.product_id IS NULL OR info.product_id = product.id)
            AND (info.company_id IS NULL OR info.company_id = rule.company_id)
            AND (info.date_start IS NULL OR info.date_start <= %(today)s)
            AND (info.date_end IS NULL OR info.date_end >= %(today)s))""",
        today=today,
    )
