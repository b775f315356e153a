from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .recall_common import RecallCommon


@tagged("post_install", "-at_install")
class TestRecallClosing(RecallCommon):
    def test_closing_asks_for_every_piece(self):
        recall = self._started()
        with self.assertRaisesRegex(UserError, "7 places still hold"):
            recall.action_close()
        self._settle(recall)
        recall.action_close()
        self.assertRecordValues(
            recall,
            [
                {
                    "state": "closed",
                    "progress": 100,
                    "quantity_remaining": 0,
                    "closed_by_id": self.manager.id,
                }
            ],
        )
        self.assertEqual(self.lot.hold_state, "recalled")

    def _settle(self, recall):
        """Scrap what we have and write off what customers have."""
        for (lot, place), quantity in self._remaining(recall).items():
            if place._name == "stock.location":
                self._scrap(lot, place, quantity)
        for line in recall.customer_line_ids.filtered("quantity_remaining"):
            self._write_off(line, line.quantity_remaining)

    def _write_off(self, line, quantity, user=None, **values):
        action = line.with_user(user or self.manager).action_write_off()
        self.assertEqual(action["context"]["default_quantity"], line.quantity_remaining)
        return (
            self.env["jxc.recall.write.off"]
            .with_user(user or self.manager)
            .create(
                {
                    "line_id": line.id,
                    "kind": "destroyed",
                    "quantity": quantity,
                    "reason": "Protocol of 3 March",
                    **values,
                }
            )
        )

    def test_no_more_is_written_off_than_remains_and_never_stock(self):
        recall = self._started()
        line = recall.line_ids.filtered(lambda line: line.partner_id == self.other)
        for quantity in (13, 0, -1):
            with self.assertRaises(ValidationError):
                self._write_off(line, quantity)
        shelf = recall.line_ids.filtered(
            lambda line: line.location_id == self.stock and line.lot_id == self.lot
        )
        with self.assertRaisesRegex(ValidationError, "Scrap stock"):
            self._write_off(shelf, 1)
        self._write_off(line, 12)
        self.assertEqual(line.quantity_remaining, 0)

    def test_releasing_a_lot_frees_it_and_leaves_the_reason(self):
        recall = self._started()
        with self.assertRaisesRegex(UserError, "being recalled"):
            self.lot._set_hold(False, "They look fine")
        milk = recall.lot_ids.filtered(lambda lot: lot.lot_id == self.lot)
        action = milk.action_release()
        wizard = Form(
            self.env["jxc.recall.release"]
            .with_user(self.manager)
            .with_context(**action["context"])
        )
        wizard.reason = "Laboratory report"
        wizard.save().action_release()
        self.assertFalse(self.lot.hold_state)
        self.assertEqual(self.box.hold_state, "recalled")
        self.assertEqual(milk.release_reason, "Laboratory report")
        self.assertEqual(
            set(self._remaining(recall)),
            {
                (self.box, self.store),
                (self.box, self.shop),
            },
        )
        self.assertEqual(set(recall.write_off_ids.mapped("kind")), {"released"})
        self._sell(self.lot, self.shop, 1)
        self.assertEqual(len(self._remaining(recall)), 2)

    def test_a_lot_two_recalls_want_stays_on_hold_for_the_second(self):
        first = self._started()
        other = self._buy(self.milk, "L2", production_date="2026-02-01")
        factory = self.milk.with_company(self.company).property_stock_production
        used = self._move(other, self.stock, factory)
        made = self.env["stock.move.line"].search(
            [("lot_id", "=", self.box.id), ("location_id", "=", factory.id)]
        )
        made.consume_line_ids += used.move_line_ids
        second = self._started(other)
        self.assertIn(self.box, second.lot_ids.lot_id)
        first.lot_ids._release("Harmless")
        self.assertEqual(self.box.hold_state, "recalled")
        second.lot_ids._release("Harmless")
        self.assertFalse(self.box.hold_state)

    def test_release_gives_back_the_hold_a_lot_was_on(self):
        self.lot._set_hold("quarantined", "Wet cartons")
        recall = self._started()
        recall.lot_ids._release("Harmless")
        self.assertEqual(self.lot.hold_state, "quarantined")
        self.assertFalse(self.box.hold_state)

    def test_cancelling_a_running_recall_asks_why_and_frees_its_lots(self):
        recall = self._started()
        action = recall.action_cancel()
        self.assertEqual(recall.state, "running")
        wizard = Form(
            self.env["jxc.recall.release"]
            .with_user(self.manager)
            .with_context(**action["context"])
        )
        wizard.reason = "Mixed up the lot number"
        wizard.save().action_release()
        self.assertEqual(recall.state, "cancelled")
        self.assertFalse((self.lot + self.box).filtered("hold_state"))
