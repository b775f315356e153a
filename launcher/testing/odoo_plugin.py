"""Pytest plugin beside pytest-odoo: what Odoo's own runner does, and what it forgives.

- Tests are chosen as Odoo chooses them: by their tag, ``standard`` unless told another
  (``--jxc-tag``), methods of the class body, unless ``allow_inherited_tests_method``.
- A browser test that is skipped fails: Odoo skips where Chromium or websocket-client
  is missing, and reports success.
- A warning or an error in the log fails the test that caused it (``--jxc-strict-log``).
"""

import logging
import shutil

import pytest

from odoo.tests import common

from ..system import BROWSERS
from .log_lines import is_allowed
from .skips import is_browser_skip

_LINES = pytest.StashKey[list]()


def pytest_addoption(parser):
    parser.addoption(
        "--jxc-strict-log",
        action="store_true",
        help="fail a test during which Odoo logs a warning or an error",
    )
    parser.addoption(
        "--jxc-tag", default="standard", help="run the tests that bear this tag"
    )


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        # Workers have a database each and one filestore: what one of them takes for
        # garbage after a class, another may be using. All goes when the run is over.
        common.TransactionCase._gc_filestore = classmethod(lambda cls: None)
    if not config.getoption("--odoo-http", default=False):
        return
    if common.websocket is None:
        raise pytest.UsageError(
            "browser tests need the Python package websocket-client"
        )
    if not any(map(shutil.which, BROWSERS)):
        raise pytest.UsageError("browser tests need Chromium: apt-get install chromium")


def pytest_collection_modifyitems(config, items):
    tag = config.getoption("--jxc-tag")
    chosen, left = [], []
    for item in items:
        (chosen if _odoo_would_run(item, tag) else left).append(item)
        if issubclass(getattr(item, "cls", None) or object, common.HttpCase):
            item.add_marker("browser")
    items[:] = chosen
    config.hook.pytest_deselected(items=left)


def _odoo_would_run(item, tag):
    cls = getattr(item, "cls", None)
    if tag not in getattr(cls, "test_tags", ()):
        return False
    if cls.__module__ != item.module.__name__:
        return False
    inherits = getattr(cls, "allow_inherited_tests_method", False)
    return inherits or item.originalname in vars(cls)


class _Collector(logging.Handler):
    """Keeps the lines that no test expects."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if not is_allowed(line):
            self.lines.append(line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    if not item.config.getoption("--jxc-strict-log"):
        return (yield)
    # Lines swallowed by `assertLogs` and `mute_logger` never come to the root logger.
    collector = _Collector()
    item.stash[_LINES] = collector.lines
    logging.getLogger().addHandler(collector)
    try:
        return (yield)
    finally:
        logging.getLogger().removeHandler(collector)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and is_browser_skip(str(report.longrepr)):
        report.outcome = "failed"
        report.longrepr = f"A browser test must not be skipped: {report.longrepr}"
    lines = item.stash.get(_LINES, [])
    if report.passed and lines:
        report.outcome = "failed"
        report.longrepr = "\n".join(["Unexpected lines in the log:", *lines])
        # Told once, not again by the next phase of the same test.
        lines.clear()
    return report
