from concurrent.futures import ThreadPoolExecutor
from threading import Event

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.orm.environments import Environment
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

KEY = (None, "race-of-two-keepers-{}")


@tagged("post_install", "-at_install")
class TestOwnNumbersRace(TransactionCase):
    """Two real transactions count at the same time."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._forget)
        with self._transaction() as env:
            self._take(env, 1)

    def _transaction(self):
        return _Transaction(self.registry)

    def _take(self, env, count):
        return env["jxc.lot.counter"]._take({KEY: count})[KEY]

    def _forget(self):
        with self._transaction() as env:
            env["jxc.lot.counter"].search([("key", "=", KEY[1])]).unlink()

    @mute_logger("odoo.sql_db")
    def test_who_counts_at_the_same_time_is_tried_again_and_gets_the_next(self):
        began, failures = Event(), []

        def count_second():
            with self._transaction() as env:

                def count():
                    env.cr.execute("SELECT 1")  # the snapshot is older than the commit
                    began.set()
                    try:
                        return self._take(env, 3)
                    except SerializationFailure as error:
                        failures.append(error)
                        raise

                return retrying(count, env)

        with ThreadPoolExecutor(1) as pool:
            with self._transaction() as env:
                first = self._take(env, 5)
                other = pool.submit(count_second)
                self.assertTrue(began.wait(20))
                self.assertFalse(other.done(), "it waits for the first transaction")
            second = other.result(60)
        self.assertEqual((first, second), (2, 7))
        self.assertEqual(len(failures), 1)

    def test_what_is_given_up_is_counted_again(self):
        transaction = self._transaction()
        env = transaction.__enter__()
        self.assertEqual(self._take(env, 5), 2)
        env.cr.rollback()
        transaction.__exit__(None, None, None)
        with self._transaction() as env:
            self.assertEqual(self._take(env, 1), 2)


class _Transaction:
    """A real transaction of its own, committed at the end."""

    def __init__(self, registry):
        self._cursor = registry.cursor()

    def __enter__(self) -> Environment:
        self._cursor.__enter__()
        return api.Environment(self._cursor, api.SUPERUSER_ID, {})

    def __exit__(self, *exception):
        return self._cursor.__exit__(*exception)
