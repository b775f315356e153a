from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .recall_common import RecallCommon


@tagged("post_install", "-at_install")
class TestRecallAccess(RecallCommon):
    def test_only_managers_make_start_and_end_recalls(self):
        recall = self._recall()
        for user in (self.keeper, self.buyer, self.salesperson):
            with self.subTest(user=user.login):
                mine = recall.with_user(user)
                with self.assertRaises(AccessError):
                    mine.create({"reason": "Bad"})
                for method in (
                    mine.action_start,
                    mine.action_close,
                    mine.action_cancel,
                    mine.action_find_lots,
                    mine.lot_ids.action_release,
                ):
                    with self.assertRaises(AccessError):
                        method()
                with self.assertRaises(AccessError):
                    mine.reason = "Nothing"
        self.assertEqual(recall.state, "draft")

    def test_everybody_reads_what_concerns_them(self):
        recall = self._started()
        for user in (self.keeper, self.buyer, self.salesperson):
            with self.subTest(user=user.login):
                mine = recall.with_user(user)
                mine.invalidate_recordset()
                read = mine.web_read(
                    {
                        "name": {},
                        "lot_ids": {
                            "fields": {
                                "lot_id": {"fields": {"display_name": {}}},
                                "made_from": {},
                                "vendor_id": {"fields": {"display_name": {}}},
                            }
                        },
                        "stock_line_ids": {
                            "fields": {"place": {}, "quantity_remaining": {}}
                        },
                        "customer_ids": {
                            "fields": {"display_name": {}, "quantity_in": {}}
                        },
                    }
                )[0]
                self.assertEqual(
                    [
                        (lot["lot_id"]["display_name"], lot["made_from"])
                        for lot in read["lot_ids"]
                    ],
                    [("L1", ""), ("B1", "L1")],
                )
                self.assertEqual(len(read["customer_ids"]), 2)
                self.assertEqual(len(read["stock_line_ids"]), 4)

    def test_state_and_quantities_are_not_written_past_the_buttons(self):
        recall = self._started()
        with self.assertRaises(AccessError):
            recall.state = "closed"
        with self.assertRaises(AccessError):
            recall.create({"reason": "Bad", "state": "closed"})
        with self.assertRaises(UserError):
            recall.lot_ids.write({"released_on": "2026-01-01 00:00:00"})
        with self.assertRaises(AccessError):
            recall.line_ids.write({"quantity_in": 0})
        with self.assertRaises(AccessError):
            recall.line_ids.unlink()
        draft = self._recall(self._buy(self.milk, "L8", production_date="2026-01-01"))
        smuggled = (
            self.env["jxc.recall.lot"]
            .with_user(self.manager)
            .create(
                {
                    "recall_id": draft.id,
                    "lot_id": self.lot.id,
                    "released_on": "2026-01-01 00:00:00",
                }
            )
        )
        self.assertFalse(smuggled.released_on)

    def test_another_company_sees_nothing_of_a_recall(self):
        recall = self._started()
        stranger = self._user(
            "stranger", "jxc_inventory.group_manager", self.company_us
        )
        for records in (
            recall,
            recall.lot_ids,
            recall.line_ids,
            recall.customer_ids,
        ):
            theirs = self.env[records._name].with_user(stranger)
            theirs = theirs.with_context(allowed_company_ids=self.company_us.ids)
            found = theirs.search([("id", "in", records.ids)])
            self.assertFalse(found)

    def test_a_shared_lot_that_moved_elsewhere_is_recalled_by_who_manages_both(self):
        warehouse = self._warehouse_of(self.company_us)
        self.lot.company_id = False
        keeper = self._user("keeper", "jxc_inventory.group_keeper", self.company_us)
        receipt = self._receipt(
            {"lot_id": self.lot.id, "lot_name": "L1"}, warehouse=warehouse, user=keeper
        )
        receipt.move_ids.picked = True
        receipt.button_validate()
        with self.assertRaisesRegex(UserError, "also moved in companies"):
            self._started()
        self.assertFalse(self.lot.hold_state)
        self.manager.company_ids += self.company_us
        recall = self._started()
        self.assertEqual(self._remaining(recall)[self.lot, warehouse.lot_stock_id], 1)
