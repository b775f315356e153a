from odoo import models


class IrHttp(models.AbstractModel):
    """Tells the web client which languages a user may switch to."""

    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        if info["is_internal_user"]:
            info["jxc_languages"] = self.env["res.lang"].get_installed()
        return info
