from odoo import api, fields, models


class LotReleaseWizard(models.TransientModel):
    """What speaks against a transfer, to release it with a reason or to ask for it.

    What it shows is for reading only: what is released is found anew at that moment.
    """

    _name = "jxc.lot.release.wizard"
    _description = "Release Goods"

    picking_ids = fields.Many2many("stock.picking", required=True, readonly=True)
    line_ids = fields.One2many(
        "jxc.lot.release.wizard.line", "wizard_id", readonly=True
    )
    reason = fields.Text()
    can_release = fields.Boolean(compute="_compute_can_release")
    can_release_all = fields.Boolean(compute="_compute_can_release")
    can_ask = fields.Boolean(compute="_compute_can_release")
    to_validate = fields.Boolean(
        readonly=True, help="Opened by validating, which the release then goes on with."
    )

    @api.depends("line_ids")
    def _compute_can_release(self):
        for wizard in self:
            verdicts = set(wizard.line_ids.mapped("verdict"))
            wizard.can_release = "mine" in verdicts
            wizard.can_release_all = verdicts == {"mine"}
            wizard.can_ask = "others" in verdicts

    @api.model
    def _open(self, violations):
        """Return the action that shows these violations to the current user."""
        line_model = self.env["jxc.lot.release.wizard.line"]
        pickings = self.env["stock.picking"].union(
            *(found.line.picking_id for found in violations)
        )
        to_validate = self.env.context.get("button_validate_picking_ids")
        wizard = self.create(
            {
                "picking_ids": [fields.Command.set(to_validate or pickings.ids)],
                "line_ids": [
                    fields.Command.create(line_model._prepare_values(found))
                    for found in violations
                ],
                "to_validate": bool(to_validate),
            }
        )
        return {
            "name": self.env._("Goods That May Not Pass"),
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
            "context": self.env.context,
        }

    def action_release(self):
        """Release, of what still speaks against the transfers, what the user may."""
        self.ensure_one()
        self.picking_ids.check_access("read")
        releases = self.env["jxc.lot.release"]
        refused = self._find_refused()
        mine = [found for found in refused if releases._may_grant(found)]
        releases._grant(mine or refused, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def action_release_and_validate(self):
        """Release everything and go on validating."""
        self.ensure_one()
        self.picking_ids.check_access("read")
        refused = self._find_refused()
        if refused:
            self.env["jxc.lot.release"]._grant(refused, self.reason)
        return self.picking_ids.button_validate()

    def action_ask(self):
        """Ask those who may release to do so."""
        self.ensure_one()
        self.picking_ids._ask_for_release(self._find_refused())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Whoever may release it has been asked."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _find_refused(self):
        conditions = ["picked"] if self.to_validate else []
        return self.picking_ids._get_lines_to_move(*conditions)._find_refused()
