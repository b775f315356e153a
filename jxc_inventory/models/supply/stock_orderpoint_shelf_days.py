from collections.abc import Sequence

from odoo import models
from odoo.tools import SQL

from ..replenishment.stock_orderpoint_facts import Facts


class StockWarehouseOrderpoint(models.Model):
    """Says how long goods of a product can be sold once they have arrived."""

    _inherit = "stock.warehouse.orderpoint"

    def _read_shelf_days(self, facts: Sequence[Facts], company) -> dict[int, int]:
        """Return days from arrival until goods must leave, by id of the product.

        The median of the lots received within the window of lead times: goods come with
        part of their shelf life gone. Without receipts what the product says; products
        of which neither is known are left out.
        """
        if not facts:
            return {}
        days = self._read_shelf_days_received(facts, company)
        products = self.env["product.product"].browse(
            fact.product_id for fact in facts if fact.product_id not in days
        )
        for product in products:
            stated = product.product_tmpl_id._get_shelf_days()
            if stated > 0:
                days[product.id] = stated
        return days

    def _read_shelf_days_received(self, facts, company) -> dict[int, int]:
        zone = company._jxc_timezone().key
        rows = self.env.execute_query(
            SQL(
                """
            SELECT line.product_id,
                   percentile_disc(0.5) WITHIN GROUP (ORDER BY
                   (lot.removal_date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                   - (line.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date)
              FROM stock_move_line line
              JOIN stock_move move ON move.id = line.move_id
              JOIN stock_lot lot ON lot.id = line.lot_id
              JOIN stock_location source ON source.id = line.location_id
             WHERE line.product_id = ANY(%(products)s)
               AND line.company_id = %(company)s AND line.state = 'done'
               AND line.date >= %(since)s AND move.purchase_line_id IS NOT NULL
               AND source.usage = 'supplier' AND lot.removal_date IS NOT NULL
          GROUP BY line.product_id
            """,
                zone=zone,
                products=[fact.product_id for fact in facts],
                company=company.id,
                since=company._instant_after_days(-company.lead_time_window_days),
            )
        )
        return {product_id: days for product_id, days in rows if days > 0}
