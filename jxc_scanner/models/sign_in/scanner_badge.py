import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# Without what is mistaken for something else when it is typed.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PIN = re.compile(r"[0-9]{6,12}")
_NEIGHBOURS = "01234567890123456789"


class ScannerBadge(models.Model):
    """A keeper's badge for devices that several people share.

    The badge says who somebody is, the PIN that he is it. The keeper chooses the PIN
    himself, signed in with his password; nobody can read it and no manager can set it.
    Whoever may do more than a keeper signs in with the password only.
    """

    _name = "jxc.scanner.badge"
    _description = "Scanner Badge"
    _inherit = ["mail.thread"]
    _order = "user_id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", "Keeper", required=True, ondelete="cascade", index=True
    )
    active = fields.Boolean(
        default=True, tracking=True, help="Without it the badge opens nothing."
    )
    code = fields.Char(
        "Badge",
        required=True,
        copy=False,
        default=lambda self: self._new_code(),
        help="What is printed on the badge as a barcode.",
    )
    pin_hash = fields.Char(copy=False, readonly=True, groups=".")
    has_pin = fields.Boolean("PIN Chosen", compute="_compute_has_pin")
    failures = fields.Integer("Wrong Tries", readonly=True, copy=False)
    locked_until = fields.Datetime(readonly=True, copy=False)

    _user_unique = models.UniqueIndex("(user_id)")
    _code_unique = models.UniqueIndex("(code)", "Another badge has this code already.")

    @api.depends("pin_hash")
    def _compute_has_pin(self):
        # sudo: whether there is one, not what it is.
        for badge, secret in zip(self, self.sudo(), strict=True):
            badge.has_pin = bool(secret.pin_hash)

    @api.constrains("user_id", "active")
    def _check_user(self):
        for badge in self.filtered("active"):
            if not badge._may_belong_to(badge.user_id):
                raise ValidationError(
                    self.env._(
                        "Only keepers have badges. Who may do more signs in with the"
                        " password: %s.",
                        badge.user_id.name,
                    )
                )

    @api.model
    def _new_code(self):
        return "".join(secrets.choice(_LETTERS) for _n in range(12))

    @api.model
    def _may_belong_to(self, user):
        """Whether a badge may open a session of ``user``."""
        more = (
            "jxc_inventory.group_manager",
            "stock.group_stock_manager",
            "base.group_erp_manager",
            "base.group_system",
        )
        return (
            user.active
            and user._is_internal()
            and user.has_group("jxc_inventory.group_keeper")
            and not any(user.has_group(group) for group in more)
        )

    def action_reset(self):
        """Forget PIN and wrong tries: the keeper chooses a new one."""
        if not self.env.user.has_group("jxc_inventory.group_manager"):
            raise AccessError(self.env._("Only inventory managers may do this."))
        self.check_access("write")
        # sudo: the hash is nobody's to read or write but these methods'.
        self.sudo().write({"pin_hash": False, "failures": 0, "locked_until": False})
        for badge in self:
            badge.message_post(body=self.env._("The PIN was reset."))

    @api.model
    def _choose_pin(self, pin):
        """Give the badge of the user a new PIN.

        :raise UserError: when there is no badge, or the PIN is guessed too easily
        """
        badge = self.search([("user_id", "=", self.env.uid)])
        if not badge:
            raise UserError(
                self.env._("You have no badge. Ask your inventory manager for one.")
            )
        if not isinstance(pin, str) or not _PIN.fullmatch(pin):
            raise UserError(self.env._("A PIN has 6 to 12 digits."))
        simple = pin in _NEIGHBOURS or pin[::-1] in _NEIGHBOURS or len(set(pin)) < 3
        if simple:
            raise UserError(self.env._("This PIN is guessed too easily."))
        # sudo: the user's own badge; the hash is nobody's to read or write otherwise.
        badge.sudo().write(
            {
                "pin_hash": self.env["res.users"]._crypt_context().hash(pin),
                "failures": 0,
                "locked_until": False,
            }
        )
