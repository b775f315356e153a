from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestGateMixing(GateCommon):
    def setUp(self):
        super().setUp()
        self.bin = self._bin("A-01", lot_mixing="one_lot")
        self.cheese = self._product("Cheese")
        self.first = self._stocked(
            "L1", location=self.bin, production_date="2025-12-01"
        )
        self.second = self._stocked("L2", production_date="2025-12-02")

    def _bin(self, name, **values):
        return self.env["stock.location"].create(
            {"name": name, "location_id": self.stock.id, **values}
        )

    def _put(self, lots, bin_, source=None):
        return self._delivery_of(
            lots,
            source=source or self.stock,
            to=bin_,
            picking_type=self.warehouse.int_type_id,
        )

    def test_another_lot_is_not_put_into_a_bin_of_one_lot(self):
        self._assert_hard_gate(
            self._put(self.second, self.bin),
            "A-01 keeps one lot only, and Milk L1 lies there. Put Milk L2 into another",
        )
        more = self._bin("B")
        self.env["stock.quant"]._update_available_quantity(
            self.milk, more, 5, lot_id=self.first
        )
        same = self._put(self.first, self.bin, source=more)
        self.assertIs(same.button_validate(), True)

    def test_a_bin_of_one_product_takes_its_lots(self):
        self.bin.lot_mixing = "one_product"
        self.assertIs(self._put(self.second, self.bin).button_validate(), True)
        gouda = self._stocked("G", product=self.cheese, production_date="2025-12-01")
        self._assert_hard_gate(
            self._put(gouda, self.bin), "keeps one product only, and Milk lies there"
        )

    def test_the_storage_category_decides_unless_the_bin_says_otherwise(self):
        category = self.env["stock.storage.category"].create(
            {"name": "Pallets", "lot_mixing": "one_lot"}
        )
        bin_ = self._bin("P", storage_category_id=category.id)
        self._assert_hard_gate(
            self._put(self.second + self.first, bin_), "P keeps one lot only"
        )
        bin_.lot_mixing = "allow"
        self.assertFalse(
            self._put(self.second + self.first, bin_).move_line_ids._find_refused()
        )

    def test_lots_of_one_receipt_are_not_mixed_either(self):
        receipt = self._receipt(
            {"lot_name": "R1", "production_date": "2026-01-01"},
            {"lot_name": "R2", "production_date": "2026-01-02"},
        )
        receipt.move_line_ids.location_dest_id = self._bin("E", lot_mixing="one_lot")
        receipt.move_ids.picked = True
        with self._assert_refused("E keeps one lot only, and Milk R1 lies there"):
            receipt.button_validate()
        receipt.move_line_ids[1].location_dest_id = self._bin("F", lot_mixing="one_lot")
        self.assertIs(receipt.button_validate(), True)

    def test_lots_may_change_places_in_one_transfer(self):
        transfer = self._put(self.second, self.bin)
        transfer.move_ids.move_line_ids = [
            Command.create(
                {
                    "picking_id": transfer.id,
                    "product_id": self.milk.id,
                    "lot_id": self.first.id,
                    "quantity": 10,
                    "location_id": self.bin.id,
                    "location_dest_id": self._bin("Z").id,
                    "picked": True,
                }
            )
        ]
        self.assertFalse(transfer.move_line_ids._find_refused())

    def test_goods_without_lots_count_as_well(self):
        cup = self._product("Cup", use_expiration_date=False, tracking="none")
        self.env["stock.quant"]._update_available_quantity(cup, self.stock, 5)
        transfer = self._put(self.second, self.bin)
        transfer.move_line_ids.unlink()
        transfer.move_ids = [
            Command.create(
                {
                    "product_id": cup.id,
                    "product_uom_qty": 1,
                    "location_id": self.stock.id,
                    "location_dest_id": self.bin.id,
                    "quantity": 1,
                    "picked": True,
                }
            )
        ]
        self._assert_hard_gate(transfer, "Put Cup  ?into another bin")

    def test_a_count_tells_what_is_there(self):
        quant = (
            self.env["stock.quant"]
            .with_user(self.manager)
            .with_context(inventory_mode=True)
            .create(
                {
                    "product_id": self.milk.id,
                    "lot_id": self.second.id,
                    "location_id": self.bin.id,
                    "inventory_quantity": 2,
                }
            )
        )
        quant.action_apply_inventory()
        self.assertEqual(len(self.bin.quant_ids.lot_id), 2)

    def test_a_lot_is_not_relocated_into_a_full_bin(self):
        with self._assert_refused("A-01 keeps one lot only"):
            self.second.with_user(self.keeper).location_id = self.bin

    def test_nobody_releases_it(self):
        transfer = self._put(self.second, self.bin).with_user(self.manager)
        with self._assert_refused("another bin"):
            transfer.button_validate()

    def test_put_away_skips_bins_that_would_refuse(self):
        category = self.env["stock.storage.category"].create(
            {"name": "Pallets", "lot_mixing": "one_product"}
        )
        shelf = self._bin("Shelf")
        full, empty = (
            self.env["stock.location"].create(
                {
                    "name": name,
                    "location_id": shelf.id,
                    "storage_category_id": category.id,
                }
            )
            for name in ("S1", "S2")
        )
        self.env["stock.putaway.rule"].create(
            {
                "product_id": self.cheese.id,
                "location_in_id": self.stock.id,
                "location_out_id": shelf.id,
                "sublocation": "closest_location",
                "storage_category_id": category.id,
            }
        )
        self.assertEqual(self.stock._get_putaway_strategy(self.cheese, 1), full)
        self._stocked("M", location=full, production_date="2025-12-01")
        self.assertEqual(self.stock._get_putaway_strategy(self.cheese, 1), empty)
        self._stocked("C", product=self.cheese, location=full, expiration_date=False)
        category.lot_mixing = "one_lot"
        self._put(self.second, empty)
        self.assertNotIn(self.stock._get_putaway_strategy(self.cheese, 1), full + empty)

    def test_queries_do_not_grow_with_the_lines(self):
        def count(number):
            bins = self.env["stock.location"].create(
                [
                    {
                        "name": f"{number}-{index}",
                        "location_id": self.stock.id,
                        "lot_mixing": "one_lot",
                    }
                    for index in range(number)
                ]
            )
            lots = self.env["stock.lot"]
            for index, bin_ in enumerate(bins):
                self._stocked(f"lying {number}-{index}", location=bin_)
                lots += self._stocked(f"{number}-{index}")
            lines = self._put(lots, self.stock).move_line_ids
            for line, bin_ in zip(lines, bins, strict=True):
                line.location_dest_id = bin_
            lines = lines.browse(lines.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(lines._find_refused()), number)
            return self.env.cr.sql_log_count - before

        count(3)
        self.assertEqual(count(100), count(10))
