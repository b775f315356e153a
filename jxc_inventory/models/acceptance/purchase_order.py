from odoo import models

from .lookups import get_lookups


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def _message_log_batch(self, bodies, **kwargs):
        """Put off the logs of new orders while many are made."""
        lookups = get_lookups(self)
        if lookups is None or lookups.gathered is None or kwargs:
            return super()._message_log_batch(bodies, **kwargs)
        lookups.gathered.logs.update(bodies)
        return self.env["mail.message"]
