from collections.abc import Collection
from datetime import datetime, time, timezone

from odoo import fields, models
from odoo.tools import SQL, date_utils


class StockWarehouseOrderpoint(models.Model):
    """Cuts suggestions that the budget of the period does not pay for."""

    _inherit = "stock.warehouse.orderpoint"

    budget_cut_quantity = fields.Float(
        "Cut by Budget",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Would be ordered if the budget allowed: others lose more sales for the"
        " same money. It may be ordered by hand.",
    )

    def _order_sentences(self) -> list[str]:
        sentences = super()._order_sentences()
        if self.budget_cut_quantity:
            sentences.append(
                self.env._(
                    "%(quantity)s for %(cost)s cut by the budget: other orders save"
                    " more sales for the money.",
                    quantity=self._format(self.budget_cut_quantity),
                    cost=self._format(self.order_cost, 2),
                )
            )
        return sentences

    def _get_cut(self, company, transferred: Collection[int]) -> list[int]:
        """Return the ids of rules of one company whose order the budget cannot pay.

        Only what is bought costs money. Without a budget nothing is cut.
        """
        from ...engine.supply.budget import affordable

        if not company.purchase_budget_amount:
            return []
        rows = self.env.execute_query(
            SQL(
                """
            SELECT id, order_cost::float8, COALESCE(risk_value, 0)::float8
              FROM stock_warehouse_orderpoint
             WHERE company_id = %(company)s AND active
               AND reorder_method = 'demand' AND order_quantity > 0 AND order_bought
               AND id <> ALL(%(transferred)s)
          ORDER BY id
            """,
                company=company.id,
                transferred=list(transferred),
            )
        )
        if not rows:
            return []
        ids, cost, loss = zip(*rows, strict=True)
        left = company.purchase_budget_amount - self._read_spent(company)
        paid = affordable(cost, loss, left)
        return [rule_id for rule_id, kept in zip(ids, paid, strict=True) if not kept]

    def _read_spent(self, company) -> float:
        """Return the untaxed amount of the orders of the budget's current period.

        Requests count as soon as they are made: their money is asked for.
        """
        start = date_utils.start_of(company._today(), company.purchase_budget_period)
        midnight = datetime.combine(start, time.min, company._jxc_timezone())
        self.env["purchase.order"].flush_model(
            ["state", "date_approve", "amount_untaxed", "currency_rate"]
        )
        [(spent,)] = self.env.execute_query(
            SQL(
                """
            SELECT COALESCE(SUM(amount_untaxed
                                / COALESCE(NULLIF(currency_rate, 0), 1)), 0)::float8
              FROM purchase_order
             WHERE company_id = %s
               AND CASE WHEN state IN ('draft', 'sent', 'to approve') THEN TRUE
                        ELSE state = 'purchase' AND date_approve >= %s END
            """,
                company.id,
                midnight.astimezone(timezone.utc).replace(tzinfo=None),
            )
        )
        return spent
