from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta, timezone
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from ...engine.stock_projection import expected_loss, first_day_below
from ...engine.supply.order_days import last_order_day
from ..supply.stock_orderpoint_order import Order
from .stock_orderpoint_facts import Facts
from .stock_orderpoint_lead_time import LeadTime
from .stock_orderpoint_look import DAYS_AHEAD

# No lead time is thought to be longer.
_LONGEST_LEAD = 400
_OPEN = ("waiting", "confirmed", "assigned", "partially_available")


class Level(NamedTuple):
    minimum: float  # order when the forecast is below
    maximum: float  # order up to
    daily_demand: float
    expected: float = 0.0  # demand over lead and review time
    spread: float = 0.0  # mean absolute error of that
    points: Sequence[float] = (0.0,)  # demand of each week after ``until``
    until: date | None = None


class Position(NamedTuple):
    """What can be counted on: columns of the rule, by their names."""

    position_on_hand: float
    position_incoming: float
    position_outgoing: float
    position_expiring: float
    position_in_rfq: float

    def total(self) -> float:
        return (
            self.position_on_hand
            + self.position_incoming
            + self.position_in_rfq
            - self.position_outgoing
            - self.position_expiring
        )


class Outage(NamedTuple):
    """What happens if nothing is ordered: columns of the rule, by their names."""

    stockout_date: date | None
    expected_lost_qty: float  # until the next order could arrive
    risk_value: float  # that, at the sales price


class Proposal(NamedTuple):
    quantity: float  # to order now, in the product's unit
    deadline: date | None  # latest day to order so as not to fall below the minimum
    order: Order  # with what the quantity was worked out from
    position: Position
    outage: Outage

    @property
    def columns(self) -> dict:
        """Return the values to store on the reordering rule."""
        return {
            "qty_to_order_computed": self.quantity,
            "deadline_date": self.deadline,
            **self.order.columns,
            **self.position._asdict(),
            **self.outage._asdict(),
        }


class Stock(NamedTuple):
    """Stock of one location now and in the days ahead; keys are product ids."""

    today: date
    horizon: int  # days that core's forecast looks beyond the lead time
    on_hand: Mapping[int, float]
    in_progress: Mapping[int, float]  # in requests for quotation
    changes: Mapping[int, list[tuple[int, float]]]  # (days from today, quantity)
    expiring: Mapping[int, list[tuple[int, float]]]  # (days to removal, free quantity)
    changed_on: Mapping[int, date]  # day on which stock was last written to


