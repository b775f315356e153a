from odoo import api, models
from odoo.tools import SQL

# More than anybody chooses from on a phone.
_MAX_REASONS = 50


class MovingSnapshot(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    def _location_rows(self, domain):
        """Tell what may lie together in a bin."""
        rows = super()._location_rows(domain)
        return rows.add(
            mixing=SQL(
                "COALESCE(%s, %s, 'allow')",
                rows["lot_mixing"],
                rows["storage_category_id.lot_mixing"],
            )
        )

    @api.model
    def _about(self):
        """Tell the reasons goods may be scrapped for."""
        reasons = self.env["stock.scrap.reason.tag"].search([], limit=_MAX_REASONS)
        listed = [{"id": reason.id, "name": reason.name} for reason in reasons]
        return {**super()._about(), "scrap_reasons": listed}
