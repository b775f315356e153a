from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    one_off_demand = fields.Boolean(
        "One-off Demand",
        compute="_compute_one_off_demand",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Not to be expected again: forecasting leaves out what is delivered for"
        " this line.",
    )

    def _auto_init(self):
        # No order is one-off yet: spare large databases the computation.
        if not column_exists(self.env.cr, self._table, "one_off_demand"):
            create_column(self.env.cr, self._table, "one_off_demand", "bool")
        return super()._auto_init()

    @api.depends("order_id.one_off_demand")
    def _compute_one_off_demand(self):
        for line in self:
            line.one_off_demand = line.order_id.one_off_demand

    def write(self, vals):
        result = super().write(vals)
        if "one_off_demand" in vals:
            self._take_one_off_over_to_moves()
        return result

    def _prepare_procurement_values(self):
        return {
            **super()._prepare_procurement_values(),
            "one_off_demand": self.one_off_demand,
        }

    def _take_one_off_over_to_moves(self):
        for one_off, lines in self.grouped("one_off_demand").items():
            # sudo: whoever may change the order says what its deliveries are.
            moves = lines.sudo().move_ids
            moves.filtered(
                lambda move, one_off=one_off: move.one_off_demand != one_off
            ).one_off_demand = one_off
