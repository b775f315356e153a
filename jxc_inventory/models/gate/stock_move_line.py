from odoo import api, fields, models
from odoo.exceptions import UserError

from .violation import Violation

# What, written to a line that is done, makes goods move again.
MOVING_FIELDS = {
    "lot_id",
    "lot_name",
    "quant_id",
    "quantity",
    "product_uom_id",
    "location_id",
    "location_dest_id",
}


class StockMoveLine(models.Model):
    """The gate every movement of goods passes: web client, scanner, import and API.

    Rooms add what they forbid by extending ``_find_violations``; ``_drop_released``
    leaves out what somebody has released. Lines move goods when their transfer is
    done, when they are added to one that is, and when they are corrected afterwards.
    """

    _inherit = "stock.move.line"

    gate_warning = fields.Char(
        "Refused",
        compute="_compute_gate_warning",
        compute_sudo=True,
        help="Why these goods could not be moved as it stands.",
    )

    @api.depends("lot_id", "lot_name", "quantity", "location_id", "location_dest_id")
    def _compute_gate_warning(self):
        self.gate_warning = False
        # The lines of a transfer are judged together: one may explain the other.
        others = self.picking_id._origin.move_line_ids - self._origin
        lines = (self | others).filtered(lambda line: line._may_be_warned_of())
        for violation in lines._get_moving()._find_refused():
            line = violation.line
            if line in self:
                parts = filter(None, [line.gate_warning, violation.message])
                line.gate_warning = "\n".join(parts)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.state == "done")._check_violations()
        return lines

    def write(self, vals):
        if not MOVING_FIELDS & vals.keys():
            return super().write(vals)
        done = self.filtered(lambda line: line.state == "done")
        before = {line: line._get_movement() for line in done}
        result = super().write(vals)
        done.filtered(lambda line: line._moved_on(before[line]))._check_violations()
        return result

    def _action_done(self):
        self._check_violations()
        return super()._action_done()

    def _check_violations(self):
        """Refuse to move what the rules forbid and nobody has released.

        Raises ``UserError`` with one sentence for each violation.
        """
        refused = self._get_moving()._find_refused()
        if refused:
            raise UserError("\n".join(self._explain_refused(refused)))

    def _explain_refused(self, refused: list[Violation]) -> list[str]:
        """Return the sentences that tell why these goods are not moved."""
        return [violation.message for violation in refused]

    def _find_refused(self) -> list[Violation]:
        """Return the violations that nobody has released, set-based."""
        return self._drop_released(self._find_violations()) if self else []

    def _find_violations(self) -> list[Violation]:
        """Return everything that speaks against moving these lines, set-based."""
        return []

    def _drop_released(self, violations: list[Violation]) -> list[Violation]:
        """Return the violations without those somebody has released."""
        return violations

    def _may_be_warned_of(self) -> bool:
        """Whether it is known well enough what is to be moved: which lot it is."""
        named = self.product_id.tracking == "none" or self.lot_id or self.lot_name
        return bool(named) and self.state not in ("done", "cancel")

    def _get_moving(self):
        """Return the lines that move any goods at all."""
        return self.filtered(
            lambda line: (
                line.product_id and not line.product_uom_id.is_zero(line.quantity)
            )
        )

    def _get_party(self):
        """Return whom the goods go to, or come from; empty when unknown."""
        return self.move_id.partner_id or self.picking_id.partner_id

    def _get_movement(self):
        """Return what decides where which goods have gone, and how many."""
        where = (self.lot_id, self.location_id, self.location_dest_id)
        return where, self.quantity_product_uom

    def _moved_on(self, before):
        """Whether goods have moved since ``before`` which had not; less is no more."""
        where, quantity = self._get_movement()
        unit = self.product_id.uom_id
        return where != before[0] or unit.compare(quantity, before[1]) > 0
