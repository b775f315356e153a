from odoo.tests import tagged

from .common import ScannerCase


@tagged("post_install", "-at_install")
class TestPinyin(ScannerCase):
    def _titles(self, text):
        hits = self.env["jxc.scanner"].with_user(self.keeper).look_up(text)["hits"]
        return [hit["title"] for hit in hits]

    def test_goods_are_found_by_the_initials_of_their_name(self):
        self._product("蒙牛纯牛奶250ml")
        self._product("伊利纯牛奶")
        self.assertEqual(self._titles("mncnn"), ["蒙牛纯牛奶250ml"])
        self.assertCountEqual(self._titles("CNN"), ["蒙牛纯牛奶250ml", "伊利纯牛奶"])

    def test_a_code_wins_over_initials(self):
        self._product("重庆火锅底料")
        coded = self._product("Kettle", default_code="CQHG")
        self.assertEqual(self._titles("CQHG"), [coded.name])
        self.assertEqual(self._titles("cqhgdl"), ["重庆火锅底料"])

    def test_initials_follow_the_name(self):
        product = self._product("白砂糖")
        self.assertEqual(product.pinyin, "bst")
        product.name = "红糖"
        self.assertEqual(product.pinyin, "ht")
        product.name = "Sugar"
        self.assertFalse(product.pinyin)

    def test_the_chinese_name_counts_in_any_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        product = self._product("White sugar")
        product.with_context(lang="zh_CN").name = "白砂糖"
        self.assertEqual(product.pinyin, "bst")
        self.assertEqual(product.name, "White sugar")
