from odoo import api, models


class ScanOperation(models.Model):
    _inherit = "jxc.scan.operation"

    @api.model
    def _apply_in_order(self, entries, fresh, known, late, device):
        super()._apply_in_order(entries, fresh, known, late, device)
        # sudo: what keepers lose is put before their manager, in the same step.
        operations = self.sudo().concat(*fresh.values())
        lost = operations.filtered(lambda operation: operation._is_lost_scan())
        self.env["jxc.scan.conflict"].sudo()._open_for(lost)

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
        # sudo: for the journal; the work itself is done with the person's rights.
        operation = (
            self.with_user(person)
            .sudo()
            .with_context(allowed_company_ids=companies.ids or person.company_id.ids)
        )
        with self.env.cr.savepoint():
            operation._do([payload], set())
            operation.write({"state": "applied", "seen": True})
