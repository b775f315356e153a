import base64

from odoo.tests import tagged

from .common import ScannerCase

# The smallest PNG there is: one transparent point.
_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestNotes(ScannerCase):
    def _note(self, kind, picking, **payload):
        return {**self._operation("x", picking, **payload), "kind": f"note.{kind}"}

    def test_note_goes_into_the_history_of_the_transfer_as_text(self):
        picking = self._receipt((self.tea, 1))
        self._assert_applied(self._note("write", picking, text="Seal <b>broken</b>"))
        note = picking.message_ids[0]
        self.assertIn("&lt;b&gt;broken", note.body)
        self.assertEqual(note.author_id, self.keeper.partner_id)
        self._assert_refused("empty", self._note("write", picking, text="  "))

    def test_photo_is_attached_once_and_not_kept_in_the_journal(self):
        picking = self._receipt((self.tea, 1))
        photo = self._note("photo", picking, data=_PNG)
        self._assert_applied(photo, photo)
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "stock.picking"), ("res_id", "=", picking.id)]
        )
        self.assertEqual(attachment.raw, base64.b64decode(_PNG))
        kept = self.env["jxc.scan.operation"].search([("uuid", "=", photo["uuid"])])
        self.assertNotIn(_PNG, str(kept.payload))

    def test_what_is_no_picture_or_too_large_is_refused(self):
        picking = self._receipt((self.tea, 1))
        script = base64.b64encode(b"<script>alert(1)</script>").decode()
        self._assert_refused("not a picture", self._note("photo", picking, data=script))
        self._assert_refused("empty", self._note("photo", picking, data="%%%"))
        large = base64.b64encode(b"\x89PNG\r\n" + b"0" * 305_000).decode()
        (answer,) = self._sync(self._note("photo", picking, data=large))
        self.assertEqual(answer["state"], "refused")
        self.assertFalse(
            self.env["ir.attachment"].search(
                [("res_id", "=", picking.id), ("res_model", "=", "stock.picking")]
            )
        )
