from odoo import api, fields, models


class ProductTemplate(models.Model):
    """Shows what holds for the only variant; of several, each has its own."""

    _inherit = "product.template"

    demand_predecessor_id = fields.Many2one(
        "product.product",
        "Replaces",
        compute="_compute_demand_predecessor_id",
        inverse="_inverse_demand_predecessor_id",
        domain="[('product_tmpl_id', '!=', id)]",
        help="The product whose customers this one takes over: its demand counts as"
        " demand of this one, before the first sale and while both are sold.",
    )
    demand_predecessor_share = fields.Float(
        "Share Taken Over (%)",
        compute="_compute_demand_predecessor_share",
        inverse="_inverse_demand_predecessor_share",
        help="How much of the demand of the replaced product this one takes over.",
    )
    demand_analogue_id = fields.Many2one(
        "product.product",
        "Sells Like",
        compute="_compute_demand_analogue_id",
        inverse="_inverse_demand_analogue_id",
        domain="[('product_tmpl_id', '!=', id)]",
        help="Until this product has a history of its own, the demand of that one"
        " stands in for the weeks before its first sale.",
    )
    demand_analogue_share = fields.Float(
        "As Much as (%)",
        compute="_compute_demand_analogue_share",
        inverse="_inverse_demand_analogue_share",
        help="How much of the demand of the similar product this one will have.",
    )

    @api.depends("product_variant_ids.demand_predecessor_id")
    def _compute_demand_predecessor_id(self):
        self._compute_template_field_from_variant_field("demand_predecessor_id")

    def _inverse_demand_predecessor_id(self):
        self._set_product_variant_field("demand_predecessor_id")

    @api.depends("product_variant_ids.demand_predecessor_share")
    def _compute_demand_predecessor_share(self):
        self._compute_template_field_from_variant_field(
            "demand_predecessor_share", default=100.0
        )

    def _inverse_demand_predecessor_share(self):
        self._set_product_variant_field("demand_predecessor_share")

    @api.depends("product_variant_ids.demand_analogue_id")
    def _compute_demand_analogue_id(self):
        self._compute_template_field_from_variant_field("demand_analogue_id")

    def _inverse_demand_analogue_id(self):
        self._set_product_variant_field("demand_analogue_id")

    @api.depends("product_variant_ids.demand_analogue_share")
    def _compute_demand_analogue_share(self):
        self._compute_template_field_from_variant_field(
            "demand_analogue_share", default=100.0
        )

    def _inverse_demand_analogue_share(self):
        self._set_product_variant_field("demand_analogue_share")

    def _get_related_fields_variant_template(self):
        return [
            *super()._get_related_fields_variant_template(),
            "demand_predecessor_id",
            "demand_predecessor_share",
            "demand_analogue_id",
            "demand_analogue_share",
        ]

    def action_demand_chart(self):
        """Show the weekly demand of each variant; see ``product.product``."""
        return self.product_variant_ids.action_demand_chart()
