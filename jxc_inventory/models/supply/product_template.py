from odoo import models

_DAYS = {"day": 1, "month": 30, "year": 365}


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def _get_shelf_days(self) -> int:
        """Return the days for which fresh goods can be sold; 0 when it is not known."""
        self.ensure_one()
        if not self.use_expiration_date:
            return 0
        life = self._get_shelf_life()
        keeps = life.length * _DAYS[life.unit] if life else self.expiration_time
        return max(0, keeps - self.removal_time)
