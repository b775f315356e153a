from odoo import models
from odoo.tools import SQL

_SETTLED = (
    "transfer_route_id",
    "transfer_warehouse_id",
    "transfer_quantity",
    "budget_cut_quantity",
    "qty_to_order_computed",
)


class StockWarehouseOrderpoint(models.Model):
    """Settles between the rules of a company what none of them can know alone."""

    _inherit = "stock.warehouse.orderpoint"

    def _settle(self, company) -> None:
        """Propose vendors and transfers, then spend the budget, within one company.

        Works from what is stored on each rule, so it may be done again at any time, and
        whoever refreshes some rules does it for all. Writes only rules that differ.
        """
        self.env.flush_all()
        self._choose_vendors(company)
        transfers = self._get_transfers(company)
        settled = self._settled_sql(
            company, transfers, self._get_cut(company, transfers)
        )
        names = SQL(", ").join(map(SQL.identifier, _SETTLED))
        old = SQL(", ").join(SQL("rule.%s", SQL.identifier(name)) for name in _SETTLED)
        new = SQL(", ").join(
            SQL("settled.%s", SQL.identifier(name)) for name in _SETTLED
        )
        self.env.cr.execute(
            SQL(
                """
            UPDATE stock_warehouse_orderpoint AS rule SET (%(names)s) = (%(new)s)
              FROM (%(settled)s) AS settled
             WHERE rule.id = settled.id AND (%(old)s) IS DISTINCT FROM (%(new)s)
            """,
                names=names,
                settled=settled,
                old=old,
                new=new,
            )
        )
        self.invalidate_model(_SETTLED)

    def _keep_settled(self, ids: list[int]) -> None:
        """Let rules worked out again keep what was settled last, until it is again.

        Else a rule refreshed by day would order what the budget does not pay for, or
        buy what another warehouse gives.
        """
        self.env.cr.execute(
            SQL(
                """
            UPDATE stock_warehouse_orderpoint
               SET transfer_quantity = LEAST(transfer_quantity, order_missing),
                   budget_cut_quantity = CASE WHEN budget_cut_quantity > 0
                                         THEN order_quantity ELSE 0 END,
                   qty_to_order_computed = CASE WHEN transfer_quantity > 0
                                           THEN LEAST(transfer_quantity, order_missing)
                                           ELSE 0 END
             WHERE id = ANY(%s)
               AND (transfer_quantity > 0 OR budget_cut_quantity > 0)
            """,
                ids,
            )
        )
        self.invalidate_model(_SETTLED)

    def _settled_sql(self, company, transfers: dict[int, tuple], cut: list[int]) -> SQL:
        """Return the query of what was settled for each rule of one company."""
        rows = [(rule_id, *transfer) for rule_id, transfer in transfers.items()]
        ids, routes, givers, quantities = zip(*rows, strict=True) if rows else ((),) * 4
        return SQL(
            """
            SELECT given.id, transfer.route AS transfer_route_id,
                   transfer.giver AS transfer_warehouse_id,
                   COALESCE(transfer.quantity, 0) AS transfer_quantity,
                   CASE WHEN given.id = ANY(%(cut)s)
                        THEN given.order_quantity ELSE 0 END AS budget_cut_quantity,
                   CASE WHEN transfer.id IS NOT NULL THEN transfer.quantity
                        WHEN given.id = ANY(%(cut)s) THEN 0
                        ELSE given.order_quantity END AS qty_to_order_computed
              FROM stock_warehouse_orderpoint given
         LEFT JOIN unnest(%(ids)s::int[], %(routes)s::int[], %(givers)s::int[],
                          %(quantities)s::numeric[])
                   AS transfer(id, route, giver, quantity) ON transfer.id = given.id
             WHERE given.company_id = %(company)s AND given.active
               AND given.reorder_method = 'demand' AND given.order_quantity IS NOT NULL
            """,
            cut=cut,
            ids=list(ids),
            routes=list(routes),
            givers=list(givers),
            quantities=list(quantities),
            company=company.id,
        )
