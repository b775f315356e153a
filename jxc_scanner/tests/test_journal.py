from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestJournal(ScannerCase):
    """What the journal does with operations, whatever they are about."""

    def _patch(self, name, work):
        return patch.object(
            self.registry["jxc.scan.operation"], name, work, create=True
        )

    @mute_logger("odoo.addons.jxc_scanner.models.journal.applying")
    def test_fault_in_one_operation_refuses_it_and_lets_the_others_pass(self):
        picking = self._receipt((self.tea, 10))
        first, faulty, last = (self._count(picking, self.tea, n) for n in (1, 2, 3))
        count = self.registry["jxc.scan.operation"]._apply_all_receive_count

        def stumble(records, subject, payloads):
            if any(payload["quantity"] == 2 for payload in payloads):
                raise KeyError("a fault of ours")
            return count(records, subject, payloads)

        with self._patch("_apply_all_receive_count", stumble):
            answers = self._sync(first, faulty, last)
        self.assertEqual(
            [answer["state"] for answer in answers], ["applied", "refused", "applied"]
        )
        self.assertIn("KeyError", answers[1]["message"])
        self.assertEqual(self._picked(picking, self.tea), 4)

    def test_refused_operation_stands_beside_the_transfer_it_names(self):
        picking = self._receipt((self.tea, 10))
        wrong = self._count(picking, self.milk, 1)
        self._assert_refused("does not expect", wrong)
        picking.action_cancel()
        late = self._count(picking, self.tea, 1)
        self._assert_refused("cancelled", late)
        numbers = [wrong["uuid"], late["uuid"]]
        journal = self.env["jxc.scan.operation"].search([("uuid", "in", numbers)])
        self.assertEqual(journal.picking_id, picking)
        self.assertEqual(len(journal), 2)

    def test_finish_sent_behind_a_refusal_nobody_heard_of_is_refused(self):
        """The answer to the first sending got lost: the device sends the refused count
        again, and the finish behind it."""
        picking = self._receipt((self.tea, 10))
        good = self._count(picking, self.tea, 10)
        wrong = self._count(picking, self.milk, 1, lot="L1")
        self._sync(good, wrong)
        answers = self._sync(wrong, self._operation("validate", picking))
        self.assertEqual([a["state"] for a in answers], ["refused", "refused"])
        self.assertIn("A scan sent before was refused", answers[1]["message"])
        self.assertNotEqual(picking.state, "done")

    def test_request_too_large_is_refused_whole(self):
        picking = self._receipt((self.tea, 10))
        note = "x" * 15_000
        with self.assertRaisesRegex(UserError, "too large"):
            self._sync(
                *(self._count(picking, self.tea, 1, note=note) for _n in range(300))
            )
        self.assertFalse(
            self.env["jxc.scan.operation"].search([("picking_id", "=", picking.id)])
        )
