from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestSecurity(ScannerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "Other Company"})
        cls.other_keeper = new_test_user(
            cls.env,
            "other_company_keeper",
            groups="jxc_inventory.group_keeper",
            company_id=cls.other_company.id,
            company_ids=[(6, 0, cls.other_company.ids)],
        )
        cls.colleague = new_test_user(
            cls.env, "scanner_colleague", groups="jxc_inventory.group_keeper"
        )

    def test_salespeople_may_not_use_the_scanner(self):
        salesperson = new_test_user(
            self.env, "scanner_sales", groups="jxc_inventory.group_salesperson"
        )
        picking = self._receipt((self.tea, 1))
        scanner = self.env["jxc.scanner"].with_user(salesperson)
        for refused in (
            lambda: scanner.start(),
            lambda: scanner.look_up("TEA"),
            lambda: scanner.card("product", self.tea.id),
            lambda: scanner.receipts(),
            lambda: scanner.receipt(picking.id),
            lambda: self._sync(self._count(picking, self.tea, 1), user=salesperson),
            lambda: self.env["jxc.scan.operation"].with_user(salesperson).search([]),
        ):
            with self.assertRaises(AccessError):
                refused()
        self.assertEqual(self._picked(picking, self.tea), 0)

    def test_other_company_is_neither_seen_nor_touched(self):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.other_company.id)], limit=1
        )
        theirs = self._receipt((self.tea, 5), warehouse=warehouse)
        self._stock(self.tea, warehouse.lot_stock_id, 9)
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        card = scanner.look_up("TEA")["card"]
        self.assertEqual((card["receipts"], card["stock"]["lines"]), ([], []))
        self.assertEqual(scanner.look_up(theirs.name)["card"] or {}, {})
        self.assertNotIn(theirs.id, [r["id"] for r in scanner.receipts()])
        with self.assertRaises(UserError):
            scanner.receipt(theirs.id)
        with self.assertRaises(UserError):
            scanner.card("transfer", theirs.id)
        self._assert_refused("not one of your", self._count(theirs, self.tea, 1))
        self.assertEqual(self._picked(theirs, self.tea), 0)
        self._assert_applied(self._count(theirs, self.tea, 1), user=self.other_keeper)

    def test_journal_replayed_by_another_user_is_refused_and_tells_nothing(self):
        picking = self._receipt((self.tea, 10))
        count = self._count(picking, self.tea, 2)
        self._assert_applied(count)
        answer = self._assert_refused("already belongs", count, user=self.colleague)
        self.assertEqual(answer["result"], {})
        self._assert_refused(
            "no such count",
            self._operation("undo", picking, target=count["uuid"]),
            user=self.colleague,
        )
        self.assertEqual(self._picked(picking, self.tea), 2)

    def test_keepers_read_their_own_journal_managers_all_and_nobody_writes(self):
        picking = self._receipt((self.tea, 10))
        self._assert_applied(self._count(picking, self.tea, 1))
        self._assert_applied(self._count(picking, self.tea, 1), user=self.colleague)
        manager = new_test_user(
            self.env, "scanner_manager", groups="jxc_inventory.group_manager"
        )
        journal = self.env["jxc.scan.operation"]
        domain = [("picking_id", "=", picking.id)]
        own = journal.with_user(self.keeper).search(domain)
        self.assertEqual(own.user_id, self.keeper)
        self.assertEqual(len(journal.with_user(manager).search(domain)), 2)
        self.assertFalse(journal.with_user(self.other_keeper).search(domain))
        for user in (self.keeper, manager):
            with self.assertRaises(AccessError):
                own.with_user(user).write({"state": "refused"})
            with self.assertRaises(AccessError):
                own.with_user(user).unlink()
            with self.assertRaises(AccessError):
                journal.with_user(user).create({"uuid": "x", "kind": "receive.undo"})

    def test_only_receipts_can_be_received(self):
        places = {
            "location_id": self.warehouse.lot_stock_id.id,
            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
        }
        delivery = self.env["stock.picking"].create(
            {"picking_type_id": self.warehouse.out_type_id.id, **places}
        )
        self._assert_refused("not a receipt", self._count(delivery, self.tea, 1))
        with self.assertRaises(UserError):
            self.env["jxc.scanner"].with_user(self.keeper).receipt(delivery.id)
