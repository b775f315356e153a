from odoo import models
from odoo.fields import Domain

# Who may read alerts of an audience; as the record rules say.
AUDIENCE_GROUPS = {
    "warehouse": ("jxc_inventory.group_keeper", "jxc_inventory.group_buyer"),
    "purchase": ("jxc_inventory.group_buyer",),
    "sale": ("jxc_inventory.group_salesperson", "jxc_inventory.group_manager"),
}


class AlertRule(models.Model):
    """Who hears of a rule's alerts: never nobody, and nobody who may not read them."""

    _inherit = "jxc.alert.rule"

    def _get_readers(self):
        """Return the users of the company who may read alerts of this kind."""
        return self._users_in(*AUDIENCE_GROUPS[self._kind()._audience])

    def _get_owners(self):
        """Return who hears of alerts that have no owner of their own.

        They are the rule's user or group, as far as they may read its alerts; else the
        inventory managers of the company; else those who administer the database.
        """
        # sudo: as in _users_in.
        rule = self.sudo()
        owners = rule.env["res.users"]
        if rule.owner_type == "user":
            owners = rule.owner_user_id
        elif rule.owner_type == "group":
            owners = rule.owner_group_id.all_user_ids
        return (
            owners & rule._get_readers()
            or rule._users_in("jxc_inventory.group_manager")
            or rule._users_in("base.group_system")
            or rule.env.ref("base.group_system").all_user_ids.filtered("active")
        )

    def _users_in(self, *groups):
        """Return active internal users of the rule's company who are in a group."""
        # sudo: which users there are decides who hears; it is shown to nobody.
        users = self.env["res.users"].sudo()
        return users.search(
            Domain("all_group_ids", "in", [self.env.ref(group).id for group in groups])
            & Domain("company_ids", "in", self.company_id.id)
            & Domain("share", "=", False)
        )
