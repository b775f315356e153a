from odoo import api, models
from odoo.fields import Domain

# More lines than a keeper reads on a phone; the card says how many were left out.
_MAX_STOCK_LINES = 60


class LookUpCards(models.AbstractModel):
    """Fills in the card of what was looked up."""

    _inherit = "jxc.scanner"

    @api.model
    def _product_card(self, product):
        stock = self._stock(Domain("product_id", "=", product.id))
        return {
            "kind": "product",
            "id": product.id,
            "title": product.name,
            "variant": ", ".join(
                product.product_template_attribute_value_ids.mapped("name")
            ),
            "code": product.default_code or "",
            "barcode": product.barcode or "",
            "unit": product.uom_id.name,
            "tracking": product.tracking,
            "stock": stock,
            "receipts": self._expected(product),
        }

    @api.model
    def _lot_card(self, lot):
        return {
            "kind": "lot",
            "id": lot.id,
            "title": lot.name,
            "product": {"id": lot.product_id.id, "name": lot.product_id.name},
            "code": lot.product_id.default_code or "",
            "unit": lot.product_id.uom_id.name,
            "tracking": lot.product_id.tracking,
            "expiry": self._expiry(lot),
            "hold": self._hold(lot),
            "field": self._field(lot),
            "stock": self._stock(Domain("lot_id", "=", lot.id)),
        }

    @api.model
    def _hold(self, lot):
        """Return why ``lot`` must not be used, False when it may be."""
        if not lot.hold_state:
            return False
        return {"state": self._label(lot, "hold_state"), "reason": lot.hold_reason}

    @api.model
    def _label(self, record, name):
        """Return what a selection field of ``record`` says, in the user's language."""
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")

    @api.model
    def _field(self, lot):
        """Where ``lot`` came from, who has it and whether it is under warranty."""
        # sudo: which transfers these were; what is told of them is chosen below.
        known = lot.sudo()
        receipt = known.receipt_line_id.picking_id
        delivery = known.delivery_line_id.picking_id
        visible = self.env["stock.picking"].search(
            self._visible_domain("transfer")
            & Domain("id", "in", (receipt | delivery).ids)
        )
        # Partners and papers of a warehouse that is not the keeper's are not told.
        received = known if receipt <= visible else known.browse()
        delivered = known if delivery <= visible else known.browse()
        return {
            "vendor": received.vendor_id.name or "",
            "receipt": received.receipt_reference or "",
            "received": self._iso(self._day(lot.receipt_date)),
            "customer": delivered.customer_id.name or "",
            "delivery": delivered.delivery_reference or "",
            "warranty_end": self._iso(lot.warranty_end_date),
            "under_warranty": lot.under_warranty,
        }

    @api.model
    def _location_card(self, location):
        return {
            "kind": "location",
            "id": location.id,
            "title": location.complete_name,
            "barcode": location.barcode or "",
            "warehouse": location.warehouse_id.name or "",
            "stock": self._stock(Domain("location_id", "child_of", location.id)),
        }

    @api.model
    def _package_card(self, package):
        return {
            "kind": "package",
            "id": package.id,
            "title": package.name,
            "location": package.location_id.complete_name or "",
            "stock": self._stock(Domain("package_id", "child_of", package.id)),
        }

    @api.model
    def _transfer_card(self, picking):
        return {
            "kind": "transfer",
            "id": picking.id,
            "title": picking.name,
            "type": picking.picking_type_id.name,
            "incoming": picking.picking_type_code == "incoming",
            "open": picking.state in ("waiting", "confirmed", "assigned"),
            "returnable": picking.state == "done"
            and picking.picking_type_code in ("outgoing", "incoming"),
            "state": self._label(picking, "state"),
            "partner": picking.partner_id.name or "",
            "origin": picking.origin or "",
            "date": self._iso(self._day(picking.date_done or picking.scheduled_date)),
            "lines": [
                {
                    "product_id": move.product_id.id,
                    "name": move.product_id.name,
                    "code": move.product_id.default_code or "",
                    "demand": move.product_qty,
                    "unit": move.product_id.uom_id.name,
                }
                for move in picking.move_ids
                if move.state != "cancel"
            ],
        }

    @api.model
    def _stock(self, domain):
        """Where the goods of ``domain`` are: one line a product, lot and place, the
        user's own warehouse first and there what expires first first. How much there
        is of what the user is to count is not told."""
        own = self._own_warehouse()
        quants = self.env["stock.quant"].search(
            domain
            & self._warehouse_domain("location_id.warehouse_id")
            & Domain("location_id.usage", "in", ("internal", "transit"))
            # Odoo keeps what has become empty until it tidies up.
            & Domain("quantity", "!=", 0)
        )
        quants = quants.sorted(
            lambda quant: (
                quant.location_id.warehouse_id != own,
                quant.location_id.warehouse_id.name or "",
                quant.removal_date or quant.in_date,
                quant.location_id.complete_name,
            )
        )
        lines = [
            {
                "id": quant.id,
                "product": quant.product_id.name,
                "product_id": quant.product_id.id,
                "unit": quant.product_id.uom_id.name,
                "warehouse": quant.location_id.warehouse_id.name or "",
                "own": quant.location_id.warehouse_id == own,
                "location": quant.location_id.complete_name,
                "package": quant.package_id.name or "",
                "lot": quant.lot_id.name or "",
                "lot_id": quant.lot_id.id,
                **self._amounts(quant),
                "expiry": self._expiry(quant.lot_id),
                "hold": self._label(quant, "hold_state"),
            }
            for quant in quants
        ]
        return {
            "lines": lines[:_MAX_STOCK_LINES],
            "more": max(0, len(lines) - _MAX_STOCK_LINES),
            "own_warehouse": own.name or "",
            "on_hand": self._sum(lines, "quantity", own=True),
            "available": self._sum(lines, "available", own=True),
            "elsewhere": self._sum(lines, "quantity", own=False),
        }

    @api.model
    def _sum(self, lines, name, own):
        """Add up lines; None when one of them must not be told."""
        numbers = [line[name] for line in lines if line["own"] == own]
        return None if None in numbers else sum(numbers)

    @api.model
    def _amounts(self, quant):
        if quant.user_id == self.env.user and not quant.inventory_quantity_set:
            return dict.fromkeys(("quantity", "available", "reserved"))
        return {
            "quantity": quant.quantity,
            "available": quant.available_quantity,
            "reserved": quant.reserved_quantity,
        }
