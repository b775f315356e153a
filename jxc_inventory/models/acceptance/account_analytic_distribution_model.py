from odoo import api, models

from .lookups import get_lookups


class AccountAnalyticDistributionModel(models.Model):
    _inherit = "account.analytic.distribution.model"

    @api.model
    def _get_applicable_models(self, vals):
        """Do not search for each line where there is no model at all."""
        lookups = get_lookups(self)
        if lookups is None:
            return super()._get_applicable_models(vals)
        if lookups.has_distribution_models is None:
            lookups.has_distribution_models = bool(self.search_count([], limit=1))
        if not lookups.has_distribution_models:
            return self.browse()
        return super()._get_applicable_models(vals)
