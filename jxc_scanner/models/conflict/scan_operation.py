from odoo import api, models


class ScanOperation(models.Model):
    _inherit = "jxc.scan.operation"

    @api.model
    def _apply_in_order(self, entries, fresh, known, late, device):
        result = super()._apply_in_order(entries, fresh, known, late, device)
        lost = [one.id for one in fresh.values() if one._is_lost_scan()]
        # sudo: what keepers lose is put before their manager, in the same step.
        journal = self.sudo()
        journal.env["jxc.scan.conflict"]._open_for(journal.browse(lost))
        return result

    def _answer(self):
        answer = super()._answer()
        if not self.message:
            return answer
        # sudo: of the person's own operation, what became of it.
        conflict = self.env["jxc.scan.conflict"].sudo()
        solved = conflict.search(
            [("operation_id", "=", self.id), ("state", "=", "solved")]
        )
        if solved:
            answer.update(state="solved", message=solved._tell())
        return answer

    def _apply_anew(self, payload):
        """Apply a refused operation with ``payload``, as the person who scanned it.

        :raise UserError: when it is refused again; nothing has changed then
        """
        self.ensure_one()
        person = self.user_id
        if not person.active or not person.has_group("jxc_inventory.group_keeper"):
            person = self.env.user
        companies = self.company_id & person.company_ids
        allowed = companies.ids or person.company_id.ids
        theirs = self.with_user(person).with_context(allowed_company_ids=allowed)
        # sudo: for the journal; the work itself is done with the person's rights.
        operation = theirs.sudo()
        with self.env.cr.savepoint():
            operation._do([payload], set())
            operation.write({"state": "applied", "seen": True})
