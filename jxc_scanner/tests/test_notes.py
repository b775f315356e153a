import base64

from odoo.tests import new_test_user, tagged

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

    def test_note_finds_the_transfer_a_move_has_made(self):
        self._stock(self.tea, self.warehouse.lot_stock_id, 5)
        move = {
            **self._operation("x", self.env["stock.picking"]),
            "kind": "transfer.move",
            "payload": {
                "product_id": self.tea.id,
                "quantity": 2,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.shelf.id,
            },
        }
        (moved, _noted) = self._assert_applied(
            move, self._note_of(move, text="Dented box")
        )
        picking = self.env["stock.picking"].browse(moved["result"]["picking_id"])
        self.assertIn("Dented box", str(picking.message_ids.mapped("body")))

    def test_note_on_what_a_colleague_made_is_refused(self):
        colleague = new_test_user(
            self.env, "note_colleague", groups="jxc_inventory.group_keeper"
        )
        start = {
            **self._operation("start", self.env["stock.picking"]),
            "payload": {"partner_id": self.supplier.id},
        }
        (started,) = self._assert_applied(start, user=colleague)
        self._assert_refused("gone", self._note_of(start, text="Not mine"))
        picking = self.env["stock.picking"].browse(started["result"]["picking_id"])
        self.assertNotIn("Not mine", str(picking.message_ids.mapped("body")))

    def _note_of(self, operation, **payload):
        note = self._note("write", self.env["stock.picking"])
        return {**note, "payload": {"operation": operation["uuid"], **payload}}


@tagged("post_install", "-at_install")
class TestConflictPhotos(ScannerCase):
    """What the person photographed stands beside the scan that was refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "photo_manager", groups="jxc_inventory.group_manager"
        )
        cls.picking = cls._receipt((cls.tea, 3))

    def _photo(self, picking, **payload):
        operation = self._operation("x", picking, data=_PNG, **payload)
        return {**operation, "kind": "note.photo"}

    def _conflict(self, operation):
        conflicts = self.env["jxc.scan.conflict"].with_user(self.manager)
        return conflicts.search([("operation_id.uuid", "=", operation["uuid"])])

    def test_photos_of_the_same_person_and_transfer_are_shown(self):
        colleague = new_test_user(
            self.env, "photo_colleague", groups="jxc_inventory.group_keeper"
        )
        wrong = self._count(self.picking, self.milk, 1)
        self._assert_applied(self._photo(self._receipt((self.tea, 1))))
        self._assert_applied(self._photo(self.picking), user=colleague)
        self._sync(wrong)
        self._assert_applied(self._photo(self.picking))
        photo = self._conflict(wrong).photo_ids
        self.assertEqual(photo.raw, base64.b64decode(_PNG))
        self.assertEqual(photo.res_id, self.picking.id)
        self.assertEqual(photo.create_uid, self.keeper)

    def test_a_photo_nobody_took_is_kept_and_goes_to_another_transfer(self):
        gone = self._receipt((self.tea, 1))
        photo = self._photo(gone, text="Torn")
        gone.unlink()
        self._assert_refused("gone", photo)
        conflict = self._conflict(photo)
        self.assertEqual(conflict.note, "Torn")
        self.assertEqual(conflict.photo_ids.raw, base64.b64decode(_PNG))
        conflict._apply_to_other(self.picking, "It was of this receipt")
        taken = self.env["ir.attachment"].search(
            [("res_model", "=", "stock.picking"), ("res_id", "=", self.picking.id)]
        )
        self.assertEqual(taken.raw, base64.b64decode(_PNG))

    def test_keepers_see_no_photos_of_others(self):
        photo = self._photo(self._receipt((self.tea, 1)))
        photo["payload"]["picking_id"] = 2**31 - 1
        self._sync(photo)
        kept = self.env["ir.attachment"].search(
            [("res_model", "=", "jxc.scan.operation")]
        )
        self.assertEqual(kept.raw, base64.b64decode(_PNG))
        colleague = new_test_user(
            self.env, "photo_reader", groups="jxc_inventory.group_keeper"
        )
        self.assertFalse(kept.with_user(colleague).search([("id", "=", kept.id)]))
