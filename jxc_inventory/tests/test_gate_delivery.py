from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestGateDelivery(GateCommon):
    def setUp(self):
        super().setUp()
        self.expired = self._stocked("OLD", production_date="2025-01-10")
        self.fresh = self._stocked("NEW", production_date="2025-12-01")

    def test_expired_lot_cannot_be_delivered_out_of_the_box(self):
        delivery = self._delivery_of(self.expired)
        self._assert_hard_gate(delivery, "OLD of Milk expired on 01/10/2026")

    def test_on_its_last_day_a_lot_can_be_delivered(self):
        last = self._stocked("LAST", production_date="2025-01-15")
        delivery = self._delivery_of(last)
        with freeze_time("2026-01-15 15:59:00"):  # in Shanghai a minute to midnight
            self.assertFalse(delivery.move_line_ids._find_violations())
        with freeze_time("2026-01-15 16:01:00"):
            self.assertTrue(delivery.move_line_ids._find_violations())

    def test_usable_lot_is_delivered(self):
        delivery = self._delivery_of(self.fresh)
        self.assertIs(delivery.button_validate(), True)
        self.assertEqual(delivery.state, "done")

    def test_refuse_is_never_released(self):
        self._rule(expired_action="refuse")
        delivery = self._delivery_of(self.expired, user=self.manager)
        with self._assert_refused("OLD of Milk expired"):
            delivery.button_validate()
        with self._assert_refused("cannot release"):
            self.env["jxc.lot.release"].with_user(self.manager)._grant(
                delivery.move_line_ids._find_violations(), "because"
            )
        self.assertFalse(delivery.release_ids)

    def test_rule_that_allows_leaves_odoos_own_question(self):
        self._rule(expired_action="allow")
        action = self._delivery_of(self.expired).button_validate()
        self.assertEqual(action["res_model"], "expiry.picking.confirmation")

    def test_expired_goods_may_go_where_things_are_put_right(self):
        shelf = self.env["stock.location"].create(
            {"name": "Quarantine", "location_id": self.stock.id}
        )
        vendors = self.env.ref("stock.stock_location_suppliers")
        scrap = self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.company.id)], limit=1
        )
        for destination in (shelf, vendors, scrap):
            transfer = self._delivery_of(
                self.expired,
                to=destination,
                picking_type=self.warehouse.int_type_id,
            )
            self.assertIs(transfer.button_validate(), True, destination.display_name)
            self.assertEqual(transfer.state, "done")

    def test_expired_goods_for_another_warehouse_are_asked_about_not_refused(self):
        transfer = self._delivery_of(
            self.expired,
            to=self.company.internal_transit_location_id,
            picking_type=self.warehouse.int_type_id,
        )
        action = transfer.button_validate()
        self.assertEqual(action["res_model"], "expiry.picking.confirmation")
        self.assertIs(transfer.with_context(skip_expired=True).button_validate(), True)

    def test_expired_goods_come_back_from_the_customer(self):
        back = self._delivery_of(
            self.expired,
            source=self.customers,
            to=self.stock,
            picking_type=self.warehouse.in_type_id,
        )
        self.assertIs(back.button_validate(), True)

    def test_drop_shipment_and_sale_to_another_company_count_as_deliveries(self):
        vendors = self.env.ref("stock.stock_location_suppliers")
        other_company = self.env.ref("stock.stock_location_inter_company")
        for source, destination in (
            (vendors, self.customers),
            (self.stock, other_company),
        ):
            transfer = self._delivery_of(self.expired, source=source, to=destination)
            self._assert_hard_gate(transfer, "expired")

    def test_a_typed_number_is_the_lot_it_names(self):
        self.warehouse.out_type_id.use_create_lots = True
        delivery = self._delivery_of(self.expired)
        delivery.move_line_ids.write({"lot_id": False, "lot_name": "OLD"})
        self._assert_hard_gate(delivery, "OLD of Milk expired")

    def test_customer_asks_for_a_part_of_the_shelf_life(self):
        self._rule(
            customer_id=self.customer.id,
            delivery_life_action="refuse",
            delivery_life=66.67,
        )
        lot = self._stocked("MAY", production_date="2025-09-15")
        # 365 days in all, of which 243.3 must be left; there are 243.
        self._assert_hard_gate(
            self._delivery_of(lot),
            "MAY of Milk is usable for 243 more days, until 09/15/2026; RT-Mart,"
            " Store 5 accepts no less than 244 days",
        )
        self.assertIs(self._delivery_of(self.fresh).button_validate(), True)
        other = self.env["res.partner"].create({"name": "Corner shop"})
        anybody = self._delivery_of(lot, partner=other)
        self.assertIs(anybody.button_validate(), True)

    def test_customer_tag_asks_for_days(self):
        tag = self.env["res.partner.category"].create({"name": "Supermarkets"})
        self.customer.category_id = tag
        self._rule(
            customer_tag_id=tag.id,
            delivery_life_action="refuse",
            delivery_life=350,
            delivery_life_unit="day",
        )
        self._assert_hard_gate(self._delivery_of(self.fresh), "no less than 350 days")

    def test_what_nobody_can_tell_is_said(self):
        self._rule(delivery_life_action="refuse", delivery_life=50)
        unknown = self._stocked("NODATE")
        self._assert_hard_gate(
            self._delivery_of(unknown), "NODATE of Milk: its expiration date is unknown"
        )
        cheese = self._product("Cheese", categ_id=False)
        dated = self._stocked("CH", product=cheese, expiration_date="2026-09-01")
        self._assert_hard_gate(
            self._delivery_of(dated), "neither its production date nor the shelf life"
        )
        dated.production_date = "2026-01-01"
        self.assertIs(self._delivery_of(dated).button_validate(), True)

    def test_shelf_life_stands_in_for_the_production_date(self):
        self._rule(delivery_life_action="refuse", delivery_life=50)
        lot = self._stocked("X")
        # As entered before the product had a shelf life.
        self.env.cr.execute(
            "UPDATE stock_lot SET expiration_date = %s WHERE id = %s",
            (datetime(2026, 3, 1), lot.id),
        )
        lot.invalidate_recordset()
        self._assert_hard_gate(self._delivery_of(lot), "no less than 18[0-9] days")

    def test_untracked_and_lasting_goods_pass(self):
        self._rule(delivery_life_action="refuse", delivery_life=50)
        cup = self._product("Cup", use_expiration_date=False, tracking="none")
        self.env["stock.quant"]._update_available_quantity(cup, self.stock, 5)
        delivery = self._delivery(cup)
        self.assertIs(delivery.button_validate(), True)

    def test_rules_of_one_company_do_not_bind_the_other(self):
        self._rule(expired_action="allow")
        self.assertFalse(
            self._delivery_of(self.expired).move_line_ids._find_violations()
        )
        abroad = self._warehouse_of(self.company_us)
        lot = self._stocked(
            "US",
            location=abroad.lot_stock_id,
            company_id=self.company_us.id,
            production_date="2024-01-10",
        )
        delivery = self._delivery_of(
            lot,
            user=self.env.ref("base.user_root"),
            source=abroad.lot_stock_id,
            picking_type=abroad.out_type_id,
        )
        self._assert_hard_gate(delivery, "US of Milk expired")

    def test_keeper_sees_what_will_be_refused_while_picking(self):
        delivery = self._delivery_of(self.expired + self.fresh)
        old, new = delivery.move_line_ids.sorted("id")
        self.assertIn("OLD of Milk expired", old.gate_warning)
        self.assertFalse(new.gate_warning)
        self.assertEqual(delivery.gate_warning, old.gate_warning)
        old.lot_id = self.fresh
        self.assertFalse(delivery.gate_warning)

    def test_queries_do_not_grow_with_the_lines(self):
        self._rule(
            customer_id=self.customer.id,
            delivery_life_action="release",
            delivery_life=99,
        )

        def count(number):
            lots = self.env["stock.lot"].create(
                [
                    {
                        "name": f"{number}-{index}",
                        "product_id": self.milk.id,
                        "production_date": "2025-01-10" if index % 2 else "2025-12-01",
                    }
                    for index in range(number)
                ]
            )
            lines = self._delivery_of(lots).move_line_ids
            lines = lines.browse(lines.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(lines._find_refused()), number)
            return self.env.cr.sql_log_count - before

        count(2)  # so that what Odoo keeps in memory is there
        self.assertEqual(count(100), count(10))

    def test_nothing_half_done_when_one_line_is_refused(self):
        delivery = self._delivery_of(self.fresh + self.expired)
        with self._assert_refused("OLD of Milk expired"):
            delivery._action_done()
        quants = self.fresh.quant_ids.filtered(
            lambda quant: quant.location_id == self.customers
        )
        self.assertFalse(quants)

    def test_lines_of_a_done_transfer_pass_the_gate_too(self):
        delivery = self._delivery_of(self.fresh, quantity=2)
        delivery._action_done()
        delivery.action_toggle_is_locked()
        line = delivery.move_line_ids
        with self._assert_refused("OLD of Milk expired"):
            line.lot_id = self.expired
        with self._assert_refused("OLD of Milk expired"):
            delivery.move_line_ids = [
                Command.create(
                    {
                        "product_id": self.milk.id,
                        "lot_id": self.expired.id,
                        "quantity": 1,
                    }
                )
            ]
        with freeze_time("2027-03-01 04:00:00"):  # expired since: less, but no more
            line.quantity = 1
            with self._assert_refused("NEW of Milk expired"):
                line.quantity = 3

    def test_a_lot_is_not_relocated_to_a_customer(self):
        with self._assert_refused("OLD of Milk expired"):
            self.expired.with_user(self.keeper).location_id = self.customers
        self.fresh.with_user(self.keeper).location_id = self.customers
        self.assertEqual(self.fresh.location_id, self.customers)
