from odoo import api, models


class Packaging(models.AbstractModel):
    """What goods may be packed in."""

    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def package_types(self):
        """Return the kinds of packages and the unit their weight is stated in."""
        self._check_keeper()
        kinds = self.env["stock.package.type"]
        products = self.env["product.template"]
        return {
            "types": [
                {"id": kind.id, "name": kind.name}
                for kind in kinds.search(
                    [("company_id", "in", (False, self.env.company.id))]
                )
            ],
            "unit": products._get_weight_uom_name_from_ir_config_parameter(),
        }
