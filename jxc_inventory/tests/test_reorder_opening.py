from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .reorder_common import ReorderCommon

_REFRESH = "odoo.addons.jxc_inventory.models.acceptance.stock_orderpoint_refresh"


class _Everything:
    """A set that holds every product: leaves all to core."""

    def __contains__(self, item):
        return True


@tagged("post_install", "-at_install")
class TestReorderOpening(ReorderCommon):
    """The Replenishment screen opens fast and shows what core would show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._user("opening buyer", "group_buyer")

    def _promise(self, product, quantity, source=None, dest=None):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": (source or self.warehouse.lot_stock_id).id,
                "location_dest_id": (dest or self.customers).id,
                "company_id": self.company.id,
                "date": fields.Datetime.now(),
            }
        )
        move._action_confirm()
        return move

    def _open(self):
        """Open the screen as the buyer; return what rules there are then."""
        self._as(self.Orderpoint, self.buyer).action_open_orderpoints()
        self.env.flush_all()
        rules = self.Orderpoint.with_context(active_test=False).search(
            [("company_id", "=", self.company.id)]
        )
        return sorted(
            (
                rule.product_id.name,
                rule.location_id.id,
                rule.trigger,
                rule.product_min_qty,
                rule.product_max_qty,
                rule.qty_to_order,
                rule.create_uid.id,
                rule.active,
            )
            for rule in rules
        )

    def _open_as_core(self):
        everything = patch.object(
            type(self.Orderpoint),
            "_read_short_without_rule",
            lambda self, locations: _Everything(),
        )
        with everything, self.env.cr.savepoint() as savepoint:
            rules = self._open()
            savepoint.rollback()
        self.env.invalidate_all()
        return rules

    def test_queries_do_not_grow_with_what_is_short(self):
        self._open()

        def queries(count):
            with self.env.cr.savepoint() as savepoint:
                for number in range(count):
                    product = self._sold(f"{count} {number}")
                    self._stock(product, 2)
                    self._promise(product, 12)
                before = self.Orderpoint.search_count([])
                self.env.flush_all()
                self.env.invalidate_all()
                start = self.env.cr.sql_log_count
                self._as(self.Orderpoint, self.buyer).action_open_orderpoints()
                self.env.flush_all()
                taken = self.env.cr.sql_log_count - start
                made = self.Orderpoint.search_count([]) - before
                self.assertEqual(made, count, "a rule for each that is short")
                savepoint.rollback()
            return taken

        few = queries(10)
        self.assertLessEqual(queries(40), few)

    def test_same_rules_as_core_for_what_is_short(self):
        names = ("short", "covered", "incoming", "ruled", "archived", "on order")
        products = {name: self._sold(name) for name in names}
        for name, product in products.items():
            self._stock(product, 100 if name == "covered" else 2)
            self._promise(product, 12)
        self._promise(
            products["incoming"], 15, self.suppliers, self.warehouse.lot_stock_id
        )
        two_places = self._sold("two places")
        for warehouse in self.warehouse | self.warehouse_2:
            self._promise(two_places, 5, warehouse.lot_stock_id)
        moved = self._sold("moved")
        self._promise(
            moved, 5, self.warehouse.lot_stock_id, self.warehouse_2.lot_stock_id
        )
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        )
        self._promise(self._sold("on a shelf"), 3, shelf)
        for name in ("ruled", "archived"):
            self._as(self.Orderpoint, self.buyer).create(
                {
                    "product_id": products[name].id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "company_id": self.company.id,
                    "active": name == "ruled",
                }
            )
        self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    (0, 0, {"product_id": products["on order"].id, "product_qty": 50})
                ],
            }
        )
        core = self._open_as_core()
        ours = self._open()
        self.assertEqual(ours, core)
        made = {name for name, *_rest, user, _active in ours if user == 1}
        self.assertEqual(made, {"short", "two places", "on a shelf"})

    def test_rule_no_longer_needed_is_thrown_away(self):
        product = self._sold("short")
        move = self._promise(product, 12)
        self._open()
        self.assertTrue(self._rules(product))
        move._action_cancel()
        self._rules(product)._compute_qty_to_order_computed()
        self._open()
        self.assertFalse(self._rules(product))

    def test_what_changed_since_the_night_is_worked_out_again(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._run()
        rule = self._rules(product)
        wanted = rule.qty_to_order
        self.assertGreater(wanted, 5)
        self._stock(product, 5)
        self._open_only()
        self.env.invalidate_all()
        self.assertEqual(rule.qty_to_order, wanted - 5)
        self.assertTrue(rule.proposal_checked_at)

    def test_rule_of_an_earlier_version_waits_for_the_night(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._run()
        rule = self._rules(product)
        minimum = rule.product_min_qty
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET demand_step = NULL WHERE id = %s",
            [rule.id],
        )
        self._stock(product, 5)
        self._open_only()
        self.env.invalidate_all()
        self.assertEqual(rule.product_min_qty, minimum)
        self.assertGreater(rule.qty_to_order, 0)

    def test_screen_opens_when_a_proposal_cannot_be_worked_out(self):
        product = self._sold("Milk")
        self._sell(product, [10] * 26)
        self._run()
        rule = self._rules(product)
        wanted = rule.qty_to_order
        # A step that no forecast gives: levels refuse to be worked out.
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET demand_step = -1 WHERE id = %s",
            [rule.id],
        )
        self._stock(product, 5)
        with self.assertLogs(_REFRESH, "ERROR"):
            self._open_only()
        self.env.invalidate_all()
        self.assertFalse(rule.proposal_checked_at)
        self.assertEqual(rule.qty_to_order_computed, wanted)

    def test_queries_do_not_grow_with_the_rules(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._open_only()
            return self.env.cr.sql_log_count - before

        self._many(10)
        count()  # fills what is kept between two openings
        few = count()
        self._many(60)
        count()
        self.assertLessEqual(count(), few + 2)

    def _many(self, number):
        for index in range(number):
            product = self._sold(f"Milk {index}")
            self._as(self.Orderpoint, self.buyer).create(
                {
                    "product_id": product.id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "company_id": self.company.id,
                    "trigger": "manual",
                }
            )
            self._promise(product, 5)

    def _open_only(self):
        self._as(self.Orderpoint, self.buyer).action_open_orderpoints()

    def test_quantity_to_order_is_found_by_what_is_shown(self):
        rules = self.Orderpoint.create(
            [
                {
                    "product_id": self._sold(f"Milk {index}").id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "company_id": self.company.id,
                    "trigger": "manual",
                    "product_min_qty": index % 2,
                    "product_max_qty": index % 2,
                    "qty_to_order_manual": by_hand,
                }
                for index, by_hand in enumerate((0, 0, 7, 7))
            ]
        )
        self.assertEqual(rules.mapped("qty_to_order"), [0, 1, 7, 7])
        for operator, value, found in (
            (">", 0, [False, True, True, True]),
            ("<=", 0, [True, False, False, False]),
            ("=", 0, [True, False, False, False]),
            ("=", 7, [False, False, True, True]),
            ("in", [0, 1], [True, True, False, False]),
            ("!=", 1, [True, False, True, True]),
        ):
            with self.subTest(operator=operator, value=value):
                matching = self.Orderpoint.search(
                    [("id", "in", rules.ids), ("qty_to_order", operator, value)]
                )
                self.assertEqual([rule in matching for rule in rules], found)
