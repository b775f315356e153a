from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine.pinyin import is_initials

# More lines than a keeper reads on a phone; the card says how many were left out.
_MAX_STOCK_LINES = 60
_MAX_NAMED = 8


class LookUp(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def look_up(self, text):
        """Say what a scan stands for.

        :param str text: the code, or part of a name somebody typed
        :return: ``{"hits": [...], "card": {...} | False}``; the card is filled in when
            exactly one thing carries the code. Without exact hit ``hits`` names what
            contains the text.
        """
        self._check_keeper()
        meaning = self._read_code(text)
        if not meaning or "error" in meaning:
            return {"hits": [], "card": False}
        lot = meaning.get("lot") or meaning.get("serial")
        named = meaning.get("order") or meaning["text"]
        codes = meaning["codes"] or ([] if lot else [named])
        hits = self._exact_hits(codes, lot)
        if not hits and codes:
            hits = self._named_hits(codes[0])
        card = False
        if len(hits) == 1:
            card = self._card(hits[0]["kind"], hits[0]["id"])
        return {"hits": hits, "card": card}

    @api.model
    @api.readonly
    def card(self, kind, record_id):
        """Return the card of one hit; raise ``UserError`` when it is gone."""
        self._check_keeper()
        return self._card(kind, record_id)

    @api.model
    def _card(self, kind, record_id):
        model, make = {
            "product": ("product.product", self._product_card),
            "lot": ("stock.lot", self._lot_card),
            "location": ("stock.location", self._location_card),
            "package": ("stock.package", self._package_card),
            "transfer": ("stock.picking", self._transfer_card),
        }.get(kind if isinstance(kind, str) else "", (None, None))
        record = model and self.env[model].search(
            self._visible_domain(kind) & Domain("id", "=", self._as_id(record_id))
        )
        if not record:
            raise UserError(self.env._("It no longer exists. Scan it again."))
        return make(record)

    # ---- finding -----------------------------------------------------------

    @api.model
    def _exact_hits(self, codes, lot):
        if not codes and not lot:
            return []
        products = self._products_by_code(codes)
        if lot:
            lots = self.env["stock.lot"].search(
                Domain("name", "=", lot)
                & (Domain("product_id", "in", products.ids) if codes else Domain.TRUE)
            )
            return self._hits("lot", lots) or self._hits("product", products)
        return [
            *self._hits("product", products),
            *self._hits("lot", self.env["stock.lot"].search([("name", "in", codes)])),
            *self._hits(
                "location",
                self.env["stock.location"].search(
                    self._visible_domain("location") & Domain("barcode", "in", codes)
                ),
            ),
            *self._hits(
                "transfer",
                self.env["stock.picking"].search(
                    self._visible_domain("transfer") & Domain("name", "in", codes)
                ),
            ),
            *self._hits(
                "package",
                self.env["stock.package"].search(
                    self._visible_domain("package") & Domain("name", "in", codes)
                ),
            ),
        ]

    @api.model
    def _products_by_code(self, codes):
        packagings = self.env["product.uom"].search([("barcode", "in", codes)])
        return self.env["product.product"].search(
            Domain("barcode", "in", codes)
            | Domain("default_code", "in", codes)
            | Domain("id", "in", packagings.product_id.ids)
        )

    @api.model
    def _named_hits(self, text):
        """What contains ``text``, a few of each kind, best known kinds first."""
        domain = (
            Domain("name", "ilike", text)
            | Domain("default_code", "ilike", text)
            | Domain("barcode", "ilike", text)
        )
        if is_initials(text):
            domain |= Domain("pinyin", "ilike", text)
        product = self.env["product.product"].search(domain, limit=20)
        limited = {"limit": _MAX_NAMED}
        return [
            *self._hits("product", product),
            *self._hits(
                "lot",
                self.env["stock.lot"].search([("name", "ilike", text)], **limited),
            ),
            *self._hits(
                "location",
                self.env["stock.location"].search(
                    self._visible_domain("location")
                    & Domain("complete_name", "ilike", text)
                    & Domain("usage", "=", "internal"),
                    **limited,
                ),
            ),
            *self._hits(
                "transfer",
                self.env["stock.picking"].search(
                    self._visible_domain("transfer")
                    & (Domain("name", "ilike", text) | Domain("origin", "ilike", text)),
                    **limited,
                ),
            ),
        ]

    @api.model
    def _hits(self, kind, records):
        described = {
            "product": lambda r: (r.name, r.default_code or r.barcode),
            "lot": lambda r: (r.name, r.product_id.name),
            "location": lambda r: (r.complete_name, r.barcode),
            "transfer": lambda r: (r.name, r.partner_id.name or r.origin),
            "package": lambda r: (r.name, r.location_id.complete_name),
        }[kind]
        hits = []
        for record in records:
            title, subtitle = described(record)
            hits.append(
                {
                    "kind": kind,
                    "id": record.id,
                    "title": title,
                    "subtitle": subtitle or "",
                }
            )
        return hits

    # ---- cards -------------------------------------------------------------

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
        # sudo: names of partners, beside a lot which the keeper may read.
        vendor, customer = lot.sudo().vendor_id, lot.sudo().customer_id
        return {
            "vendor": vendor.name or "",
            "receipt": lot.receipt_reference or "",
            "received": self._iso(self._day(lot.receipt_date)),
            "customer": customer.name or "",
            "delivery": lot.delivery_reference or "",
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
