from odoo import api, fields, models
from odoo.exceptions import UserError


class ReceivePack(models.Model):
    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("receive.pack", "Put in Pack")],
        ondelete={"receive.pack": "cascade"},
    )

    @api.model
    def _apply_receive_pack(self, picking, payload):
        """Put what is counted and not packed yet into one package: the one named
        ``package``, else a new one. Damaged goods go elsewhere and stay out of it."""
        lines = picking.move_line_ids.filtered(
            lambda line: line.picked and not line.result_package_id and not line.damaged
        )
        if not lines:
            raise UserError(self.env._("Everything counted is in a package already."))
        if len(lines.location_dest_id) > 1:
            # A package stands in one place; its put-away is planned as a whole.
            lines.location_dest_id = picking.location_dest_id
        name = self._text(payload, "package")
        package = self.env["stock.package"].search(
            [("name", "=", name), ("location_id", "=", False)], limit=1
        )
        known = name and package
        package = lines._put_in_pack(
            package_id=package.id if known else False,
            package_name=name or False,
        )
        return {"package": package.name, "id": package.id}
