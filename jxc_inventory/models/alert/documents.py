from odoo import fields, models
from odoo.exceptions import AccessError


class AlertAnswer(models.AbstractModel):
    """A document somebody made to answer an alert."""

    _name = "jxc.alert.answer"
    _description = "Answer to an Alert"

    alert_id = fields.Many2one(
        "jxc.alert", readonly=True, copy=False, index="btree_not_null"
    )


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "jxc.alert.answer"]


class ProductPricelistItem(models.Model):
    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "jxc.alert.answer"]


class StockScrap(models.Model):
    _name = "stock.scrap"
    _inherit = ["stock.scrap", "jxc.alert.answer"]

    def do_scrap(self):
        """Let keepers propose and managers approve what an alert is answered with."""
        proposed = self.filtered("alert_id")
        manages = self.env.user.has_group("jxc_inventory.group_manager")
        if proposed and not manages and not self.env.su:
            raise AccessError(
                self.env._(
                    "Only an inventory manager approves the scrap that was proposed on"
                    " an alert: %s",
                    ", ".join(proposed.mapped("display_name")),
                )
            )
        return super().do_scrap()
