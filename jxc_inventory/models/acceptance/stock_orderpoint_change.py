from markupsafe import Markup

from odoo import api, models


class StockWarehouseOrderpoint(models.Model):
    """What the Replenishment screen offers for a row, and says when it has none."""

    _inherit = "stock.warehouse.orderpoint"

    def action_change_quantity(self):
        """Ask for another quantity and for the reason, in a dialog."""
        self.ensure_one()
        view = self.env.ref("jxc_inventory.stock_warehouse_orderpoint_view_form_change")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change Quantity"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
            "context": {"dialog_size": "medium"},
        }

    @api.model
    def get_empty_list_help(self, help_message):
        """Tell a new user where suggestions come from; core says all is well."""
        if not self.env.context.get("search_default_filter_to_reorder"):
            return super().get_empty_list_help(help_message)
        paragraphs = (
            self.env._(
                "What customers took tells each night when to order and how much. After"
                " an import, or when you do not want to wait: ⚙ → Update Reorder Points"
                " from Demand."
            ),
            self.env._("Take the filters away to see the rules of all products."),
        )
        return Markup('<p class="o_view_nocontent_replenishment">%s</p>%s') % (
            self.env._("Nothing to order"),
            Markup().join(Markup("<p>%s</p>") % text for text in paragraphs),
        )
