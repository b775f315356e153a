from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from .test_moving import MovingCase


@tagged("post_install", "-at_install")
class TestCounting(MovingCase):
    def _state(self, product, quantity, location=None, **payload):
        return self._entry(
            "count.line",
            location_id=(location or self.shelf).id,
            product_id=product.id,
            quantity=quantity,
            **payload,
        )

    def _end(self, *counts, rest="zero"):
        return self._entry(
            "count.finish",
            location_id=self.shelf.id,
            rest=rest,
            counts=[count["uuid"] for count in counts],
        )

    def _quant(self, product, location=None):
        return self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", (location or self.shelf).id),
            ]
        )

    def test_count_waits_in_physical_inventory_and_changes_no_stock(self):
        self._assert_applied(self._state(self.tea, 7))
        self.assertRecordValues(
            self._quant(self.tea),
            [
                {
                    "quantity": 10,
                    "inventory_quantity": 7,
                    "inventory_quantity_set": True,
                    "inventory_diff_quantity": -3,
                    "user_id": self.keeper.id,
                }
            ],
        )

    def test_applied_by_the_manager_the_stock_is_what_was_counted(self):
        self._assert_applied(
            self._state(self.tea, 7), self._state(self.milk, 0, lot="L1")
        )
        manager = new_test_user(
            self.env, "count_manager", groups="jxc_inventory.group_manager"
        )
        quants = self._quant(self.tea) | self._quant(self.milk)
        quants.with_user(manager).with_context(
            inventory_mode=True
        ).action_apply_inventory()
        self.assertEqual(self._there(self.shelf, self.tea), 7)
        self.assertEqual(self._there(self.shelf, self.milk, self.lot), 0)

    def test_answers_never_tell_what_was_expected(self):
        counted, ended = self._assert_applied(
            self._state(self.tea, 7), self._end(rest="keep")
        )
        self.assertEqual(set(counted["result"]), {"quant", "requested"})
        self.assertEqual(ended["result"], {"missing": 0})
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        (own,) = scanner.own_counts()
        self.assertEqual(own.pop("quantity"), 7)
        self.assertNotIn(10, own.values())

    def test_zero_is_a_count(self):
        self._assert_applied(self._state(self.tea, 0))
        self.assertTrue(self._quant(self.tea).inventory_quantity_set)
        self.assertEqual(self._quant(self.tea).inventory_diff_quantity, -10)
        self._assert_refused(
            "nothing to count as zero", self._state(self.milk, 0, lot="NOBODY")
        )

    def test_lot_nobody_expected_is_found(self):
        self._assert_applied(
            self._state(
                self.milk,
                3,
                location=self.bin_,
                lot="NEW",
                production_date="2026-02-01",
            )
        )
        quant = self._quant(self.milk, self.bin_)
        self.assertEqual(quant.lot_id.name, "NEW")
        self.assertEqual(str(quant.lot_id.production_date), "2026-02-01")
        self.assertRecordValues(quant, [{"quantity": 0, "inventory_quantity": 3}])

    def test_what_somebody_else_counted_is_replaced_only_on_purpose(self):
        other = new_test_user(
            self.env,
            "other_keeper",
            groups="jxc_inventory.group_keeper",
            name="Li Lei",
        )
        self._assert_applied(self._state(self.tea, 7), user=other)
        answer = self._assert_refused("Li Lei", self._state(self.tea, 8))
        self.assertNotIn("7", answer["message"])
        self._assert_applied(self._state(self.tea, 8, again=True))
        self.assertEqual(self._quant(self.tea).inventory_quantity, 8)

    def test_the_rest_of_a_counted_place_is_not_there(self):
        count = self._state(self.tea, 10)
        *_others, answer = self._assert_applied(count, self._end(count))
        self.assertEqual(answer["result"]["missing"], 1)
        self.assertEqual(self._quant(self.milk).inventory_diff_quantity, -8)
        self.assertEqual(self._quant(self.tea).inventory_diff_quantity, 0)

    def test_no_rest_is_missing_while_a_count_was_refused(self):
        good, bad = self._state(self.tea, 10), self._state(self.milk, 8)
        answers = self._sync(good, bad, self._end(good, bad))
        self.assertEqual(
            [answer["state"] for answer in answers], ["applied", "refused", "refused"]
        )
        self.assertFalse(self._quant(self.milk).inventory_quantity_set)

    def test_count_is_taken_back_until_it_is_applied(self):
        first, second = self._state(self.tea, 7), self._state(self.milk, 1, lot="L1")
        self._assert_applied(first, second)

        def undo(count):
            return self._entry(
                "count.undo", location_id=self.shelf.id, target=count["uuid"]
            )

        self._assert_applied(undo(first))
        self.assertFalse(self._quant(self.tea).inventory_quantity_set)
        self._assert_refused("no such count", undo(first))
        self._quant(self.milk).with_context(
            inventory_mode=True
        ).action_apply_inventory()
        self._assert_refused("applied or changed", undo(second))
        self.assertEqual(self._there(self.shelf, self.milk, self.lot), 1)

    def test_requested_count_waits_for_its_keeper_until_it_is_done(self):
        quant = self._quant(self.tea)
        self.env["stock.request.count"].create(
            {
                "quant_ids": quant.ids,
                "user_id": self.keeper.id,
                "inventory_date": fields.Date.today() - timedelta(days=1),
            }
        ).action_request_count()
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        quants = self.env["stock.quant"].with_user(self.keeper)
        self.assertEqual(quants.search(scanner._blind_domain()), quant)
        count = self._state(self.tea, 7)
        self._assert_applied(count)
        self.assertFalse(quants.search(scanner._blind_domain()))
        self._assert_applied(
            self._entry("count.undo", location_id=self.shelf.id, target=count["uuid"])
        )
        self.assertEqual(quants.search(scanner._blind_domain()), quant)

    def test_serial_is_one_piece(self):
        self._assert_refused("one piece", self._state(self.phone, 2, lot="S1"))
        self._assert_applied(self._state(self.phone, 1, lot="S1"))
        self.assertEqual(self._quant(self.phone).inventory_quantity, 1)

    def test_other_company_cannot_be_counted(self):
        company = self.env["res.company"].create({"name": "Other"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)]
        )
        (answer,) = self._sync(
            self._state(self.tea, 1, location=warehouse.lot_stock_id)
        )
        self.assertEqual(answer["state"], "refused")
        self.assertFalse(self._quant(self.tea, warehouse.lot_stock_id))
