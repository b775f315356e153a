from odoo import models
from odoo.fields import Domain


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_expired_domain(self):
        """Return what holds for lots whose last usable day is over at this company."""
        return Domain("expiration_date", "<", self._instant_after_days(0))
