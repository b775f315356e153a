from odoo import models
from odoo.tools import SQL, format_date, formatLang


class AlertKindLateReceipt(models.AbstractModel):
    """A vendor has not delivered by the day that was agreed."""

    _name = "jxc.alert.kind.late.receipt"
    _inherit = "jxc.alert.kind.stock"
    _description = "Late Receipt"

    _subject = "stock.picking"
    _units = ("days",)
    _facts = (
        "subject_id",
        "product_id",
        "warehouse_id",
        "partner_id",
        "days",
        "quantity",
        "value",
        "due_date",
    )
    _icon = "fa-truck"
    _actions = ("subject",)
    _default_levels = (("1", 1, "days"), ("2", 3, "days"), ("3", 7, "days"))

    def _query(self, rule) -> SQL:
        """A fact a receipt: its earliest open line tells how late it is."""
        return SQL(
            """
            SELECT picking.id,
                   CASE WHEN COUNT(DISTINCT move.product_id) = 1
                   THEN MIN(move.product_id) END,
                   op.warehouse_id, picking.partner_id, %(today)s - %(day)s,
                   SUM(move.product_qty), SUM(move.product_qty * %(cost)s), %(day)s
              FROM stock_move move
              JOIN stock_picking picking ON picking.id = move.picking_id
              JOIN stock_picking_type op ON op.id = picking.picking_type_id
              JOIN stock_location location ON location.id = move.location_dest_id
              JOIN product_product product ON product.id = move.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
             WHERE op.code = 'incoming' AND move.company_id = %(company)s
               AND move.state IN
                   ('waiting', 'confirmed', 'partially_available', 'assigned')
               AND move.date < %(midnight)s
               AND %(goods)s AND %(vendors)s AND %(place)s
          GROUP BY picking.id, op.warehouse_id
            """,
            today=rule.company_id._today(),
            day=self._day(SQL("MIN(move.date)"), rule),
            cost=self._product_cost(),
            company=rule.company_id.id,
            midnight=rule.company_id._instant_after_days(0),
            goods=rule._product_scope(suppliers=False),
            vendors=rule._partner_scope(SQL("picking.partner_id")),
            place=rule._place_scope(),
        )

    def _describe(self, alert, subject) -> str:
        return self.env._(
            "%(receipt)s was due on %(date)s, %(days)s days ago.",
            receipt=subject.display_name or "",
            date=format_date(self.env, alert.due_date),
            days=formatLang(self.env, alert.measure, digits=0),
        )


class AlertKindLowMargin(models.AbstractModel):
    """A product brings in too little over its cost."""

    _name = "jxc.alert.kind.low.margin"
    _inherit = "jxc.alert.kind.stock"
    _description = "Margin below Limit"

    _subject = "product.product"
    _units = ("percent",)
    _direction = "falling"
    _facts = ("subject_id", "product_id", "percent", "quantity", "value")
    _audience = "sale"
    _icon = "fa-percent"
    _actions = ("product",)
    _settings = ("period_days",)
    _default_levels = (("2", 10, "percent"), ("3", 0, "percent"))

    def _query(self, rule) -> SQL:
        """Compare what was sold in the period, before tax, with today's cost."""
        return SQL(
            """
            SELECT product_id, product_id,
                   CASE WHEN revenue > 0 THEN 100.0 * (revenue - cost) / revenue
                   ELSE -100.0 END, quantity, revenue
              FROM (SELECT product.id AS product_id, SUM(sold.quantity) AS quantity,
                           SUM(line.price_subtotal
                               / COALESCE(NULLIF(ord.currency_rate, 0), 1)) AS revenue,
                           SUM(sold.quantity * %(cost)s) AS cost
                      FROM sale_order_line line
                      JOIN sale_order ord ON ord.id = line.order_id
                      JOIN product_product product ON product.id = line.product_id
                      JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                      JOIN uom_uom unit ON unit.id = line.product_uom_id
                      JOIN uom_uom base ON base.id = tmpl.uom_id
                CROSS JOIN LATERAL (
                           SELECT line.product_uom_qty * unit.factor / base.factor
                                  AS quantity) AS sold
                     WHERE ord.company_id = %(company)s AND ord.state = 'sale'
                       AND ord.date_order >= %(since)s AND line.display_type IS NULL
                       AND NOT COALESCE(line.is_downpayment, FALSE)
                       AND line.product_uom_qty > 0
                       AND %(goods)s AND %(warehouse)s
                  GROUP BY product.id) AS sales
             WHERE cost > 0
            """,
            cost=self._product_cost(),
            company=rule.company_id.id,
            since=rule.company_id._instant_after_days(-rule.period_days),
            goods=rule._product_scope(),
            warehouse=rule._warehouse_scope(SQL("ord.warehouse_id")),
        )

    def _describe(self, alert, subject) -> str:
        return self.env._(
            "%(quantity)s sold in %(days)s days at a margin of %(margin)s %%.",
            quantity=alert._format_quantity(),
            days=alert.rule_id.period_days,
            margin=formatLang(self.env, alert.measure, digits=1),
        )


