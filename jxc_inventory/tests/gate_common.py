from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError

from .shelf_life_common import ShelfLifeCommon


class GateCommon(ShelfLifeCommon):
    """The food shop with lots to deliver and a customer who is particular.

    The only rule at first is the one the add-on brings: expired goods need a release.

    - ``customer``: RT-Mart; ``store``: its address; ``rule_model``: for ``_rule``.
    - ``customers``: the location of customers.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        cls.customer = partners.create({"name": "RT-Mart"})
        cls.store = partners.create(
            {"name": "Store 5", "type": "delivery", "parent_id": cls.customer.id}
        )
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.salesperson = cls._user("seller", "jxc_inventory.group_salesperson")
        cls.buyer = cls._user("buyer", "jxc_inventory.group_buyer")

    def _rule(self, **values):
        return self.env["jxc.lot.rule"].create(
            {"company_id": self.company.id, **values}
        )

    def _stocked(self, name, quantity=10, location=None, product=None, **dates):
        """Return a lot of which there is some in stock."""
        lot = self._lot(name, product=product, **dates)
        self.env["stock.quant"]._update_available_quantity(
            lot.product_id, location or self.stock, quantity, lot_id=lot
        )
        return lot

    def _delivery_of(self, lots, quantity=1, user=None, partner=None, **options):
        """Return a delivery that is ready to validate, with a line for each lot."""
        product = lots.product_id
        source = options.get("source") or self.stock
        picking_type = options.get("picking_type") or self.warehouse.out_type_id
        delivery = (
            self.env["stock.picking"]
            .with_user(user or self.keeper)
            .with_context(allowed_company_ids=picking_type.company_id.ids)
            .create(
                {
                    "picking_type_id": picking_type.id,
                    "partner_id": (partner or self.store).id,
                    "location_id": source.id,
                    "location_dest_id": (options.get("to") or self.customers).id,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": quantity * len(lots),
                                "location_id": source.id,
                                "location_dest_id": (
                                    options.get("to") or self.customers
                                ).id,
                            }
                        )
                    ],
                }
            )
        )
        delivery.action_confirm()
        delivery.move_line_ids.unlink()
        delivery.move_ids.move_line_ids = [
            Command.create(
                {
                    "picking_id": delivery.id,
                    "product_id": product.id,
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "picked": True,
                }
            )
            for lot in lots
        ]
        return delivery

    def _wizard(self, action, user=None):
        """Return the wizard an action opens, as the user in front of it sees it."""
        self.assertEqual(action["res_model"], "jxc.lot.release.wizard")
        return (
            self.env[action["res_model"]]
            .with_user(user or self.keeper)
            .with_context(**action["context"])
            .browse(action["res_id"])
        )

    @contextmanager
    def _assert_refused(self, message):
        """What is done within is refused with ``message`` and leaves nothing."""
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            yield

    def _assert_hard_gate(self, delivery, message):
        """No way past the gate by the method that moves the goods."""
        before = delivery.state
        with self._assert_refused(message):
            delivery.with_context(skip_expired=True)._action_done()
        self.assertEqual(delivery.state, before)
