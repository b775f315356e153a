from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import HttpCase, common, new_test_user, tagged

from .pick_common import PickCase
from .test_offline import CutOffBrowser


@tagged("post_install", "-at_install")
class TestPickOffline(HttpCase, PickCase):
    """What is picked without network arrives; what the office cancelled meanwhile does
    not get lost: a manager says what becomes of it."""

    browser_size = "390x844"
    touch_enabled = True

    def test_picking_without_network_with_an_order_cancelled_meanwhile(self):
        today = fields.Date.today()
        for lot, days in ((self.early, 90), (self.late, 30)):
            lot.production_date = today - timedelta(days=days)
        self._rule(fefo_action="refuse")
        kept = self._delivery((self.milk, 4))
        cancelled = self._delivery((self.tea, 3))
        cancelled.partner_id = self.env["res.partner"].create({"name": "Kiosk"})
        with patch.object(common, "ChromeBrowser", CutOffBrowser):
            self.start_tour(
                "/scanner/app",
                "jxc_scanner_offline_pick",
                login="scanner_keeper",
                timeout=180,
            )
        self.assertEqual((kept.state, cancelled.state), ("done", "cancel"))
        self.assertEqual(self._lines(kept), [("EARLY", "Shelf 1", 4, True)])
        self.assertFalse(cancelled.move_line_ids)
        operations = self.env["jxc.scan.operation"].search(
            [("user_id", "=", self.keeper.id)], order="id"
        )
        self.assertEqual(
            operations.mapped(lambda operation: (operation.kind, operation.state)),
            [
                ("pick.take", "refused"),
                ("pick.take", "refused"),
                ("pick.take", "applied"),
                ("pick.take", "applied"),
                ("pick.validate", "applied"),
            ],
        )
        # The goods are in the keeper's hands: a manager gives them to the new order.
        again = self._delivery((self.tea, 5))
        manager = new_test_user(
            self.env, "scan_manager", groups="jxc_inventory.group_manager"
        )
        conflicts = self.env["jxc.scan.conflict"].with_user(manager)
        conflicts = conflicts.search([("picking_id", "=", cancelled.id)], order="id")
        self.assertEqual(conflicts.mapped("quantity"), [1, 2])
        self.assertEqual(conflicts.product_id, self.tea)
        solution = self.env["jxc.scan.conflict.solve"].with_user(manager)
        solution.create(
            {
                "conflict_ids": [Command.set(conflicts.ids)],
                "way": "other",
                "picking_id": again.id,
                "reason": "Ordered anew",
            }
        ).action_solve()
        self.assertEqual(conflicts.mapped("state"), ["solved", "solved"])
        self.assertEqual(self._picked(again, self.tea), 3)
