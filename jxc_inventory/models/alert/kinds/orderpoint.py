from math import ceil

from odoo import models
from odoo.tools import SQL

_FORECAST = SQL(
    "COALESCE(held.quantity, 0) + COALESCE(coming.quantity, 0)"
    " - COALESCE(leaving.quantity, 0)"
)


class AlertKindOrderpoint(models.AbstractModel):
    """Stock of a place against the levels of its reordering rule; no kind itself.

    *Free* is what is on hand, neither reserved nor held nor past its removal date.
    *Forecast* is what is on hand and coming less what is to leave, whenever.
    """

    _name = "jxc.alert.kind.orderpoint"
    _inherit = "jxc.alert.kind.stock"
    _description = "Reordering Rule"

    _subject = "stock.warehouse.orderpoint"
    _facts = (
        "subject_id",
        "product_id",
        "warehouse_id",
        "location_id",
        "percent",
        "units",
        "quantity",
        "value",
    )
    _audience = "purchase"
    _actions = ("reorder", "product")
    # The level, what is compared with it, and when that is wrong.
    _level = SQL("point.product_min_qty")
    _stock = SQL("0")
    _is_wrong = SQL("level.stock < level.level")

    def _query(self, rule) -> SQL:
        return SQL(
            """
            WITH point AS MATERIALIZED (
                SELECT point.* FROM stock_warehouse_orderpoint point
                  JOIN stock_location location ON location.id = point.location_id
                  JOIN product_product product ON product.id = point.product_id
                  JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                 WHERE point.company_id = %(company)s AND point.active
                   AND product.active AND %(goods)s AND %(place)s),
            %(quantities)s
            SELECT point.id, point.product_id, point.warehouse_id, point.location_id,
                   100.0 * level.stock / NULLIF(level.level, 0), level.stock,
                   ABS(level.level - level.stock),
                   ABS(level.level - level.stock) * %(cost)s
              FROM point
              JOIN product_product product ON product.id = point.product_id
         LEFT JOIN held ON (held.top_id, held.product_id)
                         = (point.location_id, point.product_id)
         LEFT JOIN coming ON (coming.top_id, coming.product_id)
                           = (point.location_id, point.product_id)
         LEFT JOIN leaving ON (leaving.top_id, leaving.product_id)
                            = (point.location_id, point.product_id)
        CROSS JOIN LATERAL (SELECT %(level)s AS level, %(stock)s AS stock) AS level
             WHERE level.level > 0 AND %(is_wrong)s
            """,
            company=rule.company_id.id,
            goods=rule._product_scope(),
            place=rule._place_scope(),
            quantities=self._quantities(),
            cost=self._product_cost(),
            level=self._level,
            stock=self._stock,
            is_wrong=self._is_wrong,
        )

    def _quantities(self) -> SQL:
        """Return CTEs: stock and open moves of each product at and below each place."""
        return SQL(
            """
            tree AS MATERIALIZED (
                SELECT top.id AS top_id, below.id AS location_id
                  FROM stock_location top
                  JOIN stock_location below
                    ON below.parent_path LIKE top.parent_path || '%%'
                 WHERE top.id IN (SELECT location_id FROM point)),
            held AS (
                SELECT tree.top_id, quant.product_id, SUM(quant.quantity) AS quantity,
                       SUM(quant.quantity - quant.reserved_quantity) FILTER (
                           WHERE lot.hold_state IS NULL
                             AND COALESCE(lot.removal_date, 'infinity')
                                 > now() AT TIME ZONE 'UTC') AS free
                  FROM stock_quant quant
                  JOIN tree ON tree.location_id = quant.location_id
             LEFT JOIN stock_lot lot ON lot.id = quant.lot_id
                 WHERE quant.product_id IN (SELECT product_id FROM point)
              GROUP BY 1, 2),
            coming AS (%s),
            leaving AS (%s)
            """,
            self._open_moves(SQL("location_dest_id"), SQL("location_id")),
            self._open_moves(SQL("location_id"), SQL("location_dest_id")),
        )

    def _open_moves(self, here: SQL, there: SQL) -> SQL:
        """Return what is to cross a place's border on the side ``here``."""
        return SQL(
            """
            SELECT tree.top_id, move.product_id, SUM(move.product_qty) AS quantity
              FROM stock_move move
              JOIN tree ON tree.location_id = move.%(here)s
             WHERE move.state IN
                   ('waiting', 'confirmed', 'partially_available', 'assigned')
               AND move.product_id IN (SELECT product_id FROM point)
               AND NOT EXISTS (
                   SELECT FROM tree inside
                    WHERE inside.top_id = tree.top_id
                      AND inside.location_id = move.%(there)s)
          GROUP BY 1, 2
            """,
            here=here,
            there=there,
        )

    def _wanted(self, point) -> float:
        """Return the level of a reordering rule that stock is compared with."""
        return point.product_min_qty

    def _levels_in_words(self, alert, point) -> dict:
        level = self._wanted(point)
        sign = 1 if self._direction == "rising" else -1
        return {
            "stock": alert._in_words(level + sign * alert.quantity),
            "level": alert._in_words(level),
            "unit": alert.product_uom_id.name or "",
        }


