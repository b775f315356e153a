from odoo import fields, models
from odoo.tools import SQL

_COLUMNS = ("delivered_qty", "returned_qty", "imported_qty")


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
        """Let a source state its columns for a set of keys, in one statement.

        ``source`` is a query yielding ``product_id, warehouse_id, company_id, date``
        followed by one quantity for each of ``columns`` (subset of
        ``delivered_qty``, ``returned_qty``, ``imported_qty``); one row a key, zero
        when the source has nothing (any more) for that key. Other columns are kept;
        rows in which nothing is left are removed. Returns the number of keys stated.
        """
        if not columns or not set(_COLUMNS).issuperset(columns):
            raise ValueError(f"unknown demand columns: {columns}")
        self.env.flush_all()
        kept = [c for c in _COLUMNS if c not in columns] + ["quantity"]
        updates = SQL(", ").join(
            SQL("%s = EXCLUDED.%s", SQL.identifier(c), SQL.identifier(c))
            for c in columns
        )
        cr = self.env.cr
        cr.execute(
            SQL(
                """
            INSERT INTO jxc_demand_history
                        (product_id, warehouse_id, company_id, date, %(names)s)
            SELECT stated.*, %(zeros)s FROM (%(source)s) AS stated
            ON CONFLICT (product_id, warehouse_id, date) DO UPDATE
                    SET %(updates)s
              RETURNING id
            """,
                names=SQL(", ").join(SQL.identifier(c) for c in [*columns, *kept]),
                zeros=SQL(", ").join(SQL("0") for _ in kept),
                source=source,
                updates=updates,
            )
        )
        ids = [row[0] for row in cr.fetchall()]
        self._settle(ids)
        self.invalidate_model()
        return len(ids)

    def _settle(self, ids: list[int]) -> None:
        """Remove rows in which nothing is left and sum up the others."""
        cr = self.env.cr
        cr.execute(
            SQL(
                """
            DELETE FROM jxc_demand_history
             WHERE id = ANY(%(ids)s)
               AND delivered_qty = 0 AND returned_qty = 0 AND imported_qty = 0
            """,
                ids=ids,
            )
        )
        cr.execute(
            SQL(
                """
            UPDATE jxc_demand_history
               SET quantity = delivered_qty - returned_qty + imported_qty
             WHERE id = ANY(%(ids)s)
               AND quantity IS DISTINCT FROM
                   delivered_qty - returned_qty + imported_qty
            """,
                ids=ids,
            )
        )
