from odoo import api, fields, models
from odoo.http import SessionExpiredException, request

from ..device.scanner_device import DEVICE_KEY


class ScannerDevice(models.Model):
    _inherit = "jxc.scanner.device"

    shared = fields.Boolean(
        "Badge Sign-in",
        tracking=True,
        help="Keepers may sign in on this device with badge and PIN.",
    )
    idle_minutes = fields.Integer(
        "Signed out after (minutes)",
        default=10,
        help="A session opened with a badge ends when nobody has worked for so long.",
    )
    failures = fields.Integer("Wrong Tries", readonly=True, copy=False)
    locked_until = fields.Datetime(readonly=True, copy=False)

    _idle_positive = models.Constraint(
        "CHECK(idle_minutes BETWEEN 1 AND 720)",
        "A session may wait from 1 minute to 12 hours.",
    )

    @api.model
    def _of_token(self, token):
        """Return the device of ``token`` when keepers may sign in on it."""
        if not isinstance(token, str) or not token:
            return self.browse()
        return self.search(
            [
                ("token_hash", "=", self._hash(token)),
                ("state", "=", "active"),
                ("shared", "=", True),
            ]
        )

    def _bind(self, session):
        session[DEVICE_KEY] = self.id

    def _locked(self):
        """Whether nobody may try on this device at the moment, nor without one."""
        until = self.locked_until
        return bool(until and until > fields.Datetime.now())

    def _note_wrong(self):
        badges = self.env["jxc.scanner.badge"]
        for device in self:
            device.write(badges._after_wrong_try(device.failures + 1))

    @api.model
    def _check_session(self, session):
        result = super()._check_session(session)
        path = request.httprequest.path if request else ""
        if self.env["jxc.scanner.badge"]._is_over(session, path):
            session.logout(keep_db=True)
            raise SessionExpiredException("The badge session is over")
        return result
