from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductProduct(models.Model):
    """Products whose demand begins where that of another one is known."""

    _inherit = "product.product"

    demand_predecessor_id = fields.Many2one(
        "product.product",
        "Replaces",
        index="btree_not_null",
        domain="[('id', '!=', id)]",
        help="The product whose customers this one takes over: its demand counts as"
        " demand of this one, before the first sale and while both are sold.",
    )
    demand_predecessor_share = fields.Float(
        "Share Taken Over (%)",
        default=100.0,
        help="How much of the demand of the replaced product this one takes over.",
    )
    demand_analogue_id = fields.Many2one(
        "product.product",
        "Sells Like",
        index="btree_not_null",
        domain="[('id', '!=', id)]",
        help="Until this product has a history of its own, the demand of that one"
        " stands in for the weeks before its first sale.",
    )
    demand_analogue_share = fields.Float(
        "As Much as (%)",
        default=100.0,
        help="How much of the demand of the similar product this one will have.",
    )

    @api.constrains("demand_predecessor_id", "demand_analogue_id")
    def _check_demand_lenders(self):
        for name in ("demand_predecessor_id", "demand_analogue_id"):
            if self._has_cycle(name):
                raise ValidationError(
                    self.env._(
                        "“%(field)s” of %(products)s leads back to the product itself:"
                        " choose a product whose own history is known.",
                        field=self._fields[name]._description_string(self.env),
                        products=", ".join(self.mapped("display_name")),
                    )
                )

    @api.constrains("demand_predecessor_share", "demand_analogue_share")
    def _check_demand_shares(self):
        for product in self:
            shares = product.demand_predecessor_share, product.demand_analogue_share
            if not all(0 < share <= 1000 for share in shares):
                raise ValidationError(
                    self.env._(
                        "%(product)s: the share of another product's demand must be"
                        " above 0 and at most 1000 %%.",
                        product=product.display_name,
                    )
                )

    def action_demand_chart(self):
        """Show the weekly demand, what was corrected in it, and why."""
        return {
            "type": "ir.actions.client",
            "tag": "jxc_inventory.demand_chart",
            "name": self.env._("Demand"),
            "params": {"product_ids": self.ids},
        }
