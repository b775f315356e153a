import uuid

from odoo import Command, fields
from odoo.tests import TransactionCase, new_test_user


class ScannerCase(TransactionCase):
    """A company with two warehouses, its keeper, and goods to receive.

    ``milk`` is kept by lot and keeps 12 months from production; ``tea`` is not
    tracked; ``phone`` is kept by serial number. ``keeper`` works in ``warehouse``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.other_warehouse = cls.env["stock.warehouse"].create(
            {"name": "Second Warehouse", "code": "SEC"}
        )
        cls.shelf = cls.env["stock.location"].create(
            {
                "name": "Shelf 1",
                "barcode": "SHELF-0001",
                "location_id": cls.warehouse.lot_stock_id.id,
            }
        )
        cls.supplier_location = cls.env.ref("stock.stock_location_suppliers")
        cls.supplier = cls.env["res.partner"].create({"name": "Dairy Supplier"})
        cls.milk = cls._product(
            "Milk powder",
            barcode="6907992100012",
            default_code="MILK-400",
            tracking="lot",
            use_expiration_date=True,
            shelf_life=12,
            shelf_life_unit="month",
        )
        cls.tea = cls._product("Tea", barcode="6901234567892", default_code="TEA")
        cls.phone = cls._product("Phone", default_code="PHONE", tracking="serial")
        cls.keeper = new_test_user(
            cls.env,
            "scanner_keeper",
            groups="jxc_inventory.group_keeper",
            tz="America/New_York",
        )

    @classmethod
    def _product(cls, name, **values):
        return cls.env["product.product"].create(
            {"name": name, "is_storable": True, **values}
        )

    @classmethod
    def _receipt(cls, *lines, warehouse=None):
        """A confirmed receipt of ``(product, quantity[, unit])`` lines."""
        warehouse = warehouse or cls.warehouse
        return cls._transfer(
            warehouse.in_type_id,
            cls.supplier_location,
            warehouse.lot_stock_id,
            *lines,
            partner_id=cls.supplier.id,
            scheduled_date=fields.Datetime.now(),
        )

    @classmethod
    def _transfer(cls, picking_type, source, target, *lines, **values):
        """A confirmed transfer of ``(product, quantity[, unit])`` lines."""
        places = {"location_id": source.id, "location_dest_id": target.id}
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                **values,
                **places,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom": (unit[0] if unit else product.uom_id).id,
                            "company_id": picking_type.company_id.id,
                            **places,
                        }
                    )
                    for product, quantity, *unit in lines
                ],
            }
        )
        picking.action_confirm()
        return picking

    @classmethod
    def _stock(cls, product, location, quantity, lot=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, location, quantity, lot_id=lot
        )

    # ---- operations as a device sends them -------------------------------------

    def _operation(self, kind, picking, **payload):
        return {
            "uuid": str(uuid.uuid4()),
            "kind": f"receive.{kind}",
            "time": "2026-03-10T01:02:03.000Z",
            "payload": {"picking_id": picking.id, **payload},
        }

    def _count(self, picking, product, quantity, **payload):
        return self._operation(
            "count", picking, product_id=product.id, quantity=quantity, **payload
        )

    def _sync(self, *operations, user=None):
        journal = self.env["jxc.scan.operation"].with_user(user or self.keeper)
        return journal.sync(list(operations))

    def _assert_applied(self, *operations, user=None):
        answers = self._sync(*operations, user=user)
        self.assertEqual([a["message"] for a in answers], [""] * len(operations))
        self.assertEqual({a["state"] for a in answers}, {"applied"})
        return answers

    def _assert_refused(self, reason, operation, user=None):
        """The last answer refuses with a message that contains ``reason``."""
        (answer,) = self._sync(operation, user=user)
        self.assertEqual(answer["state"], "refused")
        self.assertIn(reason, answer["message"])
        return answer

    def _picked(self, picking, product):
        lines = picking.move_line_ids.filtered(
            lambda line: line.picked and line.product_id == product
        )
        return sum(lines.mapped("quantity_product_uom"))
