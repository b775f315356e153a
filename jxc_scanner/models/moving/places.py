from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..journal.entry_error import EntryError


class Places(models.Model):
    """What the jobs ask of bins: may they be used, and what lies there."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _stock_place(self, payload, key):
        """Return a place that holds goods, or refuse."""
        location = self._location(payload, key)
        here = self.env["jxc.scanner"]._visible_domain("location")
        if not location.filtered_domain(here):
            raise UserError(
                self.env._("The place is gone, or it is not one of your warehouse.")
            )
        if location.usage not in ("internal", "transit"):
            raise UserError(
                self.env._(
                    "%s keeps no goods. Scan a place that does.", location.display_name
                )
            )
        return location

    @api.model
    def _stock_product(self, payload):
        """Return the goods an operation is about; refuse what has no stock."""
        product = self.env["product.product"].search(
            [("id", "=", self._integer(payload, "product_id"))]
        )
        if not product.is_storable:
            raise UserError(self.env._("This product is gone, or it is not stocked."))
        return product

    @api.model
    def _stock_lying(self, location, product, lot=None, package=None):
        """Return what lies at ``location``: loose goods first, then those in packages
        unless one is named."""
        domain = (
            Domain("location_id", "=", location.id)
            & Domain("product_id", "=", product.id)
            & Domain("quantity", ">", 0)
        )
        if lot:
            domain &= Domain("lot_id", "=", lot.id)
        if package:
            domain &= Domain("package_id", "=", package.id)
        return (
            self.env["stock.quant"]
            .search(domain)
            .sorted(lambda quant: (bool(quant.package_id), bool(quant.owner_id)))
        )

    @api.model
    def _stock_taken(self, quants, product, quantity, location):
        """Deal ``quantity`` to ``quants``; refuse when less lies there.

        :return: ``(quant, quantity)`` pairs
        """
        unit = product.uom_id
        there = sum(quants.mapped("quantity"))
        if unit.compare(there, quantity) < 0:
            raise UserError(
                self.env._(
                    "Only %(there)s %(unit)s of %(product)s lie at %(location)s."
                    " Count the place, or take less.",
                    there=f"{unit.round(there):g}",
                    unit=unit.name,
                    product=product.display_name,
                    location=location.display_name,
                )
            )
        taken = []
        for quant in quants:
            share = min(quantity, quant.quantity)
            taken.append((quant, share))
            quantity -= share
            if unit.is_zero(quantity):
                break
        return taken

    @api.model
    def _stock_lot(self, payload, product):
        """Return the lot that is named; refuse when tracked goods come without."""
        lot = self._lot(payload, product)
        if product.tracking != "none" and not lot:
            raise EntryError(
                self.env._("%s needs a lot or serial number.", product.display_name)
            )
        return lot

    @api.model
    def _known_lot(self, record, product, name):
        """Return the lot of ``product`` with this name in the company of ``record``."""
        return self.env["stock.lot"].search(
            [
                ("name", "=", name),
                ("product_id", "=", product.id),
                ("company_id", "in", (False, record.company_id.id)),
            ],
            limit=1,
        )

    @api.model
    def _finish_transfer(self, picking, **context):
        """Do ``picking`` with what is picked, or refuse with the reason."""
        # What a person might release is a refusal to the scanner: it has no dialog.
        picking._get_lines_to_move("picked")._check_violations()
        context = {"skip_backorder": True, "skip_sms": True, **context}
        outcome = picking.with_context(**context).button_validate()
        if picking.state == "done":
            return
        expired = (
            isinstance(outcome, dict)
            and outcome.get("res_model") == "expiry.picking.confirmation"
        )
        raise UserError(
            self.env._("Some lots have expired. Confirm that you accept them.")
            if expired
            else self.env._("Odoo asks a question; finish it in the transfer.")
        )
