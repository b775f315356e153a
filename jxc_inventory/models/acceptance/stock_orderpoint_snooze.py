from odoo import fields, models


class StockOrderpointSnooze(models.TransientModel):
    _inherit = "stock.orderpoint.snooze"

    note = fields.Char("Reason")

    def action_snooze(self):
        result = super().action_snooze()
        self.orderpoint_ids._log_decisions(
            [
                rule._prepare_decision(
                    "snoozed", snoozed_until=self.snoozed_until, note=self.note
                )
                for rule in self.orderpoint_ids
            ]
        )
        return result
