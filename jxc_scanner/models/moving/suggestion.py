from odoo import api, models
from odoo.fields import Domain


class Suggestion(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def suggest_bin(
        self, product_id, quantity=0.0, package_id=False, location_id=False
    ):
        """Return where goods belong by Odoo's put-away rules, as ``{"id", "name"}``,
        False when the rules know no better place than where they are.

        :param location_id: where the goods are; the rules of its warehouse apply
        """
        self._check_keeper()
        product = self.env["product.product"].search(
            [("id", "=", self._as_id(product_id))]
        )
        places = self._visible_domain("location") & Domain(
            "id", "=", self._as_id(location_id)
        )
        location = self.env["stock.location"].search(places)
        package = self.env["stock.package"].search(
            [("id", "=", self._as_id(package_id))]
        )
        warehouse = location.warehouse_id or self._own_warehouse()
        root = warehouse.lot_stock_id
        if not isinstance(quantity, int | float):
            quantity = 0.0
        bin_ = root._get_putaway_strategy(
            product, quantity=quantity, package=package if package else None
        )
        if not product or bin_ in (root, location):
            return False
        return {"id": bin_.id, "name": bin_.display_name}
