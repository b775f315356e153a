from odoo import api, fields, models

from .stock_summary import VALUE_GROUPS


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    # A plain float: a currency would round each line, and the lines of one move would
    # no longer add up to its value.
    summary_value = fields.Float(
        string="Value",
        compute="_compute_summary_value",
        compute_sudo=True,
        groups=",".join(VALUE_GROUPS),
        help="The line's share, by quantity, of the value of its stock move.",
    )

    @api.depends("move_id.value", "quantity_product_uom", "owner_id")
    def _compute_summary_value(self):
        self.summary_value = 0.0
        for move, lines in self.grouped("move_id").items():
            valued = move._get_in_move_lines() or move._get_out_move_lines()
            quantity = sum(valued.mapped("quantity_product_uom"))
            if not quantity:
                continue
            for line in lines & valued:
                line.summary_value = move.value * line.quantity_product_uom / quantity
