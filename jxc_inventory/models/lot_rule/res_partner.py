from collections import Counter

from odoo import fields, models

from .product_template import READERS

SIDES = ("supplier_id", "customer_id")


class ResPartner(models.Model):
    _inherit = "res.partner"

    lot_rule_count = fields.Integer(
        "Lot Rules", compute="_compute_lot_rule_count", groups=READERS
    )

    def _compute_lot_rule_count(self):
        counts = Counter()
        for side in SIDES:
            groups = self.env["jxc.lot.rule"]._read_group(
                [(side, "in", self.ids)], [side], ["__count"]
            )
            counts.update(dict(groups))
        for partner in self:
            partner.lot_rule_count = counts[partner]

    def action_view_lot_rules(self):
        """Open the rules about goods from, or for, this partner."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jxc_inventory.lot_rule_action"
        )
        action["domain"] = [
            "|",
            ("supplier_id", "=", self.id),
            ("customer_id", "=", self.id),
        ]
        side = "supplier_id" if self.supplier_rank else "customer_id"
        action["context"] = {f"default_{side}": self.id}
        return action
