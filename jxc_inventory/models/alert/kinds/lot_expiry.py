from odoo import models
from odoo.tools import SQL, format_date


class AlertKindLotExpiry(models.AbstractModel):
    """Lots on hand that expire soon: counted in days left or in percent of life."""

    _name = "jxc.alert.kind.lot.expiry"
    _inherit = "jxc.alert.kind.lot.date"
    _description = "Lot Expires Soon"

    _units = ("days", "percent")
    _direction = "falling"
    _icon = "fa-hourglass-half"
    _actions = ("lot", "transfer", "discount", "return", "scrap")
    _default_levels = (
        ("2", 100 / 3, "percent"),
        ("3", 100 / 6, "percent"),
        ("4", 100 / 12, "percent"),
    )

    def _lots(self, rule) -> SQL:
        """Return the share of life as ``engine.shelf_life.remaining_share`` does."""
        days = max(rule.level_ids.mapped("threshold"), default=0)
        last = None if "percent" in rule.level_ids.mapped("unit") else int(days)
        return SQL(
            """
            SELECT id, product_id, cost, day, day - %(today)s AS days,
                   CASE WHEN day > made_on
                   THEN LEAST(100.0, 100.0 * (day - %(today)s) / (day - made_on))
                   ELSE 0.0 END AS percent
              FROM (%(lots)s) AS dated
            """,
            today=rule.company_id._today(),
            lots=self._dated_lots(rule, first=0, last=last),
        )

    def _describe(self, alert, lot) -> str:
        if alert.measure == 0:
            return self.env._(
                "%(quantity)s on hand, usable through today only.",
                quantity=alert._format_quantity(),
            )
        return self.env._(
            "%(quantity)s on hand, usable for %(days)s more days, through %(date)s.",
            quantity=alert._format_quantity(),
            days=f"{alert.measure:g}",
            date=format_date(self.env, alert.due_date),
        )


class AlertKindLotExpired(models.AbstractModel):
    """Lots on hand that have expired: counted in days since."""

    _name = "jxc.alert.kind.lot.expired"
    _inherit = "jxc.alert.kind.lot.date"
    _description = "Expired Stock"

    _units = ("days",)
    _icon = "fa-ban"
    _actions = ("lot", "transfer", "return", "scrap")
    _default_levels = (("3", 1, "days"), ("4", 14, "days"))

    def _lots(self, rule) -> SQL:
        return SQL(
            """
            SELECT id, product_id, cost, day, %(today)s - day AS days, 0.0 AS percent
              FROM (%(lots)s) AS dated
            """,
            today=rule.company_id._today(),
            lots=self._dated_lots(rule, first=None, last=-1),
        )

    def _describe(self, alert, lot) -> str:
        return self.env._(
            "%(quantity)s on hand, expired %(days)s days ago, on %(date)s.",
            quantity=alert._format_quantity(),
            days=f"{alert.measure:g}",
            date=format_date(self.env, alert.due_date),
        )
