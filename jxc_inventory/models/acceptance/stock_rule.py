from collections import defaultdict
from functools import partial

from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain
from odoo.tools import OrderedSet

from odoo.addons.stock.models.stock_rule import ProcurementException

from .lookups import get_lookups

# Rules with fewer weeks of demand behind them are for somebody to judge.
FEW_WEEKS = 8
# A condition that needs no query to find nothing.
_NOTHING = ("id", "in", ())


class StockRule(models.Model):
    _inherit = "stock.rule"

    @api.model
    def run(self, procurements, raise_user_error=True):
        lookups = get_lookups(self)
        try:
            result = super().run(procurements, raise_user_error=raise_user_error)
        except ProcurementException as error:
            if lookups is not None:
                for procurement, message in error.procurement_exceptions:
                    lookups.failures[procurement.values["orderpoint_id"].id] = message
            raise
        if lookups is not None:
            # What follows from the orders is worked out here, where the lookups are.
            self.env.flush_all()
        return result

    def _get_matching_supplier(
        self, product_id, product_qty, product_uom, company_id, values
    ):
        supplier = super()._get_matching_supplier(
            product_id, product_qty, product_uom, company_id, values
        )
        lookups, rule = get_lookups(self), values.get("orderpoint_id")
        if lookups is not None and rule:
            lookups.vendors[rule.id] = supplier.partner_id.id
        return supplier

    @api.model
    def _get_orderpoint_domain(self, company_id=False):
        """Never order by itself what was worked out from too little history, or could
        not be worked out.
        """
        domain = super()._get_orderpoint_domain(company_id=company_id)
        return Domain(domain) & (
            Domain("reorder_method", "!=", "demand")
            | Domain("demand_weeks", ">=", FEW_WEEKS)
            & Domain("reorder_error", "=", False)
        )

    @api.model
    def _run_buy(self, procurements):
        """Create the lines of all requests for quotation, and log them, together.

        Only where each request is visited once, so that no line would be looked for
        before it is there: none is chosen by its date or by a reference.
        """
        lookups = get_lookups(self)
        if lookups is None or not self._is_each_request_visited_once(procurements):
            return super()._run_buy(procurements)
        with lookups.gathering(self._read_vendors_asked()) as gathered:
            result = super()._run_buy(procurements)
        Orderpoint = self.env["stock.warehouse.orderpoint"]
        with self.env.protecting(
            [Orderpoint._fields["qty_to_order_computed"]],
            self._get_orderpoints_elsewhere(procurements),
        ):
            # sudo: as core does, whose right it is to accept was judged before.
            self.env["purchase.order.line"].sudo().create(gathered.lines)
            self.env.flush_all()
        if gathered.logs:
            orders = self.env["purchase.order"].browse(gathered.logs)
            orders.with_user(SUPERUSER_ID)._message_log_batch(bodies=gathered.logs)
        return result

    def _read_vendors_asked(self) -> set[int]:
        """Return the vendors that a draft request for quotation waits for."""
        # sudo: as core does when it looks for the request to add a line to.
        drafts = self.env["purchase.order"].sudo()
        groups = drafts._read_group([("state", "=", "draft")], ["partner_id"])
        return {vendor.id for (vendor,) in groups}

    def _make_po_get_domain(self, company_id, values, partner):
        """Let no request be looked for where the vendor has none."""
        domain = super()._make_po_get_domain(company_id, values, partner)
        lookups = get_lookups(self)
        gathered = lookups and lookups.gathered
        if not gathered or partner.id in gathered.vendors_asked:
            return domain
        return (*domain, _NOTHING)

    def _get_orderpoints_elsewhere(self, procurements):
        """Return the reordering rules of these products that the orders leave as is.

        Core has what all rules of a product would order worked out again after each
        order of it; those of places neither above nor below come to the same.
        """
        ordered = defaultdict(set)
        for procurement, _rule in procurements:
            ordered[procurement.product_id.id].add(procurement.location_id.parent_path)
        # sudo: which rules there are is not told to anybody.
        rules = self.env["stock.warehouse.orderpoint"].sudo()
        return rules.search_fetch(
            [("product_id", "in", list(ordered))], ["product_id", "location_id"]
        ).filtered(
            lambda rule: (
                not any(
                    _is_above_or_below(rule.location_id.parent_path, path)
                    for path in ordered[rule.product_id.id]
                )
            )
        )

    def _is_each_request_visited_once(self, procurements) -> bool:
        vendors = self.env["res.partner"].browse(
            OrderedSet(
                vendor
                for procurement, _rule in procurements
                for vendor in procurement.product_id.seller_ids.partner_id.ids
            )
        )
        return not any(
            procurement.values.get("reference_ids")
            for procurement, _rule in procurements
        ) and not any(vendor.group_rfq in ("day", "week") for vendor in vendors)

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
        choice = (product._get_kind(), warehouse.id)
        if choice not in lookups.choices:
            lookups.choices[choice] = self._read_choice(product, warehouse)
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
            lookups.choices[choice],
            self.env.uid,
            self.env.su,
            tuple(self.env.context.get("allowed_company_ids", ())),
        )

    def _read_choice(self, product, warehouse) -> tuple:
        """Return the routes that are open to a product in a warehouse."""
        is_open = partial(self._filter_warehouse_routes, product, warehouse)
        return (
            tuple(product.route_ids.ids),
            product.categ_id.id,
            tuple(warehouse.route_ids.filtered(is_open).ids),
        )


def _is_above_or_below(one: str, other: str) -> bool:
    """Whether one of two locations holds the other, by their parent paths."""
    return one.startswith(other) or other.startswith(one)
