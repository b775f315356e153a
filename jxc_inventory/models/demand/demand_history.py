from odoo import fields, models
from odoo.tools import SQL

# How each source's column counts in demand; None is shown but not counted.
_SIGNS = {
    "delivered_qty": SQL("+"),
    "returned_qty": SQL("-"),
    "imported_qty": SQL("+"),
    "one_off_qty": SQL("-"),
    "excluded_qty": SQL("-"),
    "transferred_qty": None,
}


class DemandHistory(models.Model):
    """What customers took: one row a product, warehouse and day.

    Quantities are in the product's unit of measure; the day is a calendar day in
    the company's time zone. Each source owns one column and states its full value
    for a key, so that stating it again changes nothing:

    - ``delivered_qty``  done outgoing moves of that day, gross;
    - ``returned_qty``   what came back that day, positive;
    - ``imported_qty``   net sales from an old system (may be negative);
    - ``one_off_qty``    part of delivered less returned that belongs to one-off orders;
    - ``excluded_qty``   what somebody took out by hand, with the reason;
    - ``transferred_qty``  sent to other warehouses of the company: not demand.

    ``quantity`` is what forecasting reads: delivered − returned + imported − one-off −
    excluded. What a point of sale or a kit delivers is stock moves like any other.
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
    one_off_qty = fields.Float(
        "One-off Orders",
        digits="Product Unit",
        readonly=True,
        required=True,
        default=0.0,
        help="Delivered for orders marked as one-off demand, or taken as such by the"
        " company's rule, less what came back of them.",
    )
    excluded_qty = fields.Float(
        "Excluded",
        digits="Product Unit",
        readonly=True,
        required=True,
        default=0.0,
        help="Taken out by hand: not to be expected again.",
    )
    transferred_qty = fields.Float(
        "Transferred",
        digits="Product Unit",
        readonly=True,
        required=True,
        default=0.0,
        help="Sent to other warehouses of the company; shown, but not demand.",
    )
    quantity = fields.Float(
        "Demand",
        digits="Product Unit",
        readonly=True,
        required=True,
        default=0.0,
        help="Delivered, less returned, plus imported from an old system, less one-off"
        " orders and what was excluded by hand.",
    )

    _product_warehouse_date_uniq = models.Constraint(
        "UNIQUE(product_id, warehouse_id, date)",
        "There is one row of demand history a product, warehouse and day.",
    )
    # Few rows have any; each night asks the changed products for theirs.
    _one_off_idx = models.Index("(product_id) WHERE one_off_qty <> 0")

    def _state_quantities(self, columns: tuple[str, ...], source: SQL) -> list[int]:
        """Let a source state its columns for a set of keys, set-based.

        ``source`` is a query yielding ``product_id, warehouse_id, company_id, date``
        followed by one quantity for each of ``columns`` (any but ``quantity``); one
        row a key, zero when the source has nothing (any more) for that key. Other
        columns are kept; rows in which nothing is left are removed. Returns the ids of
        the rows stated, removed ones among them.
        """
        if not columns or not _SIGNS.keys() >= set(columns):
            raise ValueError(f"unknown demand columns: {columns}")
        self.env.flush_all()
        ids = self._upsert(columns, source)
        # Rows in which nothing is left say nothing, even if there was something once
        # that somebody excluded.
        left = [SQL.identifier(column) for column in _SIGNS if column != "excluded_qty"]
        self.env.cr.execute(
            SQL(
                "DELETE FROM jxc_demand_history WHERE id = ANY(%s) AND %s",
                ids,
                SQL(" AND ").join(SQL("%s = 0", column) for column in left),
            )
        )
        self.invalidate_model()
        return ids

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
    """Return what counts as demand, each column from the table given for it."""
    counted = [
        SQL("%s %s.%s", _SIGNS[column], table, SQL.identifier(column))
        for column, table in table_by_column.items()
        if _SIGNS[column]
    ]
    return SQL(" ").join(counted) if counted else SQL("0")
