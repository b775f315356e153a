from datetime import datetime, time, timedelta, timezone

from odoo.fields import Command

from .reorder_common import ReorderCommon


class SupplyCommon(ReorderCommon):
    """Adds to :class:`ReorderCommon` purchase orders that were received."""

    @classmethod
    def _order(cls, lines, vendor=None, warehouse=None, **values):
        """Return a confirmed order of ``lines``, pairs of product and quantity."""
        warehouse = warehouse or cls.warehouse
        order = cls.env["purchase.order"].create(
            {
                "partner_id": (vendor or cls.vendor).id,
                "company_id": warehouse.company_id.id,
                "picking_type_id": warehouse.in_type_id.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_qty": quantity})
                    for product, quantity in lines
                ],
                **values,
            }
        )
        order.button_confirm()
        return order

    @classmethod
    def _receive(cls, order, quantity=None):
        """Receive what is open of an order, or so much of each line."""
        picking = order.picking_ids.filtered(lambda p: p.state != "done")
        for move in picking.move_ids:
            move.quantity = quantity or move.product_uom_qty
            move.picked = True
        picking._action_done()
        return picking.move_ids

    @classmethod
    def _received(cls, product, days, ago=30, promised=7, **kwargs):
        """Return an order confirmed ``ago`` days ago and received ``days`` later."""
        order = cls._order([(product, 5)], **kwargs)
        moves = cls._receive(order)
        ordered = cls._noon(-ago, order.company_id)
        order.date_approve = ordered
        order.order_line.date_promised = ordered + timedelta(days=promised)
        moves.date = ordered + timedelta(days=days)
        return order

    @classmethod
    def _noon(cls, days, company=None):
        """Return the UTC instant of noon so many days from today at the company."""
        company = company or cls.company
        day = company._today() + timedelta(days=days)
        noon = datetime.combine(day, time(12), company._jxc_timezone())
        return noon.astimezone(timezone.utc).replace(tzinfo=None)

    @classmethod
    def _measure(cls, company=None):
        """Measure and return the lead times of a company."""
        company = company or cls.company
        LeadTime = cls.env["jxc.vendor.lead.time"]
        LeadTime._measure(company)
        return LeadTime.search([("company_id", "=", company.id)])

    @classmethod
    def _run(cls):
        result = super()._run()
        for company in cls.company | cls.other_company:
            cls.Orderpoint._settle(company)
        return result
