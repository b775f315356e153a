from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Scope(models.AbstractModel):
    """Which part of the stock the scanner shows: that of the user's own warehouse,
    to inventory managers that of every warehouse of the company."""

    _inherit = "jxc.scanner"

    @api.model
    def _is_manager(self):
        return self.env.user.has_group("jxc_inventory.group_manager")

    @api.model
    def _warehouse_domain(self, name):
        """Return what holds for records whose warehouse is found at ``name`` when the
        user may see them here."""
        if self._is_manager():
            return Domain(f"{name}.company_id", "=", self.env.company.id)
        return Domain(name, "=", self._own_warehouse().id)

    @api.model
    def _own_transfers_domain(self):
        """Return what holds for the transfers the user may see in the scanner."""
        return Domain("company_id", "=", self.env.company.id) & self._warehouse_domain(
            "picking_type_id.warehouse_id"
        )

    @api.model
    def _visible_domain(self, kind):
        """Return what holds for things of a kind that the user may look up."""
        if kind == "transfer":
            return self._own_transfers_domain()
        if kind == "location":
            outside = Domain("warehouse_id", "=", False)
            return outside | self._warehouse_domain("warehouse_id")
        if kind == "package":
            outside = Domain("location_id", "any", [("warehouse_id", "=", False)])
            nowhere = Domain("location_id", "=", False)
            here = self._warehouse_domain("location_id.warehouse_id")
            return nowhere | outside | here
        return Domain.TRUE

    @api.model
    def _as_id(self, value):
        """Return ``value`` when a record may have it as id, else False."""
        # PostgreSQL throws at larger numbers.
        return type(value) is int and 0 < value < 2**31 and value

    @api.model
    def _find_transfer(self, transfer_id):
        """Return the transfer; raise ``UserError`` when it is gone or not for here."""
        transfer = self.env["stock.picking"].search(
            self._own_transfers_domain() & Domain("id", "=", self._as_id(transfer_id))
        )
        if not transfer:
            raise UserError(
                self.env._("The transfer is gone, or it is not one of your warehouse.")
            )
        return transfer
