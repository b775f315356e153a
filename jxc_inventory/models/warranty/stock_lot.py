from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import split_every
from odoo.tools.sql import column_exists

from ...engine import shelf_life as engine
from .custody import Custody, read_custody, read_origins

# What only the movements of a lot say, and what a manager may correct.
FACTS = {"vendor_id", "receipt_line_id", "customer_id", "delivery_line_id"}
WARRANTY_DATES = {"warranty_start_date", "warranty_end_date"}


class StockLot(models.Model):
    """Lots and serial numbers know who supplied them and who has them now.

    These facts follow the done movements (``_follow_moves``). Warranty starts on the
    day of delivery in the company's time zone. It is counted as shelf life is: the day
    of delivery is not counted, and the **last day of warranty is inclusive** – sold on
    2025-08-31 with 6 months of warranty, goods are covered through 2026-02-28.

    Of a lot that went to several customers the last one who still has some is named;
    all of them are in its movements.
    """

    _inherit = "stock.lot"

    vendor_id = fields.Many2one(
        "res.partner",
        "Supplied By",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="The vendor of the first receipt.",
    )
    receipt_line_id = fields.Many2one(
        "stock.move.line", "First Receipt", copy=False, readonly=True
    )
    receipt_reference = fields.Char(
        "Receipt", related="receipt_line_id.reference", compute_sudo=True
    )
    receipt_date = fields.Datetime(
        "Received On",
        related="receipt_line_id.date",
        compute_sudo=True,
        help="When some of it first arrived.",
    )
    customer_id = fields.Many2one(
        "res.partner",
        "Sold To",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="The customer to whom it was delivered and who has not returned it.",
    )
    delivery_line_id = fields.Many2one(
        "stock.move.line", "Last Delivery", copy=False, readonly=True
    )
    delivery_reference = fields.Char(
        "Delivery", related="delivery_line_id.reference", compute_sudo=True
    )
    warranty_start_date = fields.Date(copy=False, tracking=True)
    warranty_end_date = fields.Date(
        copy=False,
        tracking=True,
        index="btree_not_null",
        help="The last day of warranty, itself included.",
    )
    under_warranty = fields.Boolean(compute="_compute_under_warranty")

    def _auto_init(self):
        """Let lots that moved before this add-on was there know it too."""
        fresh = not column_exists(self.env.cr, self._table, "delivery_line_id")
        result = super()._auto_init()
        if fresh:
            self.env.registry.post_init(self._follow_past_moves)
        return result

    @api.depends("warranty_start_date", "warranty_end_date")
    def _compute_under_warranty(self):
        for lot in self:
            start, end = lot.warranty_start_date, lot.warranty_end_date
            lot.under_warranty = bool(start and end) and (
                start <= lot._get_today() <= end
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_may_state(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_may_state(vals)
        return super().write(vals)

    def _follow_moves(self):
        result = super()._follow_moves()
        if self:
            # sudo: only what the transfers of the lots tell is written. Browsed anew,
            # they are read together whichever records they were reached from.
            lots = self.browse(self.ids).sudo()
            lots._follow_origin()
            lots._follow_custody()
        return result

    def action_open_field_history(self):
        """Open where this lot went: every movement from a vendor or customer on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Field History of %s", self.name),
            "res_model": "stock.move.line",
            "view_mode": "list",
            "views": [
                (
                    self.env.ref("jxc_inventory.stock_move_line_view_list_field").id,
                    "list",
                )
            ],
            "domain": [
                ("lot_id", "=", self.id),
                ("state", "=", "done"),
                "|",
                ("location_id.usage", "in", ("customer", "supplier")),
                ("location_dest_id.usage", "in", ("customer", "supplier")),
            ],
        }

    @api.model
    def _follow_past_moves(self):
        moved = self.env["stock.move.line"]._read_group(
            [("lot_id", "!=", False), ("state", "=", "done")], ["lot_id"]
        )
        for ids in split_every(1000, [lot.id for (lot,) in moved]):
            self.browse(ids)._follow_moves()
            self.env.flush_all()
            self.env.invalidate_all()

    @api.model
    def _check_may_state(self, vals):
        """Raise ``AccessError`` for facts, and for warranty unless from a manager."""
        if self.env.su:
            return
        stated = {name for name in (FACTS | WARRANTY_DATES) & set(vals) if vals[name]}
        stated |= WARRANTY_DATES & set(vals)
        if stated & FACTS:
            raise AccessError(
                self.env._(
                    "Who supplied and who has a lot follows from its transfers and is"
                    " not typed in."
                )
            )
        if stated and not self.env.user.has_group("stock.group_stock_manager"):
            raise AccessError(
                self.env._("Only an inventory manager changes warranty dates.")
            )

    def _follow_origin(self):
        origins = read_origins(self.env, self.ids)
        for lot in self:
            origin = origins.get(lot.id)
            facts = {
                "vendor_id": origin.partner_id if origin else False,
                "receipt_line_id": origin.line_id if origin else False,
            }
            lot._write_changed(facts)

    def _follow_custody(self):
        """Let sold-to and warranty follow deliveries and returns.

        A delivery that is still the last one keeps its warranty: what a rule says
        later, or a manager has agreed, does not come undone.
        """
        held = read_custody(self.env, self.ids)
        lines = self.env["stock.move.line"].browse(
            custody.line_id for rows in held.values() for custody in rows
        )
        books = {
            company: self.env["jxc.lot.rule"]._open_book(company)
            for company in lines.company_id
        }
        for lot in self:
            custody = lot._find_holder(held.get(lot.id, ()))
            line = lines.browse(custody.line_id if custody else None)
            facts = {
                "customer_id": custody.partner_id if custody else False,
                "delivery_line_id": line.id,
            }
            if line != lot.delivery_line_id:
                facts |= lot._get_warranty(line, books.get(line.company_id))
            lot._write_changed(facts)

    def _find_holder(self, held: list[Custody]) -> Custody | None:
        """Return the last customer to receive this lot who still has some of it."""
        unit = self.product_uom_id
        with_goods = (
            custody
            for custody in held
            if custody.line_id and unit.compare(custody.quantity, 0) > 0
        )
        return next(with_goods, None)

    def _get_warranty(self, line, book) -> dict:
        """Return the warranty dates of goods delivered by ``line``."""
        rule = book and book.find("warranty", self.product_id, self.vendor_id)
        if not rule:
            return dict.fromkeys(WARRANTY_DATES, False)
        start = engine.day_of(line.date, line.company_id._jxc_timezone())
        length = engine.ShelfLife(rule.warranty, rule.warranty_unit)
        return {
            "warranty_start_date": start,
            "warranty_end_date": length.expiry_of(start),
        }

    def _write_changed(self, facts: dict):
        """Write facts that differ, without a message for each lot of a transfer."""
        current = self._convert_to_write({name: self[name] for name in facts})
        if any((current[name] or False) != (facts[name] or False) for name in facts):
            self.with_context(tracking_disable=True).write(facts)
