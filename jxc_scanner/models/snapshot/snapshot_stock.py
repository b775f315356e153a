from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .rows import Rows

# Lots of an expected product that a device knows beforehand, so that a lot that has
# come before need not be dated again.
_KNOWN_LOTS = 50


class SnapshotStock(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    def _stock_domain(self):
        """What lies in the user's own warehouse."""
        return (
            Domain("location_id.warehouse_id", "=", self._own_warehouse().id)
            & Domain("location_id.usage", "in", ("internal", "transit"))
            & Domain("quantity", "!=", 0)
        )

    @api.model
    def _quant_rows(self, domain):
        rows = Rows(self.env["stock.quant"], domain)
        quantity, reserved = rows["quantity"], rows["reserved_quantity"]
        # Who is to count must not read the answer.
        blind = SQL(
            "%s = %s AND %s IS NOT TRUE",
            rows["user_id"],
            self.env.uid,
            rows["inventory_quantity_set"],
        )
        available = SQL(
            "CASE WHEN %s THEN NULL WHEN %s IS NULL THEN %s - %s ELSE 0 END",
            blind,
            rows["hold_state"],
            quantity,
            reserved,
        )
        return rows.add(
            "product_id",
            "location_id",
            "lot_id",
            "package_id",
            quantity=SQL("CASE WHEN %s THEN NULL ELSE %s END", blind, quantity),
            available=available,
        )

    @api.model
    def _lot_domain(self, stock, transfers):
        """Lots that lie here or are on the way, those of expected products that came
        last, and all that are on hold: nobody knows where one of them turns up."""
        lines = Domain("picking_id", "in", self.env["stock.picking"]._search(transfers))
        return (
            Domain("id", "in", self._ids_of("stock.quant", stock, "lot_id"))
            | Domain("id", "in", self._ids_of("stock.move.line", lines, "lot_id"))
            | Domain("id", "in", self._last_lots(transfers))
            | Domain("hold_state", "!=", False)
        )

    @api.model
    def _last_lots(self, transfers):
        receipts = transfers & Domain("picking_type_code", "=", "incoming")
        expected = self._ids_of("stock.move", self._open_moves(receipts), "product_id")
        return SQL(
            """(SELECT id FROM (
                SELECT id, row_number() OVER (PARTITION BY product_id ORDER BY id DESC)
                        AS place
                  FROM stock_lot WHERE product_id IN %s) AS lot
                 WHERE place <= %s)""",
            expected,
            _KNOWN_LOTS,
        )

    @api.model
    def _lot_rows(self, domain):
        rows = Rows(self.env["stock.lot"], domain)
        # As `hold_reason` of the lot, which whoever reads the lot reads too. A reason
        # is written together with the lot, so the lot's row tells that it changed.
        reason = SQL(
            """CASE WHEN %s IS NOT NULL THEN (
                SELECT reason FROM jxc_lot_hold
                 WHERE lot_id = %s ORDER BY id DESC LIMIT 1) END""",
            rows["hold_state"],
            rows["id"],
        )
        return rows.add(
            "name",
            "product_id",
            hold="hold_state",
            reason=reason,
            production_date=self._iso_to_sql(rows["production_date"]),
            expiration_date=self._day_to_sql(rows["expiration_date"]),
            alert_date=self._day_to_sql(rows["alert_date"]),
        )

    @api.model
    def _iso_to_sql(self, day):
        return SQL("to_char(%s, 'YYYY-MM-DD')", day)

    @api.model
    def _day_to_sql(self, instant):
        """Return the calendar day of ``instant`` where the company is."""
        zone = self.env.company._jxc_timezone().key
        return self._iso_to_sql(
            SQL("(%s AT TIME ZONE 'UTC') AT TIME ZONE %s", instant, zone)
        )

    @api.model
    def _location_rows(self, domain):
        rows = Rows(self.env["stock.location"], domain)
        return rows.add("barcode", "warehouse_id", "usage", name="complete_name")

    @api.model
    def _location_domain(self):
        """The places of the own warehouse, and those outside of any, such as those of
        customers."""
        return Domain("warehouse_id", "in", (self._own_warehouse().id, False))

    @api.model
    def _package_domain(self, stock, transfers):
        """Packages that lie here or are being packed, and empty ones to use again."""
        lines = Domain("picking_id", "in", self.env["stock.picking"]._search(transfers))
        return (
            Domain("location_id.warehouse_id", "=", self._own_warehouse().id)
            | Domain("id", "in", self._ids_of("stock.quant", stock, "package_id"))
            | Domain("id", "in", self._ids_of("stock.move.line", lines, "package_id"))
            | Domain(
                "id", "in", self._ids_of("stock.move.line", lines, "result_package_id")
            )
            | Domain("location_id", "=", False)
            & Domain("package_type_id.package_use", "=", "reusable")
        )

    @api.model
    def _package_rows(self, domain):
        return Rows(self.env["stock.package"], domain).add("name", "location_id")
