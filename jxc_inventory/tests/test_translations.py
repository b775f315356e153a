"""The translation files hold every text that a user can see."""

import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_open
from odoo.tools.translate import trans_export


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def _our_modules(self):
        """Names of the installed add-ons of ours."""
        modules = self.env["ir.module.module"].search(
            [("author", "=", "JXC"), ("state", "=", "installed")]
        )
        self.assertIn("jxc_inventory", modules.mapped("name"))
        return modules.mapped("name")

    def _exported(self, module):
        """The source texts Odoo finds in a module now."""
        buffer = io.BytesIO()
        trans_export(None, [module], buffer, "po", self.env)
        texts = {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}
        self.assertTrue(texts, f"{module}: Odoo found no text at all")
        return texts

    def _file(self, module, name):
        with file_open(f"{module}/i18n/{name}") as file:
            return polib.pofile(file.read())

    def test_every_text_is_in_the_template(self):
        for module in self._our_modules():
            with self.subTest(module=module):
                known = {entry.msgid for entry in self._file(module, f"{module}.pot")}
                missing = sorted(self._exported(module) - known)
                self.assertFalse(missing, f"export {module}.pot anew")

    def test_every_text_has_a_chinese_translation(self):
        for module in self._our_modules():
            with self.subTest(module=module):
                chinese = self._file(module, "zh_CN.po")
                done = {entry.msgid for entry in chinese.translated_entries()}
                missing = sorted(self._exported(module) - done)
                self.assertFalse(missing, f"translate these in {module}/i18n/zh_CN.po")
