import uuid

from odoo import Command, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from .snapshot_reader import ids_of, rows_of


@tagged("post_install", "-at_install")
class TestSnapshotChanges(TransactionCase):
    """What a device is told after its first snapshot, between real transactions."""

    def setUp(self):
        super().setUp()
        # The cursors of the test registry share one transaction. The environments are
        # made here, as the tests' thread holds the registry's lock.
        connection = db_connect(self.env.cr.dbname)
        user_id = self.env.ref("base.user_admin").id
        self.device, self.early, self.late = (
            api.Environment(connection.cursor(), user_id, {}) for _ in range(3)
        )
        self.addCleanup(self._clean_up)
        self.receipt = None
        self.name = f"snapshot-{uuid.uuid4()}"
        self.product = self._create("product.product", default_code=self.name)
        self.known = self._create("product.product", default_code=f"{self.name}-0")
        self._commit(self.late)

    def _create(self, model, **values):
        record = self.late[model].create({"name": self.name, **values})
        return record.id

    def _commit(self, env):
        env.flush_all()
        env.cr.commit()

    def _clean_up(self):
        for env in (self.device, self.early, self.late):
            env.cr.rollback()
        products = self.late["product.product"].with_context(active_test=False)
        found = products.search([("name", "=", self.name)])
        if self.receipt:
            self.receipt.action_cancel()
            self.receipt.unlink()
        lots = self.late["stock.lot"].search([("product_id", "in", found.ids)])
        lots.unlink()
        found.product_tmpl_id.unlink()
        self._commit(self.late)
        for env in (self.device, self.early, self.late):
            env.cr.close()

    def _ask(self, since=None):
        self.device.invalidate_all()
        answer = self.device["jxc.scanner"]._snapshot(since)
        self.device.cr.rollback()
        return answer

    def _names(self, answer):
        return {
            row["name"]
            for row in rows_of(answer, "products").values()
            if row["code"] and row["code"].startswith(self.name)
        }

    def _told_again(self, token, model, record_ids):
        """Which of the records are told once more after ``token``, though unchanged:
        those written while an older transaction was open, in whichever database of
        the server. Other tests may have one."""
        horizon = int(token.partition(".")[0]) % 2**32
        self.device.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id = ANY(%s) AND xmin::text::bigint >= %s",
                SQL.identifier(self.device[model]._table),
                list(record_ids),
                horizon,
            )
        )
        told = {row[0] for row in self.device.cr.fetchall()}
        self.device.cr.rollback()
        return told

    def _products_told_again(self, token):
        templates = self.late["product.product"].browse([self.product, self.known])
        templates = {one.product_tmpl_id.id: one.id for one in templates}
        told = self._told_again(token, "product.template", templates)
        return self._told_again(token, "product.product", templates.values()) | {
            templates[one] for one in told
        }

    def _products_of(self, answer):
        return {self.product, self.known} & set(rows_of(answer, "products"))

    def test_only_what_changed_is_told_and_then_no_more(self):
        first = self._ask()
        self.assertTrue(first["full"])
        again = self._ask(first["token"])
        self.assertFalse(again["full"])
        self.assertEqual(
            self._products_of(again), self._products_told_again(first["token"])
        )
        self.assertLessEqual({self.product, self.known}, ids_of(again, "products"))
        self.late["product.product"].browse(self.product).name = "Renamed"
        self._commit(self.late)
        after = self._ask(again["token"])
        self.assertIn("Renamed", self._names(after))
        self.assertEqual(
            self._products_of(after),
            self._products_told_again(again["token"]) | {self.product},
        )
        self.assertEqual(
            self._products_of(self._ask(after["token"])),
            self._products_told_again(after["token"]),
        )
        self.late["product.product"].browse(self.product).name = self.name
        self._commit(self.late)

    def test_what_a_transaction_that_ended_late_wrote_is_told(self):
        """It began and wrote before the device asked, and ended after: dates of rows,
        and the last number the device saw, would miss it."""
        first = self._ask()
        product = self.early["product.product"].browse(self.product)
        with self.early.cr.savepoint():
            product.default_code = f"{self.name}-late"
            self.early.flush_all()
        # Meanwhile others end, so that the device sees newer rows than the late ones.
        self.late["product.product"].browse(
            self.known
        ).default_code = f"{self.name}-between"
        self._commit(self.late)
        between = self._ask(first["token"])
        codes = [r["code"] for r in rows_of(between, "products").values()]
        self.assertIn(f"{self.name}-between", codes)
        self.assertNotIn(f"{self.name}-late", codes)
        self._commit(self.early)
        after = self._ask(between["token"])
        codes = [r["code"] for r in rows_of(after, "products").values()]
        self.assertIn(f"{self.name}-late", codes)

    def test_what_is_gone_is_not_among_the_ids(self):
        first = self._ask()
        self.late["product.product"].browse(self.product).action_archive()
        self._commit(self.late)
        after = self._ask(first["token"])
        self.assertFalse(after["full"])
        self.assertNotIn(self.product, ids_of(after, "products"))
        self.assertIn(self.known, ids_of(after, "products"))

    def test_a_row_that_comes_into_view_unchanged_is_among_the_ids(self):
        """The lot is older than the token; now its product is expected again."""
        product = self.late["product.product"].browse(self.product)
        product.write({"is_storable": True, "tracking": "lot"})
        lot = self.late["stock.lot"].create(
            {"name": self.name, "product_id": self.product}
        )
        self._commit(self.late)
        first = self._ask()
        self.assertNotIn(lot.id, rows_of(first, "lots"))
        receipts = self.late["jxc.scanner"]._own_warehouse().in_type_id
        places = {
            "location_id": self.late.ref("stock.stock_location_suppliers").id,
            "location_dest_id": receipts.default_location_dest_id.id,
        }
        move = {"product_id": self.product, "product_uom_qty": 3, **places}
        self.receipt = self.late["stock.picking"].create(
            {
                "picking_type_id": receipts.id,
                "move_ids": [Command.create(move)],
                **places,
            }
        )
        self.receipt.action_confirm()
        self._commit(self.late)
        after = self._ask(first["token"])
        self.assertIn(self.receipt.id, rows_of(after, "transfers"))
        self.assertEqual(
            {lot.id} & set(rows_of(after, "lots")),
            self._told_again(first["token"], "stock.lot", lot.ids),
        )
        self.assertIn(lot.id, ids_of(after, "lots"))
        rows = self.device["jxc.scanner"].snapshot_rows({"lots": [lot.id]})
        self.device.cr.rollback()
        self.assertEqual(rows_of(rows, "lots")[lot.id]["name"], self.name)

    def test_what_everything_follows_from_makes_all_be_told_anew(self):
        first = self._ask()
        category = self.late["product.category"].create({"name": self.name})
        self._commit(self.late)
        second = self._ask(first["token"])
        self.assertTrue(second["full"])
        category.unlink()
        self._commit(self.late)
        self.assertTrue(self._ask(second["token"])["full"])
