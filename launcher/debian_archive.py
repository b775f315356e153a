"""Where Debian's archive is, as the machine itself knows it: no host is named here."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import system
from .errors import LauncherError
from .system import DISTRIBUTIONS, KEYRING

NAME_ONE = "Set JXC_DEBIAN_MIRROR to the address of a Debian mirror."


def debian_mirror(log: Path) -> str:
    """The address of a Debian mirror, and the keys to verify it, both at hand.

    The mirror the person names, else the one the system's packages come from, else,
    as on Ubuntu, the one that the system's list of distributions tells.

    :raises LauncherError: there is none, or the keys are missing; with every cure.
    """
    named = os.environ.get("JXC_DEBIAN_MIRROR")
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise LauncherError("Without apt-get Debian's packages cannot be downloaded.")
    mirror = named or _of_own_sources()
    wanted = ("keyring",) if mirror else ("keyring", "distributions")
    system.ensure(wanted, (), log)
    return (mirror or _of_distributions()).rstrip("/")


def _of_own_sources() -> str | None:
    """The mirror apt is set up for; other vendors also call theirs ``…/debian``."""
    fields = ("SITE", "LABEL")
    command = ["apt-get", "indextargets", "Created-By: Packages", "--format"]
    command.append("\t".join(f"$({field})" for field in fields))
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in result.stdout.splitlines():
        site, _, label = line.partition("\t")
        # Before the first `apt-get update` there is no label yet.
        if site.rstrip("/").endswith("/debian") and label in ("Debian", ""):
            return site
    return None


def _of_distributions() -> str:
    """The first address in what python-apt knows of Debian."""
    info = system.debian_info()
    found = re.search(r"^BaseURI:\s*(\S+/debian)/?$", info, re.M)
    if not found:
        raise LauncherError(f"{DISTRIBUTIONS} tells no Debian mirror.", NAME_ONE)
    return found[1]


def sources(mirror: str, suites: tuple[str, ...]) -> str:
    """Lines of apt's ``sources.list``, each verified by Debian's own keys."""
    lines = [f"deb [signed-by={KEYRING}] {mirror} {suite} main\n" for suite in suites]
    return "".join(lines)
