"""The pytest runs a test run is made of, and how each is started."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..environment import Environment
from ..processes import end, tied
from .outcomes import FAILED, Outcomes

OUTCOMES = "launcher.testing.outcomes_plugin"
# Two cores in CI, and every further worker is one more database in memory.
WORKERS = 2
EMPTY = "no test was collected"
MRP_TESTS = "test_mrp_*.py"


@dataclass(frozen=True)
class Suite:
    """One pytest run.

    :ivar name: a word for file names and headings.
    :ivar paths: what to collect.
    :ivar options: pytest's options.
    :ivar environ: variables beside the environment's own.
    """

    name: str
    paths: tuple[Path, ...]
    options: tuple[str, ...] = ()


def launcher_suite(root: Path) -> Suite:
    """Tests of the launcher and of the files for Docker; neither needs Odoo."""
    places = (root / "launcher" / "tests", root / "docker" / "tests")
    return Suite("launcher", _existing(places), ("-p", "no:odoo"))


def engine_suite(root: Path, addons: Sequence[str]) -> Suite:
    """Tests of the engines, where ``import odoo`` fails."""
    places = [root / addon / "engine" / "tests" for addon in addons]
    options = ("-p", "no:odoo", "-p", "launcher.testing.engine_plugin")
    return Suite("engine", _existing(places), options)


def odoo_suite(
    environment: Environment,
    name: str,
    paths: Sequence[Path],
    database: str,
    strict_log: bool = True,
) -> Suite:
    """Odoo tests, browser tests among them, on a database that has the add-ons.

    :param strict_log: an unexpected warning in Odoo's log fails the test.
    """
    shots = environment.state / "screenshots"
    options = [
        *("-p", "launcher.testing.odoo_plugin", "--odoo-http"),
        *("--odoo-config", str(environment.odoo_conf())),
        *("--odoo-database", database, "--odoo-log-level", "warn"),
        *("--odoo-extra", f"screenshots={shots}"),
    ]
    if strict_log:
        options.append("--jxc-strict-log")
    return Suite(name, _existing(paths), tuple(options))


def mrp_suite(environment: Environment, addons: Sequence[str], database: str) -> Suite:
    """Tests of our add-ons with manufacturing, on a database that has both.

    Tagged ``mrp`` and not ``standard``, they are left out of every other run.
    """
    places = [environment.root / addon / "tests" for addon in addons]
    paths = [path for place in places for path in sorted(place.glob(MRP_TESTS))]
    suite = odoo_suite(environment, "mrp", paths, database)
    return replace(suite, options=(*suite.options, "--jxc-tag", "mrp"))


def in_parallel() -> tuple[str, ...]:
    """Options to share a suite's classes out to workers with a database each."""
    return ("-n", str(WORKERS), "--dist", "loadscope")


def run(environment: Environment, suite: Suite, words: Sequence[str] = ()) -> Outcomes:
    """Run a suite, its output shown and kept in a log file.

    :param words: further arguments for pytest.
    :return: the outcomes; a run that ended before its end counts as one failure.
    """
    with running(environment, suite, words) as process:
        assert process.popen.stdout
        for line in process.popen.stdout:
            print(line, end="", flush=True)
            process.log.write(line)
        return process.outcomes()


def running(
    environment: Environment, suite: Suite, words: Sequence[str] = ()
) -> "Running":
    """Start a suite without waiting for it."""
    return Running(environment, suite, words)


class Running:
    """A suite that runs; leaving the context ends it.

    :ivar popen: the process, its output to be read by whoever started it.
    :ivar log: the log file, open for writing.
    """

    def __init__(
        self, environment: Environment, suite: Suite, words: Sequence[str] = ()
    ):
        self.suite = suite
        self._result = environment.state / "test" / f"{suite.name}.json"
        self._result.unlink(missing_ok=True)
        environment.logs.mkdir(parents=True, exist_ok=True)
        self.log_path = environment.logs / f"test-{suite.name}.log"
        self.log = open(self.log_path, "w", buffering=1, encoding="utf-8")
        self.popen = subprocess.Popen(
            tied([str(environment.python), "-m", "pytest", *self._words(words)]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=_environ(environment),
            cwd=environment.root,
        )

    def _words(self, words: Sequence[str]) -> list[str]:
        # Files named by the user take the place of the suite's own.
        paths = () if any(map(is_path, words)) else self.suite.paths
        return [
            *("-p", OUTCOMES, "--jxc-outcomes", str(self._result), "-q", "-rsf"),
            *self.suite.options,
            *words,
            *map(str, paths),
        ]

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_error: object) -> None:
        end(self.popen)
        self.log.close()

    def outcomes(self) -> Outcomes:
        """What the suite came to, once its output has ended."""
        code = self.popen.wait()
        return read_outcomes(self._result, self.suite.name, code)


def is_path(word: str) -> bool:
    """Whether a word names a file or folder, or a test in one (``file.py::Class``)."""
    return "/" in word and Path(word.partition("::")[0]).exists()


def read_outcomes(path: Path, name: str, code: int) -> Outcomes:
    """The outcomes of a run with this exit code.

    Pytest ends with 0 or 1 when it ran to its end; anything else, such as no test
    collected or a crash, is a failure whatever the file says.
    """
    try:
        outcomes = Outcomes.read(path)
    except (OSError, ValueError):
        outcomes = Outcomes()
    if code not in (0, 1) or (code == 1 and not outcomes.names(FAILED)):
        outcomes.add(f"{name}: {_why(code)}", FAILED)
    elif not outcomes.tests:
        outcomes.add(f"{name}: no test was run", FAILED)
    return outcomes


def _why(code: int) -> str:
    known = {2: "interrupted", 4: "wrong usage of pytest", 5: EMPTY}
    return known.get(code, f"pytest ended with exit code {code}")


def _environ(environment: Environment) -> dict[str, str]:
    """With PostgreSQL's programs first, which pytest-odoo calls for its workers.

    Unbuffered, so that progress is seen when it is made.
    """
    environ = environment.environ
    binaries = str(environment.postgres.binaries.folder)
    path = os.pathsep.join([binaries, environ.get("PATH", "")])
    return environ | {"PATH": path, "PYTHONUNBUFFERED": "1"}


def _existing(places: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(place for place in places if place.exists())
