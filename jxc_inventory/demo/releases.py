from odoo import fields
from odoo.fields import Command

from ..models.delivery.departure import Departure

QUANTITY = 2
REASON = "客户已书面同意接收，本周促销售完"


class DemoReleases:
    """Goods with less life left than a customer asks for, delivered all the same.

    By the buttons people press: the keeper asks for the release, a manager says why,
    the keeper delivers.
    """

    def __init__(self, warehouse, customer, keeper, manager):
        self.env = warehouse.with_context(tracking_disable=True).env
        self.warehouse = warehouse
        self.customer = customer
        self.keeper = keeper
        self.manager = manager

    def run(self):
        quant = self._find_short_lived()
        if not quant:
            return
        delivery = self._deliver(quant)
        self._refused(delivery, self.keeper).action_ask()
        refused = self._refused(delivery, self.manager)
        refused.reason = REASON
        refused.action_release()
        delivery.button_validate()

    def _find_short_lived(self):
        """Return free goods of the lot that expires first of those the customer
        refuses, on whichever shelf they lie."""
        now, company = fields.Datetime.now(), self.warehouse.company_id
        book, zone = (
            self.env["jxc.lot.rule"]._open_book(company),
            company._jxc_timezone(),
        )
        quants = self.env["stock.quant"].search(
            [
                ("location_id", "child_of", self.warehouse.lot_stock_id.id),
                ("lot_id.removal_date", ">", now),
                ("hold_state", "=", False),
                ("quantity", ">=", QUANTITY),
            ]
        )
        free = quants.filtered(
            lambda quant: quant.quantity - quant.reserved_quantity >= QUANTITY
        )
        for quant in free.sorted(lambda quant: (quant.expiration_date, quant.id)):
            product, lot = quant.product_id, quant.lot_id
            rule = book.find("delivery_life", product, self.customer)
            leaving = Departure(None, product, lot, self.customer, None, None, zone)
            if rule and not leaving.with_lot(lot).is_accepted(rule, now):
                return quant
        return None

    def _deliver(self, quant):
        """Return a delivery of this very lot, which nobody has reserved by himself."""
        operation = self.warehouse.out_type_id
        places = {
            "location_id": self.warehouse.lot_stock_id.id,
            "location_dest_id": self.customer.property_stock_customer.id,
        }
        product = quant.product_id
        move = {"product_id": product.id, "product_uom_qty": QUANTITY, **places}
        line = {
            "product_id": product.id,
            "lot_id": quant.lot_id.id,
            **places,
            "location_id": quant.location_id.id,
        }
        pickings = self.env["stock.picking"].with_user(self.keeper)
        delivery = pickings.create(
            {
                "picking_type_id": operation.id,
                "partner_id": self.customer.id,
                **places,
                "move_ids": [Command.create(move)],
            }
        )
        delivery.action_confirm()
        delivery.move_line_ids.unlink()
        line |= {"quantity": QUANTITY, "picked": True, "picking_id": delivery.id}
        delivery.move_ids.move_line_ids = [Command.create(line)]
        return delivery

    def _refused(self, delivery, user):
        """Return what ``user`` is shown who looks at why it may not pass."""
        action = delivery.with_user(user).action_open_release()
        wizards = self.env["jxc.lot.release.wizard"].with_user(user)
        return wizards.browse(action["res_id"])
