"""Base classes for the browser tests of our three add-ons.

Import the module, not the class (``from odoo.addons.jxc_inventory.tests import
browser``): a class imported by name is collected again where it is imported.
"""

import logging
import re
from contextlib import contextmanager
from urllib.parse import urlencode

from odoo.tests import HttpCase


def hoot_id(name):
    """Return HOOT's identifier of a suite or test.

    :param name: full name, such as ``@jxc_scanner/parser``
    :return: eight hexadecimal digits, as HOOT's own ``generateHash`` makes them
    """
    value = 0
    for char in name:
        value = ((value << 5) - value + ord(char)) & 0xFFFFFFFF
    return f"{value:08x}"


class _Lines(logging.Handler):
    """Keeps what the browser logged, as text."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


class BrowserCase(HttpCase):
    """A test in real Chromium which can read the browser's console."""

    @contextmanager
    def _console(self):
        """Collect the console's messages; yields the growing list of lines."""
        logger = self._logger.getChild("browser")
        handler, level = _Lines(), logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        try:
            yield handler.lines
        finally:
            logger.setLevel(level)
            logger.removeHandler(handler)


class HootCase(BrowserCase):
    """Runs the HOOT unit tests of one add-on.

    ::

        @tagged("post_install", "-at_install")
        class TestScannerUnit(browser.HootCase):
            def test_desktop(self):
                self._run_hoot("@jxc_scanner")

            def test_mobile(self):
                self._run_hoot("@jxc_scanner", preset="mobile")
    """

    def _run_hoot(self, suite, preset="desktop", timeout=300):
        """Run a suite and fail unless at least one test ran and all passed.

        :param suite: suite name, e.g. ``@jxc_scanner`` (all files of the add-on)
        :param preset: ``desktop`` or ``mobile``
        :param timeout: seconds for the whole suite
        :return: number of tests that passed
        """
        if preset == "mobile":
            self.browser_size, self.touch_enabled = "390x844", True
        query = urlencode(
            {"loglevel": 2, "preset": preset, "timeout": 15000, "id": hoot_id(suite)}
        )
        with self._console() as lines:
            try:
                self.browser_js(
                    f"/web/tests?headless&{query}",
                    code="",
                    login="admin",
                    timeout=timeout,
                    success_signal="[HOOT] Test suite succeeded",
                    # HOOT reports each failed test, then fails as a whole.
                    error_checker=lambda message: "[HOOT]" not in message,
                )
            except AssertionError as error:
                raise AssertionError("\n".join([str(error), *lines])) from None
        passed = re.search(r"Passed (\d+) tests", "\n".join(lines))
        self.assertTrue(passed, f"HOOT gave no count of tests for {suite}")
        self.assertGreater(int(passed[1]), 0, f"{suite}: no test ran")
        return int(passed[1])
