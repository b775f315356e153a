from odoo import api, models
from odoo.tools import SQL


class CountSnapshot(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    def _quant_rows(self, domain):
        """Tell what somebody asked this user to count, and for when."""
        rows = super()._quant_rows(domain)
        asked = SQL(
            "%s = %s AND %s IS NOT TRUE AND %s <= %s",
            rows["user_id"],
            self.env.uid,
            rows["inventory_quantity_set"],
            rows["inventory_date"],
            self._today(),
        )
        day = self._iso_to_sql(rows["inventory_date"])
        return rows.add(count_date=SQL("CASE WHEN %s THEN %s END", asked, day))
