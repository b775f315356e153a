"""``./jxc test core``: Odoo's own tests without our add-ons and with them.

Both sides run on the same recipe of database and with every test seeing the whole
registry, so that a test tagged ``at_install`` meets our code too (Odoo's own runner
would run it before our add-ons are loaded).
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .. import databases as whole_databases
from ..console import Step
from ..environment import ADDONS, Environment
from ..errors import LauncherError
from . import databases, suites
from .outcomes import FAILED, PASSED, SKIPPED, Outcomes, broken_by, other_differences

MODULES = ("product_expiry", "stock", "purchase_stock", "sale_stock", "stock_account")
WITHOUT, WITH = "jxc_core_without", "jxc_core_with"


def run(environment: Environment, words: Sequence[str] = ()) -> int:
    """Run both sides at the same time and print what differs.

    :param words: pytest's arguments, such as ``-k`` to try a few tests only.
    :return: 0 when every test that passes without our add-ons passes with them.
    """
    environment.ensure_postgres()
    with Step("Make the two databases"):
        databases.without_addons(environment, WITHOUT)
        environment.copy_database(WITHOUT, WITH)
    whole_databases.install(environment, WITH, list(ADDONS), demo=False)
    for database in (WITHOUT, WITH):
        databases.compile_bundles(environment, database)
    paths = _test_folders(environment)
    without, with_us = _both(environment, paths, words)
    broken = broken_by(without, with_us)
    if broken:
        broken = _again(environment, broken, words)
    _report(without, with_us, broken)
    good = bool(without.names(PASSED)) and not broken and _complete(without)
    print("PASS" if good else "FAIL", flush=True)
    return 0 if good else 1


def _test_folders(environment: Environment) -> list[Path]:
    path = environment.ensure_odoo().path
    found = []
    for module in MODULES:
        places = [path / "odoo" / "addons" / module, path / "addons" / module]
        tests = [place / "tests" for place in places if (place / "tests").is_dir()]
        if not tests:
            raise LauncherError(
                f"This Odoo has no tests of {module}.",
                "Set JXC_ODOO to a whole checkout of Odoo 19.0.",
            )
        found.append(tests[0])
    return found


def _suite(
    environment: Environment, name: str, paths: Sequence[Path], database: str
) -> suites.Suite:
    """Odoo's own tests, named by their path in Odoo, as two modules' may be alike."""
    suite = suites.odoo_suite(environment, name, paths, database, strict_log=False)
    roots = ("--rootdir", str(environment.ensure_odoo().path))
    settings = ("-c", str(environment.root / "pyproject.toml"))
    return replace(suite, options=(*suite.options, *roots, *settings))


def _both(
    environment: Environment, paths: Sequence[Path], words: Sequence[str]
) -> tuple[Outcomes, Outcomes]:
    sides = (("core-without", WITHOUT), ("core-with", WITH))
    made = [_suite(environment, name, paths, database) for name, database in sides]
    with (
        Step("Run Odoo's own tests, without our add-ons and with them") as step,
        suites.running(environment, made[0], ("-vv", *words)) as first,
        suites.running(environment, made[1], ("-vv", *words)) as second,
    ):
        counts = [_Progress(first), _Progress(second)]
        for count in counts:
            count.start()
        for count in counts:
            while count.is_alive():
                count.join(1)
                step.update(
                    min(count.share for count in counts),
                    ", ".join(f"{count.failed} failed" for count in counts),
                )
        return first.outcomes(), second.outcomes()


class _Progress(threading.Thread):
    """Writes a run's output to its log and counts along."""

    def __init__(self, running: suites.Running):
        super().__init__(daemon=True)
        self._running = running
        self.share, self.failed = 0.0, 0

    def run(self) -> None:
        assert self._running.popen.stdout
        for line in self._running.popen.stdout:
            self._running.log.write(line)
            self.failed += " FAILED " in line
            # A line of `pytest -v` ends in the share of tests done: "[ 12%]".
            share = line.rstrip().rpartition("[")[2].removesuffix("%]").strip()
            if share.isdigit():
                self.share = int(share) / 100


def _again(
    environment: Environment,
    broken: dict[str, str],
    words: Sequence[str],
) -> dict[str, str]:
    """Run the broken tests once more, alone; keep those that fail again.

    Two servers and two browsers at once on a small machine can make a tour time
    out; what we break stays broken. Tests that needed the second run are named.
    """
    names = [test for test, outcome in broken.items() if outcome == FAILED]
    if not names:
        return broken
    odoo = environment.ensure_odoo().path
    suite = _suite(environment, "core-again", [], WITH)
    suite = replace(suite, paths=tuple(odoo / name for name in names))
    second = suites.run(environment, suite, words)
    passed = {name for name in names if second.tests.get(name) == PASSED}
    for name in sorted(passed):
        print(f"UNSTABLE {name}: failed beside the other run, passed alone")
    return {name: outcome for name, outcome in broken.items() if name not in passed}


def _complete(without: Outcomes) -> bool:
    """Whether Odoo's tests ran to their end, single failures notwithstanding."""
    return not any(test.startswith("core-") for test in without.tests)


def _report(without: Outcomes, with_us: Outcomes, broken: dict[str, str]) -> None:
    for name, outcomes in (("without", without), ("with", with_us)):
        print(f"{name:>8} our add-ons: {outcomes.summary()}")
    failing = without.names(FAILED)
    if failing:
        print(f"{len(failing)} fail without our add-ons already:")
        print("".join(f"  {test}\n" for test in failing), end="")
    skipped = without.names(SKIPPED)
    print(f"{len(skipped)} are skipped by Odoo itself without our add-ons.")
    for test, change in other_differences(without, with_us).items():
        print(f"DIFFERS {test}: {change}")
    for test, outcome in broken.items():
        print(f"BROKEN {test}: {outcome}")
