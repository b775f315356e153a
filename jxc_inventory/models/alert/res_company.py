from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    alert_keep_days = fields.Integer(
        "Keep Resolved Alerts (days)",
        default=365,
        help="Alerts resolved longer ago are removed; 0 keeps them for ever.",
    )
    alert_replaces_expiry_activity = fields.Boolean(
        "Alerts Replace Odoo's Expiration Reminder",
        help="Odoo makes one activity for each lot, once for ever, when its alert date"
        " is reached. Tick this when alert rules tell of expiring lots instead.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_default_alert_rules()
        return companies

    @api.model
    def _create_alert_rules_where_none_are(self):
        """Give the companies there are at installation their rules."""
        rules = self.env["jxc.alert.rule"].with_context(active_test=False)
        with_rules = [company for (company,) in rules._read_group([], ["company_id"])]
        # pylint: disable-next=no-search-all
        for company in self.search([]):
            if company not in with_rules:
                company._create_default_alert_rules()

    def _create_default_alert_rules(self):
        """Give each company a rule of every kind that states default levels."""
        # sudo: who may make a company need not be an inventory manager.
        rules = self.env["jxc.alert.rule"].sudo()
        rules = rules.with_context(tracking_disable=True)
        kinds = map(self.env.__getitem__, self.env["jxc.alert.kind"]._registered())
        vals_list = [kind._default_rule() for kind in kinds if kind._default_levels]
        vals_list.sort(key=lambda vals: vals["sequence"])
        rules.create(
            [
                {**vals, "company_id": company.id}
                for company in self
                for vals in vals_list
            ]
        )
