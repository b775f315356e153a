"""System packages: the only things outside the checkout and the user's cache."""

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import postgres
from .console import Step, say
from .errors import LauncherError
from .processes import run_logged

# Odoo's own order of preference for a browser.
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
# Debian's PostgreSQL would make and start a cluster for the whole machine; this
# file, there only while installing, stops it from doing so.
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/jxc.conf")
APT_LISTS = Path("/var/lib/apt/lists")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# What python-apt knows of distributions; "debian" on Ubuntu too, in either case.
DISTRIBUTIONS = Path("/usr/share/python-apt/templates")
# From this version on barcodes are drawn by a library that the system provides.
CAIRO_PYTHON = (3, 13)


@dataclass(frozen=True)
class Tool:
    """A program or font that comes from a system package.

    :ivar package: the Debian and Ubuntu package.
    :ivar purpose: what is missing without it, for people.
    :ivar found: whether it is there.
    """

    package: str
    purpose: str
    found: Callable[[], bool]


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    result = subprocess.run(
        ["fc-list", ":lang=zh"], capture_output=True, text=True, check=False
    )
    return bool(result.stdout.strip())


def _has_venv() -> bool:
    return bool(importlib.util.find_spec("ensurepip"))


def debian_info() -> str:
    """What python-apt knows of Debian, "" when it is not installed."""
    return "".join(path.read_text() for path in DISTRIBUTIONS.glob("[Dd]ebian.info"))


def _has_cairo() -> bool:
    return sys.version_info < CAIRO_PYTHON or bool(ctypes.util.find_library("cairo"))


TOOLS = {
    "venv": Tool("python3-venv", "Python environments", _has_venv),
    "postgresql": Tool(
        "postgresql", "the database server", lambda: bool(postgres.find_binaries())
    ),
    "wkhtmltopdf": Tool(
        "wkhtmltopdf", "printing to PDF", lambda: bool(shutil.which("wkhtmltopdf"))
    ),
    "font": Tool("fonts-noto-cjk", "Chinese text in PDFs", _has_chinese_font),
    "browser": Tool(
        "chromium", "browser tests", lambda: any(map(shutil.which, BROWSERS))
    ),
    "cairo": Tool("libcairo2", "barcodes on documents", _has_cairo),
    "keyring": Tool(
        "debian-archive-keyring", "verifying what Debian offers", KEYRING.exists
    ),
    "distributions": Tool(
        "python-apt-common", "where Debian offers Odoo 19", lambda: bool(debian_info())
    ),
}


def ensure(names: tuple[str, ...], optional: tuple[str, ...], log: Path) -> None:
    """Have the named :data:`TOOLS` installed.

    Root gets them installed; anybody else is told the exact command.

    :param optional: those whose absence is only told, not an error.
    :raises LauncherError: one of ``names`` is missing and cannot be installed.
    """
    missing = [name for name in (*names, *optional) if not TOOLS[name].found()]
    if not missing:
        return
    install(missing, log, needed=names)
    wanting = [name for name in missing if not TOOLS[name].found()]
    if any(name in names for name in wanting):
        raise LauncherError(
            _missing([n for n in wanting if n in names]), _cure(wanting)
        )
    if wanting:
        say(f"Note: {told(wanting)}")


def install(names: Sequence[str], log: Path, needed: Sequence[str] = ()) -> None:
    """Install what is missing of these :data:`TOOLS`, which only root can.

    :raises LauncherError: one of ``needed`` cannot be installed.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    for name in names:
        if not TOOLS[name].found():
            _install(TOOLS[name], name in needed, log)


def told(names: Sequence[str]) -> str:
    """What is missing without these :data:`TOOLS`, and how to get them."""
    return f"{_missing(names)} {_cure(names)}"


def offers(names: Sequence[str]) -> bool:
    """Whether apt can install all of these :data:`TOOLS`."""
    return bool(shutil.which("apt-get")) and all(
        _offered(TOOLS[name].package) for name in names
    )


def _missing(names: Sequence[str]) -> str:
    what = ", ".join(f"{TOOLS[name].package} ({TOOLS[name].purpose})" for name in names)
    return f"Missing on this machine: {what}."


def _cure(names: Sequence[str]) -> str:
    packages = [TOOLS[name].package for name in names]
    if not shutil.which("apt-get"):
        return f"Install with this system's package manager: {' '.join(packages)}"
    offered = [package for package in packages if _offered(package)]
    others = [package for package in packages if package not in offered]
    sudo = "" if os.geteuid() == 0 else "sudo "
    parts = []
    if offered:
        command = "apt-get install --no-install-recommends"
        parts.append(f"Run: {sudo}{command} {' '.join(offered)}")
    if others:
        parts.append(
            f"This system's package sources do not offer {', '.join(others)}: "
            "install them from elsewhere."
        )
    return "\n  ".join(parts)


def _offered(package: str) -> bool:
    """Whether apt can install the package; before its first update it may."""
    if not any(APT_LISTS.glob("*_Packages*")):
        return True
    command = ["apt-cache", "show", "--no-all-versions", package]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    # It also succeeds for a name that other packages merely mention.
    return result.stdout.startswith("Package:")


def _install(tool: Tool, needed: bool, log: Path) -> None:
    with Step(f"Install the system package {tool.package}") as step:
        try:
            if tool.package == "postgresql":
                # First, as the file goes into this package's folder.
                _apt("install", "postgresql-common", step=step, log=log)
                NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
                NO_CLUSTER.write_text("create_main_cluster = false\n")
            _apt("install", tool.package, step=step, log=log)
        except LauncherError:
            if needed:
                raise
        finally:
            NO_CLUSTER.unlink(missing_ok=True)


def _apt(*words: str, step: Step, log: Path) -> None:
    def progress(line: str) -> None:
        kind, *rest = line.split(":")
        if kind in ("dlstatus", "pmstatus") and len(rest) > 1:
            # Two halves: downloading, then installing.
            half = float(rest[1]) / 200
            step.update(half if kind == "dlstatus" else 0.5 + half)

    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-y", "--no-install-recommends", "-oAPT::Status-Fd=1"]
    # Waits for another apt-get, such as one a killed launcher has left working.
    options += ["-oDPkg::Lock::Timeout=300"]

    def run(*words: str) -> None:
        run_logged(
            ["apt-get", *options, *words],
            log,
            f"apt-get {' '.join(words)} failed",
            "Check the network and the package sources, then run the command again.",
            on_line=progress,
            env=environ,
            tie=False,
        )

    try:
        run(*words)
    except LauncherError:
        # Old lists name files the mirror no longer has, or there are none yet.
        run("update")
        run(*words)
