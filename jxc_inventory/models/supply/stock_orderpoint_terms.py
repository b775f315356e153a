from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ..replenishment.stock_orderpoint_facts import Facts


class Measured(NamedTuple):
    """How long the vendor that core would order from takes, from its receipts."""

    days: float  # from the confirmed order to goods in
    deviation: float
    receipts: int


class StockWarehouseOrderpoint(models.Model):
    """Reads of many reordering rules at once what their vendors' terms are."""

    _inherit = "stock.warehouse.orderpoint"

    def _read_measured(
        self, facts: Sequence[Facts], today: date
    ) -> dict[int, Measured]:
        """Return by id of the rule; rules whose vendor delivered nothing are left out.

        The vendor is the one chosen on the rule, else the first on the product's price
        list that is valid ``today``, as core's choice has it.
        """
        rows = self.env.execute_query(
            SQL(
                """
            SELECT rule.id, measured.days, measured.deviation, measured.receipts
              FROM stock_warehouse_orderpoint rule
              JOIN product_product product ON product.id = rule.product_id
              JOIN LATERAL (%(vendor)s) AS vendor ON TRUE
              JOIN jxc_vendor_lead_time measured
                ON measured.company_id = rule.company_id
               AND measured.partner_id = vendor.commercial_partner_id
               AND measured.product_id = rule.product_id
             WHERE rule.id = ANY(%(ids)s)
            """,
                vendor=_first_vendor(today),
                ids=[fact.id for fact in facts],
            )
        )
        return {rule_id: Measured(*values) for rule_id, *values in rows}


def _first_vendor(today: date) -> SQL:
    """Return the query of the vendor of one ``rule`` and its ``product``."""
    return SQL(
        """
        SELECT info.id, partner.commercial_partner_id, info.partner_id
          FROM product_supplierinfo info
          JOIN res_partner partner ON partner.id = info.partner_id
         WHERE info.product_tmpl_id = product.product_tmpl_id
           AND CASE WHEN rule.supplier_id IS NOT NULL
               THEN info.id = rule.supplier_id
               ELSE partner.active
                AND (info.product_id IS NULL OR info.product_id = product.id)
                AND (info.company_id IS NULL OR info.company_id = rule.company_id)
                AND (info.date_start IS NULL OR info.date_start <= %(today)s)
                AND (info.date_end IS NULL OR info.date_end >= %(today)s)
                END
      ORDER BY info.sequence, info.min_qty DESC, info.price, info.id
         LIMIT 1
        """,
        today=today,
    )
