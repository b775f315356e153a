from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class StockWarehouseOrderpoint(models.Model):
    """Proposes to take from a warehouse that has too much before buying.

    Odoo's own resupply routes say which warehouse may supply which; the procurement of
    a rule with such a proposal follows that route.
    """

    _inherit = "stock.warehouse.orderpoint"

    surplus_quantity = fields.Float(
        "Surplus",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Stock that this warehouse can spare: above the order-up-to level and the"
        " demand of the days to keep.",
    )
    transfer_route_id = fields.Many2one(
        "stock.route",
        "Transfer by",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Resupply route by which another warehouse gives what it can spare.",
    )
    transfer_warehouse_id = fields.Many2one(
        "stock.warehouse",
        "Transfer from",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    transfer_quantity = fields.Float(
        "To Transfer", digits="Product Unit", readonly=True, copy=False
    )

    def _prepare_procurement_values(self, date=False):
        values = super()._prepare_procurement_values(date=date)
        if self.transfer_route_id and not self.route_id:
            values["route_ids"] = self.transfer_route_id
        return values

    def _order_sentences(self) -> list[str]:
        if not self.transfer_quantity:
            return super()._order_sentences()
        return [
            self.env._(
                "Take %(quantity)s from %(warehouse)s, which can spare it, before"
                " buying.",
                quantity=self._format(self.transfer_quantity),
                warehouse=self.transfer_warehouse_id.display_name,
            )
        ]

    def _get_transfers(self, company) -> dict[int, tuple[int, int, float]]:
        """Return route, giving warehouse and quantity, by id of the rule in need."""
        from ...engine.supply.transfers import match

        routes = self._get_resupply_routes(company)
        if not routes:
            return {}
        givers = defaultdict(set)
        for giver, taker in routes:
            givers[taker].add(giver)
        # Goods counted in whole units move in whole units.
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        transfers = {}
        for rules, places in self._read_places(company):
            whole = all(place.need == int(place.need) for place in places)
            for giver, taker, quantity in match(
                places, givers, 1.0 if whole else 10**-digits
            ):
                route = routes[giver, taker]
                transfers[rules[taker]] = (route, giver, round(quantity, digits))
        return transfers

    def _get_resupply_routes(self, company) -> dict[tuple[int, int], int]:
        """Return the route by warehouse that gives and warehouse that takes."""
        if not company.transfer_before_buying:
            return {}
        # sudo: who buys need not read routes; only which warehouses they join is used.
        Route = self.env["stock.route"].sudo()
        routes = Route.search(
            Domain("supplied_wh_id.company_id", "=", company.id)
            & Domain("supplier_wh_id.company_id", "=", company.id)
            & Domain("supplied_wh_id.active", "=", True)
            & Domain("supplier_wh_id.active", "=", True),
            order="id desc",
        )
        return {
            (route.supplier_wh_id.id, route.supplied_wh_id.id): route.id
            for route in routes
        }

    def _read_places(self, company):
        """Yield, for each product that one place needs and another can spare, the rules
        by warehouse and the places. Only what would be bought is needed from another
        place; a rule with a route of its own keeps to it.
        """
        from ...engine.supply.transfers import Place

        rows = self.env.execute_query(
            SQL(
                """
            SELECT product_id,
                   ARRAY_AGG(warehouse_id ORDER BY id), ARRAY_AGG(id ORDER BY id),
                   ARRAY_AGG(CASE WHEN route_id IS NULL AND order_bought
                                  AND order_quantity > 0
                             THEN order_missing ELSE 0 END::float8 ORDER BY id),
                   ARRAY_AGG(surplus_quantity::float8 ORDER BY id),
                   ARRAY_AGG(risk_value::float8 ORDER BY id)
              FROM stock_warehouse_orderpoint
             WHERE company_id = %s AND active AND reorder_method = 'demand'
          GROUP BY product_id
            HAVING BOOL_OR(surplus_quantity > 0) AND BOOL_OR(order_quantity > 0)
          ORDER BY product_id
            """,
                company.id,
            )
        )
        for _product, warehouses, rules, needs, surpluses, risks in rows:
            yield (
                dict(zip(warehouses, rules, strict=True)),
                [
                    Place(warehouse, need or 0.0, surplus or 0.0, risk or 0.0)
                    for warehouse, need, surplus, risk in zip(
                        warehouses, needs, surpluses, risks, strict=True
                    )
                ],
            )
