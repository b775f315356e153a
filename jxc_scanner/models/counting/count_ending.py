from odoo import api, models
from odoo.exceptions import UserError


class CountEnding(models.Model):
    """Where counts end: in Odoo's Physical Inventory, where whoever is responsible
    sees the difference and applies it. The keeper who counts changes no stock."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _end_count(self, counted):
        """Keep what was counted; the one place where counts go on from here.

        :param counted: dictionaries with ``location``, ``product``, ``lot``,
            ``package`` and ``quantity``
        :return: for each what ``_take_back_count`` needs; never the expected quantity
        """
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        evidence = []
        for entry in counted:
            requested = self._standing_count(entry).filtered(
                lambda quant: quant.user_id == self.env.user
            )
            quant = quants.create(
                {
                    "product_id": entry["product"].id,
                    "location_id": entry["location"].id,
                    "lot_id": entry["lot"].id,
                    "package_id": entry["package"].id,
                    "inventory_quantity": entry["quantity"],
                }
            )
            # Counting nothing where nothing was counted before changes no value.
            quant.inventory_quantity_set = True
            evidence.append({"quant": quant.id, "requested": bool(requested)})
        return evidence

    @api.model
    def _take_back_count(self, evidence):
        """Forget a count again; refuse when it has been applied meanwhile."""
        quant = self.env["stock.quant"].search(
            [
                ("id", "=", evidence["quant"]),
                ("inventory_quantity_set", "=", True),
                ("user_id", "=", self.env.uid),
            ]
        )
        if not quant:
            raise UserError(
                self.env._(
                    "This count was applied or changed meanwhile. Count it again."
                )
            )
        quant = quant.with_context(inventory_mode=True)
        quant.action_clear_inventory_quantity()
        if evidence["requested"]:
            quant.user_id = self.env.user

    @api.model
    def _standing_count(self, entry):
        """Return the quant this count is about, if there is one."""
        return self.env["stock.quant"]._gather(
            entry["product"],
            entry["location"],
            lot_id=entry["lot"],
            package_id=entry["package"],
            strict=True,
        )[:1]

    @api.model
    def _check_not_counted(self, entry):
        """Ask before a count that stands is replaced; by whom it is, not how much."""
        quant = self._standing_count(entry)
        if quant.inventory_quantity_set:
            raise UserError(
                self.env._(
                    "%(who)s has counted %(product)s at %(place)s already. Count it"
                    " again to replace that.",
                    # sudo: a colleague's name beside a count the keeper may read.
                    who=quant.sudo().user_id.name or self.env._("Somebody"),
                    product=entry["product"].display_name,
                    place=entry["location"].display_name,
                )
            )

    @api.model
    def _uncounted(self, location):
        """Return what is expected at the place and was not counted, as zero counts."""
        quants = self.env["stock.quant"].search(
            [
                ("location_id", "=", location.id),
                ("quantity", "!=", 0),
                ("inventory_quantity_set", "=", False),
            ]
        )
        return [
            {
                "location": quant.location_id,
                "product": quant.product_id,
                "lot": quant.lot_id,
                "package": quant.package_id,
                "quantity": 0.0,
            }
            for quant in quants
        ]
