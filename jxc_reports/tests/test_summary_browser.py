from odoo.tests import tagged

from odoo.addons.jxc_inventory.tests import browser

from .common import StockHistoryCase


@tagged("post_install", "-at_install")
class TestSummaryUnit(browser.HootCase):
    def test_components(self):
        self.assertGreaterEqual(self._run_hoot("@jxc_reports"), 8)


@tagged("post_install", "-at_install")
class TestSummaryTour(StockHistoryCase, browser.BrowserCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tea = cls._product("Tour tea", cls._category("average", "Tour food"))
        cls._receive(cls.tea, 100, 1, price=2.0)
        cls._deliver(cls.tea, 12, 33)
        cls._deliver(cls.tea, 30, 34)

    def _check_tour(self, user):
        # A read that writes is run again on a second cursor, with this warning.
        with self.assertNoLogs("odoo.http", "WARNING"):
            self.start_tour(
                "/odoo/stock-summary", "jxc_stock_summary_tour", login=user.login
            )

    def test_keeper_filters_and_lists_movements(self):
        self._check_tour(self.keeper)

    def test_manager_filters_and_lists_movements(self):
        self._check_tour(self.manager)
