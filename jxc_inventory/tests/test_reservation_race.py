"""Two transactions that take of the same stock, with real cursors and threads."""

import threading
from contextlib import contextmanager
from unittest.mock import patch

from odoo import api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from odoo.addons.jxc_inventory.models.lot_status.stock_quant import StockQuant

WAIT = 20  # seconds after which a stuck thread fails the test


@tagged("post_install", "-at_install")
class TestReservationRace(BaseCase):
    """A shop sells the last pieces to two customers at the same moment.

    The data is committed, for only then another transaction sees it, and deleted at
    the end.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            self.warehouse_id = env["stock.warehouse"].search([], limit=1).id
        self.product_ids = []
        self.addCleanup(self._delete)

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, api.SUPERUSER_ID, {})

    def _stock(self, tracking, *quantities):
        """Commit a product with one lot for each quantity, and two deliveries."""
        with self._transaction() as env:
            warehouse = env["stock.warehouse"].browse(self.warehouse_id)
            product = env["product.product"].create(
                {"name": "Raced", "is_storable": True, "tracking": tracking}
            )
            self.product_ids.append(product.id)
            lots = env["stock.lot"].create(
                [
                    {"name": f"lot {number}", "product_id": product.id}
                    for number, _quantity in enumerate(quantities)
                ]
            )
            for lot, quantity in zip(lots, quantities, strict=True):
                env["stock.quant"]._update_available_quantity(
                    product, warehouse.lot_stock_id, quantity, lot_id=lot
                )
            moves = self._demand(env, warehouse, product) | self._demand(
                env, warehouse, product
            )
            return lots.ids, moves.ids

    def _demand(self, env, warehouse, product):
        move = env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": 1,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": env.ref("stock.stock_location_customers").id,
                "picking_type_id": warehouse.out_type_id.id,
            }
        )
        # Confirmed only: what reserves is the race.
        move.write({"state": "confirmed"})
        return move

    def _delete(self):
        with self._transaction() as env:
            of_ours = [("product_id", "in", self.product_ids)]
            moves = env["stock.move"].search(of_ours)
            pickings = moves.picking_id
            moves.filtered(lambda move: move.state != "done")._action_cancel()
            moves.write({"state": "draft"})
            moves.unlink()
            pickings.unlink()
            quants = env["stock.quant"].search(of_ours)
            quants.with_context(inventory_mode=True).sudo().unlink()
            env["stock.lot"].search(of_ours).unlink()
            products = env["product.product"].browse(self.product_ids)
            products.product_tmpl_id.unlink()

    def _stock_location(self, env):
        return env["stock.warehouse"].browse(self.warehouse_id).lot_stock_id

    def _delete_location(self, location_id):
        with self._transaction() as env:
            location = env["stock.location"].browse(location_id)
            env["stock.quant"].search([("location_id", "=", location_id)]).unlink()
            location.unlink()

    def _race(self, first, second):
        """Run ``second`` while ``first`` has not committed; with Odoo's retrying."""
        failures = []

        def in_thread():
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, api.SUPERUSER_ID, {})
                    retrying(lambda: second(env), env)
            except Exception as error:
                failures.append(error)

        thread = threading.Thread(target=in_thread)
        at_once = patch("odoo.service.model.random.uniform", return_value=0)
        with at_once, mute_logger("odoo.sql_db"), self._transaction() as env:
            first(env)
            env.flush_all()
            thread.start()
            self._wait_until_blocked_or_done(env, thread)
            env.cr.commit()
            thread.join(WAIT)
        self.assertFalse(thread.is_alive(), "the second transaction is stuck")
        self.assertEqual(failures, [])

    def _waits(self, first, second):
        """Whether ``second`` waits for ``first``; both commit in the end."""
        waited = []
        wait = self._wait_until_blocked_or_done

        def watch(env, thread):
            wait(env, thread)
            waited.append(thread.is_alive())

        with patch.object(self, "_wait_until_blocked_or_done", watch):
            self._race(first, second)
        return waited.pop()

    def _wait_until_blocked_or_done(self, env, thread):
        """Wait until the other transaction waits for this one, or has committed."""
        for _turn in range(WAIT * 20):
            thread.join(0.05)
            env.cr.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if env.cr.fetchone() or not thread.is_alive():
                return
        self.fail("the second transaction neither waits nor ends")

    def _reserve(self, move_id):
        return lambda env: env["stock.move"].browse(move_id)._action_assign()

    def _reserved(self, lot_ids):
        """Return (on hand, reserved) by lot, and the lots the moves have got."""
        with self._transaction() as env:
            env["stock.quant"]._merge_quants()
            groups = env["stock.quant"]._read_group(
                [("lot_id", "in", lot_ids), ("location_id.usage", "=", "internal")],
                ["lot_id"],
                ["quantity:sum", "reserved_quantity:sum"],
                order="lot_id",
            )
            lines = env["stock.move.line"].search([("lot_id", "in", lot_ids)])
            return [numbers for _lot, *numbers in groups], sorted(lines.lot_id.ids)

    def _without_our_lock(self):
        """Core's way: pass over stock that another transaction is changing."""

        def core(quants, *, allow_referencing=False, limit=None):
            return super(StockQuant, quants).try_lock_for_update(
                allow_referencing=allow_referencing, limit=limit
            )

        return patch.object(self.registry["stock.quant"], "try_lock_for_update", core)

    def test_core_reserves_one_serial_number_twice(self):
        """What this guards against; once it fails, our lock may go."""
        lots, moves = self._stock("serial", 1)
        with self._without_our_lock():
            self._race(*map(self._reserve, moves))
        self.assertEqual(self._reserved(lots), ([[1, 2]], lots))

    def test_one_serial_number_is_reserved_once(self):
        lots, moves = self._stock("serial", 1)
        self._race(*map(self._reserve, moves))
        self.assertEqual(self._reserved(lots), ([[1, 1]], lots))

    def test_the_second_gets_the_next_serial_number(self):
        lots, moves = self._stock("serial", 1, 1)
        self._race(*map(self._reserve, moves))
        self.assertEqual(self._reserved(lots), ([[1, 1], [1, 1]], lots))

    def test_the_second_gets_the_next_lot(self):
        lots, moves = self._stock("lot", 1, 5)
        self._race(*map(self._reserve, moves))
        self.assertEqual(self._reserved(lots), ([[1, 1], [5, 1]], lots))

    def test_core_reserves_more_of_a_lot_than_there_is(self):
        lots, moves = self._stock("lot", 1, 5)
        with self._without_our_lock():
            self._race(*map(self._reserve, moves))
        self.assertEqual(self._reserved(lots), ([[1, 2], [5, 0]], lots[:1]))

    def test_stock_counted_away_is_not_reserved_meanwhile(self):
        lots, (_first, second) = self._stock("lot", 1)

        def count_away(env):
            lot = env["stock.lot"].browse(lots)
            quant = lot.quant_ids.filtered(lambda q: q.location_id.usage == "internal")
            quant.with_context(inventory_mode=True).inventory_quantity = 0
            quant.action_apply_inventory()

        self._race(count_away, self._reserve(second))
        numbers, _lots = self._reserved(lots)
        self.assertFalse([1 for quantity, reserved in numbers if reserved > quantity])

    def test_lot_put_on_hold_meanwhile_is_not_reserved(self):
        lots, (_first, second) = self._stock("lot", 1, 5)

        def hold(env):
            env["stock.lot"].browse(lots[:1])._set_hold("blocked", "Race")

        self._race(hold, self._reserve(second))
        self.assertEqual(self._reserved(lots), ([[1, 0], [5, 1]], lots[1:]))

    def test_lot_reserved_meanwhile_is_released_by_the_hold(self):
        lots, (first, _second) = self._stock("lot", 1, 5)

        def hold(env):
            env["stock.lot"].browse(lots[:1])._set_hold("blocked", "Race")

        self._race(self._reserve(first), hold)
        self.assertEqual(self._reserved(lots), ([[1, 0], [5, 1]], lots[1:]))

    def _deliver(self, move_id):
        def deliver(env):
            move = env["stock.move"].browse(move_id)
            move.picked = True
            move._action_done()

        return deliver

    def _both_reserved(self, tracking, *quantities):
        lots, moves = self._stock(tracking, *quantities)
        with self._transaction() as env:
            env["stock.move"].browse(moves)._action_assign()
        return lots, moves

    def test_deliveries_do_not_wait_for_stock_each_has_reserved(self):
        lots, moves = self._both_reserved("lot", 5)
        with self._transaction() as env:
            # In two places, or the lot itself would keep its only one.
            lot, stock = env["stock.lot"].browse(lots), self._stock_location(env)
            shelf = stock.create({"name": "Raced", "location_id": stock.id})
            self.addCleanup(self._delete_location, shelf.id)
            quants = env["stock.quant"]
            quants._update_available_quantity(lot.product_id, shelf, 1, lot_id=lot)
        lot_class = self.registry["stock.lot"]
        with patch.object(lot_class, "_follow_moves", lambda lots: None):
            self.assertFalse(self._waits(*map(self._deliver, moves)))
        self.assertEqual(self._reserved(lots)[0], [[4, 0]])

    def test_lot_put_on_hold_meanwhile_does_not_leave(self):
        lots, (_first, second) = self._both_reserved("lot", 5)

        def hold(env):
            # Picked goods stay on their line: only the gate keeps them from leaving.
            env["stock.move"].browse(second).picked = True
            env.cr.commit()
            env["stock.lot"].browse(lots)._set_hold("blocked", "Race")

        with self.assertRaisesRegex(AssertionError, "on hold"):
            self._race(hold, self._deliver(second))
        self.assertEqual(self._reserved(lots)[0][0][0], 5)

    def test_different_products_do_not_wait_for_each_other(self):
        lots, (first, _second) = self._stock("lot", 5)
        other_lots, (_third, other) = self._stock("lot", 5)
        self.assertFalse(self._waits(self._reserve(first), self._reserve(other)))
        self.assertEqual(self._reserved(lots)[0], [[5, 1]])
        self.assertEqual(self._reserved(other_lots)[0], [[5, 1]])
