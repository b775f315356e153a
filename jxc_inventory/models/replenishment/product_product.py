from collections import defaultdict
from datetime import datetime, time
from math import ceil

from odoo import api, models
from odoo.fields import Domain

from ...engine.stock_projection import expected_loss


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.depends_context("expiry_against_demand")
    def _compute_quantities(self):
        return super()._compute_quantities()

    def _compute_quantities_dict(
        self, lot_id, owner_id, package_id, from_date=False, to_date=False
    ):
        """Count as gone only expiring stock that will not be sold before.

        With ``expiry_against_demand`` in the context, as set for reordering rules of
        perishable goods, together with one ``location`` and ``to_date``.
        """
        quantities = super()._compute_quantities_dict(
            lot_id, owner_id, package_id, from_date, to_date
        )
        if self.env.context.get("expiry_against_demand"):
            location = self.env["stock.location"].browse(self.env.context["location"])
            saved = self._get_quantity_sold_before_expiry(location, to_date)
            for product_id, quantity in saved.items():
                quantities[product_id]["virtual_available"] += quantity
        return quantities

    def _get_quantity_sold_before_expiry(self, location, until) -> dict[int, float]:
        """Return what is sold of the stock that expires up to the instant ``until``."""
        orderpoints = self.env["stock.warehouse.orderpoint"].search_fetch(
            [
                ("product_id", "in", self.ids),
                ("location_id", "=", location.id),
                ("reorder_method", "=", "demand"),
            ],
            ["product_id", "demand_weekly_mean"],
        )
        weekly = {o.product_id.id: o.demand_weekly_mean for o in orderpoints}
        expiring = self.browse(weekly)._get_expiring_quantities(location, until)
        return {
            product_id: sum(quantity for _days, quantity in lots)
            - expected_loss(
                lots, weekly[product_id] / 7, max(days for days, _quantity in lots)
            )
            for product_id, lots in expiring.items()
        }

    def _get_expiring_quantities(
        self, location, until
    ) -> dict[int, list[tuple[int, float]]]:
        """Return free stock to be removed up to the UTC instant ``until``.

        For each product (days until removal, quantity), a day begun counting as a day
        on which the goods can still be sold; nothing or less left means none.
        """
        company = location.company_id or self.env.company
        midnight = datetime.combine(company._today(), time.min)
        in_location, _incoming, _outgoing = self._get_domain_locations_new(
            [location.id]
        )
        quants = self.env["stock.quant"].search_fetch(
            Domain("product_id", "in", self.ids)
            & Domain("removal_date", "<=", until)
            & Domain("hold_state", "=", False)
            & in_location,
            ["product_id", "removal_date", "quantity", "reserved_quantity"],
        )
        expiring = defaultdict(list)
        for quant in quants:
            left = company._jxc_local(quant.removal_date) - midnight
            days = ceil(left.total_seconds() / 86400)
            free = max(0.0, quant.quantity - quant.reserved_quantity)
            expiring[quant.product_id.id].append((days, free))
        return expiring
