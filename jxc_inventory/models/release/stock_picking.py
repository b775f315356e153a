from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

ACTIVITY = "jxc_inventory.mail_activity_type_release"
FOR_USE = ("customer", "production", "transit")


class StockPicking(models.Model):
    """Whoever validates what a rule refuses may release it, or ask whoever may."""

    _inherit = "stock.picking"

    gate_warning = fields.Text(
        "Refused", compute="_compute_gate_warning", compute_sudo=True
    )
    release_ids = fields.One2many(
        "jxc.lot.release",
        "picking_id",
        "Releases",
        readonly=True,
        groups="jxc_inventory.group_keeper",
    )
    release_count = fields.Integer(
        compute="_compute_release_count", groups="jxc_inventory.group_keeper"
    )

    @api.depends("move_line_ids.gate_warning")
    def _compute_gate_warning(self):
        for picking in self:
            warnings = picking.move_line_ids.mapped("gate_warning")
            picking.gate_warning = "\n".join(dict.fromkeys(filter(None, warnings)))

    @api.depends_context("uid")
    @api.depends("release_ids")
    def _compute_release_count(self):
        counts = dict(
            self.env["jxc.lot.release"]._read_group(
                [("picking_id", "in", self.ids)], ["picking_id"], ["__count"]
            )
        )
        for picking in self:
            picking.release_count = counts.get(picking._origin, 0)

    def action_open_release(self):
        """Show what speaks against this transfer, to release it or to ask for it."""
        refused = self._get_lines_to_move()._find_refused()
        if not refused:
            raise UserError(self.env._("Nothing speaks against this transfer."))
        return self.env["jxc.lot.release.wizard"]._open(refused)

    def action_view_releases(self):
        """Show the releases of this transfer."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "jxc_inventory.lot_release_action"
        )
        return {**action, "domain": [("picking_id", "in", self.ids)], "context": {}}

    def _pre_action_done_hook(self):
        result = super()._pre_action_done_hook()
        # In superuser mode there is nobody to ask: the gate itself will refuse.
        if result is not True or self.env.su:
            return result
        refused = self._get_lines_to_move("picked")._find_refused()
        if any(found.releasable for found in refused):
            return self.env["jxc.lot.release.wizard"]._open(refused)
        return result

    def _check_expired_lots(self):
        """Leave Odoo's question whether to go on to lots that no rule decides about.

        It is asked where goods come from a vendor or leave for use. Where they are put
        away, put aside, scrapped, sent back or taken back they may well have expired:
        often that is why they move. Without a user to ask all stays as in Odoo.
        """
        pickings = super()._check_expired_lots()
        if self.env.su or not pickings:
            return pickings
        now = fields.Datetime.now()
        lines = pickings.move_line_ids.filtered(
            lambda line: (
                (
                    line.lot_id.product_expiry_alert
                    or (line.removal_date and line.removal_date <= now)
                )
                and (
                    line.location_id.usage == "supplier"
                    or line.location_dest_id.usage in FOR_USE
                )
            )
        )
        decided = {
            found.line for found in lines._find_violations() if found.kind == "expired"
        }
        return lines.filtered(lambda line: line not in decided).picking_id

    def _get_lines_to_move(self, *conditions):
        """Return the lines yet to be done that move any goods."""
        return self.move_line_ids.filtered(
            lambda line: (
                line.state not in ("done", "cancel")
                and all(line[name] for name in conditions)
            )
        )._get_moving()

    def _ask_for_release(self, violations):
        """Give everybody who may release the violations an activity to do so."""
        for picking in self:
            by_group = {}
            for found in violations:
                if found.releasable and found.line.picking_id == picking:
                    group = found.rule._get_release_group()
                    by_group.setdefault(group, []).append(found.message)
            asked = picking._get_release_activities().user_id
            for group, messages in by_group.items():
                note = Markup("<br/>").join(dict.fromkeys(messages))
                for user in picking._get_releasers(group) - asked:
                    picking.activity_schedule(ACTIVITY, user_id=user.id, note=note)
                    asked |= user

    def _get_releasers(self, group):
        """Return who may release as a member of ``group`` in this company."""
        # sudo: whom to ask has to be known to people who may not read the users.
        users = group.sudo().all_user_ids
        return users.filtered(
            lambda user: (
                user.active and not user.share and self.company_id in user.company_ids
            )
        ).sudo(False)

    def _get_release_activities(self):
        activity_type = self.env.ref(ACTIVITY)
        # sudo: who asked and who is asked already, also where they are other people.
        return self.sudo().activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        )

    def _get_release_applicant(self):
        """Return who was going to move the goods: who asked first, else the user."""
        asked = self._get_release_activities().sorted("id")[:1]
        return asked.create_uid or self.env.user

    def _note_release(self, releases, reason: str):
        """Write what was released into the history of the transfers."""
        for picking, released in releases.grouped("picking_id").items():
            applicants = released.user_id.partner_id - self.env.user.partner_id
            refusals = Markup("<br/>").join(released.mapped("refusal"))
            picking.message_post(
                body=Markup("<p>%s</p><p>%s</p>")
                % (self.env._("Released: %s", reason), refusals),
                partner_ids=applicants.ids,
            )
            picking._get_release_activities().action_feedback(feedback=reason)
