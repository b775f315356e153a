import base64
import binascii
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ..journal.entry_error import EntryError

# A photo as the scanner scales it; in base64 a third longer.
_MAX_PHOTO = 300_000
_MAX_PAYLOAD = 410_000
_PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class NoteOperations(models.Model):
    """What keepers write and photograph goes into the history of the transfer."""

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[("note.write", "Note"), ("note.photo", "Photo")],
        ondelete={"note.write": "cascade", "note.photo": "cascade"},
    )

    @api.model
    def _open_note(self, payload):
        """Return the transfer a note is about, in whatever state, or refuse."""
        started = self._started_picking(payload)
        if started:
            return started
        if payload.get("operation"):
            number = self._made_transfer(self._text(payload, "operation"))
        else:
            number = self._integer(payload, "picking_id")
        return self.env["jxc.scanner"]._find_transfer(number)

    @api.model
    def _made_transfer(self, number):
        """Return the id of the transfer that operation ``number`` of the user made."""
        operation = self.search(
            [
                ("uuid", "=", number),
                ("state", "=", "applied"),
                ("user_id", "=", self.env.uid),
            ]
        )
        return (operation.result or {}).get("picking_id")

    @api.model
    def _apply_note_write(self, picking, payload):
        """Write ``text`` into the history of the transfer."""
        text = self._text(payload, "text")
        if not text:
            raise EntryError(self.env._("The note is empty."))
        picking.message_post(body=text)
        return {}

    @api.model
    def _apply_note_photo(self, picking, payload):
        """Attach the picture ``data`` (base64) to the transfer, ``text`` beside it."""
        content = self._picture(payload)
        kind = guess_mimetype(content, default="")
        if kind not in _PICTURES:
            raise EntryError(self.env._("This is not a picture the scanner takes."))
        name = f"{picking.name.replace('/', '-')}.{_PICTURES[kind]}"
        message = picking.message_post(
            body=self._text(payload, "text"), attachments=[(name, content)]
        )
        return {"attachment_id": message.attachment_ids.id}

    @api.model
    def _picture(self, payload):
        try:
            content = base64.b64decode(payload.get("data") or "", validate=True)
        except (binascii.Error, TypeError, ValueError):
            content = b""
        if not content or len(content) > _MAX_PHOTO:
            raise EntryError(
                self.env._(
                    "The picture is empty or larger than %s kB.", _MAX_PHOTO // 1000
                )
            )
        return content

    # ---- pictures do not stay in the journal -------------------------------------

    def _refuse(self, reason, payload, mistyped=False):
        """Keep a picture nobody took: the journal holds only what names it."""
        super()._refuse(reason, payload, mistyped)
        if self.kind == "note.photo":
            try:
                content = self._picture(payload)
            except UserError:
                return
            if guess_mimetype(content, default="") in _PICTURES:
                self.env["ir.attachment"].create(
                    {
                        "name": self.uuid,
                        "raw": content,
                        "res_model": self._name,
                        "res_id": self.id,
                    }
                )

    def _kept_pictures(self):
        """The pictures of these operations that no transfer took."""
        return self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    def _whole_payload(self):
        payload = super()._whole_payload()
        picture = self._kept_pictures()[:1]
        if self.kind == "note.photo" and picture:
            return {**payload, "data": base64.b64encode(picture.raw).decode()}
        return payload

    @api.model
    def _payload_limit(self, kind):
        return _MAX_PAYLOAD if kind == "note.photo" else super()._payload_limit(kind)

    @api.model
    def _kept_payload(self, kind, payload):
        kept = super()._kept_payload(kind, payload)
        if kind == "note.photo" and isinstance(payload.get("data"), str):
            digest = hashlib.sha256(payload["data"].encode()).hexdigest()
            return {**kept, "data": f"sha256:{digest}"}
        return kept
