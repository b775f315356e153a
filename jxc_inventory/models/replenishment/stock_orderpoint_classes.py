from odoo import models
from odoo.tools import SQL, groupby

_MONDAY = 0


class StockWarehouseOrderpoint(models.Model):
    """Sorts the products of a warehouse by what they sell for: A, B and C."""

    _inherit = "stock.warehouse.orderpoint"

    def _classify_if_due(self, company) -> None:
        """Classify the rules of a company on Mondays, or when one has no class."""
        domain = [("reorder_method", "=", "demand"), ("company_id", "=", company.id)]
        missing = self.search_count([*domain, ("abc_class", "=", False)], limit=1)
        if missing or company._today().weekday() == _MONDAY:
            self._classify(company)

    def _classify(self, company) -> None:
        """Set the class by sales value of the last year, in each warehouse."""
        from ...engine.classes import VALUE_CLASSES, value_classes

        rows = self._read_sales_values(company)
        for _warehouse, sold in groupby(rows, lambda row: row[0]):
            classes = value_classes(
                [value for _warehouse_id, _rule_id, value in sold],
                company.reorder_share_a / 100,
                company.reorder_share_b / 100,
            )
            self._store(
                [rule_id for _warehouse_id, rule_id, _value in sold],
                {"abc_class": [VALUE_CLASSES[index] for index in classes]},
            )

    def _read_sales_values(self, company) -> list[tuple[int, int, float]]:
        """Return (warehouse, rule, sales at today's price) of rules from demand.

        Sales are added up first, whatever the planner thinks: just after an import it
        knows nothing of the size of these tables, and would add them up for each rule.
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
            WITH sold AS MATERIALIZED (
                SELECT product_id, warehouse_id, SUM(quantity) AS quantity
                  FROM jxc_demand_history
                 WHERE company_id = %(company)s
                   AND date > %(until)s - 364 AND date <= %(until)s
              GROUP BY 1, 2)
            SELECT rule.warehouse_id, rule.id,
                   (COALESCE(sold.quantity, 0) * COALESCE(tmpl.list_price, 0))::float8
              FROM stock_warehouse_orderpoint rule
              JOIN product_product product ON product.id = rule.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
         LEFT JOIN sold USING (product_id, warehouse_id)
             WHERE rule.reorder_method = 'demand' AND rule.active
               AND rule.company_id = %(company)s
          ORDER BY rule.warehouse_id, rule.id
            """,
                company=company.id,
                until=company._demand_known_until() or company._today(),
            )
        )
