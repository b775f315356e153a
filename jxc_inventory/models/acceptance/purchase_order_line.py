from odoo import api, models

from .lookups import get_lookups


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Put lines off while those of many requests are gathered."""
        lookups = get_lookups(self)
        if lookups is not None and lookups.gathered is not None:
            lookups.gathered.lines.extend(vals_list)
            return self.browse()
        return super().create(vals_list)
