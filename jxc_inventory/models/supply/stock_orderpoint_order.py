from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from odoo import models
from odoo.fields import Float

from ...engine.supply.shelf_life import Ahead, sellable
from ..replenishment.stock_orderpoint_facts import Facts
from .stock_orderpoint_terms import VendorTerms

_NO_TERMS = VendorTerms(0.0, 0.0, None, 0, [], [])


class Cap(NamedTuple):
    quantity: float  # that can be sold before it must leave
    leaves: date | None  # the first day on which it can no longer be sold


_KEEPS = Cap(float("inf"), None)


class Order(NamedTuple):
    """What to order by one reordering rule, with what it was worked out from."""

    quantity: float
    missing: float
    steps: int  # bits of engine.supply.order_quantity.Step
    minimum: float
    saved: float  # by a price break, in the vendor's currency
    multiple: float
    cap: Cap
    vendor_id: int | None
    bought: bool  # not brought from another warehouse or made
    cost: float  # in the company's currency
    surplus: float  # that other warehouses may have

    @property
    def columns(self) -> dict:
        """Return the values to store on the reordering rule."""
        return {
            "order_quantity": self.quantity,
            "order_cost": self.cost,
            "order_missing": self.missing,
            "order_steps": self.steps,
            "order_minimum": self.minimum,
            "order_multiple": self.multiple,
            "order_saving": self.saved,
            "sellable_quantity": self.cap.quantity if self.cap.leaves else None,
            "sellable_until": self.cap.leaves,
            "order_vendor_id": self.vendor_id,
            "order_bought": self.bought,
            "surplus_quantity": self.surplus,
        }


