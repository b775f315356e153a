from odoo import api, models


class ReceiveSnapshot(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    def _line_rows(self, transfers):
        """Tell which goods arrived damaged."""
        return super()._line_rows(transfers).add("damaged")
