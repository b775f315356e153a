"""``./jxc test``: every test of every kind, or a part of them."""

import argparse
import time
from collections.abc import Callable, Sequence
from fnmatch import fnmatch
from pathlib import Path

from ..console import say
from ..environment import ADDONS, Environment
from ..errors import LauncherError
from ..locks import exclusive
from ..testing import core, databases, suites
from ..testing.outcomes import FAILED, Outcomes
from . import lint

ORDER = 20
PASS_THROUGH = True
WITHOUT_DATABASE = ("lint", "launcher", "engine")
VECTORS = ("engine/tests/test_vectors.py", "tests/test_vectors.py")
ADDON_PARTS = {addon.removeprefix("jxc_"): addon for addon in ADDONS}
NAMES = "lint|launcher|engine|inventory|reports|scanner|vectors|browser|mrp|core"
HELP = f"every test [{NAMES}]"


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "test",
        help=HELP,
        description="Run every test: lint, launcher, engine, and the Odoo and browser "
        "tests of our add-ons on a new database. Name a part to run it alone; "
        "further words are pytest's (./jxc test inventory -k shelf_life), and so is "
        "a test file (./jxc test jxc_inventory/tests/test_screens.py). "
        "`./jxc test vectors` reads scans as the scanner and the server do, those of "
        "the file JXC_VECTORS names in place of our own. "
        "`./jxc test mrp` runs what is tested with manufacturing installed beside us. "
        "`./jxc test core` runs Odoo's own tests without and with our add-ons and "
        "compares. The last line is `N passed, N failed`.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment: Environment = args.environment
    part, words = _split(args.rest)
    needs = () if part in WITHOUT_DATABASE else ("postgresql", "browser")
    environment.ensure_system(
        "venv", *needs, optional=("font", "cairo") if needs else ()
    )
    environment.ensure_venv(dev=True)
    with exclusive(environment.state / "test.lock", "runs tests"):
        if part == "core":
            return core.run(environment, words)
        outcomes = _everything(environment, words) if part == "all" else Outcomes()
        if part != "all":
            outcomes.update(PARTS[part](environment, words))
    return _conclude(environment, outcomes)


def _split(rest: Sequence[str]) -> tuple[str, list[str]]:
    """The part named first, ``all`` without one, and the words for pytest."""
    if not rest or rest[0].startswith("-"):
        return "all", list(rest)
    part, *words = rest
    if suites.is_path(part):
        return part_of(part), list(rest)
    if part not in PARTS and part not in ("all", "core"):
        raise LauncherError(
            f"There is no part of the tests called {part}.",
            f"Parts are: {', '.join([*PARTS, 'core'])}.",
        )
    return part, words


def part_of(path: str) -> str:
    """The part that runs a test file, given as a path in the checkout.

    :raises LauncherError: no part does.
    """
    folder, *rest = Path(path).parts
    if "engine" in rest:
        return "engine"
    if folder in ("launcher", "docker"):
        return "launcher"
    if fnmatch(Path(path.partition("::")[0]).name, suites.MRP_TESTS):
        return "mrp"
    part = folder.removeprefix("jxc_")
    if part in ADDON_PARTS:
        return part
    raise LauncherError(
        f"No part of the tests runs {path}.",
        "Name a file in tests/ of an add-on, of its engine or of the launcher.",
    )


def _lint(environment: Environment, words: Sequence[str]) -> Outcomes:
    return lint.check(environment)


def _launcher(environment: Environment, words: Sequence[str]) -> Outcomes:
    return suites.run(environment, suites.launcher_suite(environment.root), words)


def _engine(environment: Environment, words: Sequence[str]) -> Outcomes:
    suite = suites.engine_suite(environment.root, ADDONS)
    return suites.run(environment, suite, words)


def _addons(
    *addons: str, options: tuple[str, ...] = ()
) -> Callable[[Environment, Sequence[str]], Outcomes]:
    def run_addons(environment: Environment, words: Sequence[str]) -> Outcomes:
        environment.ensure_postgres()
        database = databases.from_template(environment)
        return _odoo(environment, database, addons, (*options, *words))

    return run_addons


def _odoo(
    environment: Environment,
    database: str,
    addons: Sequence[str],
    words: Sequence[str],
) -> Outcomes:
    paths = [environment.root / addon / "tests" for addon in addons]
    suite = suites.odoo_suite(environment, "odoo", paths, database)
    return suites.run(environment, suite, words)


def _mrp(environment: Environment, words: Sequence[str]) -> Outcomes:
    environment.ensure_postgres()
    return _with_mrp(environment, databases.from_template(environment), words)


def _with_mrp(
    environment: Environment, source: str, words: Sequence[str] = ()
) -> Outcomes:
    """Tests with manufacturing, on a copy of a database that has our add-ons."""
    outcomes = Outcomes()
    database = databases.with_mrp(environment, source, outcomes)
    if database:
        suite = suites.mrp_suite(environment, ADDONS, database)
        outcomes.update(suites.run(environment, suite, words))
    return outcomes


def _vectors(environment: Environment, words: Sequence[str]) -> Outcomes:
    """The vectors of scans, as Python and as JavaScript reads them."""
    scanner = environment.root / ADDON_PARTS["scanner"]
    outcomes = Outcomes()
    plain, browser = (str(scanner / path) for path in VECTORS)
    outcomes.update(_engine(environment, (*words, plain)))
    outcomes.update(PARTS["scanner"](environment, (*words, browser)))
    return outcomes


PARTS: dict[str, Callable[[Environment, Sequence[str]], Outcomes]] = {
    "lint": _lint,
    "launcher": _launcher,
    "engine": _engine,
    **{part: _addons(addon) for part, addon in ADDON_PARTS.items()},
    "vectors": _vectors,
    "browser": _addons(*ADDONS, options=("-m", "browser")),
    "mrp": _mrp,
}


def _everything(environment: Environment, words: Sequence[str]) -> Outcomes:
    """All parts; words for pytest leave out lint, installations and manufacturing.

    Someone who says ``-k shelf_life`` wants those tests wherever they are: a part
    in which nothing is chosen is no failure then.
    """
    outcomes = Outcomes()
    if words:
        for part in (_launcher, _engine, _addons(*ADDONS)):
            chosen = part(environment, words)
            nothing = [test for test in chosen.tests if test.endswith(suites.EMPTY)]
            for test in nothing:
                del chosen.tests[test]
            outcomes.update(chosen)
        return outcomes
    for name in ("lint", "launcher", "engine"):
        _heading(name)
        outcomes.update(PARTS[name](environment, ()))
    _heading("add-ons")
    environment.ensure_postgres()
    database = databases.fresh(environment, outcomes)
    if database:
        outcomes.update(_odoo(environment, database, ADDONS, suites.in_parallel()))
        _heading("manufacturing")
        outcomes.update(_with_mrp(environment, database))
    return outcomes


def _heading(name: str) -> None:
    print(f"\n== {name} ({time.strftime('%H:%M:%S')})", flush=True)


def _conclude(environment: Environment, outcomes: Outcomes) -> int:
    """Say what failed and why tests were skipped; the last line is the summary."""
    failed = outcomes.names(FAILED)
    for line in outcomes.skip_lines():
        print(line)
    for test in failed:
        print(f"FAILED {test}")
    if failed:
        say(f"Logs: {environment.logs}  Screenshots: {environment.state}/screenshots")
    print(outcomes.summary(), flush=True)
    return 0 if outcomes.good else 1
