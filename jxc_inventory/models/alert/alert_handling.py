from odoo import fields, models
from odoo.exceptions import AccessError, UserError

HANDLERS = ("jxc_inventory.group_keeper", "jxc_inventory.group_buyer")


class Alert(models.Model):
    """What becomes of alerts by people's hands."""

    _inherit = "jxc.alert"

    def action_acknowledge(self):
        """Acknowledge at once, without a note."""
        self._acknowledge()

    def action_handle(self):
        """Ask for a note, or until when to snooze; context ``handling`` tells which."""
        wizard = self.env["jxc.alert.handling"].create(
            {
                "alert_ids": self.ids,
                "handling": self.env.context.get("handling", "acknowledge"),
            }
        )
        return wizard._open()

    def action_reopen(self):
        """Open again what was acknowledged or snoozed."""
        self._handle({"state": "open"})

    def _acknowledge(self, note: str = ""):
        self._handle({"state": "acknowledged"}, note)

    def _snooze(self, until, note: str = ""):
        if not until or any(until <= alert.company_id._today() for alert in self):
            raise UserError(self.env._("Snooze until a day after today."))
        self._handle({"state": "snoozed", "snoozed_until": until}, note)

    def _handle(self, vals: dict, note: str = ""):
        self._check_may_handle()
        # sudo: nobody may write alerts at will; these fields belong to those who deal
        # with alerts they can read, which was checked just above.
        alerts = self.sudo().filtered(lambda alert: alert.state != "resolved")
        for company, of_company in alerts.grouped("company_id").items():
            of_company.write(
                {
                    "snoozed_until": False,
                    "acknowledged_on": company._today(),
                    "notify_pending": False,
                    "digest_pending": False,
                    **vals,
                }
            )
        if note:
            alerts._message_log_batch(dict.fromkeys(alerts.ids, note))
        self.env.user._bus_send("jxc_alert_changed", {})

    def _check_may_handle(self):
        """Raise unless the user reads these alerts and deals with such.

        :raises AccessError: the user has no role that deals with alerts.
        """
        self.check_access("read")
        if not self.env.su and not any(map(self.env.user.has_group, HANDLERS)):
            raise AccessError(
                self.env._("Keepers, buyers and managers deal with alerts.")
            )

    def _resolve(self):
        """Resolve because the rule looks no longer, not because the fact is gone."""
        self.write(
            {
                "state": "resolved",
                "resolved_at": fields.Datetime.now(),
                "snoozed_until": False,
                "notify_pending": False,
                "digest_pending": False,
            }
        )
