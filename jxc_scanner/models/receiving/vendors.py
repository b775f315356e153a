from odoo import api, models
from odoo.fields import Domain

_SHOWN = 20


class Vendors(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def vendors(self, text=""):
        """List vendors whose name contains ``text``, those who deliver most first."""
        self._check_keeper()
        domain = Domain("supplier_rank", ">", 0) & Domain("parent_id", "=", False)
        # PostgreSQL takes no NUL.
        name = text.replace("\0", "").strip() if isinstance(text, str) else ""
        if name:
            domain &= Domain("name", "ilike", name)
        vendors = self.env["res.partner"].search(
            domain, order="supplier_rank desc, name", limit=_SHOWN
        )
        return [{"id": vendor.id, "name": vendor.name} for vendor in vendors]
