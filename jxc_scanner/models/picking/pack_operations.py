from odoo import api, fields, models
from odoo.exceptions import UserError

_KINDS = [("pack.close", "Close Package"), ("ship.note", "Note Tracking Reference")]


class PackOperations(models.Model):
    """Packages that leave: what they are, what they weigh, who carries them."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=_KINDS, ondelete={kind: "cascade" for kind, _label in _KINDS}
    )

    @api.model
    def _open_pack(self, payload):
        return self._open_pick(payload)

    @api.model
    def _open_ship(self, payload):
        return self._open_pick(payload)

    @api.model
    def _apply_pack_close(self, picking, payload):
        """State ``package_type_id`` and ``weight`` (in the database's unit of weight)
        of the package ``name`` of this transfer."""
        box = picking.move_line_ids.result_package_id.filtered(
            lambda package: package.name == payload.get("name")
        )[:1]
        if not box:
            raise UserError(self.env._("Nothing of this transfer is in that package."))
        values = {}
        if payload.get("package_type_id"):
            kind = self.env["stock.package.type"].search(
                [("id", "=", self._integer(payload, "package_type_id"))]
            )
            if not kind:
                raise UserError(self.env._("This type of package is gone."))
            values["package_type_id"] = kind.id
        weight = payload.get("weight")
        if weight:
            if isinstance(weight, bool) or not isinstance(weight, int | float):
                raise UserError(self.env._("The weight must be a number."))
            if not 0 < weight < 1e6:
                raise UserError(self.env._("The weight must be a number above zero."))
            values["shipping_weight"] = weight
        box.write(values)
        return {}

    @api.model
    def _apply_ship_note(self, picking, payload):
        """Keep the carrier's ``tracking`` reference: in the field for it where the
        delivery add-on is installed, else in the history of the transfer."""
        tracking = payload.get("tracking")
        if not isinstance(tracking, str) or not 0 < len(tracking.strip()) <= 200:
            raise UserError(self.env._("State the tracking reference."))
        if "carrier_tracking_ref" in picking._fields:
            picking.carrier_tracking_ref = tracking.strip()
        else:
            picking.message_post(
                body=self.env._("Tracking reference: %s", tracking.strip())
            )
        return {}
