from odoo import api, fields, models


class ReorderDecision(models.Model):
    """What a buyer made of a suggestion: how often and how far they are changed."""

    _name = "jxc.reorder.decision"
    _description = "Reorder Decision"
    _order = "decided_at desc, id desc"
    _rec_name = "product_id"
    _check_company_auto = True

    decided_at = fields.Datetime(
        "Decided on", required=True, readonly=True, default=fields.Datetime.now
    )
    decision = fields.Selection(
        [
            ("accepted", "Accepted"),
            ("changed", "Changed"),
            ("snoozed", "Snoozed"),
        ],
        required=True,
        readonly=True,
        help="Accepted: ordered, as suggested or in the quantity chosen.\n"
        "Changed: another quantity or vendor chosen; it stays, night after night, until"
        " it is ordered or taken back.\n"
        "Snoozed: put off to a later day.",
    )
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        "Reordering Rule",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True, ondelete="cascade"
    )
    category_id = fields.Many2one(related="product_id.categ_id", store=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    vendor_id = fields.Many2one("res.partner", readonly=True)
    suggested_vendor_id = fields.Many2one(
        "res.partner",
        readonly=True,
        help="The vendor whose lead time and terms were reckoned with.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Buyer",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    suggested = fields.Float(digits="Product Unit", readonly=True)
    chosen = fields.Float(digits="Product Unit", readonly=True)
    difference = fields.Float(
        digits="Product Unit",
        compute="_compute_difference",
        store=True,
        help="Chosen less suggested, in the product's unit.",
    )
    is_changed = fields.Boolean(
        "Other Quantity", compute="_compute_difference", store=True
    )
    snoozed_until = fields.Date("Snoozed until", readonly=True)
    note = fields.Char("Reason", readonly=True)

    @api.depends("suggested", "chosen", "decision", "product_id")
    def _compute_difference(self):
        for decision in self:
            quantity = decision.chosen - decision.suggested
            if decision.decision == "snoozed":
                quantity = 0.0
            decision.difference = quantity
            decision.is_changed = not decision.product_id.uom_id.is_zero(quantity)
