"""What a scenario in ``bench/`` works with; its contract is ``bench/README.md``."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .environment import ADDONS, Environment
from .errors import LauncherError
from .odoo_scripts.scenario import MARK
from .processes import tied

SCENARIO = Path(__file__).parent / "odoo_scripts" / "scenario.py"
SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Measured:
    """What running a command took.

    :ivar seconds: from start to end.
    :ivar peak_mb: most memory resident at one moment, all its processes added up,
        sampled ten times a second.
    :ivar code: exit code.
    :ivar output: standard output.
    """

    seconds: float
    peak_mb: float
    code: int
    output: str


class Bench:
    """Handed to a scenario's ``run``."""

    def __init__(self, environment: Environment, data_folder: Path | None = None):
        self.environment = environment
        self.data_folder = data_folder
        self.root = environment.root
        self.good = True

    @contextmanager
    def database(self, name: str) -> Iterator[str]:
        """A fresh database with our add-ons and no demo data, dropped afterwards."""
        environment = self.environment
        template = environment.ensure_template("bench", ADDONS, lang="en_US")
        environment.copy_database(template, name)
        try:
            yield name
        finally:
            environment.drop_database(name)

    def shell(self, database: str, code: str) -> object:
        """Run Python in Odoo's shell; returns what the code gave to ``report``.

        ``odoo_scripts/scenario.py`` stands before it.

        :raises LauncherError: the code failed, or reported nothing.
        """
        command = self.environment.odoo_command(database, "shell", "--no-http")
        whole = SCENARIO.read_text() + code
        result = subprocess.run(
            tied([*command, "--log-level=warn"]),
            # Executed whole: the prompt's own reading would go on after an error.
            input=f"exec(compile({whole!r}, 'scenario', 'exec'), globals())\n",
            capture_output=True,
            text=True,
            env=self.environment.environ,
            cwd=self.root,
            check=False,
        )
        lines = [ln for ln in result.stdout.splitlines() if ln.startswith(MARK)]
        if result.returncode or not lines:
            raise LauncherError(f"The scenario's code failed:\n{result.stderr.strip()}")
        return json.loads(lines[-1].removeprefix(MARK))

    def jxc(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``./jxc`` with these arguments."""
        return subprocess.run(
            self._jxc(arguments), capture_output=True, text=True, check=False
        )

    def _jxc(self, arguments: Sequence[str]) -> list[str]:
        return [sys.executable, str(self.root / "jxc"), *arguments]

    def measure(self, command: Sequence[str]) -> Measured:
        """Run a command to its end, its messages shown; see :class:`Measured`.

        ``./jxc`` may stand for itself as the first word.
        """
        if command[0] == "./jxc":
            command = self._jxc(command[1:])
        started = time.monotonic()
        process = subprocess.Popen(
            tied(command),
            stdout=subprocess.PIPE,
            text=True,
            env=self.environment.environ,
            cwd=self.root,
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        output, _ = process.communicate()
        seconds = time.monotonic() - started
        sampler.stop()
        return Measured(seconds, sampler.peak / 2**20, process.returncode, output)

    def script(self, path: str, *arguments: str) -> object:
        """Run a Python script of ``bench/`` and return the JSON it wrote.

        The script gets the path to write to as its first argument, then
        ``arguments``. Prints the most memory it held.

        :raises LauncherError: the script failed.
        """
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "result.json"
            script = self.root / "bench" / path
            python = self.environment.python
            measured = self.measure([str(python), str(script), str(target), *arguments])
            if measured.code:
                raise LauncherError(f"{path} failed:\n{measured.output.strip()}")
            print(f"peak memory {measured.peak_mb:,.0f} MB")
            return json.loads(target.read_text())

    def data(self, name: str) -> Path:
        """The path of ``../shared/data/NAME``.

        :raises LauncherError: it is absent.
        """
        path = self.root.parent / "shared" / "data" / name
        if not path.exists():
            raise LauncherError(
                f"../shared/data/{name} is not there, so nothing can be measured.",
                "Put the file there, or run the scenarios that need no data.",
            )
        return path

    def check(self, what: str, value: float, bound: float, unit: str = "") -> bool:
        """Print a figure beside its upper bound; a broken bound fails the scenario."""
        holds = value <= bound
        self.good &= holds
        verdict = "ok" if holds else "TOO MUCH"
        share = f" ({value / bound:.0%})" if bound else ""
        words = f"{value:,.2f} of at most {bound:,.2f} {unit}".rstrip()
        print(f"{what}: {words}{share} {verdict}", flush=True)
        return holds


class _Sampler(threading.Thread):
    """Watches the memory of a process and all that come from it."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._ended.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, resident(self._pid))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def resident(pid: int) -> int:
    """Bytes of memory a process and its descendants hold now; 0 when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0
    own = pages * os.sysconf("SC_PAGE_SIZE")
    return own + sum(resident(int(child)) for child in children)
