"""Every screen of our app opens without an error, in Chinese, at two sizes."""

import json

from odoo.tests import tagged
from odoo.tools.misc import file_open

from odoo.addons.jxc_inventory.tests import browser

SUCCESS = "every screen opened"
VIEW_TYPES = ("list", "kanban", "form", "pivot", "graph", "calendar", "activity")


@tagged("post_install", "-at_install")
class TestScreens(browser.BrowserCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.group_ids += cls.env.ref("jxc_inventory.group_manager")
        cls.admin.group_ids += cls.env.ref("jxc_inventory.group_salesperson")
        cls.admin.lang = "zh_CN"
        # Odoo's onboarding tours would click on their own and log warnings.
        cls.admin.tour_enabled = False

    def _screens(self):
        """Return one entry a screen and view, for every menu the admin sees."""
        root = self.env.ref("jxc_inventory.menu_root")
        menus = self.env["ir.ui.menu"].with_user(self.admin)
        visible = menus.browse(menus._visible_menu_ids())
        return [
            {"action": menu.action.id, "name": f"{menu.complete_name}: {view}", **how}
            for menu in visible.filtered_domain(
                [("id", "child_of", root.id), ("action", "!=", False)]
            )
            for view, how in self._views(menu.action)
        ]

    def _views(self, action):
        """Return name and options of each view a user reaches from this action."""
        if action.type != "ir.actions.act_window" or action.target == "new":
            return [(action.type, {})]
        model = self.env[action.res_model].with_user(self.admin)
        modes = [mode for mode in action.view_mode.split(",") if mode in VIEW_TYPES]
        views = [(mode, {"viewType": mode}) for mode in modes if mode != "form"]
        if "form" in modes:
            form, record = {"viewType": "form"}, model.search([], limit=1)
            if record:
                views.append(("record", {**form, "props": {"resId": record.id}}))
            if model.has_access("create"):
                views.append(("new record", form))
        return views

    def _check_all_open(self):
        screens = self._screens()
        self.assertGreater(len(screens), 10, "the app's menus were not found")
        with file_open("jxc_inventory/static/tests/screens/open_screens.js") as source:
            code = source.read()
        with self._console() as lines:
            self.browser_js(
                "/odoo",
                f"{code}\nopenScreens({json.dumps(screens)}, {SUCCESS!r});",
                ready="odoo.isReady === true",
                login="admin",
                timeout=600,
                success_signal=SUCCESS,
            )
        opened = [line for line in lines if line.startswith("screen opened: ")]
        self.assertEqual(len(opened), len(screens))

    def test_every_screen_opens_on_a_desktop(self):
        self._check_all_open()

    def test_every_screen_opens_on_a_phone(self):
        self.browser_size, self.touch_enabled = "390x844", True
        self._check_all_open()
