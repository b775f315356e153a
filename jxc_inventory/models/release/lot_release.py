from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..gate.violation import KINDS, Violation


class LotRelease(models.Model):
    """A movement that a rule refused and a person let pass: what, who and why.

    Written by ``_grant`` only; nobody changes or deletes it.
    """

    _name = "jxc.lot.release"
    _description = "Release"
    _order = "date desc, id desc"
    _rec_name = "lot_name"
    _check_company_auto = True

    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    refusal = fields.Text(required=True, readonly=True, help="What was refused.")
    reason = fields.Text(required=True, readonly=True)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    categ_id = fields.Many2one(related="product_id.categ_id", store=True, index=True)
    lot_id = fields.Many2one(
        "stock.lot",
        readonly=True,
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
    )
    lot_name = fields.Char("Lot/Serial Number", readonly=True)
    quantity = fields.Float(
        readonly=True, digits="Product Unit", help="In the unit of the product."
    )
    picking_id = fields.Many2one(
        "stock.picking",
        "Transfer",
        readonly=True,
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
    )
    reference = fields.Char(readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer or Vendor",
        readonly=True,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    rule_id = fields.Many2one("jxc.lot.rule", readonly=True, ondelete="set null")
    user_id = fields.Many2one(
        "res.users",
        "Moved By",
        required=True,
        readonly=True,
        index=True,
        help="Who was going to move the goods: whoever asked for the release.",
    )
    released_by_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True
    )
    date = fields.Datetime("Released On", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )

    @api.model
    def _grant(self, violations: list[Violation], reason: str) -> "LotRelease":
        """Record that the current user lets these violations pass.

        Raises ``UserError`` when there is no reason, no transfer, or the user does not
        belong to those whom the rule lets release.
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("State why these goods may pass all the same."))
        forbidden = [found for found in violations if not self._may_grant(found)]
        if forbidden:
            raise UserError(
                self.env._(
                    "You cannot release this:\n%(refused)s",
                    refused="\n".join(found.message for found in forbidden),
                )
            )
        by_key = defaultdict(list)
        for found in violations:
            by_key[(found.kind, *found.line._get_release_key())].append(found)
        # sudo: the user belongs to those who may release, as was just checked;
        # nobody has rights on this record of it but to read it.
        releases = self.sudo().create(
            [self._prepare_values(same, reason) for same in by_key.values()]
        )
        releases.picking_id._note_release(releases, reason)
        return releases.sudo(False)

    @api.model
    def _may_grant(self, violation: Violation) -> bool:
        """Whether the current user may let this pass."""
        if not violation.rule or not violation.line.picking_id:
            return False
        return violation.rule._get_release_group() in self.env.user.all_group_ids

    @api.model
    def _prepare_values(self, violations: list[Violation], reason: str) -> dict:
        """Return the values of one release, of violations of the same goods."""
        first = violations[0]
        line, picking = first.line, first.line.picking_id
        return {
            "kind": first.kind,
            "refusal": first.message,
            "reason": reason,
            "product_id": line.product_id.id,
            "lot_id": line.lot_id.id,
            "lot_name": line.lot_id.name or line.lot_name,
            "quantity": sum(found.line.quantity_product_uom for found in violations),
            "picking_id": picking.id,
            "reference": picking.name,
            "partner_id": line._get_party().id,
            "rule_id": first.rule.id,
            "user_id": picking._get_release_applicant().id,
            "released_by_id": self.env.uid,
            "date": fields.Datetime.now(),
            "company_id": picking.company_id.id,
        }
