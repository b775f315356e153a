from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from odoo import api, fields, models

from ...engine.stock_projection import Projection, project
from ...engine.supply.order_days import next_order_day
from .stock_orderpoint_facts import Facts
from .stock_orderpoint_lead_time import LeadTime
from .stock_orderpoint_outage import known_changes, passed_days

# Shown are four weeks at least, two orders' time and a week after the shelf is empty.
_LEAST = 28
_AFTER = 7
_LONGEST = 364
_NOISE = 1e-6


class StockWarehouseOrderpoint(models.Model):
    """Shows the stock of the days ahead, with the order and without it."""

    _inherit = "stock.warehouse.orderpoint"

    def action_stock_projection(self):
        """Show the stock of the days ahead in a dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "jxc_inventory.stock_projection",
            "name": self.env._("Projected Stock"),
            "target": "new",
            "params": {"orderpoint_id": self.id},
            "context": {"dialog_size": "extra-large"},
        }

    @api.readonly
    def get_stock_projection(self) -> dict:
        """Return stock day by day, with the order and without, for the screen.

        Stock and moves are those of now, demand and levels those of the last night.
        ``days`` is empty for rules that were never worked out.
        """
        self.ensure_one()
        self.check_access("read")
        chart = {
            "product": self.product_id.display_name,
            "unit": self.product_id.uom_id.display_name,
            "warehouse": self.warehouse_id.display_name,
            "minimum": self.product_min_qty,
            "maximum": self.product_max_qty,
            "days": [],
        }
        # sudo: what is added up of stock and moves belongs to a rule that this user
        # may read; only sums by day are told.
        rule = self.sudo()
        facts = rule._read_facts(self.company_id._today())
        if facts and rule.demand_step and (rule.demand_weeks or rule.demand_borrowed):
            chart.update(rule._get_projection(facts[0]))
        return chart

    def _get_projection(self, fact: Facts) -> dict:
        company = self.company_id
        lead = self._get_lead_times([fact])[fact.id]
        levels, _columns = self._get_levels([fact], [fact.demand], {fact.id: lead})
        stock = self._read_stock([fact], company, 0, _LONGEST)
        changes = [change[1:] for change in known_changes([fact], levels, stock)]
        level, on_hand = levels[fact.id], stock.on_hand.get(fact.product_id, 0.0)
        passed = passed_days(level.until, stock.today, len(level.points))
        arrives = _arrival(stock.today, lead)
        coming = self.qty_to_order + stock.in_progress.get(fact.product_id, 0.0)
        without = project(on_hand, changes, level.points, passed, _LONGEST)
        after = (arrives - stock.today).days
        ordered = [*changes, (after, coming)]
        with_order = project(on_hand, ordered, level.points, passed, _LONGEST)
        shown = max(_LEAST, 2 * (ceil(lead.days) + lead.review_days))
        shown = max(shown, _first_short(with_order, after) + _AFTER)
        return {
            "days": _by_day(stock.today, changes, without, with_order)[:shown],
            "on_hand": on_hand,
            "order": self.qty_to_order,
            "in_rfq": coming - self.qty_to_order,
            "arrives": fields.Date.to_string(arrives) if coming else False,
        }


def _first_short(projection: Projection, after: int) -> int:
    """Return the first day from ``after`` on which demand finds no stock, else 0."""
    lost = enumerate(projection.lost)
    return next((day for day, more in lost if day >= after and more > _NOISE), 0)


def _arrival(today: date, lead: LeadTime) -> date:
    """Return when an order placed on the vendor's next order day would be there."""
    return next_order_day(today, lead.order_weekdays) + timedelta(days=ceil(lead.days))


def _by_day(today: date, changes: Sequence[tuple[int, float]], without, with_order):
    """Return what the screen shows of each day."""
    comes, goes = {}, {}
    for day, quantity in changes:
        side = comes if quantity > 0 else goes
        side[max(day, 0)] = side.get(max(day, 0), 0.0) + abs(quantity)
    return [
        {
            "day": fields.Date.to_string(today + timedelta(days=day)),
            "without": round(left, 2),
            "with_order": round(ordered, 2),
            "short": lost > _NOISE,
            "short_with_order": lost_anyway > _NOISE,
            "incoming": round(comes.get(day, 0.0), 2),
            "outgoing": round(goes.get(day, 0.0), 2),
        }
        for day, (left, lost, ordered, lost_anyway) in enumerate(
            zip(*without, *with_order, strict=True)
        )
    ]
