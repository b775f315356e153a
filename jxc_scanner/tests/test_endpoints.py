import inspect
import json
from itertools import product

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ScannerCase

# What nobody but the right people may find in an answer, whatever was asked.
_COST, _PRICE, _STOCK = 1234.56, 9876.54, 7771.0


@tagged("post_install", "-at_install")
class TestEndpoints(ScannerCase):
    """Every method a device can call, also those that are yet to be written: who may
    call it, and what it must not tell."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tea.write({"standard_price": _COST, "lst_price": _PRICE})
        cls.lot = cls.env["stock.lot"].create(
            {"name": "LOT-1", "product_id": cls.milk.id}
        )
        cls.package = cls.env["stock.package"].create({"name": "SECRET-PACK"})
        cls.shelf.name = "SECRET-SHELF"
        cls.env["stock.quant"]._update_available_quantity(
            cls.tea, cls.shelf, _STOCK, package_id=cls.package
        )
        cls._stock(cls.milk, cls.shelf, _STOCK, cls.lot)
        cls.receipt = cls._receipt((cls.tea, 5), (cls.milk, 3))
        cls.receipt.origin = "SECRET-ORDER"

    def _methods(self):
        scanner = self.env["jxc.scanner"]
        # What every model has is Odoo's, and holds nothing of ours.
        of_all = type(self.env["res.country"])
        for name, method in inspect.getmembers(type(scanner), inspect.isfunction):
            private = name.startswith("_") or getattr(method, "_api_private", False)
            if not private and not hasattr(of_all, name):
                yield name, len(inspect.signature(method).parameters) - 1

    def _questions(self, count):
        """Arguments that mean something to one method or another."""
        quant = self.env["stock.quant"].search([("product_id", "=", self.tea.id)])
        values = (
            self.receipt.id,
            [self.receipt.id],
            self.shelf.id,
            [self.shelf.id],
            [self.package.id],
            self.tea.id,
            self.receipt.name,
            "SECRET-SHELF",
            "SHELF-0001",
            "SECRET-PACK",
            "SECRET-ORDER",
            "TEA",
            "LOT-1",
            {"transfers": [self.receipt.id], "locations": [self.shelf.id]},
            {"quants": quant.ids, "packages": [self.package.id]},
            {"moves": self.receipt.move_ids.ids},
        )
        kinds = ("transfer", "location", "package", "product", "lot", *values[:6])
        if count == 2:
            return product(kinds, values)
        return product(values, repeat=min(count, 1))

    def _answers(self, user):
        """Everything the methods answer to a user, as text, by what was asked."""
        scanner = self.env["jxc.scanner"].with_user(user)
        for name, count in self._methods():
            for question in self._questions(count):
                try:
                    with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                        answer = getattr(scanner, name)(*question)
                    told = json.dumps(answer, default=str, ensure_ascii=False)
                except Exception as error:  # noqa: BLE001 - what it says is looked at
                    told = str(error)
                yield f"{name}{question}", told
        snapshot = scanner._snapshot()
        yield "snapshot", json.dumps(snapshot, ensure_ascii=False)

    def test_there_are_methods_to_look_at(self):
        names = {name for name, _count in self._methods()}
        self.assertLessEqual(
            {"start", "look_up", "card", "transfers", "snapshot_rows"}, names
        )

    def test_only_keepers_may_call_any(self):
        for groups in ("jxc_inventory.group_salesperson", "base.group_user"):
            user = new_test_user(self.env, f"endpoint_{groups}", groups=groups)
            scanner = self.env["jxc.scanner"].with_user(user)
            for name, count in self._methods():
                with self.subTest(name, groups=groups), self.assertRaises(AccessError):
                    getattr(scanner, name)(*[self.receipt.id] * count)
            with self.assertRaises(AccessError):
                scanner._snapshot()

    @mute_logger("odoo.sql_db")
    def test_nonsense_is_answered_or_refused_with_a_reason(self):
        nonsense = (
            *(None, True, 0, -1, 1.5, 2**40, "", "x", "\x00", "é" * 9000),
            *([], [None], ["x"], [[1]], {}, {"x": 1}, {"lots": {}}),
        )
        scanner = self.env["jxc.scanner"].with_user(self.keeper)
        for name, count in self._methods():
            with self.subTest(name):
                for question in product(nonsense, repeat=min(count, 2)):
                    fault = None
                    try:
                        with self.env.cr.savepoint():
                            getattr(scanner, name)(*question)
                    except Exception as error:  # whatever it is, it is judged
                        fault = error
                    self.assertIsInstance(fault, UserError | None, question)

    def test_keepers_are_told_neither_costs_nor_prices(self):
        for asked, told in self._answers(self.keeper):
            with self.subTest(asked):
                self.assertNotIn("1234.56", told)
                self.assertNotIn("9876.54", told)

    def test_keepers_of_another_warehouse_are_told_nothing_of_this_one(self):
        self.keeper.property_warehouse_id = self.other_warehouse
        self._assert_nothing_told(self.keeper)

    def test_keepers_of_another_company_are_told_nothing_of_this_one(self):
        company = self.env["res.company"].create({"name": "Other Company"})
        keeper = new_test_user(
            self.env,
            "endpoint_other_company",
            groups="jxc_inventory.group_keeper",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self._assert_nothing_told(keeper)

    def _assert_nothing_told(self, user):
        for asked, told in self._answers(user):
            for secret in (
                "7771",
                "SECRET-",
                self.receipt.name,
                "SHELF-0001",
                "Dairy Supplier",
            ):
                # An answer may repeat the question it refuses.
                if secret not in asked:
                    with self.subTest(asked):
                        self.assertNotIn(secret, told)

    def test_keepers_of_this_warehouse_are_told(self):
        """What the other tests look for can be found at all."""
        told = "\n".join(told for _asked, told in self._answers(self.keeper))
        for secret in ("7771", "SECRET-ORDER", self.receipt.name, "SHELF-0001"):
            self.assertIn(secret, told)
