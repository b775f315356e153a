from odoo import api, models

from .lookups import get_lookups


class AccountFiscalPosition(models.Model):
    _inherit = "account.fiscal.position"

    @api.model
    def _get_fiscal_position(self, partner, delivery=None):
        """Find that of a vendor once for all requests for quotation."""
        lookups = get_lookups(self)
        if lookups is None:
            return super()._get_fiscal_position(partner, delivery)
        key = (self.env.company.id, partner.id, delivery.id if delivery else None)
        if key not in lookups.fiscal_positions:
            lookups.fiscal_positions[key] = (
                super()._get_fiscal_position(partner, delivery).id
            )
        return self.browse(lookups.fiscal_positions[key])