class AlertKindPriceJump(models.AbstractModel):
    """A vendor's price is well above what was paid before."""

    _name = "jxc.alert.kind.price.jump"
    _inherit = "jxc.alert.kind.stock"
    _description = "Purchase Price Jump"

    _subject = "purchase.order.line"
    _units = ("percent",)
    _facts = (
        "subject_id",
        "product_id",
        "partner_id",
        "percent",
        "quantity",
        "value",
    )
    _audience = "purchase"
    _icon = "fa-line-chart"
    _actions = ("subject", "product")
    _settings = ("period_days", "price_reference")
    _default_levels = (("1", 10, "percent"), ("2", 25, "percent"), ("3", 50, "percent"))

    def _query(self, rule) -> SQL:
        """Compare prices a unit of the product, net of discount, in own currency.

        Only confirmed orders tell what was paid before; requests are judged, too.
        The value is what the rise costs on this line.
        """
        column = "average" if rule.price_reference == "average" else "last"
        return SQL(
            """
            WITH compared AS (
                SELECT priced.*, AVG(price) FILTER (WHERE paid) OVER before AS average,
                       (MAX(ARRAY[EXTRACT(EPOCH FROM date_order), id, price])
                        FILTER (WHERE paid) OVER before)[3] AS last
                  FROM (%(priced)s) AS priced
                WINDOW before AS (
                       PARTITION BY product_id ORDER BY date_order, id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
            SELECT id, product_id, partner_id, 100.0 * (price / %(reference)s - 1),
                   quantity, (price - %(reference)s) * quantity
              FROM compared
             WHERE date_order >= %(since)s AND price > %(reference)s
            """,
            priced=self._priced_lines(rule),
            reference=SQL.identifier(column),
            since=rule.company_id._instant_after_days(-rule.period_days),
        )

    def _priced_lines(self, rule) -> SQL:
        return SQL(
            """
            SELECT line.id, line.product_id, ord.partner_id, ord.date_order,
                   ord.state = 'purchase' AS paid,
                   line.product_qty * unit.factor / base.factor AS quantity,
                   (line.price_unit * (1 - COALESCE(line.discount, 0) / 100)
                    / COALESCE(NULLIF(ord.currency_rate, 0), 1)
                    * base.factor / unit.factor)::numeric AS price
              FROM purchase_order_line line
              JOIN purchase_order ord ON ord.id = line.order_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
              JOIN uom_uom unit ON unit.id = line.product_uom_id
              JOIN uom_uom base ON base.id = tmpl.uom_id
             WHERE ord.company_id = %(company)s AND ord.state <> 'cancel'
               AND line.display_type IS NULL
               AND line.product_qty > 0 AND line.price_unit > 0
               AND %(goods)s AND %(vendors)s
            """,
            company=rule.company_id.id,
            goods=rule._product_scope(suppliers=False),
            vendors=rule._partner_scope(SQL("ord.partner_id")),
        )

    def _describe(self, alert, subject) -> str:
        return self.env._(
            "%(percent)s %% dearer than before, in %(order)s.",
            percent=formatLang(self.env, alert.measure, digits=1),
            order=subject.order_id.display_name or "",
        )
