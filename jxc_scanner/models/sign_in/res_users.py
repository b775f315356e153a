from odoo import models
from odoo.exceptions import AccessDenied


class ResUsers(models.Model):
    _inherit = "res.users"

    def _check_credentials(self, credential, env):
        if credential.get("type") != "jxc_badge":
            return super()._check_credentials(credential, env)
        if not (env or {}).get("interactive", True):
            raise AccessDenied()
        # sudo: nobody is signed in yet; it only says whether the secret is right.
        self.env["jxc.scanner.badge"].sudo()._check(self.env.user, credential)
        return {
            "uid": self.env.user.id,
            "auth_method": "jxc_badge",
            "mfa": "default",
        }
