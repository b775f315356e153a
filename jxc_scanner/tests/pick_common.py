import uuid

from odoo import fields

from .common import ScannerCase


class PickCase(ScannerCase):
    """Milk of two lots on two shelves, tea, phones, and a delivery that wants them.

    ``early`` expires before ``late``; ten of each lie on ``shelf`` and ``shelf_two``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.customer = cls.env["res.partner"].create({"name": "Corner Shop"})
        cls.shelf_two = cls.env["stock.location"].create(
            {
                "name": "Shelf 2",
                "barcode": "SHELF-0002",
                "location_id": cls.warehouse.lot_stock_id.id,
            }
        )
        fefo = cls.env["product.removal"].search([("method", "=", "fefo")])
        cls.milk.categ_id = cls.env["product.category"].create(
            {"name": "Dairy", "removal_strategy_id": fefo.id}
        )
        cls.early, cls.late = cls.env["stock.lot"].create(
            [
                {"name": name, "product_id": cls.milk.id, "production_date": day}
                for name, day in (("EARLY", "2025-10-01"), ("LATE", "2026-01-01"))
            ]
        )
        cls._stock(cls.milk, cls.shelf, 10, cls.early)
        cls._stock(cls.milk, cls.shelf_two, 10, cls.late)
        cls._stock(cls.tea, cls.shelf_two, 100)

    @classmethod
    def _delivery(cls, *lines, picking_type=None, destination=None):
        """A reserved delivery of ``(product, quantity)`` lines."""
        picking = cls._transfer(
            picking_type or cls.warehouse.out_type_id,
            cls.warehouse.lot_stock_id,
            destination or cls.customers,
            *lines,
            partner_id=cls.customer.id,
            scheduled_date=fields.Datetime.now(),
        )
        picking.action_assign()
        return picking

    @classmethod
    def _rule(cls, **values):
        return cls.env["jxc.lot.rule"].create(
            {"company_id": cls.company.id, "categ_id": cls.milk.categ_id.id, **values}
        )

    def _op(self, kind, **payload):
        return {
            "uuid": str(uuid.uuid4()),
            "kind": kind,
            "time": "2026-03-10T01:02:03.000Z",
            "payload": payload,
        }

    def _take(self, picking, product, quantity, location, lot=None, **payload):
        return self._op(
            "pick.take",
            picking_id=picking.id,
            product_id=product.id,
            quantity=quantity,
            location_id=location.id,
            lot_id=lot.id if lot else False,
            **payload,
        )

    def _lines(self, picking):
        """What the transfer holds: ``(lot, location, quantity, picked)``, sorted."""
        return sorted(
            (
                line.lot_id.name or "",
                line.location_id.name,
                line.quantity_product_uom,
                line.picked,
            )
            for line in picking.move_line_ids
        )
