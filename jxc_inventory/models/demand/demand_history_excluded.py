from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date


class DemandHistory(models.Model):
    """Days of which somebody excluded what is not to be expected again."""

    _inherit = "jxc.demand.history"

    excluded_reason = fields.Char("Reason for Exclusion", readonly=True)
    excluded_by_id = fields.Many2one(
        "res.users", "Excluded by", readonly=True, ondelete="set null"
    )
    excluded_at = fields.Datetime("Excluded on", readonly=True)

    def action_exclude(self):
        """Ask what to exclude of these days, and why."""
        self._check_may_exclude()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Exclude Demand"),
            "res_model": "jxc.demand.exclusion",
            "view_mode": "form",
            "target": "new",
            "context": {"default_history_ids": self.ids},
        }

    def action_take_back_exclusion(self):
        """Count what was excluded of these days as demand again."""
        self._check_may_exclude()
        self.filtered("excluded_qty")._exclude(dict.fromkeys(self.ids, 0.0), False)

    def _check_may_exclude(self):
        self.check_access("read")
        if not self.env.user.has_group("jxc_inventory.group_buyer"):
            raise AccessError(
                self.env._("Only buyers and inventory managers exclude demand.")
            )

    def _exclude(self, quantities: dict[int, float], reason: str | bool) -> None:
        """Exclude quantities, by id, from the demand of days; zero takes it back.

        Raises UserError when more is to be excluded than was sold on a day.
        """
        for day in self:
            sold = day.quantity + day.excluded_qty
            if quantities[day.id] and not 0 < quantities[day.id] <= sold:
                raise UserError(
                    self.env._(
                        "%(product)s, %(date)s: between 0 and %(sold)s can be excluded,"
                        " what was sold on that day.",
                        product=day.product_id.display_name,
                        date=format_date(self.env, day.date),
                        sold=f"{sold:g}",
                    )
                )
        self._state_quantities(
            ("excluded_qty",),
            SQL(
                "SELECT product_id, warehouse_id, company_id, date, stated.quantity"
                " FROM jxc_demand_history day JOIN unnest(%s, %s::numeric[])"
                " AS stated(id, quantity) ON stated.id = day.id",
                self.ids,
                [quantities[id_] for id_ in self.ids],
            ),
        )
        # sudo: nobody writes history; who may exclude was checked by the caller.
        self.sudo().write(
            {
                "excluded_reason": reason,
                "excluded_by_id": reason and self.env.uid,
                "excluded_at": reason and fields.Datetime.now(),
            }
        )
        self.env["jxc.reorder.slice"]._forget_forecasts(self.company_id)
