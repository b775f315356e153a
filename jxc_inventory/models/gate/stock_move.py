from odoo import api, fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    gate_warning = fields.Text(
        "Refused",
        compute="_compute_gate_warning",
        compute_sudo=True,
        help="Why these goods could not be moved as it stands.",
    )

    @api.depends("move_line_ids.gate_warning")
    def _compute_gate_warning(self):
        for move in self:
            warnings = move.move_line_ids.mapped("gate_warning")
            move.gate_warning = "\n".join(dict.fromkeys(filter(None, warnings)))
