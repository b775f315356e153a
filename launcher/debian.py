"""Packages of the Debian archive, beside the system and without root."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from .console import Step
from .errors import LauncherError
from .processes import run_logged

SUITES = ("sid", "bookworm")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
ALTERNATIVES = (
    "Set JXC_ODOO to a checkout of Odoo 19.0 (git clone --branch 19.0 --depth 1 "
    "of odoo/odoo), or set JXC_DEBIAN_MIRROR to the address of a Debian mirror, "
    "or use the container in docker/."
)


def debian_mirror() -> str:
    """The Debian mirror this machine itself is set up for.

    :raises LauncherError: there is none, as on Ubuntu.
    """
    named = os.environ.get("JXC_DEBIAN_MIRROR")
    if named:
        return named.rstrip("/")
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise LauncherError(
            "No Odoo 19 was found, and without apt-get it cannot be downloaded.",
            ALTERNATIVES,
        )
    result = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=False,
    )
    for site in dict.fromkeys(result.stdout.split()):
        if site.rstrip("/").endswith("/debian"):
            return site.rstrip("/")
    raise LauncherError(
        "No Odoo 19 was found, and this machine has no Debian mirror to get it from.",
        ALTERNATIVES,
    )


class PrivateApt:
    """``apt-get`` with lists and cache of its own, beside the system's.

    :raises LauncherError: the keys to verify what it gets are missing.
    """

    def __init__(self, folder: Path, mirror: str, log: Path):
        if not KEYRING.exists():
            raise LauncherError(
                "The Debian archive's keys are missing, so Odoo cannot be verified.",
                "Run: apt-get install debian-archive-keyring",
            )
        self._log = log
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        sources = folder / "sources.list"
        sources.write_text(
            "".join(f"deb [signed-by={KEYRING}] {mirror} {s} main\n" for s in SUITES)
        )
        self._options = [
            f"-oDir::Etc::sourcelist={sources}",
            "-oDir::Etc::sourceparts=/dev/null",
            f"-oDir::State::Lists={folder / 'lists'}",
            f"-oDir::Cache={folder / 'cache'}",
            "-oAPT::Sandbox::User=root",
            "-oAPT::Status-Fd=1",
            "-oAcquire::Languages=none",
            "-oAcquire::Retries=3",
            "-oAPT::Update::Error-Mode=any",
            "-qq",
        ]

    def update(self, step: Step) -> None:
        self._run("update", step=step)

    def wanted(self, packages: tuple[str, ...]) -> dict[str, str]:
        """File name and SHA256 of each package, as the signed lists say."""
        command = ["apt-get", *self._options, "download", "--print-uris", *packages]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line.split() for line in result.stdout.splitlines()]
        files = {
            part[1]: part[3].removeprefix("SHA256:")
            for part in lines
            if len(part) == 4 and part[3].startswith("SHA256:")
        }
        if len(files) != len(packages):
            raise LauncherError(
                "The Debian mirror does not offer every package Odoo 19 needs: "
                + (result.stderr.strip().splitlines() or ["no reason given"])[-1],
                ALTERNATIVES,
            )
        return files

    def fetch(
        self,
        packages: tuple[str, ...],
        files: dict[str, str],
        folder: Path,
        step: Step,
    ) -> None:
        """Download what is not yet there whole; apt verifies, and so do we."""
        folder.mkdir(parents=True, exist_ok=True)
        if _whole(folder, files):
            return
        self._run("download", *packages, cwd=folder, step=step)
        if not _whole(folder, files):
            raise LauncherError(
                f"The downloaded packages in {folder} are damaged.",
                f"Remove {folder} and run the same command again.",
            )

    def _run(self, *words: str, step: Step, cwd: Path | None = None) -> None:
        errors = []

        def progress(line: str) -> None:
            kind, *rest = line.split(":")
            if kind == "dlstatus" and len(rest) > 1:
                step.update(float(rest[1]) / 100)
            elif kind == "E":
                errors.append(f" apt-get says:{line.removeprefix('E:')}")

        try:
            run_logged(
                ["apt-get", *self._options, *words],
                self._log,
                "Odoo could not be downloaded from the Debian mirror",
                "Check the network and run the same command again. " + ALTERNATIVES,
                on_line=progress,
                cwd=cwd,
            )
        except LauncherError as error:
            problem = error.problem + "".join(errors[:1])
            raise LauncherError(problem, error.cure) from None


def _whole(folder: Path, files: dict[str, str]) -> bool:
    for name, sha in files.items():
        path = folder / name
        if not path.exists():
            return False
        if hashlib.sha256(path.read_bytes()).hexdigest() != sha:
            path.unlink()
            return False
    return True
