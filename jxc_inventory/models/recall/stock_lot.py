from odoo import fields, models
from odoo.exceptions import UserError

from .movements import read_made_from

# Handed on in the context by a release; nobody outside of this process can send it.
BY_RECALL = object()


class StockLot(models.Model):
    """Lots of a running recall are freed by it only, and keep it up to date."""

    _inherit = "stock.lot"

    recall_lot_ids = fields.One2many("jxc.recall.lot", "lot_id", readonly=True)
    recall_count = fields.Integer("Recalls", compute="_compute_recall_count")

    def _compute_recall_count(self):
        counts = dict(
            self.env["jxc.recall.lot"]._read_group(
                [("lot_id", "in", self.ids)], ["lot_id"], ["__count"]
            )
        )
        for lot in self:
            lot.recall_count = counts.get(lot, 0)

    def action_open_recalls(self):
        """Open the recalls this lot is or was in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jxc_inventory.recall_action"
        )
        recalls = self.recall_lot_ids.recall_id
        action["domain"] = [("id", "in", recalls.ids)]
        if len(recalls) == 1:
            action |= {"views": [(False, "form")], "res_id": recalls.id}
        return action

    def _set_hold(self, state, reason):
        if state != "recalled" and self.env.context.get("by_recall") is not BY_RECALL:
            self._check_no_running_recall()
        return super()._set_hold(state, reason)

    def _check_no_running_recall(self):
        running = self._find_running_recall_lots()
        if running:
            raise UserError(
                self.env._(
                    "These lots are being recalled; release them there, with a reason:"
                    "\n%(lots)s",
                    lots="\n".join(
                        f"- {lot.lot_id.display_name} ({lot.recall_id.name})"
                        for lot in running
                    ),
                )
            )

    def _find_running_recall_lots(self):
        # sudo: a recall binds everybody who handles the lot, in every company.
        recall_lots = self.env["jxc.recall.lot"].sudo()
        return recall_lots.search(
            [
                ("lot_id", "in", self.ids),
                ("recall_id.state", "=", "running"),
                ("released_on", "=", False),
            ]
        )

    def _follow_moves(self):
        result = super()._follow_moves()
        if self:
            self._tell_recalls()
        return result

    def _tell_recalls(self):
        """Bring up to date the running recalls that these lots concern.

        Those they are in, those of what they are made from, and those that search for
        lots like them.
        """
        # sudo: a recall binds everybody who handles the lot, in every company.
        running = self.env["jxc.recall"].sudo().search([("state", "=", "running")])
        if not running:
            return
        mine = set(self.ids)
        made = read_made_from(self.env, running.lot_ids.lot_id.ids)
        for recall in running:
            known = set(recall.lot_ids.lot_id.ids)
            concerned = mine & known or any(
                made.get(lot, set()) & known for lot in mine - known
            )
            if concerned or (recall._has_criteria() and self & recall._find_lots()):
                recall._retrace()
