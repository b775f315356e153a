from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .lookups import remembering


class StockWarehouseOrderpoint(models.Model):
    """Opens the Replenishment screen without looking at every product."""

    _inherit = "stock.warehouse.orderpoint"

    def _get_orderpoint_action(self):
        # sudo: what to order follows from stock; whoever may open the screen sees it.
        self.sudo()._refresh_changed()
        rules = remembering(self)
        action = super(StockWarehouseOrderpoint, rules)._get_orderpoint_action()
        # What rules just made would order is worked out here, where the lookups are.
        rules.env.flush_all()
        # Core passes its context on to the client, which cannot read the lookups.
        return {**action, "context": self.env.context}

    def _search_qty_to_order(self, operator, value):
        """Let the database compare; core reads every rule to do it."""
        by_hand = Domain("qty_to_order_manual", "not in", [0, False])
        return (by_hand & Domain("qty_to_order_manual", operator, value)) | (
            ~by_hand & Domain("qty_to_order_computed", operator, value)
        )

    def _get_orderpoint_products(self):
        """Leave to core only products that may be short in a place without a rule.

        For these core makes rules to be thrown away; for all others it would go through
        stock, moves and locations only to find that there is nothing to do.
        """
        products = super()._get_orderpoint_products()
        short = self._read_short_without_rule(self._get_orderpoint_locations())
        return products.browse(id_ for id_ in products._ids if id_ in short)

    def _read_short_without_rule(self, locations) -> set[int]:
        """Return products with less than nothing left somewhere without a rule there.

        As core counts them (stock and open moves of any date), but less incoming goods
        in steps: rather a product too many, for core to find that it is not short.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
              WITH tree AS (
                    SELECT place.id AS place_id, location.id AS location_id
                      FROM stock_location place
                      JOIN stock_location location
                        ON location.parent_path LIKE place.parent_path || '%%'
                     WHERE place.id = ANY(%(places)s))
            SELECT DISTINCT product_id
              FROM (%(stock_and_moves)s) AS change
             WHERE NOT EXISTS (
                    SELECT FROM stock_warehouse_orderpoint rule
                     WHERE rule.product_id = change.product_id
                       AND rule.location_id = change.place_id)
          GROUP BY product_id, place_id
            HAVING SUM(quantity) < 0
            """,
                places=locations.ids,
                stock_and_moves=_stock_and_moves_sql(),
            )
        )
        return {product_id for (product_id,) in rows}


def _stock_and_moves_sql() -> SQL:
    """Return stock and open moves into and out of places, named by the table tree.

    Like core, moves from one of these places to another count for neither.
    """
    return SQL(
        """
        SELECT quant.product_id, tree.place_id, quant.quantity
          FROM stock_quant quant
          JOIN tree ON tree.location_id = quant.location_id
     UNION ALL
        SELECT move.product_id, tree.place_id, -move.product_qty
          FROM stock_move move
          JOIN tree ON tree.location_id = move.location_id
         WHERE move.state IN %(open)s
           AND COALESCE(move.location_final_id, move.location_dest_id)
               NOT IN (SELECT location_id FROM tree)
     UNION ALL
        SELECT move.product_id, tree.place_id, move.product_qty
          FROM stock_move move
          JOIN tree ON tree.location_id =
               COALESCE(move.location_final_id, move.location_dest_id)
         WHERE move.state IN %(open)s
           AND move.location_id NOT IN (SELECT location_id FROM tree)
        """,
        open=("waiting", "confirmed", "assigned", "partially_available"),
    )
