from odoo import api, fields, models

from ..engine.pinyin import initials


class ProductTemplate(models.Model):
    _inherit = "product.template"

    pinyin = fields.Char(
        "Pinyin Initials",
        compute="_compute_pinyin",
        store=True,
        index="trigram",
        help="First letters of the Chinese name, by which the scanner finds it.",
    )

    @api.depends("name")
    def _compute_pinyin(self):
        """Take the Chinese name whatever language the user works in."""
        chinese = self.env["res.lang"]._get_data(code="zh_CN")
        named = self.with_context(lang="zh_CN" if chinese else None)
        for template in named:
            template.pinyin = initials(template.name or "")