class StockWarehouseOrderpoint(models.Model):
    """Turns what is missing into an order on the vendor's terms, set-based."""

    _inherit = "stock.warehouse.orderpoint"

    def _get_orders(
        self,
        facts: Sequence[Facts],
        levels: Mapping,
        forecasts: Mapping,
        leads: Mapping,
        stock,
    ) -> dict[int, Order]:
        """Return what to order by id of the rule; all of one location.

        ``levels``, ``forecasts`` (stock position) and ``leads`` are by id of the rule,
        ``stock`` is what :meth:`_read_stock` returns.
        """
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        company = self.env["res.company"].browse(facts[0].company_id)
        terms, multiples = self._get_terms(facts, leads, stock)
        position = [round(forecasts[fact.id], digits) for fact in facts]
        short = [
            fact
            for fact, forecast in zip(facts, position, strict=True)
            if round(forecast - levels[fact.id].minimum, digits) < 0
        ]
        found = self._get_caps(short, company, levels, leads, stock)
        caps = [found.get(fact.id, _KEEPS) for fact in facts]
        orders = _work_out(
            [levels[fact.id] for fact in facts],
            position,
            _to_arrays(terms, multiples, company.holding_cost_rate / 100),
            caps,
        )
        vendors = [leads[fact.id].vendor_id for fact in facts]
        bought = [leads[fact.id].bought for fact in facts]
        costs = self._get_costs(facts, terms, bought, orders.quantity.tolist(), company)
        surplus = self._get_surplus(facts, levels, position, stock, company)
        made = _to_orders(
            orders, digits, terms, multiples, caps, vendors, bought, costs, surplus
        )
        return dict(zip((fact.id for fact in facts), made, strict=True))

    def _get_terms(
        self, facts: Sequence[Facts], leads: Mapping, stock
    ) -> tuple[list[VendorTerms], list[float]]:
        """Return for each fact the terms and what orders are a multiple of."""
        known = self._read_terms(facts, stock.today)
        terms = [
            known.get(fact.id, _NO_TERMS) if leads[fact.id].bought else _NO_TERMS
            for fact in facts
        ]
        return terms, [
            self._get_multiple(fact, of_vendor, leads[fact.id], stock)
            for fact, of_vendor in zip(facts, terms, strict=True)
        ]

    def _get_multiple(self, fact: Facts, terms: VendorTerms, lead, stock) -> float:
        """Return the quantity of which an order is a whole multiple; 0 for any."""
        from ...engine.supply.order_quantity import common_multiple

        if fact.multiple_id:
            own = self._get_factor(fact.multiple_id, fact.unit_id)
        elif not (lead.bought and fact.other_unit):
            own = 0.0
        else:
            own = terms.unit_factor or self._get_vendor_unit_factor(fact, lead, stock)
        return common_multiple(0.0 if own == 1 else own, terms.multiple)

    def _get_factor(self, unit_id: int, product_unit_id: int) -> float:
        Unit = self.env["uom.uom"]
        return Unit.browse(unit_id)._compute_quantity(
            1, Unit.browse(product_unit_id), round=False
        )

    def _get_vendor_unit_factor(self, fact: Facts, lead, stock) -> float:
        """Return the unit of the row core would take where a vendor has several."""
        rule = self.browse(fact.id)
        order_in = int(lead.days - lead.vendor_delay)
        seller = rule.product_id.with_company(fact.company_id)._select_seller(
            quantity=None, date=stock.today + timedelta(days=order_in)
        )
        unit = seller.product_uom_id
        return self._get_factor(unit.id, fact.unit_id) if unit else 0.0

    def _get_caps(
        self, facts: Sequence[Facts], company, levels: Mapping, leads: Mapping, stock
    ) -> dict[int, Cap]:
        """Return how much of an order sells before it must leave, by id of the rule.

        Goods whose time on the shelf is not known are left out: nothing limits them.
        """
        perishable = [fact for fact in facts if fact.perishable]
        days = self._read_shelf_days(perishable, company)
        facts = [fact for fact in perishable if fact.product_id in days]
        if not facts:
            return {}
        leaves = {
            fact.id: int(leads[fact.id].days) + days[fact.product_id] for fact in facts
        }
        lots = (
            self.env["product.product"]
            .browse(fact.product_id for fact in facts)
            ._get_expiring_quantities(
                self.env["stock.location"].browse(facts[0].location_id),
                company._instant_after_days(max(leaves.values()) + 1),
            )
        )
        caps = {}
        for fact in facts:
            arrives, last = int(leads[fact.id].days), leaves[fact.id]
            ahead = [Ahead(0, day, free) for day, free in lots.get(fact.product_id, ())]
            ahead += [
                Ahead(day, day + days[fact.product_id], quantity)
                for day, quantity in stock.changes.get(fact.product_id, ())
                if quantity > 0 and day <= arrives
            ]
            asked = stock.in_progress.get(fact.product_id, 0.0)
            ahead.append(Ahead(arrives, last, asked))
            caps[fact.id] = Cap(
                sellable(ahead, levels[fact.id].daily_demand, arrives, last),
                stock.today + timedelta(days=last),
            )
        return caps


def _work_out(levels: Sequence, position: list[float], terms, caps: Sequence[Cap]):
    # NumPy is loaded here, when orders are wanted, not by every Odoo worker.
    from ...engine.supply.order_quantity import order_quantities

    return order_quantities(
        [level.minimum for level in levels],
        [level.maximum for level in levels],
        position,
        terms,
        [level.daily_demand for level in levels],
        [cap.quantity for cap in caps],
    )


def _to_orders(
    orders, digits: int, terms: Sequence[VendorTerms], *columns: Sequence
) -> Iterator[Order]:
    rows = zip(
        orders.quantity.tolist(),
        orders.missing.tolist(),
        orders.steps.tolist(),
        [of_vendor.minimum for of_vendor in terms],
        orders.saved.tolist(),
        *columns,
        strict=True,
    )
    for quantity, *worked_out in rows:
        yield Order(Float.round(quantity, precision_digits=digits), *worked_out)


def _to_arrays(
    terms: Sequence[VendorTerms], multiples: Sequence[float], holding: float
):
    import numpy as np

    from ...engine.supply.order_quantity import Terms

    width = max((len(row.breaks) for row in terms), default=0)
    if width < 2:  # a single price breaks nowhere
        width = 0
    empty, shape = [float("nan")] * width, (len(terms), width)
    return Terms(
        np.array([row.minimum for row in terms]),
        np.array(multiples),
        np.array([(row.breaks + empty)[:width] for row in terms]).reshape(shape),
        np.array([(row.prices + empty)[:width] for row in terms]).reshape(shape),
        holding,
    )
