from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Domain

from ...engine.stock_projection import expected_loss, first_day_below

_OPEN = ("waiting", "confirmed", "assigned", "partially_available")


class Proposal(NamedTuple):
    quantity: float  # to order now, in the product's unit
    deadline: date | None  # latest day to order so as not to fall below the minimum


class Stock(NamedTuple):
    """Stock of one location now and by day; keys are product ids."""

    on_hand: dict[int, float]
    changes: dict[int, list[tuple[int, float]]]  # (days from today, quantity)
    expiring: dict[int, list[tuple[int, float]]]  # (days until removal, free quantity)


class StockWarehouseOrderpoint(models.Model):
    """What many reordering rules of one location would order, in a few queries.

    The result is what core's ``qty_to_order_computed`` would give for the same levels;
    core needs several queries for each record.
    """

    _inherit = "stock.warehouse.orderpoint"

    def _get_proposals(self, levels, lead_times) -> dict[int, Proposal]:
        """Return what to order at these levels.

        ``self`` are rules of one location; ``levels`` (minimum, maximum) and
        ``lead_times`` (see ``_get_lead_times``) are given by record id.
        """
        horizons = {
            orderpoint.id: orderpoint._get_forecast_days(lead_times[orderpoint.id])
            for orderpoint in self
        }
        stock = self._read_stock(max(horizons.values(), default=0))
        in_progress = self._quantity_in_progress()
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        proposals = {}
        for orderpoint in self:
            minimum, maximum = levels[orderpoint.id]
            forecast = orderpoint._forecast(stock, horizons[orderpoint.id])
            forecast = round(forecast, digits) + in_progress[orderpoint.id]
            quantity = 0.0
            if round(forecast - minimum, digits) < 0:
                quantity = orderpoint._round_to_purchase_unit(
                    maximum - forecast, lead_times[orderpoint.id]
                )
            deadline = orderpoint._deadline(stock, minimum, lead_times[orderpoint.id])
            proposals[orderpoint.id] = Proposal(quantity, deadline)
        return proposals

    def _get_forecast_days(self, lead_time) -> int:
        """Return over how many days from today this rule looks ahead."""
        if self.product_id.use_expiration_date:
            return int(lead_time.days) + self.company_id.reorder_review_days
        # Core's forecast includes the last day as a whole.
        return int(lead_time.core_days + self.get_horizon_days()) + 1

    def _forecast(self, stock: Stock, days: int) -> float:
        product = self.product_id
        expiring = stock.expiring.get(product.id, [])
        daily = 0.0
        if product.use_expiration_date:
            daily = self.demand_weekly_mean / 7
        return (
            stock.on_hand.get(product.id, 0.0)
            + sum(qty for day, qty in stock.changes.get(product.id, []) if day < days)
            - expected_loss(expiring, daily, days)
        )

    def _deadline(self, stock: Stock, minimum: float, lead_time) -> date | None:
        product_id = self.product_id.id
        day = first_day_below(
            stock.on_hand.get(product_id, 0.0),
            stock.changes.get(product_id, []),
            minimum,
        )
        today = self.company_id._today()
        if not day:
            return None if day is None else today
        deadline = day - int(lead_time.days)
        if deadline >= self.get_horizon_days():
            return None
        return today + timedelta(days=deadline)

    def _round_to_purchase_unit(self, quantity: float, lead_time) -> float:
        unit = self.product_id.uom_id
        purchase_unit = self.replenishment_uom_id
        if not purchase_unit and lead_time.other_unit:
            order_in = int(lead_time.days - lead_time.vendor_delay)
            purchase_unit = self._select_vendor(
                quantity=quantity,
                date=self.company_id._today() + timedelta(days=order_in),
                uom_id=unit,
            ).product_uom_id
        if not purchase_unit or purchase_unit == unit:
            return quantity
        whole = fields.Float.round(
            unit._compute_quantity(quantity, purchase_unit),
            precision_digits=0,
            rounding_method="UP",
        )
        return purchase_unit._compute_quantity(whole, unit)

    def _read_stock(self, days: int) -> Stock:
        """Read stock and open moves of the next ``days`` days at one location."""
        company, location = self.company_id, self.location_id
        products = self.product_id.with_context(tz=company._jxc_timezone().key)
        until = company._instant_after_days(days)
        here, incoming, outgoing = products._get_domain_locations_new([location.id])
        ours = Domain("product_id", "in", products.ids)
        quants = products.env["stock.quant"]._read_group(
            ours & here, ["product_id"], ["quantity:sum"]
        )
        changes = defaultdict(list)
        for domain, sign in ((incoming, 1), (outgoing, -1)):
            moves = products.env["stock.move"]._read_group(
                ours
                & domain
                & Domain("state", "in", _OPEN)
                & Domain("date", "<", until),
                ["product_id", "date:day"],
                ["product_qty:sum"],
            )
            for product, day, quantity in moves:
                # What is overdue is expected today.
                ahead = max(0, (day.date() - company._today()).days)
                changes[product.id].append((ahead, sign * quantity))
        for of_product in changes.values():
            of_product.sort()
        return Stock(
            {product.id: quantity for product, quantity in quants},
            changes,
            products._get_expiring_quantities(location, until),
        )
