import threading
import uuid

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestConcurrentReplay(TransactionCase):
    def setUp(self):
        super().setUp()
        # Real transactions: the cursors of the test registry all share one. The
        # environments are made here, as the tests' thread holds the registry's lock.
        connection = db_connect(self.env.cr.dbname)
        user_id = self.env.ref("base.user_admin").id
        self.first, self.second = (
            api.Environment(connection.cursor(), user_id, {}) for _ in range(2)
        )
        self.addCleanup(self.second.cr.close)
        self.addCleanup(self.first.cr.close)

    @mute_logger("odoo.sql_db")
    def test_two_deliveries_at_once_claim_a_number_once(self):
        """While one transaction holds the number, the other waits; it then fails to
        serialise, which Odoo answers by running it again, and finds it taken."""
        entry = {"uuid": str(uuid.uuid4()), "kind": "receive.count", "payload": {}}
        outcome = []

        def deliver_again():
            try:
                outcome.append(self.second["jxc.scan.operation"]._claim([entry]))
            except SerializationFailure as error:
                outcome.append(error)

        # The transaction of the repetition has begun before the first one ends.
        self.second.cr.execute("SELECT count(*) FROM jxc_scan_operation")
        claimed = self.first["jxc.scan.operation"]._claim([entry])
        self.assertEqual(list(claimed), [entry["uuid"]])
        delivery = threading.Thread(target=deliver_again)
        delivery.start()
        try:
            self.first.cr.commit()
            delivery.join(20)
            self.assertIsInstance(outcome[0], SerializationFailure)
            # What Odoo does next: the same request in a new transaction.
            self.second.cr.rollback()
            self.assertEqual(self.second["jxc.scan.operation"]._claim([entry]), {})
            again = self.second["jxc.scan.operation"]._recall([entry["uuid"]])
            self.assertEqual(again[entry["uuid"]].id, claimed[entry["uuid"]].id)
        finally:
            self.second.cr.rollback()
            self.second.cr.execute(
                "DELETE FROM jxc_scan_operation WHERE uuid = %s", [entry["uuid"]]
            )
            self.second.cr.commit()
