from odoo import api, fields, models
from odoo.exceptions import UserError

from ..journal.entry_error import EntryError
from .pick_plan import PickPlan, Place, Take

# What makes a place, in the order of Place.
_PLACE = (
    ("location_id", "stock.location"),
    ("lot_id", "stock.lot"),
    ("package_id", "stock.package"),
)

_KINDS = [
    ("pick.take", "Pick"),
    ("pick.undo", "Undo Pick"),
    ("pick.short", "Short Pick"),
    ("pick.validate", "Finish Transfer"),
]


class PickOperations(models.Model):
    """What picking, packing and shipping do to Odoo's outgoing and internal transfers.

    ``pick.take`` carries ``picking_id``, ``product_id``, ``quantity`` in the product's
    unit, ``location_id``, and as they apply ``lot_id``, ``package_id``,
    ``result_package`` (the name of what the goods are put into), ``instead`` (the
    place that had been reserved, when it is another one) and ``reason`` (why a rule
    that speaks against it is overruled).
    """

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=_KINDS, ondelete={kind: "cascade" for kind, _label in _KINDS}
    )

    @api.model
    def _open_pick(self, payload):
        """Return the transfer an operation is about, or refuse."""
        number = self._integer(payload, "picking_id")
        picking = self.env["jxc.scanner"]._find_transfer(number)
        if picking.picking_type_code not in ("outgoing", "internal"):
            raise UserError(
                self.env._("%s is no delivery or internal transfer.", picking.name)
            )
        if picking.state in ("draft", "done", "cancel"):
            states = dict(picking._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(transfer)s cannot be picked any more: %(state)s.",
                    transfer=picking.name,
                    state=states[picking.state],
                )
            )
        return picking

    # ---- take ----------------------------------------------------------------

    @api.model
    def _apply_pick_take(self, picking, payload):
        return self._apply_all_pick_take(picking, [payload])[0]

    @api.model
    def _apply_all_pick_take(self, picking, payloads):
        """Take goods for one transfer, each line of it written once at most."""
        known = self._pick_known(payloads)
        takes = [self._pick_read(picking, payload, known) for payload in payloads]
        self._pick_check_shelf(takes)
        plan = PickPlan(picking)
        dealt = [plan.take(take) for take in takes]
        plan.carry_out()
        self._pick_check_taken(picking, takes, dealt)
        return [
            {
                "lines": [[entry.line.id, share] for entry, share in deal["shares"]],
                "freed": [
                    [move.id, *(record.id for record in reserved.place), part]
                    for move, reserved, part in deal["freed"]
                ],
            }
            for deal in dealt
        ]

    @api.model
    def _pick_read(self, picking, payload, known):
        product_id = self._integer(payload, "product_id")
        moves = picking.move_ids.filtered(
            lambda move: (
                move.product_id.id == product_id
                and move.state not in ("done", "cancel")
            )
        )
        if not moves:
            raise UserError(
                self.env._("%s does not ask for this product.", picking.name)
            )
        product = moves.product_id
        place = self._pick_place(payload, known)
        self._pick_check_place(moves, product, place)
        quantity = self._quantity(payload, product)
        if product.tracking == "serial" and quantity != 1:
            raise EntryError(self.env._("A serial number stands for one piece."))
        instead = payload.get("instead")
        return Take(
            product=product,
            place=place,
            quantity=quantity,
            instead=self._pick_place(instead, known) if instead else place,
            box=known["boxes"](picking, self._text(payload, "result_package")),
            reason=self._text(payload, "reason"),
        )

    @api.model
    def _pick_known(self, payloads):
        """The records these payloads name, by model and id, read once.

        Under ``boxes`` is a function that finds or makes a package by its name, each
        once.
        """
        places = [part for payload in payloads for part in self._pick_parts(payload)]
        known = {}
        for key, model in _PLACE:
            ids = {self._integer(part, key) for part in places if part.get(key)}
            for record in self.env[model].search([("id", "in", list(ids))]):
                known[model, record.id] = record
        boxes = {}

        def box(picking, name):
            if name not in boxes:
                boxes[name] = self._pick_box(picking, name)
            return boxes[name]

        return {**known, "boxes": box}

    @api.model
    def _pick_parts(self, payload):
        """A payload and the place it names instead of which goods were taken."""
        instead = payload.get("instead")
        if instead and not isinstance(instead, dict):
            raise UserError(self.env._("The scan lacks its %s.", "instead"))
        return [payload, instead] if instead else [payload]

    @api.model
    def _pick_place(self, payload, known):
        """The place a payload names, as far as the user may see it."""
        found = []
        for key, model in _PLACE:
            number = payload.get(key)
            if number and (model, number) not in known:
                raise UserError(self.env._("It no longer exists. Scan it again."))
            found.append(known[model, number] if number else self.env[model])
        return Place(*found)

    # ---- take back and give up -------------------------------------------------

    @api.model
    def _apply_pick_undo(self, picking, payload):
        """Put back the take with number ``target``, made by the same user."""
        target = self.search(
            [
                ("uuid", "=", payload.get("target")),
                ("kind", "=", "pick.take"),
                ("user_id", "=", self.env.uid),
                ("picking_id", "=", picking.id),
            ]
        )
        if not target or target.state == "refused" or target.result.get("undone"):
            raise UserError(self.env._("There is nothing of that kind to put back."))
        for line_id, quantity in target.result["lines"]:
            line = picking.move_line_ids & picking.move_line_ids.browse(line_id)
            unit = line.product_id.uom_id
            if not line or unit.compare(line.quantity_product_uom, quantity) < 0:
                raise UserError(
                    self.env._(
                        "Somebody changed this pick meanwhile; look at it first."
                    )
                )
            if unit.compare(line.quantity_product_uom, quantity) == 0:
                line.unlink()
            else:
                line.quantity -= quantity
        self._pick_reserve_again(picking, target.result["freed"])
        # sudo: the journal is written by the journal's own methods only.
        target.sudo().result = {**target.result, "undone": True}
        return {}

    @api.model
    def _pick_reserve_again(self, picking, freed):
        """Give Odoo's reservation back what a take had used up of it."""
        lines = self.env["stock.move.line"]
        for move_id, location_id, lot_id, package_id, quantity in freed:
            move = picking.move_ids & picking.move_ids.browse(move_id)
            if not move:
                continue
            unit = move.product_id.uom_id
            same = move.move_line_ids.filtered(
                lambda line, unit=unit, place=(location_id, lot_id, package_id): (
                    not line.picked
                    and line.product_uom_id == unit
                    and tuple(record.id for record in Place.of(line)) == place
                )
            )[:1]
            if same:
                same.quantity += quantity
                continue
            lines.create(
                {
                    **move._prepare_move_line_vals(quantity=0),
                    "location_id": location_id,
                    "lot_id": lot_id,
                    "package_id": package_id,
                    "quantity": quantity,
                    "product_uom_id": unit.id,
                    "picked": False,
                }
            )

    @api.model
    def _apply_pick_short(self, picking, payload):
        """Note that goods were not where the books say, and have them counted."""
        product = self.env["product.product"].search(
            [("id", "=", self._integer(payload, "product_id"))]
        )
        place = self._pick_place(payload, self._pick_known([payload]))
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", place.location.id),
                ("lot_id", "=", place.lot.id),
            ]
        )
        if not quants:
            raise UserError(self.env._("By the books nothing of it lies there."))
        # sudo: asks for a count, as a keeper may by hand; it changes no quantity.
        quants.sudo().inventory_date = self.env["jxc.scanner"]._today()
        picking.message_post(
            body=self.env._(
                "Not found at %(location)s: %(product)s %(lot)s. It is to be counted.",
                location=place.location.display_name,
                product=product.display_name,
                lot=place.lot.name or "",
            )
        )
        return {}

    # ---- finish ----------------------------------------------------------------

    @api.model
    def _apply_pick_validate(self, picking, payload):
        """Finish the transfer with what was taken; ``backorder`` says whether the rest
        is still wanted."""
        return self._pick_finish(picking, bool(payload.get("backorder")))

    @api.model
    def _pick_finish(self, pickings, backorder, batch=None):
        """Validate transfers, or all of a batch, as Odoo does with what was taken."""
        if not any(pickings.move_line_ids.mapped("picked")):
            raise UserError(self.env._("Nothing has been picked yet."))
        context = {"skip_backorder": True, "skip_sms": True}
        if not backorder:
            context["picking_ids_not_to_backorder"] = pickings.ids
        # What a person might release is a refusal to the scanner: it has no dialog.
        pickings._get_lines_to_move("picked")._check_violations()
        if batch:
            batch.with_context(**context).action_done()
        else:
            pickings.with_context(**context).button_validate()
        if any(picking.state != "done" for picking in pickings):
            raise UserError(
                self.env._("Odoo asks a question; finish it in the transfer.")
            )
        backorders = self.env["stock.picking"].search(
            [("backorder_id", "in", pickings.ids)]
        )
        return {
            "name": ", ".join(pickings.mapped("name")),
            "backorder": ", ".join(backorders.mapped("name")) or False,
            "next": ", ".join(pickings._get_next_transfers().mapped("name")) or False,
        }
