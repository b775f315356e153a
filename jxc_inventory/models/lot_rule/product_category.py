from odoo import fields, models

from .product_template import READERS


class ProductCategory(models.Model):
    _inherit = "product.category"

    lot_rule_count = fields.Integer(
        "Lot Rules", compute="_compute_lot_rule_count", groups=READERS
    )

    def _compute_lot_rule_count(self):
        counts = dict(
            self.env["jxc.lot.rule"]._read_group(
                [("categ_id", "in", self.ids)], ["categ_id"], ["__count"]
            )
        )
        for category in self:
            category.lot_rule_count = counts.get(category, 0)

    def action_view_lot_rules(self):
        """Open the rules of this category."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jxc_inventory.lot_rule_action"
        )
        action["domain"] = [("categ_id", "=", self.id)]
        action["context"] = {"default_categ_id": self.id}
        return action
