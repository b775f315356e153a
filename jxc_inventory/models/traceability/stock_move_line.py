from odoo import api, fields, models

# What of a done line tells where which lot went.
_PATH_FIELDS = {
    "lot_id",
    "quantity",
    "product_uom_id",
    "location_id",
    "location_dest_id",
    "date",
    "consume_line_ids",
    "produce_line_ids",
}


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    # Every look at the history of a lot would read all movements without it.
    lot_id = fields.Many2one(index="btree_not_null")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._get_done_lots()._follow_moves()
        return lines

    def write(self, vals):
        if _PATH_FIELDS.isdisjoint(vals):
            return super().write(vals)
        lots = self._get_done_lots()
        result = super().write(vals)
        (lots | self._get_done_lots())._follow_moves()
        return result

    def _get_done_lots(self):
        return self.filtered(lambda line: line.state == "done").lot_id
