from odoo import fields, models
from odoo.tools import SQL

_SIGNS = {
    "delivered_qty": SQL("+"),
    "returned_qty": SQL("-"),
    "imported_qty": SQL("+"),
}


class DemandHistory(models.Model):
    """What customers took: one row a product, warehouse and day.

    Quantities are in the product's unit of measure; the day is a calendar day in
    the company's time zone. Each source owns one column and states its full value
    for a key, so that stating it again changes nothing:

    - ``delivered_qty``  done outgoing moves of that day, gross;
    - ``returned_qty``   what came back that day, positive;
    - ``imported_qty``   net sales from an old system (may be negative).

    ``quantity`` is what forecasting reads: delivered − returned + imported.
    """

    _name = "jxc.demand.history"
    _description = "Demand History"
    _order = "date desc, product_id, warehouse_id"
    _rec_name = "product_id"
    _check_company_auto = True
    _log_access = False

    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        readonly=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True, readonly=True, index=True)
    product_categ_id = fields.Many2one(related="product_id.categ_id", string="Category")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    delivered_qty = fields.Float(
        "Delivered", digits="Product Unit", readonly=True, required=True, default=0.0
    )
    returned_qty = fields.Float(
        "Returned", digits="Product Unit", readonly=True, required=True, default=0.0
    )
    imported_qty = fields.Float(
        "Imported", digits="Product Unit", readonly=True, required=True, default=0.0
    )
    quantity = fields.Float(
        "Demand",
        digits="Product Unit",
        readonly=True,
        required=True,
        default=0.0,
        help="Delivered, less returned, plus imported from an old system.",
    )

    _product_warehouse_date_uniq = models.Constraint(
        "UNIQUE(product_id, warehouse_id, date)",
        "There is one row of demand history a product, warehouse and day.",
    )

    def _state_quantities(self, columns: tuple[str, ...], source: SQL) -> int:
        """Let a source state its columns for a set of keys, set-based.

        ``source`` is a query yielding ``product_id, warehouse_id, company_id, date``
        followed by one quantity for each of ``columns`` (subset of
        ``delivered_qty``, ``returned_qty``, ``imported_qty``); one row a key, zero
        when the source has nothing (any more) for that key. Other columns are kept;
        rows in which nothing is left are removed. Returns the number of keys stated.
        """
        if not columns or not _SIGNS.keys() >= set(columns):
            raise ValueError(f"unknown demand columns: {columns}")
        self.env.flush_all()
        ids = self._upsert(columns, source)
        # Rows in which nothing is left say nothing.
        self.env.cr.execute(
            SQL(
                """
            DELETE FROM jxc_demand_history
             WHERE id = ANY(%s)
               AND delivered_qty = 0 AND returned_qty = 0 AND imported_qty = 0
            """,
                ids,
            )
        )
        self.invalidate_model()
        return len(ids)

    def _upsert(self, columns: tuple[str, ...], source: SQL) -> list[int]:
        others = [column for column in _SIGNS if column not in columns]
        new, old = SQL("EXCLUDED"), SQL("jxc_demand_history")
        rows = self.env.execute_query(
            SQL(
                """
            INSERT INTO jxc_demand_history
                        (product_id, warehouse_id, company_id, date,
                         %(names)s, %(others)s, quantity)
            SELECT stated.*, %(zeros)s, %(stated_demand)s
              FROM (%(source)s) AS stated(
                   product_id, warehouse_id, company_id, date, %(names)s)
            ON CONFLICT (product_id, warehouse_id, date) DO UPDATE
                    SET %(updates)s, quantity = %(demand)s
              RETURNING id
            """,
                names=SQL(", ").join(map(SQL.identifier, columns)),
                others=SQL(", ").join(map(SQL.identifier, others)),
                zeros=SQL(", ").join([SQL("0")] * len(others)),
                stated_demand=_demand(dict.fromkeys(columns, SQL("stated"))),
                source=source,
                updates=SQL(", ").join(
                    SQL("%s = EXCLUDED.%s", SQL.identifier(c), SQL.identifier(c))
                    for c in columns
                ),
                demand=_demand({c: new if c in columns else old for c in _SIGNS}),
            )
        )
        return [row_id for (row_id,) in rows]


def _demand(table_by_column: dict[str, SQL]) -> SQL:
    """Return delivered − returned + imported, each from the table given for it."""
    return SQL(" ").join(
        SQL("%s %s.%s", _SIGNS[column], table, SQL.identifier(column))
        for column, table in table_by_column.items()
    )
