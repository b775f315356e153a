from odoo import models
from odoo.tools import SQL, format_amount, formatLang


class AlertKindNegativeStock(models.AbstractModel):
    """Less than nothing in a place: something was moved that was never booked in."""

    _name = "jxc.alert.kind.negative.stock"
    _inherit = "jxc.alert.kind.stock"
    _description = "Negative Stock"

    _subject = "product.product"
    _units = ("units",)
    _facts = (
        "subject_id",
        "product_id",
        "lot_id",
        "warehouse_id",
        "location_id",
        "units",
        "quantity",
        "value",
    )
    _icon = "fa-minus-circle"
    _actions = ("stock", "product")
    _default_levels = (("3", 0, "units"),)

    def _query(self, rule) -> SQL:
        return SQL(
            """
            WITH below AS (
                SELECT quant.product_id, quant.lot_id, quant.location_id,
                       -SUM(quant.quantity) AS quantity
                  FROM stock_quant quant
                  JOIN stock_location location ON location.id = quant.location_id
                 WHERE %(on_hand)s AND %(place)s
              GROUP BY 1, 2, 3
                HAVING SUM(quant.quantity) < 0)
            SELECT product.id, product.id,
                   CASE WHEN COUNT(*) = 1 THEN MIN(below.lot_id) END,
                   location.warehouse_id, location.id,
                   SUM(below.quantity), SUM(below.quantity),
                   SUM(below.quantity * %(cost)s)
              FROM below
              JOIN stock_location location ON location.id = below.location_id
              JOIN product_product product ON product.id = below.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
         LEFT JOIN stock_lot lot ON lot.id = below.lot_id
             WHERE %(goods)s
          GROUP BY product.id, location.id
            """,
            on_hand=self._on_hand(rule),
            place=rule._place_scope(),
            goods=rule._product_scope(),
            cost=self._cost(),
        )

    def _describe(self, alert, product) -> str:
        return self.env._(
            "%(quantity)s less than nothing in %(location)s.",
            quantity=alert._format_quantity(),
            location=alert.location_id.display_name,
        )


class AlertKindGoods(models.AbstractModel):
    """Goods on hand, a fact a product and warehouse; no kind itself."""

    _name = "jxc.alert.kind.goods"
    _inherit = "jxc.alert.kind.stock"
    _description = "Goods on Hand"

    _subject = "product.product"

    def _held(self, rule) -> SQL:
        """Return ``product_id, warehouse_id, quantity, value, since`` of stock."""
        return SQL(
            """
            SELECT quant.product_id, location.warehouse_id,
                   SUM(quant.quantity) AS quantity,
                   SUM(quant.quantity * %(cost)s) AS value, MIN(quant.in_date) AS since
              FROM stock_quant quant
              JOIN stock_location location ON location.id = quant.location_id
              JOIN product_product product ON product.id = quant.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
         LEFT JOIN stock_lot lot ON lot.id = quant.lot_id
             WHERE %(on_hand)s AND %(place)s AND %(goods)s
          GROUP BY 1, 2
            HAVING SUM(quant.quantity) > 0
            """,
            cost=self._cost(),
            on_hand=self._on_hand(rule),
            place=rule._place_scope(),
            goods=rule._product_scope(),
        )


class AlertKindDeadStock(models.AbstractModel):
    """Nothing has left the warehouse for long, though some has been there."""

    _name = "jxc.alert.kind.dead.stock"
    _inherit = "jxc.alert.kind.goods"
    _description = "Stock without Movement"

    _units = ("days",)
    _facts = ("subject_id", "product_id", "warehouse_id", "days", "quantity", "value")
    _icon = "fa-bed"
    _actions = ("product", "stock", "transfer", "discount")
    _default_levels = (("1", 90, "days"), ("2", 180, "days"), ("3", 365, "days"))

    def _query(self, rule) -> SQL:
        """Count from the last departure, or from the arrival of what is there now."""
        return SQL(
            """
            SELECT held.product_id, held.product_id, held.warehouse_id,
                   %(today)s - %(day)s, held.quantity, held.value
              FROM (%(held)s) AS held
         LEFT JOIN (
                   SELECT move.product_id, source.warehouse_id, MAX(move.date) AS date
                     FROM stock_move move
                     JOIN stock_location source ON source.id = move.location_id
                     JOIN stock_location dest ON dest.id = move.location_dest_id
                    WHERE move.state = 'done' AND move.company_id = %(company)s
                      AND source.warehouse_id IS NOT NULL
                      AND dest.usage <> 'inventory'
                      AND dest.warehouse_id IS DISTINCT FROM source.warehouse_id
                 GROUP BY 1, 2) AS gone
                ON (gone.product_id, gone.warehouse_id)
                 = (held.product_id, held.warehouse_id)
            """,
            today=rule.company_id._today(),
            day=self._day(SQL("GREATEST(held.since, gone.date)"), rule),
            held=self._held(rule),
            company=rule.company_id.id,
        )

    def _describe(self, alert, product) -> str:
        return self.env._(
            "%(quantity)s on hand, none has left for %(days)s days.",
            quantity=alert._format_quantity(),
            days=formatLang(self.env, alert.measure, digits=0),
        )


class AlertKindStockValue(models.AbstractModel):
    """Much money lies in one product in one warehouse."""

    _name = "jxc.alert.kind.stock.value"
    _inherit = "jxc.alert.kind.goods"
    _description = "Stock Value above Limit"

    _units = ("money", "units")
    _facts = (
        "subject_id",
        "product_id",
        "warehouse_id",
        "money",
        "units",
        "quantity",
        "value",
    )
    _audience = "purchase"
    _icon = "fa-money"
    _actions = ("product", "stock")
    _default_levels = (("1", 100_000, "money"), ("2", 500_000, "money"))
    _default_values = {"active": False}

    def _query(self, rule) -> SQL:
        return SQL(
            """
            SELECT product_id, product_id, warehouse_id, value, quantity, quantity,
                   value
              FROM (%s) AS held
            """,
            self._held(rule),
        )

    def _describe(self, alert, product) -> str:
        return self.env._(
            "%(quantity)s on hand, worth %(value)s.",
            quantity=alert._format_quantity(),
            value=format_amount(self.env, alert.measure, alert.currency_id),
        )
