from odoo import api, fields, models
from odoo.exceptions import UserError


class ScanConflictSolve(models.TransientModel):
    """Asks for what a way out of a conflict needs."""

    _name = "jxc.scan.conflict.solve"
    _description = "Solve Scan Conflict"

    conflict_ids = fields.Many2many("jxc.scan.conflict", required=True)
    way = fields.Selection(
        [
            ("other", "Apply to Another Transfer"),
            ("difference", "Book as Inventory Difference"),
            ("discarded", "Discard"),
        ],
        required=True,
        default="discarded",
    )
    reason = fields.Char(required=True)
    company_id = fields.Many2one("res.company", compute="_compute_about")
    product_id = fields.Many2one("product.product", compute="_compute_about")
    picking_type_code = fields.Char(compute="_compute_about")
    lot_id = fields.Many2one(
        "stock.lot",
        "Lot/Serial Number",
        domain="[('product_id', '=', product_id)]",
        compute="_compute_proposal",
        store=True,
        readonly=False,
    )
    location_id = fields.Many2one(
        "stock.location",
        domain="[('usage', '=', 'internal'),"
        " ('company_id', 'in', (company_id, False))]",
        compute="_compute_proposal",
        store=True,
        readonly=False,
    )
    difference = fields.Float(
        digits="Product Unit",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        help="What is added to the stock there; with a minus what is taken off.",
    )
    picking_id = fields.Many2one(
        "stock.picking",
        "Other Transfer",
        domain="[('state', 'in', ('waiting', 'confirmed', 'assigned')),"
        " ('company_id', '=', company_id),"
        " ('picking_type_code', '=', picking_type_code),"
        " ('move_ids.product_id', '=', product_id)]",
    )

    @api.depends("conflict_ids")
    def _compute_about(self):
        for wizard in self:
            conflict = wizard.conflict_ids[:1]
            wizard.company_id = conflict.company_id
            wizard.product_id = conflict.product_id
            wizard.picking_type_code = conflict.picking_id.picking_type_code

    @api.depends("conflict_ids")
    def _compute_proposal(self):
        """Goods that came in are more at the place they were to go to; goods that went
        out are fewer where they lay."""
        for wizard in self:
            conflict = wizard.conflict_ids[:1]
            picking = conflict.picking_id
            incoming = picking.picking_type_code == "incoming"
            place = picking.location_dest_id if incoming else picking.location_id
            payload = conflict.operation_id.payload or {}
            number = payload.get("location_id")
            if isinstance(number, int) and not incoming:
                place = place.search([("id", "=", number)]) or place
            wizard.location_id = place if place.usage == "internal" else False
            wizard.difference = conflict.quantity * (1 if incoming else -1)
            wizard.lot_id = conflict.lot_name and self.env["stock.lot"].search(
                [
                    ("name", "=", conflict.lot_name),
                    ("product_id", "=", conflict.product_id.id),
                    ("company_id", "in", (conflict.company_id.id, False)),
                ],
                limit=1,
            )

    def action_solve(self):
        """Go the way chosen; see the conflict's own methods."""
        self.ensure_one()
        conflicts = self.conflict_ids
        if self.way == "other":
            if not self.picking_id:
                raise UserError(self.env._("Choose the other transfer."))
            conflicts._apply_to_other(self.picking_id, self.reason)
        elif self.way == "difference":
            self._check_difference()
            conflicts._book_difference(
                self.product_id,
                self.lot_id,
                self.location_id,
                self.difference,
                self.reason,
            )
        else:
            conflicts._discard(self.reason)

    def _check_difference(self):
        if len(self.conflict_ids) > 1:
            raise UserError(self.env._("Book the difference of one scan at a time."))
        if not self.product_id or not self.location_id or not self.difference:
            raise UserError(
                self.env._(
                    "Say of which product, where, and by how much stock differs."
                )
            )
        if self.product_id.tracking != "none" and not self.lot_id:
            raise UserError(
                self.env._(
                    "%s needs a lot or serial number.", self.product_id.display_name
                )
            )
