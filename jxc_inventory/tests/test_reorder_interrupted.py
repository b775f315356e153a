from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.replenishment import reorder_slice
from .reorder_common import UNEVEN, ReorderCommon

_NIGHTLY = "odoo.addons.jxc_inventory.models.replenishment.stock_orderpoint_nightly"
_KEPT = (
    "product_min_qty",
    "product_max_qty",
    "qty_to_order_computed",
    "demand_expected",
    "demand_spread",
    "demand_factor",
    "demand_points",
    "stockout_date",
    "risk_value",
    "reorder_error",
)


class Killed(BaseException):
    """Nothing may catch it, as nothing catches a process that is killed."""


@tagged("post_install", "-at_install")
class TestReorderInterrupted(ReorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(reorder_slice, "SLICE", 3))
        cls.products = [cls._sold(f"Product {number}") for number in range(8)]
        for number, product in enumerate(cls.products):
            cls._sell(product, [(number + 1) * week for week in UNEVEN])
            cls._stock(product, 10 * number + 1)
        cls.Slice = cls.env["jxc.reorder.slice"]

    def _nightly(self, killed_at=None):
        """Run the nightly action, killed right after so many commits."""
        commits = 0

        def commit_progress(cron, processed=0, **kwargs):
            nonlocal commits
            commits += 1
            self.env.flush_all()
            if commits == killed_at:
                raise Killed
            return 1.0

        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", commit_progress
        ):
            self.Orderpoint._cron_set_levels_from_demand()
        return commits

    def _nightly_killed(self, at):
        # Odoo's assertRaises would roll back what was committed before.
        try:
            self._nightly(at)
        except Killed:
            return
        self.fail("It was to be killed, but came to its end.")

    def _result(self):
        rules = self.Orderpoint.search(
            [("product_id", "in", [product.id for product in self.products])],
            order="id",
        )
        return {rule.product_id.name: rule.read(_KEPT)[0] for rule in rules}

    def _forget(self):
        rules = self.Orderpoint.search([("reorder_method", "=", "demand")])
        rules.unlink()
        self.Slice.search([]).unlink()

    def _without_ids(self, result):
        return {
            name: {key: value for key, value in row.items() if key != "id"}
            for name, row in result.items()
        }

    def test_killed_after_any_commit_it_goes_on_to_the_same_result(self):
        commits = self._nightly()
        whole = self._without_ids(self._result())
        self.assertEqual(len(whole), 8)
        self.assertGreater(commits, 4)
        for killed_at in range(1, commits + 1):
            self._forget()
            self._nightly_killed(killed_at)
            self._nightly()
            with self.subTest(killed_at=killed_at):
                self.assertEqual(self._without_ids(self._result()), whole)

    def test_after_an_interruption_only_what_is_left_is_worked_off(self):
        whole = self._nightly()
        self._forget()
        self._nightly_killed(whole - 1)
        done = self.Slice.search([("computed_at", "!=", False)])
        self.assertEqual(len(done), 2)
        with patch.object(
            type(self.Orderpoint), "_set_levels_or_mark", autospec=True
        ) as work:
            self._nightly()
        self.assertEqual(work.call_count, 1)

    def test_run_twice_changes_nothing(self):
        self._nightly()
        rules = self.Orderpoint.search([("reorder_method", "=", "demand")])
        self.env.flush_all()
        before = rules.read()
        self.Slice.search([]).write({"computed_at": False})
        self.env.flush_all()
        self._nightly()
        self.env.invalidate_all()
        after = rules.read()
        for old, new in zip(before, after, strict=True):
            self.assertEqual(old, new)

    def test_broken_product_is_marked_and_the_others_are_worked_out(self):
        broken = self.products[4]
        broken.seller_ids.delay = -500
        with mute_logger(_NIGHTLY):
            self._nightly()
        for product in self.products:
            rule = self._rules(product)
            with self.subTest(product=product.name):
                if product == broken:
                    self.assertEqual(rule.reorder_state, "error")
                    self.assertTrue(rule.reorder_error)
                    self.assertIn(rule.reorder_error, rule.reorder_reason)
                    self.assertFalse(rule.demand_expected)
                else:
                    self.assertFalse(rule.reorder_error)
                    self.assertGreater(rule.demand_expected, 0)

    def test_what_was_broken_is_tried_again_the_next_night(self):
        broken = self.products[4]
        broken.seller_ids.delay = -500
        with mute_logger(_NIGHTLY):
            self._nightly()
        broken.seller_ids.delay = 7
        self.Slice.search([]).write({"computed_at": False})
        self._nightly()
        self.assertFalse(self._rules(broken).reorder_error)
        self.assertGreater(self._rules(broken).demand_expected, 0)

    def test_products_are_sorted_by_what_they_sell_for(self):
        for product in self.products:
            product.list_price = 1.0
        self.products[0].list_price = 1000.0
        self._nightly()
        self.assertEqual(self._rules(self.products[0]).abc_class, "A")
        self.assertEqual(self._rules(self.products[1]).abc_class, "C")
        self.assertEqual(self._rules(self.products[0]).xyz_class, "X")

    def test_levels_every_night_forecast_once_a_week(self):
        self._nightly()
        with patch.object(
            type(self.Orderpoint), "_forecast_demand", autospec=True
        ) as forecast:
            self.Slice.search([]).write({"computed_at": False})
            self._nightly()
        self.assertFalse(forecast.called)
        self.Slice._forget_forecasts(self.company)
        Orderpoint = type(self.Orderpoint)
        with patch.object(
            Orderpoint,
            "_forecast_demand",
            autospec=True,
            side_effect=Orderpoint._forecast_demand,
        ) as forecast:
            self._nightly()
        self.assertEqual(forecast.call_count, 3)


@tagged("post_install", "-at_install")
class TestReorderShared(ReorderCommon):
    def test_two_at_once_never_work_on_the_same_slice(self):
        with self.registry.cursor() as setup:
            env = self.env(cr=setup, user=1, context={})
            warehouse = env["stock.warehouse"].search([], limit=1)
            pieces = env["jxc.reorder.slice"].create(
                [
                    {"warehouse_id": warehouse.id, "number": number, "count": 992}
                    for number in (990, 991)
                ]
            )
            setup.commit()
            try:
                self._check_shared(pieces)
            finally:
                pieces.unlink()
                setup.commit()

    def _check_shared(self, pieces):
        since = "2100-01-01 00:00:00"
        with self.registry.cursor() as first, self.registry.cursor() as second:
            mine = pieces.with_env(pieces.env(cr=first))
            yours = pieces.with_env(pieces.env(cr=second))
            self.assertTrue(mine[0]._lock_due(since))
            self.assertFalse(yours[0]._lock_due(since), "taken by the first")
            self.assertTrue(yours[1]._lock_due(since))
            self.assertFalse(mine[1]._lock_due(since), "taken by the second")
            mine[0].computed_at = "2100-01-01 00:00:00"
            mine[0].flush_recordset()
            first.commit()
            second.commit()
            self.assertFalse(yours[0]._lock_due(since), "done by the first")
            first.rollback()
            second.rollback()
