from odoo import api, fields, models


class Alert(models.Model):
    """Buttons that fit an alert's kind and only show something."""

    _inherit = "jxc.alert"

    fitting_actions = fields.Char(compute="_compute_fitting_actions")

    @api.depends("kind", "state", "lot_id", "product_id", "warehouse_id")
    def _compute_fitting_actions(self):
        """State as ``,lot,scrap,`` what a user may do about each alert."""
        for alert in self:
            keys = [key for key in alert._get_actions() if alert._fits(key)]
            alert.fitting_actions = f",{','.join(keys)},"

    def _get_actions(self):
        kind = self.env.get(self.kind or "")
        return kind._actions if kind is not None else ()

    def _fits(self, key: str) -> bool:
        """Tell whether an action of the kind makes sense for this very alert."""
        if key == "lot":
            return bool(self.lot_id)
        if key in ("transfer", "return", "scrap"):
            return bool(self.warehouse_id) and self.state != "resolved"
        if key == "discount":
            return self.state != "resolved"
        return True

    def action_open_lot(self):
        return self._open(self.lot_id)

    def action_open_product(self):
        return self._open(self.product_id)

    def action_open_stock(self):
        return self.product_id.action_open_quants()

    def action_open_subject(self):
        """Open the receipt or order the alert is about."""
        subject = self.env[self.subject_model].browse(self.subject_id).exists()
        if subject._name == "purchase.order.line":
            subject = subject.order_id
        return self._open(subject)

    def action_reorder(self):
        """Open the reordering rule in the Replenishment screen."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_orderpoint_replenish"
        )
        return {**action, "domain": [("id", "=", self.subject_id)], "context": {}}

    @api.model
    def _open(self, records):
        """Return the action that shows these records of one model."""
        action = {
            "type": "ir.actions.act_window",
            "name": records._description,
            "res_model": records._name,
            "view_mode": "list,form",
            "domain": [("id", "in", records.ids)],
        }
        if len(records) == 1:
            action.update(
                {"view_mode": "form", "views": [(False, "form")], "res_id": records.id}
            )
        return action
