from odoo import api, fields, models


class DemandExclusion(models.TransientModel):
    """Exclude from demand what a customer will hardly take again, with the reason."""

    _name = "jxc.demand.exclusion"
    _description = "Exclude Demand"

    history_ids = fields.Many2many(
        "jxc.demand.history", string="Days", required=True, readonly=True
    )
    single = fields.Boolean(compute="_compute_single")
    quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_quantity",
        store=True,
        readonly=False,
        help="Of the one day chosen; of several days all is excluded.",
    )
    reason = fields.Char(required=True)

    @api.depends("history_ids")
    def _compute_single(self):
        for wizard in self:
            wizard.single = len(wizard.history_ids) == 1

    @api.depends("history_ids")
    def _compute_quantity(self):
        for wizard in self:
            days = wizard.history_ids
            wizard.quantity = sum(days.mapped("quantity") + days.mapped("excluded_qty"))

    def action_confirm(self):
        self.ensure_one()
        days = self.history_ids
        days._check_may_exclude()
        if self.single:
            quantities = {days.id: self.quantity}
        else:
            quantities = {day.id: day.quantity + day.excluded_qty for day in days}
        days._exclude(quantities, self.reason)
        return {"type": "ir.actions.act_window_close"}
