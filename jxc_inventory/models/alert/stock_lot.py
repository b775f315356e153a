from odoo import api, fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    @api.model
    def _alert_date_exceeded(self):
        """Leave to alert rules what core would remind of, where the company says so.

        Such lots count as reminded: core comes back to no lot twice.
        """
        companies = self.env["res.company"].search(
            [("alert_replaces_expiry_activity", "=", True)]
        )
        if companies:
            self.search(
                [
                    ("company_id", "in", companies.ids),
                    ("alert_date", "<=", fields.Date.today()),
                    ("product_expiry_reminded", "=", False),
                ]
            ).product_expiry_reminded = True
        return super()._alert_date_exceeded()
