from odoo.tests import tagged

from odoo.addons.jxc_inventory.tests import browser


@tagged("post_install", "-at_install")
class TestBacktestUnit(browser.HootCase):
    def test_desktop(self):
        self.assertGreaterEqual(self._run_hoot("@jxc_inventory"), 7)
