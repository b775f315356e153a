from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class StockLocation(models.Model):
    _inherit = "stock.location"

    is_quarantine = fields.Boolean(
        "Quarantine Location",
        help="Whatever lies here or below is on the books but not available: it is"
        " neither reserved nor counted as free. Lots on hold may be moved here.",
    )
    in_quarantine = fields.Boolean(
        compute="_compute_in_quarantine",
        store=True,
        recursive=True,
        help="This location or one it belongs to is a quarantine location.",
    )

    def _auto_init(self):
        # No location is flagged yet: nothing to compute, here and for the stock there.
        if not column_exists(self.env.cr, self._table, "in_quarantine"):
            create_column(self.env.cr, self._table, "in_quarantine", "boolean")
        return super()._auto_init()

    def write(self, vals):
        result = super().write(vals)
        if vals.get("is_quarantine"):
            self._release_reservations()
        return result

    @api.depends("is_quarantine", "location_id.in_quarantine")
    def _compute_in_quarantine(self):
        for location in self:
            location.in_quarantine = (
                location.is_quarantine or location.location_id.in_quarantine
            )

    def _takes_held(self) -> bool:
        """Whether goods on hold may go here: put aside, written off or sent back."""
        return self.in_quarantine or self.usage in ("inventory", "supplier")

    def _release_reservations(self):
        """Take what lies here out of the transfers that would use it."""
        # sudo: a shared location serves companies that the user may not see.
        lines = self.env["stock.move.line"].sudo()
        lines = lines.search(
            [
                ("location_id", "child_of", self.ids),
                ("state", "not in", ("done", "cancel")),
                ("quantity", ">", 0),
            ]
        )
        lines.filtered(lambda line: line._leaves_for_use())._release_for_hold()
