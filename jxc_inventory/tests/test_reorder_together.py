from datetime import timedelta
from threading import Barrier, Thread, get_ident
from time import sleep
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ..models.replenishment import reorder_slice

_PRODUCTS, _SLICE = 8, 2
_KEPT = ("product_id", "product_min_qty", "demand_expected", "demand_points")


class Killed(BaseException):
    """Nothing may catch it, as nothing catches a process that is killed."""


@tagged("post_install", "-at_install")
class TestReorderTogether(TransactionCase):
    """Whole nightly runs in connections of their own, with commits that stay."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(reorder_slice, "SLICE", _SLICE))
        self.startPatcher(
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", self._commit_progress
            )
        )
        with self.registry.cursor() as cr:
            self.product_ids, self.warehouse_id = self._make(self.env(cr=cr, user=1))
        self.addCleanup(self._clean)

    @staticmethod
    def _commit_progress(cron, *args, **kwargs):
        cron.env.cr.commit()
        return 1.0

    def _make(self, env):
        company = env.ref("base.main_company")
        company.reorder_from_demand = True
        warehouse = env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        products = env["product.product"].create(
            [
                {"name": f"Together {number}", "type": "consu", "is_storable": True}
                for number in range(_PRODUCTS)
            ]
        )
        last = company._today() - timedelta(days=1)
        env["jxc.demand.history"]._state_quantities(
            ("imported_qty",),
            SQL(
                "SELECT product, %s, %s, %s::date - 7 * week, 5 + (week * product) %% 7"
                " FROM unnest(%s) product, generate_series(0, 25) week",
                warehouse.id,
                company.id,
                last,
                products.ids,
            ),
        )
        return products.ids, warehouse.id

    def _clean(self):
        with self.registry.cursor() as cr:
            env = self.env(cr=cr, user=1)
            self._rules(env).unlink()
            env["jxc.reorder.slice"].search([]).unlink()
            env["jxc.demand.history"].search(
                [("product_id", "in", self.product_ids)]
            ).unlink()
            env["product.product"].browse(self.product_ids).product_tmpl_id.unlink()

    def _rules(self, env):
        return env["stock.warehouse.orderpoint"].search(
            [("product_id", "in", self.product_ids)], order="id"
        )

    def _night(self):
        """Run the nightly action as a process of its own would."""
        with self.registry.cursor() as cr:
            rules = self.env(cr=cr, user=1)["stock.warehouse.orderpoint"]
            rules._cron_set_levels_from_demand()

    def _night_killed(self):
        # Odoo's assertRaises would roll back the transaction of the test.
        try:
            self._night()
        except Killed:
            return
        self.fail("It was to be killed, but came to its end.")

    def _again(self):
        with self.registry.cursor() as cr:
            self.env(cr=cr, user=1)["jxc.reorder.slice"].search(
                [("warehouse_id", "=", self.warehouse_id)]
            ).write({"computed_at": False, "forecast_wanted": True})

    def _read(self):
        with self.registry.cursor() as cr:
            return self._rules(self.env(cr=cr, user=1)).read(_KEPT, load=None)

    def _watch(self, after):
        """Call ``after`` with the facts of each slice once it is written."""
        Orderpoint = type(self.env["stock.warehouse.orderpoint"])
        work = Orderpoint._set_levels_or_mark

        def watched(rules, facts, anew):
            work(rules, facts, anew)
            after([fact.id for fact in facts])

        return patch.object(Orderpoint, "_set_levels_or_mark", watched)

    def test_killed_inside_a_slice_it_goes_on_where_it_was(self):
        self._night()
        whole = self._read()
        self.assertEqual(len(whole), _PRODUCTS)
        with self.registry.cursor() as cr:
            env = self.env(cr=cr, user=1)
            rules = self._rules(env)
            rules._store(rules.ids, {"demand_expected": [-1.0] * len(rules)})
        self._again()
        seen = []

        def killed(ids):
            seen.append(ids)
            if len(seen) == 2:
                raise Killed

        with self._watch(killed):
            self._night_killed()
        done = [row["id"] for row in self._read() if row["demand_expected"] > 0]
        self.assertEqual(done, seen[0], "the second slice was taken back")
        with self._watch(seen.append):
            self._night()
        self.assertEqual(seen[1], seen[2], "it goes on with the slice it was killed in")
        left = {rule_id for ids in seen[2:] for rule_id in ids}
        self.assertFalse(left & set(seen[0]), "what was done stays done")
        self.assertEqual(self._read(), whole)

    def test_two_whole_runs_at_once_share_the_work(self):
        self._night()
        whole = self._read()
        self._again()
        together, errors, worked = Barrier(2), [], {}

        def note(ids):
            worked.setdefault(get_ident(), []).extend(ids)
            # Long enough for the other run to come to the next slice.
            sleep(0.5)

        def run():
            try:
                together.wait(30)
                self._night()
            except Exception as error:
                errors.append(error)

        with self._watch(note):
            threads = [Thread(target=run) for _number in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(120)
        self.assertFalse(errors)
        self.assertEqual(len(worked), 2, "both had work")
        ids = [rule_id for mine in worked.values() for rule_id in mine]
        self.assertEqual(sorted(ids), [row["id"] for row in whole], "each rule once")
        self.assertEqual(self._read(), whole)
