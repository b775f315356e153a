from odoo import models
from odoo.tools import split_every
from odoo.tools.constants import PREFETCH_MAX

from .lookups import get_lookups, remembering


class StockWarehouseOrderpoint(models.Model):
    """Resolves routes and stock rules once for all records of a list."""

    _inherit = "stock.warehouse.orderpoint"

    def web_read(self, specification):
        return super(StockWarehouseOrderpoint, remembering(self)).web_read(
            specification
        )

    def _procure_orderpoint_confirm(self, *args, **kwargs):
        rules = remembering(self)
        lookups = get_lookups(rules)
        for ids in split_every(PREFETCH_MAX, self.product_id.ids):
            lookups.mates.update(dict.fromkeys(ids, ids))
        lookups.quantities |= {rule.id: rule.qty_to_order for rule in self}
        if lookups.goes_on:
            kwargs["raise_user_error"] = False
        return super(StockWarehouseOrderpoint, rules)._procure_orderpoint_confirm(
            *args, **kwargs
        )

    def _compute_rules(self):
        """Let the lookups find the rules.

        Core searches the rules that buy for each record, only to know whether it has
        found the answer before; the lookups know that without a search.
        """
        if get_lookups(self) is None:
            return super()._compute_rules()
        known = self.filtered(lambda rule: rule.product_id and rule.location_id)
        ways = known.grouped(
            lambda rule: rule.product_id._get_rules_from_location(
                rule.location_id, route_ids=rule.route_id
            )
        )
        for way, rules in ways.items():
            rules.rule_ids = way
        return super(StockWarehouseOrderpoint, self - known)._compute_rules()

    def _get_default_route(self):
        lookups = get_lookups(self)
        if lookups is None:
            return super()._get_default_route()
        key = (
            self.location_id.id,
            tuple(self.rule_ids.ids),
            self.product_id._get_kind(),
        )
        if key not in lookups.routes:
            lookups.routes[key] = super()._get_default_route().id
        return self.env["stock.route"].browse(lookups.routes[key])
