from datetime import timedelta
from random import Random
from unittest.mock import patch

from odoo.tests import tagged

from ..models.replenishment import reorder_slice
from .reorder_common import UNEVEN
from .reorder_happenings import ReorderHappenings

_ROUNDS = 24
# Times of changes, and what only tells that something was looked at.
_NOT_COMPARED = {"write_date", "levels_computed_at", "__last_update"}


@tagged("post_install", "-at_install")
class TestReorderChanges(ReorderHappenings):
    """The night works out only what changed; it must come to what a full one would."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(reorder_slice, "SLICE", 4))
        cls.day = cls.today
        cls.startClassPatcher(
            patch.object(type(cls.company), "_today", lambda company: cls.day)
        )
        cls.Slice = cls.env["jxc.reorder.slice"]
        cls.categories = cls.env["product.category"].create(
            [{"name": "Food"}, {"name": "Paper"}]
        )
        cls.products = [cls._sold(f"Product {number}") for number in range(6)]
        cls.products += [
            cls._sold(f"Fresh {number}", tracking="lot", use_expiration_date=True)
            for number in range(3)
        ]
        cls.rare = cls._sold("Rare")
        for number, product in enumerate(cls.products):
            for warehouse in cls.warehouse | cls.warehouse_2:
                cls._sell(product, [(number + 1) * week for week in UNEVEN], warehouse)
                cls._receive(product, 60 * (number + 1), warehouse, 20 + 9 * number)
        cls._sell(cls.rare, [1, 0, 0, 0, 0, 0] * 4)
        cls._stock(cls.rare, 3)
        cls._nightly()

    def setUp(self):
        super().setUp()
        type(self).day = self.today

    @classmethod
    def _receive(cls, product, quantity, warehouse, days=60):
        lot = None
        if product.tracking == "lot":
            lot = cls.env["stock.lot"].create(
                {
                    "name": f"{product.name} {warehouse.code} {days}",
                    "product_id": product.id,
                    "company_id": cls.company.id,
                }
            )
            lot.write(
                {
                    "expiration_date": cls.company._instant_after_days(days + 1),
                    "removal_date": cls.company._instant_after_days(days),
                }
            )
        cls._stock(product, quantity, lot, warehouse)

    @classmethod
    def _nightly(cls):
        cls.env.flush_all()
        cls.Slice.search([]).write({"computed_at": False})
        with patch.object(
            type(cls.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 1.0
        ):
            cls.Orderpoint._cron_set_levels_from_demand()
        cls.env.invalidate_all()

    def _rows(self):
        rules = self.Orderpoint.search([("reorder_method", "=", "demand")], order="id")
        names = [
            name
            for name, field in rules._fields.items()
            if field.store and field.column_type and name not in _NOT_COMPARED
        ]
        self.env.flush_all()
        return {
            row["id"]: {name: row[name] for name in ("id", *names)}
            for row in rules.read(names, load=None)
        }

    def _full_night(self):
        """Return the rows after a night that works out everything; then undo it."""
        with self.env.cr.savepoint() as savepoint:
            self.env.cr.execute(
                "UPDATE stock_warehouse_orderpoint SET reorder_facts = NULL"
            )
            self._nightly()
            rows = self._rows()
            savepoint.rollback()
        self.env.invalidate_all()
        return rows

    def _check_same(self, what):
        full = self._full_night()
        self._nightly()
        partial = self._rows()
        self.assertEqual(partial.keys(), full.keys(), what)
        for rule_id, row in partial.items():
            differing = {
                name: (value, full[rule_id][name])
                for name, value in row.items()
                if value != full[rule_id][name]
            }
            product = self.Orderpoint.browse(rule_id).product_id.name
            self.assertFalse(differing, f"{product} after {what}")

    def test_after_any_change_a_night_comes_to_what_a_full_one_would(self):
        happenings = [
            self._moved,
            self._moved_already,
            self._move_cancelled,
            self._counted,
            self._asked,
            self._order_decided,
            self._priced,
            self._other_vendor_offers,
            self._vendor_takes_orders,
            self._lot_changed,
            self._settings_changed,
            self._product_changed,
            self._rule_changed,
            self._event_comes,
            self._nothing,
        ]
        random = Random(20261124)
        for _round in range(_ROUNDS):
            happened = random.sample(happenings, 3)
            if random.random() < 0.7:
                happened.append(self._days_pass)
            for happening in happened:
                product = random.choice([*self.products, self.rare])
                happening(
                    random, product, random.choice(self.warehouse | self.warehouse_2)
                )
            self._check_same(", ".join(one.__name__ for one in happened))

    def _worked_out(self):
        """Return the names of the products that a night works out."""
        seen = []
        original = type(self.Orderpoint)._set_levels_or_mark

        def watched(rules, facts, anew):
            seen.extend(facts)
            return original(rules, facts, anew)

        with patch.object(type(self.Orderpoint), "_set_levels_or_mark", watched):
            self._nightly()
        return self.Orderpoint.browse(fact.id for fact in seen).product_id.mapped(
            "name"
        )

    def test_a_night_after_nothing_happened_works_nothing_out(self):
        product = self.products[0]
        for each in [*self.products, self.rare]:
            for warehouse in self.warehouse | self.warehouse_2:
                self._receive(each, 5000, warehouse, 300)
        self._nightly()
        type(self).day = self.day + timedelta(days=1)
        self._nightly()  # one slice may have had its weekly forecast
        self.assertEqual(self._worked_out(), [])
        self._stock(product, 1)
        self.assertEqual(self._worked_out(), [product.name])

    def test_a_rule_just_made_is_forecast_beside_others_that_keep_theirs(self):
        forecast, seen = type(self.Orderpoint)._forecast_demand, []

        def watched(rules, facts, lead_times):
            seen.append([fact.product_id for fact in facts])
            return forecast(rules, facts, lead_times)

        before = self._rows()
        new = self._sold("New")
        self._sell(new, [8, 6, 7])
        with patch.object(type(self.Orderpoint), "_forecast_demand", watched):
            self._nightly()
        [together] = seen
        self.assertEqual(together[0], new.id)
        self.assertGreater(len(together), 1, "alone it has nobody to learn from")
        after = self._rows()
        [made] = after.keys() - before.keys()
        self.assertGreater(after[made]["demand_expected"], 0)
        for rule_id, row in before.items():
            self.assertEqual(after[rule_id], row)

    def test_what_forecasts_are_made_with_has_them_made_anew(self):
        def forecasts():
            forecast = type(self.Orderpoint)._forecast_demand
            with patch.object(
                type(self.Orderpoint),
                "_forecast_demand",
                autospec=True,
                side_effect=forecast,
            ) as made:
                self._nightly()
            return made.call_count

        self.assertEqual(forecasts(), 0)
        product, other = self.products[:2]
        product.demand_analogue_id = other
        self.assertGreater(forecasts(), 0, "an analogue")
        self.assertEqual(forecasts(), 0)
        self.env["jxc.reorder.calibration"].create(
            {"company_id": self.company.id, "target": 95, "quantile": 91}
        )
        self.assertGreater(forecasts(), 0, "the calibration")
        self.assertAlmostEqual(self._rules(product)[0].demand_quantile, 0.91)
        event = self.env["jxc.demand.event"].create(
            {
                "name": "Promotion",
                "company_id": self.company.id,
                "occurrence_ids": [(0, 0, {"date_from": self.day + timedelta(days=3)})],
            }
        )
        self.assertGreater(forecasts(), 0, "an event")
        self.assertEqual(forecasts(), 0)
        before = self._rules(product)[0].demand_expected
        self.env["jxc.demand.event.uplift"].create(
            {"event_id": event.id, "company_id": self.company.id, "uplift": 100}
        )
        self.assertGreater(forecasts(), 0, "an uplift measured")
        self.assertGreater(self._rules(product)[0].demand_expected, before)
        self.company.reorder_service_level = 90
        self.assertGreater(forecasts(), 0, "the service level")
        self.assertEqual(forecasts(), 0)

    def test_a_delivery_marked_as_one_off_has_its_slice_forecast_anew(self):
        product = self.products[0]
        past = self.company._instant_after_days(-10)
        move = self._deliver(500, past, product=product)
        self.History._fill_from_moves(full=True)
        self.Slice._forget_forecasts(self.company)
        self._nightly()
        rule = self._rules(product, self.warehouse)
        before = rule.demand_expected
        move.one_off_demand = True
        self.History._fill_from_moves(full=True)
        wanted = self.Slice.search([("forecast_wanted", "=", True)])
        self.assertEqual(wanted.warehouse_id, self.warehouse)
        self.assertIn(rule, wanted._get_orderpoints())
        self.assertEqual(len(wanted), 1, "others saw nothing of it")
        self._nightly()
        self.assertLess(rule.demand_expected, before)

    def test_what_could_not_be_worked_out_is_not_ordered_by_itself(self):
        domain = self.env["stock.rule"]._get_orderpoint_domain(self.company.id)
        rule = self._rules(self.products[0], self.warehouse)
        rule.trigger = "auto"
        self.assertIn(rule, self.Orderpoint.search(domain))
        self.env.flush_all()
        rule._store(rule.ids, {"reorder_error": ["Broken"]})
        self.assertNotIn(rule, self.Orderpoint.search(domain))
