from odoo import api, fields, models
from odoo.tools import format_datetime


class ScanConflict(models.Model):
    """A scan the server refused, for the inventory manager to see to.

    The goods were there: somebody scanned them. What he scanned, when and why it was
    refused stays as it is; a manager decides what becomes of it. See
    ``scan_conflict_solving.py`` for the ways out.
    """

    _name = "jxc.scan.conflict"
    _description = "Scan Conflict"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state, id desc"
    # Nobody may write a conflict; whoever reads it may comment on it.
    _mail_post_access = "read"

    operation_id = fields.Many2one(
        "jxc.scan.operation", required=True, readonly=True, ondelete="restrict"
    )
    state = fields.Selection(
        [("open", "Open"), ("solved", "Solved")],
        required=True,
        readonly=True,
        default="open",
        index=True,
        group_expand=True,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Scanned by", required=True, readonly=True)
    device_id = fields.Many2one("jxc.scanner.device", readonly=True)
    device_time = fields.Datetime("Scanned on", readonly=True)
    kind = fields.Selection(related="operation_id.kind")
    message = fields.Char("Reason of the Refusal", readonly=True)
    mistyped = fields.Boolean(
        "Typing Error",
        readonly=True,
        help="What was entered cannot be, whatever is in stock: a date of no calendar,"
        " a quantity of nothing, a lot forgotten.",
    )
    picking_id = fields.Many2one(
        "stock.picking", "Transfer", readonly=True, ondelete="set null"
    )
    product_id = fields.Many2one("product.product", readonly=True, ondelete="set null")
    lot_name = fields.Char("Lot/Serial Number", readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    note = fields.Text(readonly=True)
    photo_ids = fields.Many2many(
        "ir.attachment",
        string="Photos",
        compute="_compute_photo_ids",
        help="What the person photographed at this transfer.",
    )
    payload_text = fields.Text(related="operation_id.payload_text")

    way = fields.Selection(
        [
            ("again", "Applied Again"),
            ("other", "Applied to Another Transfer"),
            ("difference", "Booked as Inventory Difference"),
            ("discarded", "Discarded"),
        ],
        "Solution",
        readonly=True,
    )
    reason = fields.Char("Reason of the Solution", readonly=True)
    solved_by_id = fields.Many2one("res.users", readonly=True)
    solved_time = fields.Datetime("Solved on", readonly=True)
    other_picking_id = fields.Many2one("stock.picking", "Other Transfer", readonly=True)

    _operation_unique = models.UniqueIndex("(operation_id)")

    @api.depends("operation_id", "product_id", "lot_name")
    def _compute_display_name(self):
        kinds = dict(self.env["jxc.scan.operation"]._kind_labels())
        for conflict in self:
            parts = [
                kinds.get(conflict.operation_id.kind),
                conflict.product_id.display_name,
                conflict.lot_name,
            ]
            conflict.display_name = " · ".join(filter(None, parts))

    @api.depends("operation_id", "picking_id", "user_id")
    def _compute_photo_ids(self):
        """Pictures the same person took at the same transfer, before or after, and one
        that was refused itself; as far as the reader may see them."""
        taken = self.env["jxc.scan.operation"].search_fetch(
            [
                ("kind", "=", "note.photo"),
                ("state", "=", "applied"),
                ("picking_id", "in", self.picking_id.ids),
                ("user_id", "in", self.user_id.ids),
            ],
            ["picking_id", "user_id", "result"],
            order="id",
        )
        ids = {one: (one.result or {}).get("attachment_id") for one in taken}
        seen = self.env["ir.attachment"].search([("id", "in", list(ids.values()))])
        of_transfer = taken.grouped(lambda one: (one.picking_id, one.user_id))
        refused = self.operation_id._kept_pictures().grouped("res_id")
        for conflict in self:
            near = of_transfer.get((conflict.picking_id, conflict.user_id), ())
            own = refused.get(conflict.operation_id.id, seen.browse())
            conflict.photo_ids = own | (seen & seen.browse(map(ids.get, near)))

    @api.model
    def _open_for(self, operations):
        """Put refused ``operations`` before the manager."""
        if not operations:
            return self.browse()
        quiet = self.with_context(tracking_disable=True, mail_create_nolog=True)
        conflicts = quiet.create([self._of(operation) for operation in operations])
        serious = conflicts.filtered(lambda conflict: not conflict.mistyped)
        for picking, of_one in serious.grouped("picking_id").items():
            of_one[:1]._call_responsible(picking)
        if serious:
            serious._managers()._bus_send("jxc_scan_conflict_changed", {})
        return conflicts

    @api.model
    def _of(self, operation):
        payload = operation.payload
        product = operation._mentioned_product()
        lot = payload.get("lot") or payload.get("lot_name")
        quantity = payload.get("quantity")
        note = payload.get("note") or payload.get("text")
        countable = isinstance(quantity, int | float) and abs(quantity) < 1e9
        return {
            "operation_id": operation.id,
            "company_id": operation.company_id.id,
            "user_id": operation.user_id.id,
            "device_id": operation.device_id.id,
            "device_time": operation.device_time or operation.create_date,
            "message": operation.message,
            "mistyped": operation.mistyped,
            "picking_id": operation.picking_id.id,
            "product_id": product.id,
            "lot_name": lot if isinstance(lot, str) else False,
            "quantity": quantity if countable else 0,
            "note": note if isinstance(note, str) else False,
        }

    def _call_responsible(self, picking):
        """Give the responsible of ``picking`` something to do, once while it lasts."""
        waiting = self.search_count(
            [
                ("picking_id", "=", picking.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "open"),
                ("activity_ids", "!=", False),
            ],
            limit=1,
        )
        responsible = self._responsible(picking)
        if waiting or not responsible:
            return
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=responsible.id,
            summary=self.env._("The scanner was refused"),
        )

    def _responsible(self, picking):
        """Who answers for ``picking`` and may see to it, else an inventory manager."""
        people = self._managers()
        return (picking.user_id & people) or people[:1]

    def _managers(self):
        """The inventory managers of these conflicts' companies."""
        group = self.env.ref("jxc_inventory.group_manager")
        managers = group.all_user_ids.filtered(
            lambda user: user.active and user.company_ids & self.company_id
        )
        return managers - self.env.ref("base.user_root")

    def _tell(self):
        """The sentence the device shows of a solved conflict."""
        label = dict(self._fields["way"]._description_selection(self.env))[self.way]
        parts = [
            label,
            self.reason,
            self.solved_by_id.name,
            format_datetime(self.env, self.solved_time),
        ]
        return " · ".join(filter(None, parts))

    @api.model
    def get_open_count(self):
        """How many conflicts wait for the user, for the counters in the menu bar and
        on the phone: those of managers, without what was only typed wrongly."""
        if not self.env.user.has_group("jxc_inventory.group_manager"):
            return 0
        return self.search_count([("state", "=", "open"), ("mistyped", "=", False)])
