from odoo import SUPERUSER_ID, models
from odoo.tools import SQL, split_every

_BATCH = 1000
# A rule that core made for a shortage, to be thrown away once it is over.
_THROWAWAY = SQL(
    """
    existing.create_uid IS NOT DISTINCT FROM %s AND existing.active
    AND existing.reorder_method = 'manual' AND existing.trigger = 'manual'
    AND existing.product_min_qty = 0 AND existing.product_max_qty = 0
    """,
    SUPERUSER_ID,
)


class StockWarehouseOrderpoint(models.Model):
    """Makes the reordering rules that demand calls for."""

    _inherit = "stock.warehouse.orderpoint"

    def _create_from_demand(self, company):
        """Give each product that sells in a warehouse a reordering rule there.

        Storable, purchasable products with demand in the window and no rule, not even
        an archived one, in that warehouse. A rule that core made for a shortage, to be
        thrown away once it is over, is taken over.
        """
        for _created in self._create_missing(company):
            pass

    def _create_missing(self, company):
        """Do so in batches; yield the rules of each as soon as they are made."""
        until = company._demand_known_until()
        if not until:
            return
        self.env.flush_all()
        selling = self._selling_sql(company, until)
        self._adopt_throwaway(selling)
        for places in split_every(_BATCH, self._read_missing(selling)):
            created = self.create(
                [self._prepare_from_demand(company, *place) for place in places]
            )
            # Levels come next, and with them what these two hold.
            for name in ("qty_to_order_computed", "deadline_date"):
                self.env.remove_to_compute(self._fields[name], created)
            created.flush_recordset()
            # Core removes manual rules created by the superuser whenever they have
            # nothing to order. These are to stay: nobody made them.
            self.env.cr.execute(
                SQL(
                    "UPDATE stock_warehouse_orderpoint SET create_uid = NULL"
                    " WHERE id = ANY(%s)",
                    created.ids,
                )
            )
            created.invalidate_recordset(["create_uid"])
            yield created

    def _prepare_from_demand(self, company, product_id, warehouse_id, location_id):
        return {
            **self._get_orderpoint_values(product_id, location_id),
            "name": self.env._("From Demand"),
            "warehouse_id": warehouse_id,
            "company_id": company.id,
            "reorder_method": "demand",
        }

    def _adopt_throwaway(self, selling: SQL):
        self.env.cr.execute(
            SQL(
                """
            UPDATE stock_warehouse_orderpoint existing
               SET reorder_method = 'demand', create_uid = NULL
              FROM (%(selling)s) AS selling
             WHERE existing.product_id = selling.product_id
               AND existing.location_id = selling.location_id
               AND %(throwaway)s
            """,
                selling=selling,
                throwaway=_THROWAWAY,
            )
        )
        self.invalidate_model(["reorder_method", "create_uid"])

    def _read_missing(self, selling: SQL) -> list[tuple[int, int, int]]:
        """Return (product, warehouse, location) with demand but no rule."""
        return self.env.execute_query(
            SQL(
                """
            SELECT product_id, warehouse_id, location_id
              FROM (%s) AS selling
             WHERE NOT EXISTS (
                    SELECT FROM stock_warehouse_orderpoint existing
                     WHERE existing.product_id = selling.product_id
                       AND existing.warehouse_id = selling.warehouse_id)
          ORDER BY location_id, product_id
            """,
                selling,
            )
        )

    def _selling_sql(self, company, until) -> SQL:
        """Return products to keep in stock and the places where they sell.

        Those that have a rule to stay are left out before their history is read.
        """
        return SQL(
            """
            SELECT product.id AS product_id, wh.id AS warehouse_id,
                   wh.lot_stock_id AS location_id
              FROM stock_warehouse wh
        CROSS JOIN product_product product
              JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
CROSS JOIN LATERAL (SELECT SUM(quantity) AS quantity
                      FROM jxc_demand_history history
                     WHERE history.product_id = product.id
                       AND history.warehouse_id = wh.id
                       AND history.date > %(until)s - 7 * %(weeks)s
                       AND history.date <= %(until)s) AS sold
             WHERE wh.company_id = %(company)s AND wh.active AND product.active
               AND tmpl.is_storable AND tmpl.purchase_ok
               AND (tmpl.company_id IS NULL OR tmpl.company_id = %(company)s)
               AND NOT EXISTS (
                    SELECT FROM stock_warehouse_orderpoint existing
                     WHERE existing.product_id = product.id
                       AND existing.warehouse_id = wh.id AND NOT (%(throwaway)s))
               AND sold.quantity > 0
            """,
            company=company.id,
            until=until,
            weeks=company.reorder_window_weeks,
            throwaway=_THROWAWAY,
        )
