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
            lambda package: package.name == self._text(payload, "name")
        )[:1]
        if not box:
            raise UserError(self.env._("Nothing of this transfer is in that package."))
        kind = self._named("stock.package.type", payload, "package_type_id")
        values = {"package_type_id": kind.id} if kind else {}
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
        tracking = self._text(payload, "tracking")
        if not 0 < len(tracking) <= 200:
            raise UserError(self.env._("State the tracking reference."))
        if "carrier_tracking_ref" in picking._fields:
            picking.carrier_tracking_ref = tracking
        else:
            picking.message_post(body=self.env._("Tracking reference: %s", tracking))
        return {}

    @api.model
    def _pick_box(self, picking, name):
        """The package of that name, made when it is new; refuse one in other use."""
        packages = self.env["stock.package"]
        if not name:
            return packages
        if len(name) > 64:
            raise UserError(self.env._("Scan the label of the package or tote."))
        box = packages.search(
            [("name", "=", name), ("company_id", "in", (False, picking.company_id.id))],
            limit=1,
        )
        if not box:
            return packages.create({"name": name})
        holding = box.quant_ids.filtered(lambda quant: quant.quantity > 0)
        here = picking.location_dest_id | picking.move_line_ids.location_id
        elsewhere = holding.location_id - here
        others = self.env["stock.move.line"].search(
            [
                ("result_package_id", "=", box.id),
                ("picked", "=", True),
                ("state", "not in", ("done", "cancel")),
                ("picking_id", "!=", picking.id),
            ],
            limit=1,
        )
        if elsewhere or others:
            raise UserError(
                self.env._(
                    "%(package)s already holds other goods (%(where)s). Take another"
                    " one.",
                    package=box.name,
                    where=elsewhere[:1].display_name or others.picking_id.name,
                )
            )
        return box
