from odoo import api, fields, models

from ..models.gate.violation import KINDS

# People to ask that are named; more would say no more.
_NAMED = 5


class LotReleaseWizardLine(models.TransientModel):
    """One thing that speaks against a transfer, and who may let it pass."""

    _name = "jxc.lot.release.wizard.line"
    _description = "Goods That May Not Pass"

    wizard_id = fields.Many2one(
        "jxc.lot.release.wizard", required=True, readonly=True, ondelete="cascade"
    )
    picking_id = fields.Many2one("stock.picking", "Transfer", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    message = fields.Text("Why", readonly=True)
    verdict = fields.Selection(
        [("mine", "Mine"), ("others", "Others"), ("nobody", "Nobody")], readonly=True
    )
    released_by = fields.Char("May Release", readonly=True)

    @api.model
    def _prepare_values(self, violation):
        picking = violation.line.picking_id
        values = {
            "picking_id": picking.id,
            "kind": violation.kind,
            "message": violation.message,
            "verdict": "nobody",
            "released_by": self.env._("Nobody"),
        }
        if self.env["jxc.lot.release"]._may_grant(violation):
            values.update(verdict="mine", released_by=self.env._("You"))
        elif violation.rule and picking:
            users = picking._get_releasers(violation.rule._get_release_group())
            names = ", ".join(users[:_NAMED].mapped("name"))
            values.update(verdict="others", released_by=names)
        return values
