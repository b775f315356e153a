from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import StockHistoryCase


@tagged("post_install", "-at_install")
class TestSummaryAccess(StockHistoryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tea = cls._product("Green tea", cls._category("average"))
        cls._receive(cls.tea, 10, 1, price=3.0)

    def _line_action(self, user, column="purchase"):
        return self._reader(user).get_lines_action(
            self._options(0, 5), self.tea.id, self.shop.id, column
        )

    def test_keeper_and_buyer_read_quantities_and_no_value(self):
        for user in (self.keeper, self.buyer):
            with self.subTest(user=user.login):
                summary = self._summary(0, 5, user)
                self.assertEqual(
                    self._figures(summary, self.tea, self.shop.id)["closing"], 10
                )
                self.assertFalse(summary["show_values"])
                figures = [*summary["lines"], summary["total"]]
                self.assertEqual({line["values"] for line in figures}, {None})
                action = self._line_action(user)
                lines = self.env["stock.move.line"].with_user(user)
                found = lines.search(action["domain"])
                self.assertEqual(sum(found.mapped("quantity_product_uom")), 10)
                with self.assertRaises(AccessError):
                    found.read(["summary_value"])

    def test_manager_and_accountant_read_values(self):
        for user in (self.manager, self.accountant):
            with self.subTest(user=user.login):
                summary = self._summary(0, 5, user)
                values = self._figures(summary, self.tea, self.shop.id, "values")
                self.assertEqual(values["closing"], 30.0)
                lines = self.env["stock.move.line"].with_user(user)
                found = lines.search(self._line_action(user)["domain"])
                self.assertEqual(found.read(["summary_value"])[0]["summary_value"], 30)

    def test_salesperson_and_employee_are_refused(self):
        employee = new_test_user(self.env, "summary_employee", "base.group_user")
        for user in (self.salesperson, employee):
            model = self._reader(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    model.get_summary(self._options(0, 5))
                with self.assertRaises(AccessError):
                    model.get_filters()
                with self.assertRaises(AccessError):
                    self._line_action(user)
                menus = self.env["ir.ui.menu"].with_user(user)
                menu = self.env.ref("jxc_reports.stock_summary_menu")
                self.assertNotIn(menu.id, menus._visible_menu_ids())

    def test_menu_is_seen_by_those_who_may_read(self):
        menu = self.env.ref("jxc_reports.stock_summary_menu")
        for user in (self.keeper, self.buyer, self.manager, self.accountant):
            with self.subTest(user=user.login):
                menus = self.env["ir.ui.menu"].with_user(user)
                visible = menus._visible_menu_ids()
                self.assertLessEqual({menu.id, menu.parent_id.id}, visible)

    def test_another_company_sees_nothing_of_ours(self):
        other = self._company("JXC Other Trading")
        stranger = self._user("stranger", "jxc_inventory.group_manager", other)
        summary = self._summary(0, 5, stranger)
        self.assertEqual(summary["lines"], [])
        self.assertEqual(self._line_action(stranger)["domain"], [("id", "in", [])])

    def test_each_company_has_its_own_summary_of_a_shared_product(self):
        other = self._company("JXC Other Trading")
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", other.id)], limit=1
        )
        both = self._user("both", "jxc_inventory.group_manager")
        both.company_ids |= other
        model = self.env["jxc.stock.summary"].with_user(both)
        ids = (self.company | other).ids
        ours = model.with_context(allowed_company_ids=ids)
        theirs = model.with_context(allowed_company_ids=ids[::-1])
        options = self._options(0, 5)
        mine = self._figures(
            ours.get_summary(options), self.tea, self.shop.id, "values"
        )
        self.assertEqual(mine["closing"], 30.0)
        summary = theirs.get_summary(options)
        self.assertEqual(self._figures(summary, self.tea, warehouse.id), {})
        self.assertEqual(summary["company"], other.name)
