import math
from datetime import date

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import float_compare

from .entry_error import EntryError


class Payload(models.Model):
    """Reading what a device wrote: each value is what the device may say, or the
    operation is refused with what is wrong about it."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _integer(self, payload, key):
        value = payload.get(key)
        # PostgreSQL counts records in 32 bits.
        if type(value) is not int or not 0 <= value < 2**31:
            raise EntryError(self.env._("The scan lacks its %s.", key))
        return value

    @api.model
    def _text(self, payload, key):
        """Return the text at ``key`` without the space around it, "" when absent."""
        value = payload.get(key) or ""
        if not isinstance(value, str):
            raise EntryError(self.env._("The scan lacks its %s.", key))
        return value.strip()

    @api.model
    def _quantity(self, payload, product, key="quantity"):
        """A positive number the product's unit can express."""
        value = payload.get(key)
        valid = isinstance(value, int | float) and not isinstance(value, bool)
        if not valid or not math.isfinite(value) or not 0 < value < 1e9:
            raise EntryError(self.env._("The quantity must be a number above zero."))
        if float_compare(value, product.uom_id.round(value), precision_digits=6):
            raise EntryError(
                self.env._("%s cannot be counted in such fractions.", product.name)
            )
        return value

    @api.model
    def _date(self, payload, key):
        value = payload.get(key)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise EntryError(
                self.env._("“%s” is not a date of the calendar.", value)
            ) from None

    @api.model
    def _named(self, model, payload, key, domain=Domain.TRUE):
        """Return the record of ``model`` whose id stands at ``key``, as far as the
        user may see it; none of it when nothing stands there."""
        records = self.env[model]
        if not payload.get(key):
            return records
        number = self._integer(payload, key)
        found = records.search(Domain("id", "=", number) & domain)
        if not found:
            raise UserError(self.env._("It no longer exists. Scan it again."))
        return found

    @api.model
    def _location(self, payload, key="location_id"):
        """Return the location at ``key``, none when nothing stands there."""
        return self._named("stock.location", payload, key)

    @api.model
    def _package(self, payload, key="package_id"):
        """Return the package at ``key``, none when nothing stands there."""
        return self._named("stock.package", payload, key)

    @api.model
    def _lot(self, payload, product):
        """Return the lot of ``product`` an operation names: ``lot_id`` by id, else
        ``lot`` by its name; none when it names none or one that is not known yet."""
        domain = Domain("product_id", "=", product.id)
        if payload.get("lot_id"):
            return self._named("stock.lot", payload, "lot_id", domain)
        name = self._text(payload, "lot")
        if not name:
            return self.env["stock.lot"]
        return self.env["stock.lot"].search(
            domain & Domain("name", "=", name), order="company_id, id", limit=1
        )