class StockWarehouseOrderpoint(models.Model):
    """What many reordering rules of one location would order, in a few queries.

    The result is what core's ``qty_to_order_computed`` would give for the same levels;
    core needs several queries for each record.
    """

    _inherit = "stock.warehouse.orderpoint"

    def _get_proposals(
        self,
        facts: Sequence[Facts],
        levels: Mapping[int, Level],
        lead_times: Mapping[int, LeadTime],
    ) -> dict[int, Proposal]:
        """Return what to order, by id of the reordering rule; all of one location."""
        company = self.env["res.company"].browse(facts[0].company_id)
        horizon = self.browse().with_company(company).get_horizon_days()
        days_ahead = {
            # Core's forecast includes its last day as a whole.
            fact.id: int(lead_times[fact.id].days) + lead_times[fact.id].review_days
            if fact.perishable
            else int(lead_times[fact.id].core_days + horizon) + 1
            for fact in facts
        }
        # As far for few rules as for many: results must not depend on the others.
        far = max(horizon, DAYS_AHEAD) + _LONGEST_LEAD
        stock = self._read_stock(
            facts, company, horizon, max(far, *days_ahead.values())
        )
        positions = {
            fact.id: _position(fact, stock, days_ahead[fact.id], levels[fact.id])
            for fact in facts
        }
        forecasts = {rule_id: each.total() for rule_id, each in positions.items()}
        orders = self._get_orders(facts, levels, forecasts, lead_times, stock)
        outages = self._get_outages(facts, levels, lead_times, stock)
        return {
            fact.id: Proposal(
                orders[fact.id].quantity,
                _deadline(fact, stock, levels[fact.id], lead_times[fact.id]),
                orders[fact.id],
                positions[fact.id],
                outages[fact.id],
            )
            for fact in facts
        }

    def _read_stock(self, facts, company, horizon: int, days: int) -> Stock:
        """Read stock and the open moves of the next ``days`` days at one location."""
        location = self.env["stock.location"].browse(facts[0].location_id)
        zone = company._jxc_timezone()
        products = (
            self.env["product.product"]
            .browse(fact.product_id for fact in facts)
            .with_context(tz=zone.key)
        )
        until, today = company._instant_after_days(days), company._today()
        here, incoming, outgoing = products._get_domain_locations_new([location.id])
        ours = Domain("product_id", "in", products.ids)
        quants = products.env["stock.quant"]._read_group(
            ours & here, ["product_id"], ["quantity:sum", "write_date:max"]
        )
        unavailable = (
            products._get_partly_unusable(ours & here)
            .with_context(location=location.id, to_date=until)
            ._get_unavailable()
        )
        in_progress, _by_warehouse = products._get_quantity_in_progress(location.ids)
        return Stock(
            today,
            horizon,
            {
                product.id: quantity - getattr(unavailable.get(product), "forecast", 0)
                for product, quantity, _at in quants
            },
            {product_id: qty for (product_id, _place), qty in in_progress.items()},
            self._read_changes(products, incoming, outgoing, until, today),
            products._get_expiring_quantities(location, until),
            {
                product.id: at.replace(tzinfo=timezone.utc).astimezone(zone).date()
                for product, _quantity, at in quants
                if at
            },
        )

    def _read_changes(self, products, incoming, outgoing, until, today):
        """Return (days from today, quantity) of open moves before an instant."""
        changes = defaultdict(list)
        for domain, sign in ((incoming, 1), (outgoing, -1)):
            moves = products.env["stock.move"]._read_group(
                Domain("product_id", "in", products.ids)
                & domain
                & Domain("state", "in", _OPEN)
                & Domain("date", "<", until),
                ["product_id", "date:day"],
                ["product_qty:sum"],
            )
            for product, day, quantity in moves:
                # What is overdue is expected today.
                ahead = max(0, (day.date() - today).days)
                changes[product.id].append((ahead, sign * quantity))
        for of_product in changes.values():
            of_product.sort()
        return changes


def _position(fact: Facts, stock: Stock, days: int, level: Level) -> Position:
    changes = stock.changes.get(fact.product_id, ())
    moved = [quantity for day, quantity in changes if day < days]
    return Position(
        stock.on_hand.get(fact.product_id, 0.0),
        sum(quantity for quantity in moved if quantity > 0),
        -sum(quantity for quantity in moved if quantity < 0),
        expected_loss(
            stock.expiring.get(fact.product_id, ()),
            # Core counts what expires of goods that are not perishable as gone.
            level.daily_demand if fact.perishable else 0.0,
            days,
        ),
        stock.in_progress.get(fact.product_id, 0.0),
    )


def _deadline(
    fact: Facts, stock: Stock, level: Level, lead_time: LeadTime
) -> date | None:
    far = int(lead_time.core_days + stock.horizon)
    changes = stock.changes.get(fact.product_id, ())
    day = first_day_below(
        stock.on_hand.get(fact.product_id, 0.0),
        [change for change in changes if change[0] <= far],
        level.minimum,
    )
    if day is None:
        return None
    ahead = day and day - int(lead_time.days)
    if ahead >= stock.horizon:
        return None
    deadline = stock.today + timedelta(days=ahead)
    if not lead_time.order_weekdays:
        return deadline
    return last_order_day(deadline, stock.today, lead_time.order_weekdays)
