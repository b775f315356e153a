from odoo import models
from odoo.tools import SQL, format_date


class AlertKindLotHold(models.AbstractModel):
    """A lot on hand has been out of use for long: somebody must decide about it."""

    _name = "jxc.alert.kind.lot.hold"
    _inherit = "jxc.alert.kind.lot.date"
    _description = "Lot on Hold"

    _units = ("days",)
    _icon = "fa-lock"
    _actions = ("lot", "return", "scrap")
    _settings = ()
    _default_levels = (("2", 7, "days"), ("3", 30, "days"))

    def _lots(self, rule) -> SQL:
        """Count from the last change of the hold."""
        return SQL(
            """
            SELECT lot.id, lot.product_id, %(cost)s AS cost, held.day,
                   %(today)s - held.day AS days, 0.0 AS percent
              FROM stock_lot lot
        CROSS JOIN LATERAL (
                   SELECT %(day)s AS day FROM jxc_lot_hold hold
                    WHERE hold.lot_id = lot.id) AS held
             WHERE lot.hold_state IS NOT NULL
            """,
            cost=self._lot_cost(),
            today=rule.company_id._today(),
            day=self._day(SQL("MAX(hold.date)"), rule),
        )

    def _describe(self, alert, lot) -> str:
        states = self.env["stock.lot"]._fields["hold_state"]
        labels = dict(states._description_selection(self.env))
        return self.env._(
            "%(quantity)s on hold since %(date)s: %(state)s.",
            quantity=alert._format_quantity(),
            date=format_date(self.env, alert.due_date),
            state=labels.get(lot.hold_state, ""),
        )
