from odoo.tests import new_test_user, tagged

from odoo.addons.jxc_inventory.tests import browser


@tagged("post_install", "-at_install")
class TestLanguage(browser.BrowserCase):
    def test_a_keeper_switches_from_chinese_to_english_in_the_user_menu(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        keeper = new_test_user(
            self.env,
            "keeper",
            groups="jxc_inventory.group_keeper",
            lang="zh_CN",
            tour_enabled=False,
        )
        self.start_tour("/odoo", "jxc_switch_language", login=keeper.login)
        self.assertEqual(keeper.lang, "en_US")
