from odoo import models
from odoo.tools import SQL


class AlertKindStock(models.AbstractModel):
    """Expressions that kinds about goods share; not a kind itself.

    Aliases are ``quant``, ``location``, ``product``, ``tmpl`` and ``lot``.
    """

    _name = "jxc.alert.kind.stock"
    _inherit = "jxc.alert.kind"
    _description = "Stock on Hand"

    def _on_hand(self, rule) -> SQL:
        """Return that a ``quant`` is the company's own; goods in transit count."""
        return SQL(
            "quant.company_id = %s AND location.usage IN ('internal', 'transit')",
            rule.company_id.id,
        )

    def _product_cost(self) -> SQL:
        """Return the cost of a unit of ``product``, as the rule's company values it."""
        products = self.env["product.product"]
        return SQL(
            "COALESCE(%s, 0)::float8",
            products._field_to_sql("product", "standard_price"),
        )

    def _cost(self) -> SQL:
        """Return the cost of a unit of ``product``, or of ``lot`` if that is valued."""
        return SQL(
            "CASE WHEN tmpl.lot_valuated AND lot.id IS NOT NULL THEN %s ELSE %s END",
            self._lot_cost(),
            self._product_cost(),
        )

    def _lot_cost(self) -> SQL:
        lots = self.env["stock.lot"]
        return SQL(
            "COALESCE(%s, 0)::float8", lots._field_to_sql("lot", "standard_price")
        )

    def _day(self, instant: SQL, rule) -> SQL:
        """Return the calendar day of a UTC instant in the time zone of the company."""
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            instant,
            rule.company_id._jxc_timezone().key,
        )
