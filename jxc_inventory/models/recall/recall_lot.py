from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import recall as engine
from .stock_lot import BY_RECALL

# What people state; everything else follows from movements, start and release.
KEYS = {"recall_id", "lot_id"}


class RecallLot(models.Model):
    """One lot of a recall, and where all of it went."""

    _name = "jxc.recall.lot"
    _description = "Lot of a Recall"
    _order = "recall_id desc, id"
    _rec_name = "lot_id"
    _check_company_auto = True

    recall_id = fields.Many2one(
        "jxc.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True, index=True)
    state = fields.Selection(related="recall_id.state")
    lot_id = fields.Many2one(
        "stock.lot",
        "Lot/Serial Number",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
    )
    product_id = fields.Many2one(related="lot_id.product_id", store=True, index=True)
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    production_date = fields.Date(related="lot_id.production_date", compute_sudo=True)
    vendor_id = fields.Many2one(related="lot_id.vendor_id", compute_sudo=True)
    origin = fields.Selection(
        [
            ("hand", "Chosen by Hand"),
            ("search", "Found by vendor, product or date"),
            ("made", "Made or repacked from a recalled lot"),
        ],
        "Why",
        default="hand",
        required=True,
        readonly=True,
    )
    made_from_ids = fields.Many2many(
        "stock.lot", string="Made From Lots", readonly=True
    )
    made_from = fields.Char(compute="_compute_made_from", compute_sudo=True)
    line_ids = fields.One2many("jxc.recall.line", "recall_lot_id", readonly=True)

    quantity_received = fields.Float(
        "Received", digits="Product Unit", readonly=True, help="From vendors."
    )
    quantity_produced = fields.Float("Produced", digits="Product Unit", readonly=True)
    quantity_found = fields.Float(
        "Found", digits="Product Unit", readonly=True, help="When counting stock."
    )
    quantity_on_hand = fields.Float("On Hand", digits="Product Unit", readonly=True)
    quantity_in_transit = fields.Float(
        "In Transit", digits="Product Unit", readonly=True
    )
    quantity_at_customers = fields.Float(
        "At Customers", digits="Product Unit", readonly=True
    )
    quantity_sent_back = fields.Float(
        "Returned to Vendor", digits="Product Unit", readonly=True
    )
    quantity_destroyed = fields.Float("Scrapped", digits="Product Unit", readonly=True)
    quantity_lost = fields.Float(
        "Missing", digits="Product Unit", readonly=True, help="When counting stock."
    )
    quantity_consumed = fields.Float(
        "Used in Production",
        digits="Product Unit",
        readonly=True,
        help="The lots made from it are recalled too.",
    )
    quantity_difference = fields.Float(
        "Difference",
        digits="Product Unit",
        readonly=True,
        help="What came in less what is on hand, in transit, at customers or gone."
        " Anything but zero means that stock does not agree with its movements.",
    )
    is_balanced = fields.Boolean("Adds Up", compute="_compute_is_balanced")
    gone_before = fields.Float(digits="Product Unit", readonly=True)
    quantity_to_recall = fields.Float(
        "To Recall",
        digits="Product Unit",
        readonly=True,
        help="What was not gone when the recall began, and what came since.",
    )
    quantity_remaining = fields.Float(
        "Remaining",
        digits="Product Unit",
        compute="_compute_quantity_remaining",
        store=True,
    )
    progress = fields.Float(compute="_compute_progress")
    hold_before = fields.Char(readonly=True)
    released_on = fields.Datetime(readonly=True)
    released_by_id = fields.Many2one("res.users", readonly=True)
    release_reason = fields.Char(readonly=True)

    _lot_once = models.Constraint(
        "UNIQUE(recall_id, lot_id)", "A lot is in a recall once."
    )

    @api.depends("made_from_ids")
    def _compute_made_from(self):
        for lot in self:
            lot.made_from = ", ".join(lot.made_from_ids.mapped("display_name"))

    @api.depends("line_ids.quantity_remaining")
    def _compute_quantity_remaining(self):
        for lot in self:
            lot.quantity_remaining = sum(lot.line_ids.mapped("quantity_remaining"))

    @api.depends("quantity_to_recall", "quantity_remaining")
    def _compute_progress(self):
        for lot in self:
            lot.progress = 100 * engine.share_done(
                lot.quantity_to_recall, lot.quantity_remaining
            )

    @api.depends("quantity_difference")
    def _compute_is_balanced(self):
        for lot in self:
            unit = lot.product_uom_id
            lot.is_balanced = unit and unit.is_zero(lot.quantity_difference)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [
                {name: vals[name] for name in KEYS & set(vals)} for vals in vals_list
            ]
        lots = super().create(vals_list)
        lots._check_recall_is_draft()
        return lots

    def write(self, vals):
        if not self.env.su and set(vals) - KEYS:
            raise UserError(
                self.env._("The quantities of a recall follow the movements of goods.")
            )
        self._check_recall_is_draft()
        result = super().write(vals)
        self._check_recall_is_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_from_drafts(self):
        if any(lot.recall_id.state != "draft" for lot in self):
            raise UserError(
                self.env._(
                    "No lot leaves a recall that has been started: release it with a"
                    " reason."
                )
            )

    def action_release(self):
        """Ask for the reason to free these lots again."""
        self.recall_id._check_manager()
        return self.recall_id._ask_release(self)

    def _check_recall_is_draft(self):
        if not self.env.su and any(lot.recall_id.state != "draft" for lot in self):
            raise UserError(
                self.env._(
                    "The lots of a recall are chosen before it starts. Make another"
                    " recall for further lots."
                )
            )

    def _hold(self):
        """Put the lots on hold, remembering what hold they were on."""
        for recall, recall_lots in self.grouped("recall_id").items():
            free = recall_lots.filtered(lambda r: r.lot_id.hold_state != "recalled")
            for before, lots in free.grouped(lambda r: r.lot_id.hold_state).items():
                lots.hold_before = before
            free.lot_id._set_hold("recalled", f"{recall.name}: {recall.reason}")

    def _release(self, reason):
        """Free these lots for ``reason``, or give them back the hold they were on.

        Lots that another running recall wants too stay on hold for it.
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason for the release."))
        # sudo: the caller has checked who asks; the record is written by us only.
        lots = self.sudo().filtered(lambda recall_lot: not recall_lot.released_on)
        lots._write_off_rest(reason)
        lots.write(
            {
                "released_on": fields.Datetime.now(),
                "released_by_id": self.env.uid,
                "release_reason": reason,
            }
        )
        wanted = lots.lot_id._find_running_recall_lots().lot_id
        free = lots.filtered(lambda recall_lot: recall_lot.lot_id not in wanted)
        for (recall, before), group in free.grouped(
            lambda recall_lot: (recall_lot.recall_id, recall_lot.hold_before)
        ).items():
            group.lot_id.with_context(by_recall=BY_RECALL)._set_hold(
                before or False, f"{recall.name}: {reason}"
            )
        for recall, group in lots.grouped("recall_id").items():
            recall.message_post(
                body=self.env._(
                    "Released: %(lots)s. %(reason)s",
                    lots=", ".join(group.mapped("lot_id.display_name")),
                    reason=reason,
                ),
                author_id=self.env.user.partner_id.id,
            )

    def _write_off_rest(self, reason):
        self.env["jxc.recall.write.off"].create(
            [
                {
                    "line_id": line.id,
                    "kind": "released",
                    "quantity": line.quantity_remaining,
                    "reason": reason,
                }
                for line in self.line_ids
                if not line._is_settled()
            ]
        )

    def _update_quantities(self, tally, on_hand, in_transit):
        gone = sum(tally.gone.values())
        entered = sum(tally.entered.values())
        draft = self.recall_id.state == "draft"
        gone_before = gone if draft else self.gone_before
        self.write(
            {
                "quantity_received": tally.entered["vendor"],
                "quantity_produced": tally.entered["produced"],
                "quantity_found": tally.entered["counted"],
                "quantity_on_hand": on_hand,
                "quantity_in_transit": in_transit,
                "quantity_at_customers": tally.standing("customer"),
                "quantity_sent_back": tally.gone["vendor"],
                "quantity_destroyed": tally.gone["destroyed"],
                "quantity_lost": tally.gone["counted"],
                "quantity_consumed": tally.gone["produced"],
                "quantity_difference": tally.difference(on_hand + in_transit),
                "gone_before": gone_before,
                "quantity_to_recall": entered - gone_before,
            }
        )

    def _update_places(self, tallies):
        """Let the lines of these lots say what is where now."""
        lines = self.env["jxc.recall.line"]
        known = {(line.lot_id.id, line._get_place()): line for line in self.line_ids}
        fresh = []
        for recall_lot in self:
            tally = tallies.get(recall_lot.lot_id.id)
            for place, holding in tally.holdings.items() if tally else ():
                line = known.get((recall_lot.lot_id.id, place), lines)
                vals = line._prepare_quantities(place, holding, recall_lot)
                if line:
                    line.write(vals)
                else:
                    fresh.append(
                        {
                            "recall_lot_id": recall_lot.id,
                            "kind": place.kind,
                            "location_id": place.location,
                            "partner_id": place.partner,
                            **vals,
                        }
                    )
        lines.create(fresh)
