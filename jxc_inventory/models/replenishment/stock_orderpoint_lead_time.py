from collections.abc import Sequence
from typing import NamedTuple

from odoo import models

from ...engine.supply.order_days import longest_gap
from ..supply.stock_orderpoint_terms import Vendor
from .stock_orderpoint_facts import Facts


class LeadTime(NamedTuple):
    days: float  # from the decision to order until the goods are on the shelf
    assumed: bool  # no vendor or route: the company's assumption
    core_days: float  # what core's forecast looks ahead, less its horizon
    vendor_delay: float  # the part that the vendor needs
    bought: bool
    review_days: int  # between two chances to order
    deviation: float = 0.0  # standard deviation of days, as measured
    receipts: int = 0  # that it was measured from; 0 stands for a stated delay
    vendor_id: int | None = None
    order_weekdays: tuple[int, ...] = ()  # Monday is 0; empty: any day


class StockWarehouseOrderpoint(models.Model):
    """Lead times of many reordering rules at once.

    Same result as core's ``lead_days`` where there is a vendor, with what its receipts
    say in place of what it states. Core resolves stock rules with a query for each
    record; here once for each distinct set of routes.
    """

    _inherit = "stock.warehouse.orderpoint"

    def _get_lead_times(self, facts: Sequence[Facts]) -> dict[int, LeadTime]:
        """Return lead times by id of the reordering rule; all of one location."""
        products = self.env["product.product"].browse(fact.product_id for fact in facts)
        company = self.env["res.company"].browse(facts[0].company_id)
        vendors = self._read_vendors(facts, company._today())
        rules_by_routes = {}
        lead_times = {}
        for fact, product in zip(facts, products, strict=True):
            # All that core's choice of stock rules depends on.
            key = (
                fact.route_id,
                tuple(fact.product_route_ids),
                fact.categ_id,
                fact.has_price_list,
            )
            if key not in rules_by_routes:
                rules_by_routes[key] = self._read_delays(fact, product)
            lead_times[fact.id] = _with_vendor(
                self._get_lead_time(fact, product, company, *rules_by_routes[key]),
                vendors.get(fact.id),
            )
        return lead_times

    def _read_delays(self, fact: Facts, product) -> tuple[bool, bool, float]:
        """Return whether there are stock rules, whether one buys, and their delay."""
        # One product of the many: its fields are not to be read for all.
        rules = product.with_prefetch()._get_rules_from_location(
            self.env["stock.location"].browse(fact.location_id),
            route_ids=self.env["stock.route"].browse(fact.route_id),
        )
        moving = rules.filtered(lambda rule: rule.action in ("pull", "pull_push"))
        return bool(rules), "buy" in rules.mapped("action"), sum(moving.mapped("delay"))

    def _get_lead_time(
        self, fact: Facts, product, company, ruled: bool, bought: bool, moving: float
    ) -> LeadTime:
        """Return the lead time as stated."""
        assumed, review = company.reorder_assumed_lead_days, company.reorder_review_days
        if not ruled:
            return LeadTime(assumed, True, 0, 0, False, review)
        if not bought:
            return LeadTime(moving, False, moving, 0, False, review)
        if not fact.has_vendor:
            return LeadTime(moving + assumed, True, moving + 365, 0, True, review)
        delay = fact.vendor_delay
        if fact.vendor_delays > 1:
            # Few have vendors of different speed; reads only what is prefetched.
            delay = product.with_company(company)._select_seller(quantity=None).delay
        days = moving + delay + company.days_to_purchase
        return LeadTime(days, False, days, delay, True, review)


def _with_vendor(stated: LeadTime, vendor: Vendor | None) -> LeadTime:
    """Return the lead time with what is known of the vendor that it is bought from."""
    if not vendor or not stated.bought:
        return stated
    lead = stated._replace(
        vendor_id=vendor.partner_id,
        order_weekdays=vendor.order_weekdays,
        # Who looks more often than the vendor takes orders waits for its next day.
        review_days=max(stated.review_days, longest_gap(vendor.order_weekdays)),
    )
    if not vendor.receipts:
        return lead
    delay = round(vendor.days)
    return lead._replace(
        days=stated.days - stated.vendor_delay + delay,
        vendor_delay=delay,
        deviation=vendor.deviation,
        receipts=vendor.receipts,
    )
