from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain

from ...engine.mixing import Content
from .policies import MIXING


class StockLocation(models.Model):
    """Bins that keep one lot or one product; put-away leaves them alone in time."""

    _inherit = "stock.location"

    lot_mixing = fields.Selection(
        MIXING,
        "Together in a Bin",
        help="What may lie here together. Empty: as its storage category says, else"
        " any goods.",
    )

    def _get_mixing(self) -> str:
        """Return the policy of this location, one of ``MIXING``."""
        self.ensure_one()
        return self.lot_mixing or self.storage_category_id.lot_mixing or "allow"

    def _check_can_be_used(self, product, quantity=0, package=None, location_qty=0):
        """Not propose a bin for goods it would have to refuse.

        Which lot is to come is unknown here: a bin of one lot has to be empty.
        """
        usable = super()._check_can_be_used(product, quantity, package, location_qty)
        mixing = self._get_mixing()
        if not usable or mixing == "allow":
            return usable
        products = product or self.env.context.get("products", product)
        if len(products) > 1:
            return False
        others = Domain.TRUE
        if mixing == "one_product":
            others = Domain("product_id", "not in", products.ids)
        return not self._holds(others) and not self._expects(others)

    def _holds(self, domain) -> bool:
        """Whether goods of this domain lie here."""
        here = Domain("location_id", "=", self.id) & Domain("quantity", ">", 0)
        return bool(self.env["stock.quant"].search_count(here & domain, limit=1))

    def _expects(self, domain) -> bool:
        """Whether goods of this domain are on their way here."""
        coming = (
            Domain("location_dest_id", "=", self.id)
            & Domain("state", "not in", ("done", "cancel"))
            & Domain("id", "not in", tuple(self.env.context.get("exclude_sml_ids", ())))
        )
        lines = self.env["stock.move.line"]
        return bool(lines.search_count(coming & domain, limit=1))

    def _read_contents(self, leaving) -> dict:
        """Return ``{location: [Content]}`` of what lies here and stays.

        :param leaving: move lines; what they are about to take away does not stay.
        """
        # sudo: what lies in a bin decides, whatever the user may read of it.
        quants = self.env["stock.quant"].sudo()
        found = quants._read_group(
            [("location_id", "in", self.ids), ("quantity", ">", 0)],
            ["location_id", "product_id", "lot_id"],
            ["quantity:sum"],
        )
        taken = defaultdict(float)
        for line in leaving.filtered(lambda line: line.state != "done"):
            taken[line.location_id, line._get_content()] += line.quantity_product_uom
        contents = defaultdict(list)
        for location, product, lot, quantity in found:
            content = Content(product, lot.name or None)
            rest = quantity - taken[location, content]
            if product.uom_id.compare(rest, 0) > 0:
                contents[location].append(content)
        return contents
