from functools import partial

from odoo import api, models

from .lookups import get_lookups


class StockRule(models.Model):
    _inherit = "stock.rule"

    @api.model
    def _get_rule(self, product_id, location_id, values):
        """Choose once for all products that core would choose the same rule for."""
        lookups = get_lookups(self)
        if lookups is None:
            return super()._get_rule(product_id, location_id, values)
        key = self._rule_key(lookups, product_id, location_id, values)
        if key not in lookups.rules:
            lookups.rules[key] = super()._get_rule(product_id, location_id, values).id
        return self.browse(lookups.rules[key])

    def _rule_key(self, lookups, product, location, values) -> tuple:
        """Return all that core's choice of a stock rule depends on."""
        warehouse = values.get("warehouse_id", location.warehouse_id)
        open_key = (product.id, warehouse.id)
        if open_key not in lookups.warehouse_routes:
            lookups.warehouse_routes[open_key] = tuple(
                warehouse.route_ids.filtered(
                    partial(self._filter_warehouse_routes, product, warehouse)
                ).ids
            )
        routes, packaging, company = (
            values.get(name) for name in ("route_ids", "packaging_uom_id", "company_id")
        )
        return (
            location.id,
            "warehouse_id" in values,
            warehouse.id,
            tuple(routes.ids) if routes else (),
            packaging.id if packaging else None,
            company.id if company else None,
            tuple(product.route_ids.ids),
            product.categ_id.id,
            lookups.warehouse_routes[open_key],
            self.env.uid,
            self.env.su,
            tuple(self.env.context.get("allowed_company_ids", ())),
        )
