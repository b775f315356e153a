from odoo import api, models
from odoo.fields import Domain

_SHOWN = 50


class OwnCounts(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    def _blind_domain(self):
        """What somebody asked this user to count and is not counted yet. Nobody tells
        the user how much of it is expected."""
        return (
            Domain("user_id", "=", self.env.uid)
            & Domain("inventory_date", "<=", self._today())
            & Domain("inventory_quantity_set", "=", False)
            & Domain("location_id.usage", "in", ("internal", "transit"))
        )

    @api.model
    @api.readonly
    def own_counts(self):
        """List the last counts of this user: what, where, how much, and whether it was
        refused or taken back. Never what was expected."""
        self._check_keeper()
        operations = self.env["jxc.scan.operation"].search(
            [("user_id", "=", self.env.uid), ("kind", "=", "count.line")], limit=_SHOWN
        )
        payloads = operations.mapped("payload")
        products = self._named("product.product", payloads, "product_id")
        places = self._named("stock.location", payloads, "location_id")
        return [
            {
                "uuid": operation.uuid,
                "time": operation.create_date.isoformat() + "Z",
                "product": products.get(operation.payload.get("product_id"), ""),
                "location": places.get(operation.payload.get("location_id"), ""),
                "lot": operation.payload.get("lot") or "",
                "quantity": operation.payload.get("quantity"),
                "refused": operation.message or "",
                "undone": bool((operation.result or {}).get("undone")),
            }
            for operation in operations
        ]

    @api.model
    def _named(self, model, payloads, key):
        """Names by id of what ``payloads`` speak of and the user may read."""
        numbers = [
            number
            for number in (payload.get(key) for payload in payloads)
            if isinstance(number, int)
        ]
        records = self.env[model].search([("id", "in", numbers)])
        return {record.id: record.display_name for record in records}
