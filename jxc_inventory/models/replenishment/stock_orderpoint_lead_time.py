from typing import NamedTuple

from odoo import models
from odoo.tools import SQL


class Vendor(NamedTuple):
    """What the valid price lists of a product say together."""

    delays: int  # how many different lead times they state
    delay: int  # the shortest of them, days
    other_unit: bool  # whether one sells in another unit than the product's


class LeadTime(NamedTuple):
    days: float  # from the decision to order until the goods are on the shelf
    assumed: bool  # no vendor or route: the company's assumption
    core_days: float  # what core's forecast looks ahead, less its horizon
    vendor_delay: float  # the part that the vendor needs
    other_unit: bool  # bought in another unit: quantities need rounding to it


class StockWarehouseOrderpoint(models.Model):
    """Lead times of many reordering rules at once.

    Same result as core's ``lead_days`` where there is a vendor. Core resolves stock
    rules with a query for each record; here once for each distinct set of routes.
    """

    _inherit = "stock.warehouse.orderpoint"

    def _get_lead_times(self) -> dict[int, LeadTime]:
        """Return the lead time of each reordering rule of one company, by id."""
        vendors = self._read_vendors()
        rules_by_routes = {}
        lead_times = {}
        for orderpoint in self:
            key = orderpoint._get_routes_key()
            if key not in rules_by_routes:
                rules_by_routes[key] = orderpoint.product_id._get_rules_from_location(
                    orderpoint.location_id, route_ids=orderpoint.route_id
                )
            lead_times[orderpoint.id] = orderpoint._get_lead_time(
                rules_by_routes[key], vendors.get(orderpoint.product_id.id)
            )
        return lead_times

    def _get_routes_key(self) -> tuple:
        """Return all that core's choice of stock rules depends on."""
        product, warehouse = self.product_id, self.location_id.warehouse_id
        Rule = self.env["stock.rule"]
        return (
            self.location_id,
            self.route_id,
            product.route_ids,
            product.categ_id,
            tuple(
                bool(Rule._filter_warehouse_routes(product, warehouse, route))
                for route in warehouse.route_ids
            ),
        )

    def _get_lead_time(self, rules, vendor: Vendor | None) -> LeadTime:
        company = self.company_id
        moving = sum(
            rule.delay for rule in rules if rule.action in ("pull", "pull_push")
        )
        bought = any(rule.action == "buy" for rule in rules)
        assumed = company.reorder_assumed_lead_days
        if not rules:
            return LeadTime(assumed, True, 0, 0, False)
        if not bought:
            return LeadTime(moving, False, moving, 0, False)
        if self.supplier_id:
            delay = self.supplier_id.delay
            other_unit = self.supplier_id.product_uom_id != self.product_id.uom_id
        elif vendor:
            delay, other_unit = vendor.delay, vendor.other_unit
            if vendor.delays > 1:
                delay = self._select_vendor(quantity=None).delay
        else:
            return LeadTime(moving + assumed, True, moving + 365, 0, False)
        days = moving + delay + company.days_to_purchase
        return LeadTime(days, False, days, delay, other_unit)

    def _select_vendor(self, **kwargs):
        """Return the price list core would buy by; reads only what is prefetched."""
        return self.supplier_id or self.product_id.with_company(
            self.company_id
        )._select_seller(**kwargs)

    def _read_vendors(self) -> dict[int, Vendor]:
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
            SELECT product.id, COUNT(DISTINCT info.delay), MIN(info.delay),
                   BOOL_OR(info.product_uom_id <> tmpl.uom_id)
              FROM product_supplierinfo info
              JOIN product_template tmpl ON tmpl.id = info.product_tmpl_id
              JOIN product_product product ON product.product_tmpl_id = tmpl.id
              JOIN res_partner partner ON partner.id = info.partner_id
             WHERE product.id = ANY(%(products)s)
               AND partner.active
               AND (info.product_id IS NULL OR info.product_id = product.id)
               AND (info.company_id IS NULL OR info.company_id = %(company)s)
               AND (info.date_start IS NULL OR info.date_start <= %(today)s)
               AND (info.date_end IS NULL OR info.date_end >= %(today)s)
          GROUP BY product.id
            """,
                products=self.product_id.ids,
                company=self.company_id.id,
                today=self.company_id._today(),
            )
        )
        return {product_id: Vendor(*vendor) for product_id, *vendor in rows}
