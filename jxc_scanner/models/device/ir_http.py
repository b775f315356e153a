from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_user(cls):
        result = super()._auth_method_user()
        request.env["jxc.scanner.device"]._check_session(request.session)
        return result
