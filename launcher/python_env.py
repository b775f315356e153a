"""The virtual environment: Odoo's Python packages at pinned versions."""

import re
import subprocess
import sys
from pathlib import Path

from .console import Step
from .errors import LauncherError
from .files import digest, make_complete
from .odoo_source import Odoo
from .processes import run_logged

REQUIREMENTS = "requirements.txt"
DEV_REQUIREMENTS = "requirements-dev.txt"
# Installed without what they ask for; the file says why.
ALONE = "requirements-alone.txt"


def ensure(root: Path, cache: Path, odoo: Odoo, dev: bool, log: Path) -> Path:
    """The environment in the cache for these requirements, Python and Odoo.

    :param dev: with the packages of tests and lint.
    :returns: its folder; the interpreter is ``bin/python`` in it.
    """
    names = [REQUIREMENTS, DEV_REQUIREMENTS] if dev else [REQUIREMENTS]
    files = [root / name for name in names]
    key = digest(
        [sys.version, sys.executable, str(odoo.path), odoo.key]
        + [file.read_text(encoding="utf-8") for file in (*files, root / ALONE)]
    )

    def build(folder: Path) -> None:
        with Step("Make the Python environment") as step:
            _install(folder, files, root / ALONE, step, log)
        site = subprocess.check_output(
            [folder / "bin" / "python", "-c", _WHERE], text=True
        )
        # Behind site-packages, so that our pinned packages come first.
        (Path(site.strip()) / "odoo.pth").write_text(f"{odoo.path}\n")

    # Linked: the scripts in bin/ name their interpreter by its full path.
    return make_complete(
        cache / "venv" / key, build, "the Python environment", linked=True
    )


_WHERE = "import sysconfig; print(sysconfig.get_path('purelib'))"


def _install(
    folder: Path, files: list[Path], alone: Path, step: Step, log: Path
) -> None:
    step.update(0.0, "venv")
    run_logged(
        [sys.executable, "-m", "venv", str(folder)],
        log,
        "Python's venv module failed",
        "On Debian and Ubuntu run: apt-get install python3-venv",
    )
    pinned = sum(len(re.findall(r"^\w", f.read_text(), re.M)) for f in files)
    seen = set()

    def progress(line: str) -> None:
        found = re.match(r"Collecting ([\w.-]+)", line)
        if found:
            seen.add(found[1])
            # Most of the time goes into collecting; dependencies come on top.
            step.update(min(len(seen) / (pinned * 1.4), 0.9), found[1])
        elif line.startswith("Installing collected"):
            step.update(0.9, "installing")

    wanted = [word for file in files for word in ("-r", str(file))]
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", *options]
    for words in (wanted, ["--no-deps", "-r", str(alone)]):
        run_logged(
            [*pip, *words],
            log,
            "Installing the Python packages failed",
            "Check the network (or pip's settings) and run the same command again.",
            on_line=progress,
        )
    if not (folder / "bin" / "python").exists():
        raise LauncherError("The Python environment came out without python.")