class AlertKindBelowMinimum(models.AbstractModel):
    """Less is free than is meant to be in reserve at any time."""

    _name = "jxc.alert.kind.below.minimum"
    _inherit = "jxc.alert.kind.orderpoint"
    _description = "Stock below Minimum"

    _units = ("percent", "units")
    _direction = "falling"
    _icon = "fa-battery-quarter"
    _default_levels = (("2", 100, "percent"), ("3", 50, "percent"), ("4", 0, "percent"))
    # Rules from demand state as minimum when to order; their reserve is less. What is
    # ordered in whole units only is kept in whole units too.
    _level = SQL(
        "CASE WHEN point.reorder_method <> 'demand' THEN point.product_min_qty"
        " WHEN point.product_min_qty = TRUNC(point.product_min_qty)"
        " THEN CEIL(point.safety_stock) ELSE point.safety_stock END"
    )
    _stock = SQL("COALESCE(held.free, 0)")

    def _wanted(self, point) -> float:
        if point.reorder_method != "demand":
            return point.product_min_qty
        whole = point.product_min_qty.is_integer()
        return ceil(point.safety_stock) if whole else point.safety_stock

    def _describe(self, alert, point) -> str:
        return self.env._(
            "%(stock)s %(unit)s free, at least %(level)s are wanted.",
            **self._levels_in_words(alert, point),
        )


class AlertKindBelowReorderPoint(models.AbstractModel):
    """With all that is on its way it is time to order."""

    _name = "jxc.alert.kind.below.reorder.point"
    _inherit = "jxc.alert.kind.orderpoint"
    _description = "Forecast below Reorder Point"

    _units = ("percent", "units")
    _direction = "falling"
    _icon = "fa-shopping-cart"
    _default_levels = (("1", 100, "percent"), ("2", 50, "percent"), ("3", 0, "percent"))
    _default_values = {"active": False}
    _stock = _FORECAST

    def _describe(self, alert, point) -> str:
        return self.env._(
            "%(stock)s %(unit)s expected, order when below %(level)s.",
            **self._levels_in_words(alert, point),
        )


class AlertKindAboveMaximum(models.AbstractModel):
    """More is on hand and coming than was ever to be there."""

    _name = "jxc.alert.kind.above.maximum"
    _inherit = "jxc.alert.kind.orderpoint"
    _description = "Stock above Maximum"

    _units = ("percent", "units")
    _icon = "fa-cubes"
    _actions = ("product",)
    _default_levels = (("1", 150, "percent"), ("2", 200, "percent"))
    _default_values = {"active": False}
    _level = SQL("point.product_max_qty")
    _stock = _FORECAST
    _is_wrong = SQL("level.stock > level.level")

    def _wanted(self, point) -> float:
        return point.product_max_qty

    def _describe(self, alert, point) -> str:
        return self.env._(
            "%(stock)s %(unit)s on hand or coming, at most %(level)s are wanted.",
            **self._levels_in_words(alert, point),
        )
