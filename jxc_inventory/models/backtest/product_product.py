from datetime import timedelta

from odoo import fields, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_backtest(self):
        """Show what the forecast would have done with this product."""
        return self.env["jxc.reorder.backtest"]._open_for_products(self)

    def _get_weeks_kept(self, most: int) -> list[int]:
        """Return for each how many weeks it may lie here before it must leave.

        Zero for goods that keep, or keep for longer than ``most`` weeks.
        """
        return [product._get_weeks_until_removal(most) for product in self]

    def _get_weeks_until_removal(self, most: int) -> int:
        if not self.use_expiration_date:
            return 0
        days = self.expiration_time
        if shelf_life := self.product_tmpl_id._get_shelf_life():
            today = fields.Date.today()
            try:
                days = (shelf_life.expiry_of(today) - today) / timedelta(days=1)
            except (OverflowError, ValueError):
                return 0
        weeks = max(1, int(days - self.removal_time) // 7) if days else 0
        return weeks if weeks < most else 0
