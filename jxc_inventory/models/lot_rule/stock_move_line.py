from odoo import api, models

from .receipt_check import OUTSIDE, ReceiptCheck


class StockMoveLine(models.Model):
    """Goods enter stock only with the numbers, dates and life the rules ask for."""

    _inherit = "stock.move.line"

    @api.depends("production_date", "expiration_date", "picking_id.partner_id")
    def _compute_gate_warning(self):
        return super()._compute_gate_warning()

    def _find_violations(self):
        violations = super()._find_violations()
        arriving = self.filtered(lambda line: line._is_arriving())
        for company, lines in arriving.grouped("company_id").items():
            violations += ReceiptCheck(lines, company).find_violations()
        return violations

    def _is_arriving(self) -> bool:
        """Whether tracked goods come into our stock that were not there before."""
        self.ensure_one()
        return (
            self.product_id.tracking != "none"
            and self.location_id.usage in OUTSIDE
            and self.location_dest_id.usage in ("internal", "transit")
            and self.product_uom_id.compare(self.quantity, 0) > 0
        )

    def _get_vendor(self):
        """Return who delivers the goods, an empty partner when no vendor does."""
        if self.location_id.usage != "supplier":
            return self.env["res.partner"]
        return self.picking_id.partner_id or self.move_id.partner_id
