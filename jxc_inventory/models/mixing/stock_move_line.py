from odoo import models

from ...engine.mixing import Content, find_mixed
from ..gate.violation import Violation


class StockMoveLine(models.Model):
    """Nothing is put into a bin beside what may not lie there with it.

    That holds for every arrival but a count: what is counted lies there already. There
    is nothing to release: another bin is the cure.
    """

    _inherit = "stock.move.line"

    def _find_violations(self):
        violations = super()._find_violations()
        arriving = self.filtered(lambda line: line._is_put_into_bin())
        if not arriving:
            return violations
        present = arriving.location_dest_id._read_contents(leaving=self)
        for bin_, lines in arriving.grouped("location_dest_id").items():
            mixed = find_mixed(
                bin_._get_mixing(),
                present[bin_],
                [line._get_content() for line in lines],
            )
            for position, other in mixed:
                message = lines[position]._describe_mixed(bin_, other)
                violations.append(Violation(lines[position], "mixing", message))
        return violations

    def _is_put_into_bin(self) -> bool:
        bin_ = self.location_dest_id
        return (
            bin_.usage == "internal"
            and bin_ != self.location_id
            and self.location_id.usage != "inventory"
            and bin_._get_mixing() != "allow"
        )

    def _get_content(self) -> Content:
        name = self.lot_id.name or self.lot_name or None
        return Content(self.product_id._origin, name)

    def _describe_mixed(self, bin_, other):
        names = {
            "bin": bin_.display_name,
            "product": self.product_id.display_name,
            "lot": self.lot_id.name or self.lot_name or "",
            "other": other.product.display_name,
            "other_lot": other.lot or "",
        }
        if bin_._get_mixing() == "one_product":
            return self.env._(
                "%(bin)s keeps one product only, and %(other)s lies there. Put"
                " %(product)s into another bin.",
                **names,
            )
        return self.env._(
            "%(bin)s keeps one lot only, and %(other)s %(other_lot)s lies there. Put"
            " %(product)s %(lot)s into another bin.",
            **names,
        )
