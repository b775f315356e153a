from odoo import fields, models
from odoo.tools import SQL

from ..gate.violation import Violation


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    lot_status = fields.Selection(related="lot_id.status", string="Lot Status")

    def _action_done(self):
        return super(
            StockMoveLine, self.with_context(moves_own_reservation=True)
        )._action_done()

    def _check_violations(self):
        """Have holds that others are setting or freeing right now count too."""
        lots = self.filtered(lambda line: line._leaves_for_use()).lot_id
        if lots:
            # Shared: deliveries of one lot do not wait for each other.
            self.env.cr.execute(
                SQL(
                    "SELECT FROM stock_lot WHERE id IN %s ORDER BY id FOR SHARE",
                    tuple(lots.ids),
                ),
                log_exceptions=False,  # an outdated view is refused, and tried again
            )
        return super()._check_violations()

    def _find_violations(self):
        """Goods on hold go into quarantine, to scrap or back to the vendor only."""
        return super()._find_violations() + self._find_hold_violations()

    def _find_hold_violations(self) -> list[Violation]:
        leaving = self.filtered(lambda line: line._leaves_for_use())
        if not leaving:
            return []
        known = leaving._find_known_lots()
        violations = []
        for line in leaving:
            lot = line.lot_id or known.get(self._get_lot_key(line))
            if lot and lot.hold_state:
                message = line._describe_hold(lot)
            elif line.location_id.in_quarantine:
                message = line._describe_quarantine()
            else:
                continue
            violations.append(Violation(line, "hold", message))
        return violations

    def _release_for_hold(self):
        """Release these lines, note it on their transfers, reserve other stock."""
        self._note_hold()
        waiting = self.filtered(lambda line: not line.picked)
        moves = waiting.move_id
        waiting.unlink()
        moves._action_assign()

    def _note_hold(self):
        """Tell the transfers of these lines that goods of theirs are on hold."""
        bodies = {}
        for picking, lines in self.grouped("picking_id").items():
            if picking:
                bodies[picking.id] = self.env._(
                    "On hold, do not ship: %(lots)s",
                    lots=", ".join(
                        f"{line.product_id.display_name} {line.lot_id.name or ''}"
                        for line in lines
                    ),
                )
        self.picking_id._message_log_batch(bodies)

    def _leaves_for_use(self) -> bool:
        """Whether the goods leave their warehouse other than for being put aside."""
        self.ensure_one()
        source, dest = self.location_id, self.location_dest_id
        final = self.move_id.location_final_id
        if dest._takes_held() or source.should_bypass_reservation():
            return False
        if {dest.usage, final.usage} & {"customer", "production", "transit"}:
            return True
        return source.usage == "transit" or dest.warehouse_id != source.warehouse_id

    def _describe_hold(self, lot):
        names = dict(lot._fields["hold_state"]._description_selection(self.env))
        message = self.env._(
            "Lot %(lot)s of %(product)s is on hold (%(state)s). Take another lot; until"
            " it is released it only goes into quarantine, to scrap or back to the"
            " vendor.",
            lot=lot.name,
            product=self.product_id.display_name,
            state=names[lot.hold_state],
        )
        return f"{message} ({lot.hold_reason})" if lot.hold_reason else message

    def _describe_quarantine(self):
        return self.env._(
            "%(product)s lies in the quarantine location %(location)s. Move it to stock"
            " before it leaves.",
            product=self.product_id.display_name,
            location=self.location_id.display_name,
        )
