"""Pytest plugin: writes what every test came to, for the launcher to add up."""

from pathlib import Path

from .outcomes import FAILED, PASSED, SKIPPED, Outcomes

_OPTION = "--jxc-outcomes"


def pytest_addoption(parser):
    parser.addoption(_OPTION, help="file to write the outcome of every test to")


def pytest_configure(config):
    path = config.getoption(_OPTION)
    # Workers of pytest-xdist report to their controller, which writes.
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Recorder(Path(path)))


class _Recorder:
    def __init__(self, path):
        self.path = path
        self.outcomes = Outcomes()

    def pytest_collectreport(self, report):
        if report.failed:
            self.outcomes.add(f"{report.nodeid} (collecting)", FAILED)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.outcomes.add(report.nodeid, FAILED)
        elif report.skipped:
            self.outcomes.add(report.nodeid, SKIPPED, _reason(report))
        elif report.when == "call":
            self.outcomes.add(report.nodeid, PASSED)

    def pytest_sessionfinish(self):
        self.outcomes.write(self.path)


def _reason(report):
    where = report.longrepr
    text = where[2] if isinstance(where, tuple) else str(where)
    return text.removeprefix("Skipped: ")
