import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.http import request
from odoo.tools import SQL

# Wrong tries before one has to wait, twice as long after each further one; and before
# a manager has to reset the badge.
_TRIES, _MAX_TRIES = 5, 15
_LONGEST_WAIT = 60
BADGE_KEY, IDLE_KEY, ACTIVE_KEY = (
    "jxc_scanner_badge",
    "jxc_scanner_idle",
    "jxc_scanner_active",
)


def _now():
    return time.time()


class ScannerBadgeSigningIn(models.Model):
    """Signing in with badge and PIN, through Odoo's own way of signing in."""

    _inherit = "jxc.scanner.badge"

    @api.model
    def _sign_in(self, token, code, pin):
        """Open a session for the keeper of badge ``code`` on the device of ``token``.

        Every try is entered in the log. Wrong ones count for the device and for the
        badge, one after the other however many come at once.

        :return: ``{"name"}``, or ``{"error"}`` with a sentence that does not tell which
            of the three was wrong
        """
        device = self.env["jxc.scanner.device"]._of_token(token)
        badge = self.browse()
        if isinstance(code, str) and code:
            badge = self.search([("code", "=", code)])
        self._hold(device, badge)
        waiting = device._locked() or badge._locked()
        if not waiting:
            try:
                self._authenticate(badge.user_id.login or "", token, code, pin)
            except AccessDenied:
                # Without a device nobody gets in, and shall lock nobody out either.
                device._note_wrong()
                (badge if device else self.browse())._note_wrong()
            else:
                return self._welcome(device, badge)
        self.env["jxc.scanner.sign.in"]._enter(device, badge, code, False)
        return {
            "error": self.env._("Too many wrong tries. Wait, or ask your manager.")
            if waiting
            else self.env._("Badge or PIN is wrong, or this device may not be shared.")
        }

    @api.model
    def _authenticate(self, login, token, code, pin):
        credential = {"type": "jxc_badge", "login": login}
        credential.update(token=token, badge=code, pin=pin)
        request.session.authenticate(self.env, credential)
        if not request.session.uid:
            # Whoever has a second factor is asked for it where passwords are asked.
            request.session.logout(keep_db=True)
            raise AccessDenied()

    def _welcome(self, device, badge):
        device.write({"failures": 0, "locked_until": False})
        badge.write({"failures": 0, "locked_until": False})
        self.env["jxc.scanner.sign.in"]._enter(device, badge, badge.code, True)
        device._bind(request.session)
        request.session[BADGE_KEY] = badge.id
        request.session[IDLE_KEY] = device.idle_minutes * 60
        request.session[ACTIVE_KEY] = _now()
        return {"name": badge.user_id.name}

    @api.model
    def _check(self, user, credential):
        """Raise ``AccessDenied`` unless the credential opens a session of ``user``."""
        token, code, pin = (credential.get(key) for key in ("token", "badge", "pin"))
        device = self.env["jxc.scanner.device"]._of_token(token)
        known = isinstance(code, str) and code
        badge = self.search([("code", "=", code)]) if known else self.browse()
        context = self.env["res.users"]._crypt_context()
        # A hash is compared whatever else is wrong: it takes the same time.
        secret = badge.pin_hash or context.hash("no PIN")
        right = context.verify(pin if isinstance(pin, str) else "", secret)
        allowed = (
            right
            and bool(badge.pin_hash)
            and badge.active
            and badge.user_id == user
            and badge._may_belong_to(user)
            and device.company_id in user.company_ids
            and not device._locked()
            and not badge._locked()
        )
        if not allowed:
            raise AccessDenied()

    # ---- counting wrong tries ----

    @api.model
    def _hold(self, *records):
        """Let tries with the same device or badge come one after the other."""
        for record in records:
            if record:
                self.env.cr.execute(
                    SQL(
                        "SELECT FROM %s WHERE id = %s FOR NO KEY UPDATE",
                        SQL.identifier(record._table),
                        record.id,
                    )
                )

    def _locked(self):
        """Whether this badge opens nothing at the moment."""
        now = fields.Datetime.now()
        blocked = self.failures >= _MAX_TRIES
        return blocked or bool(self.locked_until and self.locked_until > now)

    def _note_wrong(self):
        for badge in self:
            badge.write(badge._after_wrong_try(badge.failures + 1))

    @api.model
    def _after_wrong_try(self, failures):
        """Values after the ``failures``-th wrong try."""
        minutes = 0
        if failures >= _TRIES:
            minutes = min(_LONGEST_WAIT, 2 ** min(failures - _TRIES, 10))
        until = fields.Datetime.now() + timedelta(minutes=minutes)
        return {"failures": failures, "locked_until": minutes and until}

    # ---- the session it opened ----

    @api.model
    def _is_over(self, session, path):
        """Whether ``session``, opened with a badge, has ended: the badge was taken away
        or nobody has worked for a while. What the app fetches by itself is no work."""
        if BADGE_KEY not in session:
            return False
        # sudo: whether the user's own session may go on.
        badge = self.sudo().browse(session[BADGE_KEY]).exists()
        if not badge.active or not badge.pin_hash:
            return True
        now = _now()
        idle = now - session.get(ACTIVE_KEY, 0)
        if idle > session.get(IDLE_KEY, 0):
            return True
        if idle > 30 and not path.startswith("/scanner/"):
            session[ACTIVE_KEY] = now
        return False
