from odoo import models
from odoo.exceptions import UserError


class Recall(models.Model):
    """Its papers: letters to customers and the list as a spreadsheet."""

    _inherit = "jxc.recall"

    def action_print_letters(self):
        """Print one letter for each customer, in their languages."""
        customers = self.customer_ids.filtered("partner_id")
        if not customers:
            raise UserError(self.env._("No customer received any of these goods."))
        report = self.env.ref("jxc_reports.recall_letter_report")
        return report.report_action(customers, config=False)

    def action_download_list(self):
        """Download lots, places and customers as a spreadsheet."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/jxc_reports/recall/{self.id}/xlsx",
            "target": "download",
        }
