import threading

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestConcurrentEvaluation(TransactionCase):
    """Two workers on one rule, in real transactions that are committed."""

    def setUp(self):
        super().setUp()
        connection = db_connect(self.env.cr.dbname)
        self.first, self.second = (
            api.Environment(connection.cursor(), api.SUPERUSER_ID, {}) for _ in range(2)
        )
        self.addCleanup(self.second.cr.close)
        self.addCleanup(self.first.cr.close)
        product = self.first["product.product"].create(
            {"name": "Raced", "is_storable": True}
        )
        warehouse = self.first["stock.warehouse"].search([], limit=1)
        self.first["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, -4
        )
        rule = self.first["jxc.alert.rule"].create(
            {
                "kind": "jxc.alert.kind.negative.stock",
                "company_id": warehouse.company_id.id,
                "owner_group_id": self.first.ref("jxc_inventory.group_manager").id,
                "product_ids": [Command.set(product.ids)],
                "level_ids": [
                    Command.create({"severity": "3", "threshold": 0, "unit": "units"})
                ],
            }
        )
        self.first.cr.commit()
        self.rule_id, self.product_id = rule.id, product.id
        self.addCleanup(self._remove)

    def _remove(self):
        self.second.cr.rollback()
        self.first.cr.rollback()
        self.first["jxc.alert.rule"].browse(self.rule_id).unlink()
        product = self.first["product.product"].browse(self.product_id)
        self.first["stock.quant"].search(
            [("product_id", "=", product.id)]
        ).sudo().unlink()
        product.product_tmpl_id.unlink()
        self.first.cr.commit()

    def _evaluate(self, env):
        env["jxc.alert.rule"].browse(self.rule_id)._evaluate()
        env.flush_all()

    def _count(self):
        self.second.cr.rollback()
        self.second.cr.execute(
            "SELECT COUNT(*) FROM jxc_alert WHERE rule_id = %s", [self.rule_id]
        )
        return self.second.cr.fetchone()[0]

    def test_the_second_worker_leaves_a_rule_alone_that_another_evaluates(self):
        self._evaluate(self.first)
        ended = threading.Event()

        def evaluate():
            self._evaluate(self.second)
            ended.set()

        worker = threading.Thread(target=evaluate)
        worker.start()
        # It ends while the first transaction is still open: it did not wait.
        self.assertTrue(ended.wait(20))
        worker.join()
        self.second.cr.commit()
        self.first.cr.commit()
        self.assertEqual(self._count(), 1)

    @mute_logger(
        "odoo.sql_db",
        "odoo.addons.jxc_inventory.models.alert.alert_rule_evaluation",
    )
    def test_a_worker_that_began_before_the_other_ended_makes_no_second_alert(self):
        self.second.cr.execute("SELECT COUNT(*) FROM jxc_alert")
        self._evaluate(self.first)
        self.first.cr.commit()
        rule = self.second["jxc.alert.rule"].browse(self.rule_id)
        rule._evaluate_logging_failure()
        self.second.cr.commit()
        self.assertEqual(self._count(), 1)
        self._evaluate(self.second)
        self.second.cr.commit()
        self.assertEqual(self._count(), 1)

    @mute_logger("odoo.sql_db")
    def test_news_are_taken_by_one_worker(self):
        self._evaluate(self.first)
        self.first.cr.commit()
        company = self.first["jxc.alert.rule"].browse(self.rule_id).company_id
        self.second.cr.rollback()
        self.second.cr.execute("SELECT COUNT(*) FROM jxc_alert")
        taken = self.first["jxc.alert.rule"]._take_news(company, "notify_pending")
        self.first.cr.commit()
        self.assertTrue(taken)
        other = company.with_env(self.second)
        with self.assertRaises(SerializationFailure):
            self.second["jxc.alert.rule"]._take_news(other, "notify_pending")
        self.second.cr.rollback()
        rules = self.second["jxc.alert.rule"]
        self.assertFalse(rules._take_news(other, "notify_pending"))
