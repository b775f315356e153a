import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import SessionExpiredException, request
from odoo.tools import SQL

# The session's key for the device it runs on.
DEVICE_KEY = "jxc_scanner_device"
_MAX_NAME = 60


class DeviceUnknown(UserError):
    """The device has to be registered (again)."""


class DeviceShutOut(AccessError):
    """A manager has shut the device out; what it has not sent stays on it."""


class ScannerDevice(models.Model):
    """A phone, hand-held reader or browser that has opened the scanner.

    It is known by a secret that only it holds; the server keeps its hash. A device that
    was lost is shut out: its session ends and nothing it sends is taken any more.
    """

    _name = "jxc.scanner.device"
    _description = "Scanner Device"
    _inherit = ["mail.thread"]
    _order = "last_seen desc, id desc"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        [("active", "In Use"), ("shut_out", "Shut Out")],
        required=True,
        readonly=True,
        default="active",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda d: d.env.company
    )
    token_hash = fields.Char(required=True, readonly=True, copy=False, groups=".")
    user_id = fields.Many2one("res.users", "Last User", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    last_seen = fields.Datetime(readonly=True)
    app_version = fields.Char(readonly=True)
    unsent = fields.Integer(
        readonly=True, help="Operations the device still held when it was last seen."
    )
    missing = fields.Integer(
        "Lost Operations",
        readonly=True,
        help="Operations the device counted but lost before they reached the server,"
        " for instance because its storage was cleared.",
    )
    operation_ids = fields.One2many("jxc.scan.operation", "device_id", readonly=True)
    refused_count = fields.Integer("Refused", compute="_compute_refused_count")

    _token_unique = models.UniqueIndex("(token_hash)")

    @api.depends("operation_ids.state")
    def _compute_refused_count(self):
        groups = self.env["jxc.scan.operation"]._read_group(
            [("device_id", "in", self.ids), ("state", "=", "refused")],
            ["device_id"],
            ["__count"],
        )
        counts = {device.id: count for device, count in groups}
        for device in self:
            device.refused_count = counts.get(device.id, 0)

    def action_shut_out(self):
        """Take nothing from these devices any more and end their sessions."""
        self._check_manager()
        self.state = "shut_out"

    def action_let_in(self):
        """Let devices that were shut out work again."""
        self._check_manager()
        self.state = "active"

    def action_open_operations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jxc_scanner.scan_operation_action"
        )
        return {**action, "domain": [("device_id", "=", self.id)]}

    def _check_manager(self):
        if not self.env.user.has_group("jxc_inventory.group_manager"):
            raise AccessError(self.env._("Only inventory managers may do this."))

    # ---- what a device calls -------------------------------------------------------

    @api.model
    def register(self, name, version=""):
        """Enter the device the user holds; called at its first use.

        :return: ``{"id", "name", "token"}``; the token is told this once
        """
        self.env["jxc.scanner"]._check_keeper()
        token = secrets.token_urlsafe(32)
        # sudo: keepers enter the device in their hand and change no other.
        device = self.sudo().create(
            {
                "name": str(name or "")[:_MAX_NAME] or self.env._("Scanner"),
                "app_version": str(version or "")[:_MAX_NAME],
                "token_hash": self._hash(token),
                "company_id": self.env.company.id,
                "user_id": self.env.uid,
                "last_seen": fields.Datetime.now(),
            }
        )
        device._bind_session()
        return {"id": device.id, "name": device.name, "token": token}

    @api.model
    def _hash(self, token):
        # 256 random bits need no slow hash.
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _enter(self, info):
        """Return the device that sent ``info``, held against its other requests, and
        note what it says of itself.

        :raise DeviceUnknown: nobody has registered it here
        :raise DeviceShutOut: a manager has shut it out
        """
        device = self._find(info.get("token") if isinstance(info, dict) else None)
        # A request that comes again while its first delivery is still at work waits.
        self.env.cr.execute(
            SQL(
                "SELECT FROM jxc_scanner_device WHERE id = %s FOR NO KEY UPDATE",
                device.id,
            )
        )
        unsent, version = info.get("unsent"), info.get("version")
        values = {
            "user_id": self.env.uid,
            "last_seen": fields.Datetime.now(),
            "warehouse_id": self.env["jxc.scanner"]._own_warehouse().id,
        }
        if type(unsent) is int and 0 <= unsent < 2**31:
            values["unsent"] = unsent
        if isinstance(version, str) and version:
            values["app_version"] = version[:_MAX_NAME]
        device.write(values)
        device._bind_session()
        return device

    @api.model
    def _find(self, token):
        device = self.browse()
        if isinstance(token, str) and token:
            # sudo: whoever holds the secret holds the device.
            device = self.sudo().search([("token_hash", "=", self._hash(token))])
        if not device or device.company_id not in self.env.user.company_ids:
            raise DeviceUnknown(self.env._("This device is not registered here."))
        if device.state == "shut_out":
            raise DeviceShutOut(
                self.env._(
                    "This device was shut out. What it has not sent stays on it; ask"
                    " your inventory manager."
                )
            )
        return device

    # ---- sessions --------------------------------------------------------------------

    def _bind_session(self):
        """Let the session end with the device."""
        if request and request.session.uid == self.env.uid:
            request.session[DEVICE_KEY] = self.id

    @api.model
    def _check_session(self, session):
        """End ``session`` when its device was shut out."""
        if DEVICE_KEY not in session:
            return
        # sudo: asked of every user of a bound session, and only whether it may go on.
        device = self.sudo().browse(session[DEVICE_KEY]).exists()
        if not device or not device.active or device.state == "shut_out":
            session.logout(keep_db=True)
            raise SessionExpiredException("The device was shut out")
