from odoo import Command, api, fields, models

from ..journal.entry_error import EntryError


class ScrapOperations(models.Model):
    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("scrap.post", "Scrap")],
        ondelete={"scrap.post": "cascade"},
    )

    @api.model
    def _open_scrap(self, payload):
        """Return no document: it is made as the goods are scrapped."""
        return self.env["stock.picking"]

    @api.model
    def _apply_scrap_post(self, _subject, payload):
        """Scrap ``quantity`` of ``product_id``, ``lot_id`` and ``package_id`` at
        ``location_id`` for ``reason_ids`` (scrap reasons of Odoo) and with ``note``."""
        product = self._stock_product(payload)
        location = self._stock_place(payload, "location_id")
        quantity = self._quantity(payload, product)
        lot = self._stock_lot(payload, product)
        package = payload.get("package_id") and self._package(payload)
        lying = self._stock_lying(location, product, lot, package)
        scraps = self.env["stock.scrap"].create(
            [
                {
                    "company_id": (location.company_id or self.env.company).id,
                    "product_id": product.id,
                    "product_uom_id": product.uom_id.id,
                    "lot_id": quant.lot_id.id,
                    "package_id": quant.package_id.id,
                    "owner_id": quant.owner_id.id,
                    "location_id": location.id,
                    "scrap_qty": share,
                    "scrap_reason_tag_ids": [
                        Command.set(self._scrap_reasons(payload).ids)
                    ],
                }
                for quant, share in self._stock_taken(
                    lying, product, quantity, location
                )
            ]
        )
        note = self._text(payload, "note")
        for scrap in scraps:
            scrap.do_scrap()
            if note:
                scrap.message_post(body=note)
        return {"name": ", ".join(scraps.mapped("name"))}

    @api.model
    def _scrap_reasons(self, payload):
        numbers = payload.get("reason_ids") or []
        if not isinstance(numbers, list):
            raise EntryError(self.env._("The scan lacks its %s.", "reason_ids"))
        return self.env["stock.scrap.reason.tag"].search(
            [("id", "in", [number for number in numbers if isinstance(number, int)])]
        )
