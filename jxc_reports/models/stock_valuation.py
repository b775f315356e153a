from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL, float_round
from odoo.tools.misc import split_every

from ..engine import valuation
from ..engine.stock_summary import Key, place_values
from .stock_ledger import Unit

# Moves whose value is asked from core at once: bounds the records held in memory.
MOVE_BATCH = 5000


class UnitCost(NamedTuple):
    """How a unit is valued: ``standard``, ``average`` or ``fifo``, and its cost now."""

    method: str
    standard_price: float


class JxcStockValuation(models.AbstractModel):
    """Odoo's stock valuation of many products at an instant, set-based.

    Gives for each product what ``product.product.total_value`` says with that instant
    as ``to_date``, and differs on purpose where core contradicts itself:

    - core counts quantity at ``to_date`` but value until the end of that UTC day; here
      both are taken at the instant, so that a day may end in the company's time zone;
    - goods owned by others (consignment) are left out under FIFO and in the past too;
    - lots valued one by one keep their past: core drops lots that are sold out today;
    - stock below zero under FIFO takes this company's last receipt, not any company's.

    The company is that of the environment. Callers check access.
    """

    _name = "jxc.stock.valuation"
    _description = "Stock Valuation at an Instant"

    @api.model
    def _positions(
        self, stock: dict[Unit, dict[int, float]], at: datetime | None
    ) -> dict[Key, tuple[float, float]]:
        """Return quantity and value of each product in each place at an instant.

        :param stock: quantity by unit and place at ``at``, as
            ``jxc.stock.ledger._stock`` returns it
        :param at: naive UTC; ``None`` means now, with the values recorded today
        """
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        currency = self.env.company.currency_id
        quantities = {
            unit: float_round(sum(places.values()), precision_digits=precision)
            for unit, places in stock.items()
        }
        costs = self._unit_costs(quantities)
        values = self._values(quantities, costs, at)
        positions: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for unit, places in stock.items():
            shares = place_values(
                values[unit],
                currency.round(values[unit]),
                places,
                costs[unit].standard_price,
                precision,
                currency.decimal_places,
            )
            for place, quantity in places.items():
                position = positions[Key(unit[0], place)]
                position[0] += quantity
                position[1] += shares[place]
        return {key: (quantity, value) for key, (quantity, value) in positions.items()}

    @api.model
    def _values(
        self,
        quantities: dict[Unit, float],
        costs: dict[Unit, UnitCost],
        at: datetime | None,
    ) -> dict[Unit, float]:
        """Return the company's value of each unit, not rounded."""
        by_method: dict[str, dict[Unit, float]] = defaultdict(dict)
        for unit, quantity in quantities.items():
            by_method[costs[unit].method if quantity else "none"][unit] = quantity
        return {
            **dict.fromkeys(by_method["none"], 0.0),
            **self._standard_values(by_method["standard"], costs, at),
            **self._average_values(by_method["average"], at),
            **self._fifo_values(by_method["fifo"], costs, at),
        }

    @api.model
    def _unit_costs(self, units: Collection[Unit]) -> dict[Unit, UnitCost]:
        """Return how each unit is valued; without its lot a valued lot is worth 0."""
        # sudo: the reader of the report has been checked; which method and cost a
        # product has is read without further rights, as core's valuation does.
        products = self.env["product.product"].sudo().browse({u[0] for u in units})
        lots = products.env["stock.lot"].browse({u[1] for u in units if u[1]})
        lot_prices = {lot.id: lot.standard_price for lot in lots}
        by_product = {
            product.id: UnitCost("none", 0.0)
            if product.lot_valuated
            else UnitCost(product.cost_method, product.standard_price)
            for product in products
        }
        methods = {product.id: product.cost_method for product in products}
        return {
            (product, lot): UnitCost(methods[product], lot_prices[lot])
            if lot
            else by_product[product]
            for product, lot in units
        }

    # Methods of valuation ---------------------------------------------------------

    @api.model
    def _standard_values(
        self, held: dict[Unit, float], costs: dict[Unit, UnitCost], at: datetime | None
    ) -> dict[Unit, float]:
        history = self._revaluations(held, None) if at else {}
        return {
            unit: quantity
            * valuation.standard_cost(
                # Prices of lots have no history under standard cost.
                [] if unit[1] else history.get(unit, []),
                at,
                costs[unit].standard_price,
            )
            for unit, quantity in held.items()
        }

    @api.model
    def _average_values(
        self, held: dict[Unit, float], at: datetime | None
    ) -> dict[Unit, float]:
        moves = self._moves(held, at)
        revaluations = self._revaluations(held, at)
        needed = {
            move.id: move
            for unit in held
            for move in valuation.average_receipts(
                moves.get(unit, []), revaluations.get(unit, [])
            )
        }
        receipt_values = self._receipt_values(needed, at)
        return {
            unit: valuation.average_value(
                moves.get(unit, []),
                revaluations.get(unit, []),
                receipt_values,
                quantity,
            )
            for unit, quantity in held.items()
        }

    @api.model
    def _fifo_values(
        self, held: dict[Unit, float], costs: dict[Unit, UnitCost], at: datetime | None
    ) -> dict[Unit, float]:
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        moves = self._moves(held, at)
        stacks = {
            unit: valuation.fifo_stack(moves.get(unit, []), quantity, precision)
            for unit, quantity in held.items()
            if quantity > 0
        }
        needed = {move.id: move for stack in stacks.values() for move, _qty in stack}
        receipt_values = self._receipt_values(needed, at)
        values = {
            unit: valuation.fifo_value(
                stack, receipt_values, held[unit], costs[unit].standard_price
            )
            for unit, stack in stacks.items()
        }
        for unit in held.keys() - stacks.keys():
            price = costs[unit].standard_price
            if at:
                price = self._last_receipt_price(moves.get(unit, []), price)
            values[unit] = held[unit] * price
        return values

    @api.model
    def _last_receipt_price(self, moves: list[valuation.Move], default: float) -> float:
        """Return the unit price of the last receipt: core's price of missing stock."""
        last = next((move for move in reversed(moves) if move.is_in), None)
        if last is None:
            return default
        return last.value / last.quantity if last.quantity else 0.0

    # Reading ----------------------------------------------------------------------

    @api.model
    def _moves(
        self, units: Collection[Unit], until: datetime | None
    ) -> dict[Unit, list[valuation.Move]]:
        """Return the valued moves of each unit in date order."""
        if not units:
            return {}
        for model in ("stock.move", "stock.move.line", "stock.location"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH valued_location AS MATERIALIZED (
                    SELECT id FROM stock_location
                     WHERE company_id IS NOT NULL
                       AND usage IN ('internal', 'transit')
                )
                SELECT product_id, unit_lot, id, date, is_in, is_out, is_dropship,
                       COALESCE(SUM(entering) OVER whole, SUM(leaving) OVER whole,
                                SUM(direct) OVER whole, 0),
                       COALESCE(entering, leaving, direct, 0),
                       COALESCE(value, 0), COALESCE(quantity, 0)
                  FROM (
                    %(lines)s
                  ) AS valued
                WINDOW whole AS (PARTITION BY id)
                ORDER BY date, id
                """,
                lines=self._valued_lines_query(units, until),
            )
        )
        moves: dict[Unit, list[valuation.Move]] = defaultdict(list)
        for product, lot, *figures in rows:
            moves[product, lot].append(valuation.Move(*figures))
        return moves

    @api.model
    def _valued_lines_query(self, units: Collection[Unit], until: datetime | None):
        """Sum up the lines of each valued move and unit by where they cross."""
        return SQL(
            """
                SELECT move.product_id,
                       CASE WHEN template.lot_valuated
                            THEN COALESCE(line.lot_id, 0) ELSE 0 END AS unit_lot,
                       move.id, move.date, move.is_in, move.is_out,
                       move.is_dropship, move.value, move.quantity,
                       SUM(line.quantity_product_uom) FILTER (
                           WHERE source.id IS NULL AND target.id IS NOT NULL
                       ) AS entering,
                       SUM(line.quantity_product_uom) FILTER (
                           WHERE source.id IS NOT NULL AND target.id IS NULL
                       ) AS leaving,
                       SUM(line.quantity_product_uom)
                           FILTER (WHERE move.is_dropship) AS direct
                  FROM stock_move move
                  JOIN stock_move_line line ON line.move_id = move.id
                  JOIN product_product product ON product.id = move.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
             LEFT JOIN valued_location source ON source.id = line.location_id
             LEFT JOIN valued_location target
                    ON target.id = line.location_dest_id
                 WHERE move.company_id = %(company)s
                   AND move.product_id = ANY(%(products)s)
                   AND (move.is_in OR move.is_out OR move.is_dropship)
                   AND line.picked
                   AND %(owned)s
                   AND %(until)s
              GROUP BY move.id, template.lot_valuated, unit_lot
            """,
            company=self.env.company.id,
            products=list({product for product, _lot in units}),
            owned=self.env["jxc.stock.ledger"]._owned(SQL("line")),
            until=SQL("move.date <= %s", until) if until else SQL("TRUE"),
        )

    @api.model
    def _revaluations(
        self, units: Collection[Unit], until: datetime | None
    ) -> dict[Unit, list[valuation.Revaluation]]:
        """Return the unit costs set by hand for each unit in date order.

        Core reads them over all companies; so does this, to give core's figure.
        """
        if not units:
            return {}
        self.env["product.value"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT product_id, COALESCE(lot_id, 0), date, value
                     FROM product_value
                    WHERE product_id = ANY(%s) AND move_id IS NULL AND %s
                 ORDER BY date, id""",
                list({product for product, _lot in units}),
                SQL("date <= %s", until) if until else SQL("TRUE"),
            )
        )
        by_product: dict[int, list[tuple[int, valuation.Revaluation]]] = {}
        for product, lot, date, value in rows:
            by_product.setdefault(product, []).append(
                (lot, valuation.Revaluation(date, value))
            )
        # A change of the product's cost holds for its lots as well.
        return {
            (product, lot): [
                change
                for changed_lot, change in by_product[product]
                if changed_lot in (0, lot)
            ]
            for product, lot in units
            if product in by_product
        }

    @api.model
    def _receipt_values(
        self, moves: dict[int, valuation.Move], at: datetime | None
    ) -> dict[int, float]:
        """Return the value of receipts as known at ``at`` (``None``: as recorded).

        In the past a receipt is worth what was known then: a cost set by hand, the
        bills posted so far, the order's price. Core's own method answers, so that
        add-ons that extend it (landed costs, production) count as well.
        """
        values = {
            move.id: move.value
            for move in moves.values()
            if not at and not move.is_dropship
        }
        if at:
            values.update(self._manual_values(moves, at))
        for batch in split_every(MOVE_BATCH, sorted(moves.keys() - values.keys())):
            # Valuation reads bills and orders the reader of the report may not open;
            # only the amount leaves this method.
            records = self.env["stock.move"].sudo().browse(batch)
            for move in records:
                values[move.id] = move._get_value(
                    at_date=at or False, ignore_manual_update=bool(at)
                )
        return values

    @api.model
    def _manual_values(self, moves: Collection[int], at: datetime) -> dict[int, float]:
        """Return the last value set by hand until ``at`` by move."""
        self.env["product.value"].flush_model()
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT DISTINCT ON (move_id) move_id, value
                         FROM product_value
                        WHERE move_id = ANY(%s) AND date <= %s
                     ORDER BY move_id, date DESC, id DESC""",
                    list(moves),
                    at,
                )
            )
        )
