from odoo import fields, models
from odoo.tools import format_date

from ...engine.supply.order_steps import Step


class StockWarehouseOrderpoint(models.Model):
    """Keeps what the quantity to order was worked out from, and says it in words."""

    _inherit = "stock.warehouse.orderpoint"

    order_vendor_id = fields.Many2one(
        "res.partner",
        "Reckoned Vendor",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The vendor whose lead time and terms were reckoned with.",
    )
    order_bought = fields.Boolean(
        "Bought",
        readonly=True,
        copy=False,
        help="Its procurement buys; others bring goods from another warehouse or make"
        " them.",
    )
    order_quantity = fields.Float(
        "Quantity on the Vendor's Terms",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="To order from the vendor, whatever budget and other warehouses say.",
    )
    order_cost = fields.Float(
        "Cost of the Order",
        readonly=True,
        copy=False,
        help="At the vendor's price, else at cost, in the company's currency.",
    )
    order_missing = fields.Float(
        "Missing",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="From stock and what is on its way up to the order-up-to level, before the"
        " vendor's terms.",
    )
    order_steps = fields.Integer(readonly=True, copy=False)
    order_minimum = fields.Float(
        "Minimum Order Quantity", digits="Product Unit", readonly=True, copy=False
    )
    order_multiple = fields.Float(digits="Product Unit", readonly=True, copy=False)
    order_saving = fields.Float(
        "Saved by Price Break",
        readonly=True,
        copy=False,
        help="What the larger quantity costs less, holding cost taken off, in the"
        " currency of the vendor pricelist.",
    )
    sellable_quantity = fields.Float(
        "Can Be Sold",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Most of a new order that sells before it must leave the shelf.",
    )
    sellable_until = fields.Date(
        "Must Leave on",
        readonly=True,
        copy=False,
        help="Day on which goods ordered now must leave the shelf.",
    )

    def _reason_sentences(self) -> list[str]:
        sentences = super()._reason_sentences()
        if not sentences or not self.demand_weekly_mean:
            return sentences
        return [*sentences, *self._order_sentences()]

    def _order_sentences(self) -> list[str]:
        """Return what the terms of the vendor did to the quantity."""
        steps = Step(self.order_steps)
        values = {
            "minimum": self._format(self.order_minimum),
            "multiple": self._format(self.order_multiple),
            "saving": self._format(self.order_saving, 2),
            "sellable": self._format(self.sellable_quantity, 0),
            "until": format_date(self.env, self.sellable_until),
            "missing": self._format(self.order_missing),
        }
        said = [
            (
                Step.MINIMUM,
                self.env._("Raised to the vendor's minimum of %(minimum)s."),
            ),
            (
                Step.PRICE_BREAK,
                self.env._("Raised to a price break that saves %(saving)s."),
            ),
            (Step.MULTIPLE, self.env._("Rounded up to packs of %(multiple)s.")),
            (
                Step.CUT,
                self.env._(
                    "Cut from %(missing)s: only %(sellable)s can be sold before"
                    " %(until)s."
                ),
            ),
            (
                Step.NOTHING_SELLS,
                self.env._(
                    "Nothing ordered: what came now could not be sold before %(until)s."
                ),
            ),
            (
                Step.MINIMUM_ABOVE_CAP,
                self.env._(
                    "Nothing ordered: only %(sellable)s can be sold before %(until)s,"
                    " less than the least one may order."
                ),
            ),
        ]
        return [sentence % values for step, sentence in said if step in steps]
