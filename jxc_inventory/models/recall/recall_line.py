from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import recall as engine

KINDS = [
    ("stock", "In Stock"),
    ("transit", "In Transit"),
    ("customer", "At Customer"),
]


class RecallLine(models.Model):
    """What of one recalled lot is at one place, and what became of it.

    Follows the movements of goods; written by the tracing only, deleted by nobody.
    """

    _name = "jxc.recall.line"
    _description = "Place of a Recalled Lot"
    _order = "recall_id desc, kind desc, location_id, partner_id, id"
    _rec_name = "place"

    recall_lot_id = fields.Many2one(
        "jxc.recall.lot", required=True, index=True, readonly=True, ondelete="cascade"
    )
    recall_id = fields.Many2one(
        related="recall_lot_id.recall_id", store=True, index=True
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True, index=True)
    state = fields.Selection(
        related="recall_id.state", store=True, string="Recall State"
    )
    lot_id = fields.Many2one(related="recall_lot_id.lot_id", store=True, index=True)
    product_id = fields.Many2one(related="recall_lot_id.product_id", store=True)
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    kind = fields.Selection(KINDS, "Where", required=True, readonly=True)
    location_id = fields.Many2one("stock.location", readonly=True, index=True)
    warehouse_id = fields.Many2one(related="location_id.warehouse_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, index="btree_not_null"
    )
    customer_id = fields.Many2one(
        "jxc.recall.customer",
        "Recall Customer",
        readonly=True,
        index="btree_not_null",
    )
    place = fields.Char(compute="_compute_place", compute_sudo=True)
    quantity_in = fields.Float(
        "Quantity",
        digits="Product Unit",
        readonly=True,
        help="Delivered to the customer; in stock and in transit what was there when"
        " the recall began, and what came since.",
    )
    quantity_moved = fields.Float(
        "Moved",
        digits="Product Unit",
        readonly=True,
        help="To another place of this list.",
    )
    quantity_returned = fields.Float(
        "Returned",
        digits="Product Unit",
        readonly=True,
        help="By the customer to us; from stock to the vendor.",
    )
    quantity_destroyed = fields.Float("Scrapped", digits="Product Unit", readonly=True)
    quantity_lost = fields.Float("Missing", digits="Product Unit", readonly=True)
    write_off_ids = fields.One2many("jxc.recall.write.off", "line_id", readonly=True)
    quantity_written_off = fields.Float(
        "Written Off",
        digits="Product Unit",
        compute="_compute_quantity_written_off",
        store=True,
    )
    quantity_remaining = fields.Float(
        "Remaining",
        digits="Product Unit",
        compute="_compute_quantity_remaining",
        store=True,
    )
    progress = fields.Float(compute="_compute_progress")
    left_before = fields.Json(readonly=True)

    @api.depends("kind", "location_id", "partner_id")
    def _compute_place(self):
        for line in self:
            place = line.partner_id if line.kind == "customer" else line.location_id
            line.place = place.display_name or self.env._("Unnamed customer")

    @api.depends("write_off_ids.quantity")
    def _compute_quantity_written_off(self):
        for line in self:
            line.quantity_written_off = sum(line.write_off_ids.mapped("quantity"))

    @api.depends(
        "quantity_in",
        "quantity_moved",
        "quantity_returned",
        "quantity_destroyed",
        "quantity_lost",
        "quantity_written_off",
    )
    def _compute_quantity_remaining(self):
        for line in self:
            line.quantity_remaining = line.product_uom_id.round(
                line.quantity_in
                - line.quantity_moved
                - line.quantity_returned
                - line.quantity_destroyed
                - line.quantity_lost
                - line.quantity_written_off
            )

    @api.depends("quantity_in", "quantity_remaining")
    def _compute_progress(self):
        for line in self:
            line.progress = 100 * engine.share_done(
                line.quantity_in, line.quantity_remaining
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if any(line.state != "draft" for line in self):
            raise UserError(self.env._("No place leaves the list of a recall."))

    def action_write_off(self):
        """Ask why the rest of these goods will not come back."""
        self.ensure_one()
        self.recall_id._check_manager()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write Off"),
            "res_model": "jxc.recall.write.off",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_line_id": self.id,
                "default_quantity": self.quantity_remaining,
            },
        }

    def _is_settled(self) -> bool:
        """Whether nothing remains here."""
        self.ensure_one()
        return self.product_uom_id.is_zero(self.quantity_remaining)

    def _get_place(self) -> engine.Place:
        self.ensure_one()
        return engine.Place(
            self.kind, self.location_id.id or None, self.partner_id.id or None
        )

    def _prepare_quantities(self, place, holding, recall_lot) -> dict:
        """Return what to write about ``place``, counting from the recall's begin on.

        :param self: the line of the place, empty when it is new to the list.
        """
        if place.kind == "customer":
            before = {}
        elif recall_lot.recall_id.state == "draft":
            before = dict(holding.left)
        else:
            before = self.left_before or {}
        became = engine.outcome(place.kind, holding.left, before)
        return {
            "left_before": before,
            "quantity_in": holding.came - sum(before.values()),
            "quantity_moved": became.moved,
            "quantity_returned": became.returned,
            "quantity_destroyed": became.destroyed,
            "quantity_lost": became.lost,
        }
