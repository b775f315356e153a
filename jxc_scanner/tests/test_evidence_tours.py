from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.image import base64_to_image

from .pick_common import PickCase
from .test_internal_tours import InternalTourCase


class EvidenceCase(HttpCase):
    """What keepers photograph with a phone in the hand."""

    browser_size = "390x844"
    touch_enabled = True

    def _assert_photographed(self, picking, text):
        """One small picture stands in the history of ``picking``, beside ``text``."""
        photo = self.env["ir.attachment"].search(
            [("res_model", "=", "stock.picking"), ("res_id", "=", picking.id)]
        )
        self.assertEqual(photo.mapped("mimetype"), ["image/jpeg"])
        self.assertLess(photo.file_size, 300_000)
        self.assertEqual(base64_to_image(photo.datas).size, (960, 1280))
        message = picking.message_ids.filtered("attachment_ids")
        self.assertIn(text, message.body)
        self.assertEqual(message.author_id, self.keeper.partner_id)
        return photo


@tagged("post_install", "-at_install")
class TestReceiptEvidence(EvidenceCase, InternalTourCase):
    def test_photo_of_a_receipt_is_in_its_history_and_not_in_the_journal(self):
        picking = self._receipt((self.tea, 1))
        self._tour("jxc_scanner_photo")
        self._assert_all_applied()
        self.assertEqual(picking.state, "done")
        self._assert_photographed(picking, "Carton crushed")
        kept = self.env["jxc.scan.operation"].search([("kind", "=", "note.photo")])
        self.assertTrue(kept.payload["data"].startswith("sha256:"))
        self.assertLess(len(str(kept.payload)), 300)

    def test_goods_go_back_to_the_vendor_with_a_photo(self):
        receipt = self._receipt((self.milk, 6))
        receipt.move_line_ids.write({"lot_name": "V1", "picked": True})
        receipt.button_validate()
        lot = receipt.move_line_ids.lot_id
        self._tour("jxc_scanner_return_to_vendor")
        self._assert_all_applied()
        returned = receipt.return_ids
        self.assertRecordValues(
            returned,
            [
                {
                    "state": "done",
                    "picking_type_code": "outgoing",
                    "location_dest_id": self.supplier_location.id,
                }
            ],
        )
        self.assertRecordValues(
            returned.move_line_ids, [{"lot_id": lot.id, "quantity": 3}]
        )
        self.assertEqual(lot.product_qty, 3)
        self.assertIn("Cans are swollen", str(returned.message_ids.mapped("body")))
        self._assert_photographed(returned, "Swollen can")


@tagged("post_install", "-at_install")
class TestPickEvidence(EvidenceCase, PickCase):
    def test_photo_of_a_stopped_lot_stands_beside_the_conflict_of_its_delivery(self):
        manager = new_test_user(
            self.env, "evidence_manager", groups="jxc_inventory.group_manager"
        )
        recalled = self.env["stock.lot"].create(
            {
                "name": "RECALLED",
                "product_id": self.milk.id,
                "production_date": fields.Date.today(),
            }
        )
        self._stock(self.milk, self.shelf, 5, recalled)
        admin = self.env.ref("base.user_admin")
        recalled.with_user(admin)._set_hold("recalled", "Vendor's recall")
        picking = self._delivery((self.milk, 2))
        self.start_tour(
            "/odoo/scanner", "jxc_scanner_pick_photo", login="scanner_keeper"
        )
        photo = self._assert_photographed(picking, "Still on the shelf")
        take = self._take(picking, self.milk, 1, self.shelf, recalled)
        self._assert_refused("RECALLED", take)
        conflict = self.env["jxc.scan.conflict"].search(
            [("operation_id.uuid", "=", take["uuid"])]
        )
        self.assertEqual(conflict.with_user(manager).photo_ids, photo)
