from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine.pinyin import is_initials

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
