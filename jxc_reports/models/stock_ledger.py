"""What moved between the places of a company, classified once for every reader."""

from datetime import datetime

from odoo import api, models
from odoo.tools import SQL

from ..engine.stock_summary import Flow, Key

# Places of stock that belong to no warehouse; warehouses have positive ids.
IN_TRANSIT = 0
OUTSIDE = -1

# A valued stock: a product, and a lot where lots are valued one by one (else 0).
Unit = tuple[int, int]


class JxcStockLedger(models.AbstractModel):
    """Set-based reading of done stock move lines and quants of one company.

    A place is a warehouse, goods in transit between warehouses, or a location of the
    company outside any warehouse. A line counts when it enters or leaves a place.
    Goods owned by someone else (consignment) never count. The company is that of the
    environment. Reading is by SQL: callers check access.
    """

    _name = "jxc.stock.ledger"
    _description = "Stock Ledger"

    @api.model
    def _flows(
        self, products: SQL, after: datetime | None, until: datetime | None
    ) -> list[Flow]:
        """Return what moved later than ``after`` and not later than ``until``.

        :param products: query of the product ids to read
        :param after: naive UTC; ``None`` means now, after which nothing moved
        :param until: naive UTC; ``None`` means without end
        """
        if after is None:
            return []
        rows = self.env.execute_query(
            SQL(
                """%s SELECT product_id, place, kind, SUM(quantity), SUM(value)
                        FROM crossing WHERE date > %s AND %s
                    GROUP BY product_id, place, kind""",
                self._crossings(products),
                after,
                SQL("date <= %s", until) if until else SQL("TRUE"),
            )
        )
        return [Flow(Key(row[0], row[1]), *row[2:]) for row in rows]

    @api.model
    def _stock(
        self, products: SQL, at: datetime | None
    ) -> dict[Unit, dict[int, float]]:
        """Return the owned quantity by valued unit and place at an instant.

        It is the quantity on hand now less what moved later, as core reads the past.
        """
        self.env["stock.quant"].flush_model()
        later = SQL(
            """UNION ALL
               SELECT product_id, unit_lot, place, -direction * quantity
                 FROM crossing WHERE date > %s""",
            at,
        )
        rows = self.env.execute_query(
            SQL(
                """%s
                SELECT product_id, unit_lot, place, SUM(quantity)
                  FROM (
                    SELECT quant.product_id,
                           CASE WHEN template.lot_valuated
                                THEN COALESCE(quant.lot_id, 0) ELSE 0 END AS unit_lot,
                           place.id AS place,
                           quant.quantity
                      FROM stock_quant quant
                      JOIN place ON place.location_id = quant.location_id
                      JOIN product_product product ON product.id = quant.product_id
                      JOIN product_template template
                        ON template.id = product.product_tmpl_id
                     WHERE quant.product_id IN (SELECT id FROM wanted)
                       AND %s
                    %s
                  ) AS position
                GROUP BY product_id, unit_lot, place
                """,
                self._crossings(products),
                self._owned(SQL("quant")),
                later if at else SQL(),
            )
        )
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        stock: dict[Unit, dict[int, float]] = {}
        for product, lot, place, quantity in rows:
            if rounded := round(quantity, precision):
                stock.setdefault((product, lot), {})[place] = rounded
        return stock

    @api.model
    def _line_ids(
        self,
        product_id: int,
        place: int | None,
        kinds: tuple[str, ...],
        after: datetime | None,
        until: datetime | None,
    ) -> list[int]:
        """Return ids of the stock move lines behind a figure of ``_flows``."""
        if after is None:
            return []
        rows = self.env.execute_query(
            SQL(
                """%s SELECT DISTINCT line_id FROM crossing
                       WHERE place = %s AND kind IN %s AND date > %s AND %s""",
                self._crossings(SQL("SELECT %s AS id", product_id)),
                place,
                kinds,
                after,
                SQL("date <= %s", until) if until else SQL("TRUE"),
            )
        )
        return [line_id for (line_id,) in rows]

    @api.model
    def _owned(self, alias: SQL) -> SQL:
        return SQL(
            "(%(alias)s.owner_id IS NULL OR %(alias)s.owner_id = %(partner)s)",
            alias=alias,
            partner=self.env.company.partner_id.id,
        )

    @api.model
    def _crossings(self, products: SQL) -> SQL:
        """Return the ``WITH`` clause that defines ``place`` and ``crossing``.

        ``crossing`` has one row for each move line and place it enters (direction 1)
        or leaves (-1). The value of a move is shared among its valued lines by
        quantity; moves inside the company have none.
        """
        for model in ("stock.move", "stock.move.line", "stock.location"):
            self.env[model].flush_model()
        self.env["product.template"].flush_model(["lot_valuated"])
        return SQL(
            """
            WITH wanted AS MATERIALIZED (%(products)s),
            %(place)s,
            %(line)s,
            crossing AS (
                SELECT line.id AS line_id, line.product_id, line.unit_lot, line.date,
                       side.direction, side.place, side.kind, line.quantity,
                       CASE
                           WHEN side.kind IN ('transfer_in', 'transfer_out')
                             OR line.is_in AND side.direction = -1 THEN 0
                           ELSE line.value * line.quantity / NULLIF(
                               SUM(line.quantity) OVER (
                                   PARTITION BY line.move_id, side.direction,
                                       side.kind IN ('transfer_in', 'transfer_out')
                               ), 0)
                       END AS value
                  FROM line
                 CROSS JOIN LATERAL (
                    VALUES (1, line.target_place, %(kind_in)s),
                           (-1, line.source_place, %(kind_out)s)
                 ) AS side(direction, place, kind)
                 WHERE side.place IS NOT NULL
            )
            """,
            products=products,
            place=self._place_query(),
            line=self._line_query(),
            kind_in=self._kind_in(),
            kind_out=self._kind_out(),
        )

    @api.model
    def _place_query(self) -> SQL:
        """Define ``place``: where each location of the company is counted."""
        return SQL(
            """
            place AS MATERIALIZED (
                SELECT id AS location_id,
                       COALESCE(
                           warehouse_id,
                           CASE usage WHEN 'transit' THEN %(transit)s
                                      ELSE %(outside)s END
                       ) AS id
                  FROM stock_location
                 WHERE company_id = %(company)s AND usage IN ('internal', 'transit')
            )
            """,
            company=self.env.company.id,
            transit=IN_TRANSIT,
            outside=OUTSIDE,
        )

    @api.model
    def _line_query(self) -> SQL:
        """Define ``line``: done move lines of the products wanted, between places."""
        return SQL(
            """
            line AS (
                SELECT line.id, line.product_id, line.quantity_product_uom AS quantity,
                       CASE WHEN template.lot_valuated
                            THEN COALESCE(line.lot_id, 0) ELSE 0 END AS unit_lot,
                       move.id AS move_id, move.date, move.value, move.is_in,
                       move.is_inventory, move.scrap_id,
                       move.purchase_line_id, move.sale_line_id,
                       source.usage AS source_usage, target.usage AS target_usage,
                       source_place.id AS source_place,
                       target_place.id AS target_place
                  FROM stock_move_line line
                  JOIN stock_move move ON move.id = line.move_id
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                  JOIN stock_location source ON source.id = line.location_id
                  JOIN stock_location target ON target.id = line.location_dest_id
             LEFT JOIN place source_place
                    ON source_place.location_id = line.location_id
             LEFT JOIN place target_place
                    ON target_place.location_id = line.location_dest_id
                 WHERE move.state = 'done'
                   AND move.company_id = %(company)s
                   AND move.product_id IN (SELECT id FROM wanted)
                   AND source_place.id IS DISTINCT FROM target_place.id
                   AND %(owned)s
            )
            """,
            company=self.env.company.id,
            owned=self._owned(SQL("line")),
        )

    @api.model
    def _kind_in(self) -> SQL:
        return SQL(
            """CASE
                WHEN line.source_place IS NOT NULL THEN 'transfer_in'
                WHEN line.source_usage = 'supplier' THEN 'purchase'
                WHEN line.source_usage = 'customer' THEN 'customer_return'
                WHEN line.source_usage = 'production' THEN 'production'
                WHEN line.source_usage = 'inventory' THEN 'gain'
                WHEN line.purchase_line_id IS NOT NULL THEN 'purchase'
                WHEN line.sale_line_id IS NOT NULL THEN 'customer_return'
                ELSE 'other_in' END"""
        )

    @api.model
    def _kind_out(self) -> SQL:
        """An inventory location is a loss when counted, else goods were scrapped."""
        return SQL(
            """CASE
                WHEN line.target_place IS NOT NULL THEN 'transfer_out'
                WHEN line.target_usage = 'customer' THEN 'sale'
                WHEN line.target_usage = 'supplier' THEN 'vendor_return'
                WHEN line.target_usage = 'production' THEN 'consumption'
                WHEN line.target_usage = 'inventory' AND line.is_inventory THEN 'loss'
                WHEN line.target_usage = 'inventory' THEN 'scrap'
                WHEN line.sale_line_id IS NOT NULL THEN 'sale'
                WHEN line.purchase_line_id IS NOT NULL THEN 'vendor_return'
                ELSE 'other_out' END"""
        )
