from odoo import api, fields, models
from odoo.http import request


class ScannerSignIn(models.Model):
    """Who tried to sign in with a badge, where and when, and whether he could."""

    _name = "jxc.scanner.sign.in"
    _description = "Scanner Sign-in"
    _order = "id desc"

    create_date = fields.Datetime("Tried on", readonly=True)
    device_id = fields.Many2one("jxc.scanner.device", readonly=True)
    badge_id = fields.Many2one("jxc.scanner.badge", readonly=True, ondelete="set null")
    user_id = fields.Many2one("res.users", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    code = fields.Char("Badge Shown", readonly=True)
    successful = fields.Boolean(readonly=True)
    address = fields.Char("Network Address", readonly=True)

    @api.model
    def _enter(self, device, badge, code, successful):
        self.create(
            {
                "device_id": device.id,
                "badge_id": badge.id,
                "user_id": badge.user_id.id,
                "company_id": (device.company_id or badge.user_id.company_id).id,
                "code": str(code or "")[:40],
                "successful": successful,
                "address": request.httprequest.remote_addr if request else False,
            }
        )
