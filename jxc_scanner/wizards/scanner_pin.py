from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_users import check_identity


class ScannerPin(models.TransientModel):
    """A keeper chooses the PIN of his badge, and shows once more who he is."""

    _name = "jxc.scanner.pin"
    _description = "Scanner PIN"
    _transient_max_hours = 0.1

    pin = fields.Char("PIN")
    again = fields.Char("PIN once more")

    @check_identity
    def action_choose(self):
        self.ensure_one()
        return self._choose()

    def _choose(self):
        pin, again = self.pin, self.again
        if pin != again:
            raise UserError(self.env._("The two PINs differ."))
        self.env["jxc.scanner.badge"]._choose_pin(pin)
        self.unlink()
        return {"type": "ir.actions.act_window_close"}
