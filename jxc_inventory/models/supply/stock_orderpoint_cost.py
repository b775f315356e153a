from collections.abc import Collection, Mapping, Sequence

from odoo import models

from ..replenishment.stock_orderpoint_facts import Facts
from .stock_orderpoint_terms import VendorTerms


class StockWarehouseOrderpoint(models.Model):
    """Says what orders cost, and what a warehouse has too much of."""

    _inherit = "stock.warehouse.orderpoint"

    def _get_costs(
        self,
        facts: Sequence[Facts],
        terms: Sequence[VendorTerms],
        bought: Sequence[bool],
        quantities: Sequence[float],
        company,
    ) -> list[float]:
        """Return what the quantities cost at the vendor's prices, today, in the
        company's currency; at the product's cost where no vendor states a price. What
        is not bought costs nothing.
        """
        rates = self._get_rates(
            {row.currency_id for row in terms if row.currency_id}, company
        )
        ordered = list(zip(facts, terms, bought, quantities, strict=True))
        priceless = [
            fact.product_id
            for fact, row, buys, quantity in ordered
            if buys and quantity and not any(row.prices)
        ]
        products = self.env["product.product"].with_company(company).browse(priceless)
        standard = {product.id: product.standard_price for product in products}
        costs = []
        for fact, row, buys, quantity in ordered:
            price = standard.get(fact.product_id, 0.0)
            if buys and quantity and any(row.prices):
                price = _unit_price(row, quantity) * rates[row.currency_id]
            costs.append(round(price * quantity, 2))
        return costs

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
