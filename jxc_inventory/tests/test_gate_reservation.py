import gc

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestGateReservation(GateCommon):
    """What a customer would not accept is not reserved for it in the first place."""

    def setUp(self):
        super().setUp()
        self.rule = self._rule(
            customer_id=self.customer.id,
            delivery_life_action="release",
            delivery_life=50,
        )
        self._rule(fefo_action="release")
        self.unknown = self._stocked("NODATE")
        self.short = self._stocked("SHORT", production_date="2025-04-01")
        self.good = self._stocked("GOOD", production_date="2025-11-01")
        self.later = self._stocked("LATER", production_date="2025-12-01")

    def _reserved(self, partner, quantity=1, product=None):
        product = product or self.milk
        places = {
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
        }
        delivery = (
            self.env["stock.picking"]
            .with_user(self.keeper)
            .create(
                {
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "partner_id": partner.id,
                    **places,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": quantity,
                                **places,
                            }
                        )
                    ],
                }
            )
        )
        delivery.action_confirm()
        delivery.action_assign()
        return delivery

    def test_the_earliest_lot_the_customer_accepts_is_reserved(self):
        delivery = self._reserved(self.store, quantity=15)
        self.assertEqual(delivery.move_line_ids.lot_id, self.good + self.later)
        self.assertFalse(delivery.gate_warning)
        delivery.move_ids.picked = True
        self.assertIs(delivery.button_validate(), True)

    def test_others_get_the_earliest_of_all(self):
        anybody = self.env["res.partner"].create({"name": "Corner shop"})
        self.assertEqual(self._reserved(anybody).move_line_ids.lot_id, self.short)

    def test_a_category_changed_between_two_reservations_is_followed(self):
        anybody = self.env["res.partner"].create({"name": "Corner shop"})
        frozen = self.env["product.category"].create({"name": "Frozen"})
        self._rule(categ_id=frozen.id, delivery_life_action="release", delivery_life=99)
        self.assertEqual(self._reserved(anybody).move_line_ids.lot_id, self.short)
        self.milk.categ_id = frozen
        self.assertFalse(self._reserved(anybody).move_line_ids)

    def test_reservations_one_after_the_other_share_their_environments(self):
        anybody = self.env["res.partner"].create({"name": "Corner shop"})

        def count_environments(reservations):
            for _number in range(reservations):
                self._reserved(anybody)
            return len(self.env.transaction.envs)

        # None that was made goes unseen by being collected meanwhile.
        gc.disable()
        self.addCleanup(gc.enable)
        few = count_environments(2)
        self.assertLessEqual(count_environments(8), few + 2)

    def test_nothing_is_reserved_when_nothing_would_be_accepted(self):
        self.rule.delivery_life = 99
        delivery = self._reserved(self.store)
        self.assertFalse(delivery.move_line_ids)
        self.assertEqual(delivery.state, "confirmed")

    def test_a_lot_chosen_by_hand_stays_chosen(self):
        delivery = self._delivery_of(self.short)
        delivery.action_assign()
        self.assertEqual(delivery.move_line_ids.lot_id, self.short)

    def test_without_a_rule_or_with_one_that_allows_all_is_as_in_odoo(self):
        self.rule.delivery_life_action = "allow"
        self.assertEqual(self._reserved(self.store).move_line_ids.lot_id, self.short)
        self.rule.unlink()
        self.assertEqual(self._reserved(self.store).move_line_ids.lot_id, self.short)

    def test_queries_to_find_unfit_lots_do_not_grow_with_the_moves(self):
        def count(number):
            moves = self.env["stock.move"]
            for index in range(number):
                product = self._product(f"Yoghurt {number}-{index}")
                self._stocked("Y", product=product, production_date="2025-04-01")
                moves += self._reserved(self.store, product=product).move_ids
            moves = moves.browse(moves.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(moves._find_unfit_lots()), number)
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertEqual(count(30), count(5))
