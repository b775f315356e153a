from datetime import timedelta

from odoo import api, fields, models


class AlertHandling(models.TransientModel):
    """Acknowledge alerts with a note, or snooze them until a day."""

    _name = "jxc.alert.handling"
    _description = "Deal with Alerts"

    alert_ids = fields.Many2many("jxc.alert", required=True)
    handling = fields.Selection(
        [("acknowledge", "Acknowledge"), ("snooze", "Snooze")], required=True
    )
    until = fields.Date(default=lambda self: self._default_until())
    note = fields.Char()

    @api.model
    def _default_until(self):
        return self.env.company._today() + timedelta(days=7)

    def _open(self):
        labels = dict(self._fields["handling"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": labels[self.handling],
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_confirm(self):
        if self.handling == "snooze":
            self.alert_ids._snooze(self.until, self.note or "")
        else:
            self.alert_ids._acknowledge(self.note or "")
        return {"type": "ir.actions.act_window_close"}
