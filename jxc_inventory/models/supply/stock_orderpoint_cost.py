from collections.abc import Collection, Mapping, Sequence

from odoo import models

from ..replenishment.stock_orderpoint_facts import Facts
from .stock_orderpoint_terms import VendorTerms


class StockWarehouseOrderpoint(models.Model):
    """Says what orders cost, and what a warehouse has too much of."""

    _inherit = "stock.warehouse.orderpoint"

    def _get_costs(
        self, terms: Sequence[VendorTerms], quantities: Sequence[float], company
    ) -> list[float]:
        """Return what the quantities cost at the vendor's prices, 0 without a price.

        In the company's currency, at today's rate.
        """
        rates = self._get_rates(
            {row.currency_id for row in terms if row.currency_id}, company
        )
        return [
            round(_unit_price(row, quantity) * quantity * rates[row.currency_id], 2)
            if quantity and row.prices
            else 0.0
            for row, quantity in zip(terms, quantities, strict=True)
        ]

    def _get_rates(self, currency_ids: Collection[int], company) -> dict[int, float]:
        """Return what a unit of each currency is worth in the company's today."""
        Currency = self.env["res.currency"]
        return {
            currency_id: Currency._get_conversion_rate(
                Currency.browse(currency_id),
                company.currency_id,
                company,
                company._today(),
            )
            for currency_id in currency_ids
        }

    def _get_surplus(
        self,
        facts: Sequence[Facts],
        levels: Mapping,
        position: Sequence[float],
        stock,
        company,
    ) -> list[float]:
        """Return what each place can spare: above its order-up-to level and the demand
        of the days to keep, of what is there and not promised.
        """
        days = company.surplus_keep_days
        surplus = []
        for fact, total in zip(facts, position, strict=True):
            level = levels[fact.id]
            promised = sum(
                quantity
                for _day, quantity in stock.changes.get(fact.product_id, ())
                if quantity < 0
            )
            there = stock.on_hand.get(fact.product_id, 0.0) + promised
            beyond = total - level.maximum - level.daily_demand * days
            surplus.append(max(0.0, min(beyond, there)))
        return surplus


def _unit_price(terms: VendorTerms, quantity: float) -> float:
    """Return the lowest price whose quantity is reached, else of the smallest."""
    rows = list(zip(terms.breaks, terms.prices, strict=True))
    reached = [price for least, price in rows if least <= quantity]
    return min(reached) if reached else min(rows)[1]
