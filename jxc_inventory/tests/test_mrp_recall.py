from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .field_common import FieldCommon


@tagged("post_install", "-at_install", "-standard", "mrp")
class TestMrpRecall(FieldCommon):
    """Recalls of what was sold in kits and used in production.

    Needs ``mrp``, ``sale_mrp`` and ``purchase_mrp``, on which nothing of ours depends:
    ``./jxc test mrp`` installs them beside it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        roles = "jxc_inventory.group_keeper,mrp.group_mrp_user"
        cls.worker = cls._user("worker", roles)
        bread = cls._product("Bread", tracking="none", use_expiration_date=False)
        places = ((bread, cls.stock), (bread, cls.store))
        for product, place in places:
            cls.env["stock.quant"]._update_available_quantity(product, place, 100)
        cls.breakfast = cls._product("Breakfast", tracking="none", is_storable=False)
        cls._bom(cls.breakfast, "phantom", {cls.milk: 2, bread: 1})
        cls.cake = cls._product("Cake", use_expiration_date=False)
        cls._bom(cls.cake, "normal", {cls.milk: 2})
        cls.lot = cls._buy(cls.milk, "L1", quantity=100, production_date="2026-01-15")

    @classmethod
    def _bom(cls, product, kind, components):
        return cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": kind,
                "company_id": cls.company.id,
                "bom_line_ids": [
                    Command.create({"product_id": component.id, "product_qty": count})
                    for component, count in components.items()
                ],
            }
        )

    def _sell_kits(self, partner, quantity, warehouse):
        """Sell and deliver kits; return the done delivery."""
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "warehouse_id": warehouse.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.breakfast.id,
                            "product_uom_qty": quantity,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        return self._validated(order.picking_ids)

    def _validated(self, picking):
        picking = picking.with_user(self.keeper)
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def _return_kits(self, delivery, quantity):
        """Take back the milk and the bread of so many kits."""
        wizard = self.env["stock.return.picking"].with_user(self.keeper)
        wizard = wizard.with_context(active_ids=delivery.ids, active_id=delivery.id)
        form = Form(wizard.with_context(active_model="stock.picking"))
        returned = form.save()
        for line in returned.product_return_moves:
            line.quantity = quantity * (2 if line.product_id == self.milk else 1)
        return self._validated(
            self.env["stock.picking"].browse(returned.action_create_returns()["res_id"])
        )

    def _order(self, quantity):
        """Return a confirmed manufacturing order of cakes."""
        order = (
            self.env["mrp.production"]
            .with_user(self.worker)
            .create({"product_id": self.cake.id, "product_qty": quantity})
        )
        order.action_confirm()
        order.action_assign()
        return order

    def _bake(self, quantity, name):
        """Bake cakes and return their lot."""
        order = self._order(quantity)
        order.lot_producing_ids = self._lot(name, self.cake, company_id=self.company.id)
        order.qty_producing = quantity
        order._set_qty_producing()
        order.move_raw_ids.picked = True
        order.button_mark_done()
        self.assertEqual(order.state, "done")
        return order.lot_producing_ids

    def _started(self):
        recall = (
            self.env["jxc.recall"]
            .with_user(self.manager)
            .create(
                {
                    "reason": "Salmonella",
                    "lot_ids": [Command.create({"lot_id": self.lot.id})],
                }
            )
        )
        recall.action_start()
        return recall

    def _remaining(self, recall):
        return {
            (line.lot_id, line.location_id or line.partner_id): line.quantity_remaining
            for line in recall.line_ids
            if line.quantity_remaining
        }

    def test_kits_from_two_warehouses_and_a_return_are_followed_to_the_piece(self):
        self._move(self.lot, self.stock, self.transit, 40)
        self._move(self.lot, self.transit, self.store, 40)
        delivery = self._sell_kits(self.shop, 3, self.warehouse)
        self._sell_kits(self.other, 4, self.warehouse_2)
        self._return_kits(delivery, 1)
        recall = self._started()
        self.assertEqual(
            self._remaining(recall),
            {
                (self.lot, self.stock): 56,
                (self.lot, self.store): 32,
                (self.lot, self.shop): 4,
                (self.lot, self.other): 8,
            },
        )
        self.assertEqual(recall.customer_ids.partner_id, self.shop + self.other)
        self.assertRecordValues(
            recall.lot_ids,
            [
                {
                    "quantity_received": 100,
                    "quantity_on_hand": 88,
                    "quantity_at_customers": 12,
                    "quantity_to_recall": 100,
                    "is_balanced": True,
                }
            ],
        )

    def test_what_was_baked_of_a_recalled_lot_is_recalled_with_it(self):
        cakes = self._bake(3, "C1")
        self._sell(cakes, self.shop)
        recall = self._started()
        self.assertEqual(
            self._remaining(recall),
            {
                (self.lot, self.stock): 94,
                (cakes, self.stock): 2,
                (cakes, self.shop): 1,
            },
        )
        milk, made = recall.lot_ids.sorted("id")
        self.assertEqual(made.made_from_ids, self.lot)
        self.assertEqual((milk.quantity_consumed, made.quantity_produced), (6, 3))
        self.assertTrue(milk.is_balanced and made.is_balanced)
        self.assertEqual(cakes.hold_state, "recalled")

    def test_a_recalled_lot_is_neither_reserved_for_production_nor_used(self):
        reserved = self._order(2)
        self.assertEqual(reserved.move_raw_ids.move_line_ids.lot_id, self.lot)
        self._started()
        self.assertFalse(reserved.move_raw_ids.move_line_ids)
        order = self._order(1)
        self.assertFalse(order.move_raw_ids.move_line_ids)
        order.lot_producing_ids = self._lot("C2", self.cake, company_id=self.company.id)
        order.move_raw_ids.move_line_ids = [
            Command.create(
                {
                    "product_id": self.milk.id,
                    "lot_id": self.lot.id,
                    "quantity": 2,
                    "picked": True,
                }
            )
        ]
        order.qty_producing = 1
        with self.assertRaisesRegex(UserError, "on hold"):
            order.button_mark_done()

    def test_cakes_baked_before_and_taken_apart_again_add_up(self):
        cakes = self._bake(3, "C1")
        unbuild = self.env["mrp.unbuild"].create(
            {
                "product_id": self.cake.id,
                "product_qty": 1,
                "mo_id": self.env["mrp.production"]
                .search([("lot_producing_ids", "in", cakes.ids)])
                .id,
                "lot_id": cakes.id,
                "location_id": self.stock.id,
                "location_dest_id": self.stock.id,
            }
        )
        unbuild.action_unbuild()
        recall = self._started()
        self.assertEqual(
            self._remaining(recall),
            {(self.lot, self.stock): 96, (cakes, self.stock): 2},
        )
        self.assertTrue(all(recall.lot_ids.mapped("is_balanced")))
