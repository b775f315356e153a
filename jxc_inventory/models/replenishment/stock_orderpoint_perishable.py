from odoo import models


class StockWarehouseOrderpoint(models.Model):
    """Judges perishable goods over lead time and review period, not over a year.

    Core forecasts a year ahead (company horizon) and counts all stock that expires
    within as gone, so fresh food with a shelf life under a year is ordered in full
    again and again.
    """

    _inherit = "stock.warehouse.orderpoint"

    def _get_product_context(self):
        context = super()._get_product_context()
        if self.product_id.use_expiration_date:
            context["to_date"] = self.company_id._instant_after_days(
                self._get_protection_days()
            )
            context["expiry_against_demand"] = True
        return context

    def _get_protection_days(self) -> int:
        """Return the days that stock must last: lead time and review period."""
        self.ensure_one()
        if self.reorder_method == "demand" and self.levels_computed_at:
            return int(self.lead_time_days) + self.review_days
        company = self.company_id
        # Core takes a year as the lead time of goods without vendor.
        known = self.product_id.seller_ids or not self._is_bought()
        lead = self.lead_days if known else company.reorder_assumed_lead_days
        return int(lead) + company.reorder_review_days

    def _is_bought(self) -> bool:
        return not self.rule_ids or "buy" in self.rule_ids.mapped("action")
