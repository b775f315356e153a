import random

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import ScannerCase

_LINE_FIELDS = (
    "lot_id",
    "lot_name",
    "production_date",
    "expiration_date",
    "picked",
    "quantity",
    "product_uom_id",
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestFolding(ScannerCase):
    """Many operations done in one go leave what they would have left one by one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.known = cls.env["stock.lot"].create(
            {
                "name": "KNOWN",
                "product_id": cls.milk.id,
                "production_date": "2026-01-01",
            }
        )
        in_stock = cls.env["stock.lot"].create(
            {"name": "S-STOCK", "product_id": cls.phone.id}
        )
        cls._stock(cls.phone, cls.shelf, 1, in_stock)
        cls.dozen = cls.env.ref("uom.product_uom_dozen")

    def _mixed_receipt(self):
        """Tea in dozens and in two moves, milk of two lots, phones by serial."""
        picking = self._receipt(
            (self.tea, 2, self.dozen), (self.milk, 6), (self.phone, 3)
        )
        places = {
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
        picking.move_ids = [
            Command.create(
                {
                    "product_id": self.tea.id,
                    "product_uom_qty": 5,
                    "sequence": 99,
                    **places,
                }
            )
        ]
        picking.move_ids._action_confirm(merge=False)
        picking.action_assign()
        return picking

    def _random_operations(self, chance, picking):
        """Counts, undos and mistakes, as a hurried keeper makes them."""
        operations = []
        for _n in range(chance.randint(5, 25)):
            roll = chance.random()
            if roll < 0.15 and operations:
                target = chance.choice(operations)
                made = self._operation("undo", picking, target=target["uuid"])
            elif roll < 0.25:
                made = chance.choice(self._mistakes(picking))
            else:
                made = self._random_count(chance, picking)
            operations.append(made)
        return operations

    def _random_count(self, chance, picking):
        product = chance.choice([self.tea, self.milk, self.phone])
        if product == self.tea:
            return self._count(picking, product, chance.choice([1, 2, 7, 0.5]))
        if product == self.phone:
            lot = chance.choice(["S1", "S2", "S3", "S-STOCK"])
            return self._count(picking, product, 1, lot=lot)
        dates = chance.choice(
            [
                {},
                {"production_date": "2026-01-01"},
                {"production_date": "2026-02-01"},
                {"expiration_date": "2027-01-01"},
            ]
        )
        lot = chance.choice(["L1", "L2", "KNOWN"])
        return self._count(picking, product, chance.randint(1, 3), lot=lot, **dates)

    def _mistakes(self, picking):
        return [
            self._count(picking, self.milk, 1),
            self._count(
                picking, self.known.product_id, 1, lot="L1", production_date="x"
            ),
            self._count(picking, self.tea, -1),
            self._count(picking, self.tea, "1"),
            self._count(picking, self._spare, 1),
            self._operation("undo", picking, target="nothing"),
        ]

    def _left(self, picking):
        """What can be seen of the transfer, and what Odoo makes of it."""
        self.env.flush_all()
        self.env.invalidate_all()
        lines = sorted(
            "|".join(map(str, [line.move_id.id, *(line[f] for f in _LINE_FIELDS)]))
            for line in picking.move_line_ids
        )
        moves = [(move.state, move.quantity) for move in picking.move_ids]
        return lines, moves, picking.state

    def _run_apart(self, picking, batches):
        """What ``batches`` leave and answer; then all is as before."""
        with self.env.cr.savepoint() as savepoint:
            answers = [answer for batch in batches for answer in self._sync(*batch)]
            outcome = (
                [(answer["state"], answer["message"]) for answer in answers],
                [
                    [quantity for _line, quantity in answer["result"].get("lines", [])]
                    for answer in answers
                ],
                self._left(picking),
            )
            savepoint.rollback()
        self.env.invalidate_all()
        return outcome

    def test_folded_equals_one_by_one(self):
        self._spare = self._product("Not ordered")
        picking = self._mixed_receipt()
        applied = refused = 0
        for seed in range(12):
            with self.subTest(seed=seed):
                operations = self._random_operations(random.Random(seed), picking)
                single = self._run_apart(picking, [[one] for one in operations])
                folded = self._run_apart(picking, [operations])
                self.assertEqual(folded, single)
                states = [state for state, _message in folded[0]]
                applied += states.count("applied")
                refused += states.count("refused")
        # Neither half of the comparison was about nothing.
        self.assertGreater(applied, 60)
        self.assertGreater(refused, 20)

    def test_queries_grow_with_the_lines_not_with_the_scans(self):
        def queries(scans):
            picking = self._receipt((self.tea, 500), (self.milk, 500))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._assert_applied(
                *(
                    self._count(picking, product, 1, **lot)
                    for product, lot in (
                        (self.tea, {}),
                        (self.milk, {"lot": "L1", "production_date": "2026-01-01"}),
                    )
                    for _n in range(scans // 2)
                )
            )
            self.assertEqual(self._picked(picking, self.tea), scans // 2)
            return self.env.cr.sql_log_count - before

        queries(10)
        self.assertLessEqual(queries(100), queries(10) + 3)
