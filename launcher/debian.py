"""Packages of the Debian archive, beside the system and without root."""

import hashlib
import re
import subprocess
from pathlib import Path

from .console import Step
from .debian_archive import sources
from .errors import LauncherError
from .processes import run_logged, tied

QUIET = (
    "-oAPT::Sandbox::User=root",
    "-oAPT::Status-Fd=1",
    "-oAcquire::Languages=none",
    "-oAcquire::Retries=3",
    "-oAPT::Update::Error-Mode=any",
    "-qq",
)
HASHES = ("SHA256:", "SHA512:")


class Apt:
    """``apt-get`` that downloads packages, in the system's own set-up."""

    def __init__(self, log: Path, options: tuple[str, ...] = ()):
        self._log = log
        self._options = [*options, *QUIET]

    def wanted(self, packages: tuple[str, ...]) -> dict[str, str]:
        """File name and checksum of each package, as the signed lists say.

        :raises LauncherError: one of them is not offered.
        """
        command = ["apt-get", *self._options, "download", "--print-uris", *packages]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line.split() for line in result.stdout.splitlines()]
        files = {
            part[1]: part[3]
            for part in lines
            if len(part) == 4 and part[3].startswith(HASHES)
        }
        if len(files) != len(packages):
            raise LauncherError(
                "The package sources do not offer every package that is needed: "
                + _last_line(result.stderr)
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
                "Downloading from Debian's archive failed",
                "Check the network and run the same command again.",
                on_line=progress,
                cwd=cwd,
            )
        except LauncherError as error:
            problem = error.problem + "".join(errors[:1])
            raise LauncherError(problem, error.cure) from None


class PrivateApt(Apt):
    """``apt-get`` with lists and cache of its own, beside the system's.

    It knows of no installed package.
    """

    def __init__(self, folder: Path, mirror: str, suites: tuple[str, ...], log: Path):
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        source = folder / "sources.list"
        source.write_text(sources(mirror, suites))
        (folder / "status").touch()
        options = (
            f"-oDir::Etc::sourcelist={source}",
            "-oDir::Etc::sourceparts=/dev/null",
            f"-oDir::State::Lists={folder / 'lists'}",
            f"-oDir::State::status={folder / 'status'}",
            f"-oDir::Cache={folder / 'cache'}",
        )
        super().__init__(log, options)

    def update(self, step: Step) -> None:
        """Read the mirror's lists, which apt verifies."""
        self._run("update", step=step)

    def with_dependencies(self, packages: tuple[str, ...]) -> tuple[str, ...]:
        """The packages and all they depend on, directly or not.

        :raises LauncherError: one of them is not offered.
        """
        command = ["apt-get", *self._options, "install", "--simulate"]
        command += ["--no-install-recommends", *packages]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        names = re.findall(r"^Inst (\S+)", result.stdout, re.M)
        if result.returncode:
            raise LauncherError(
                f"The package sources do not offer {' and '.join(packages)}: "
                + _last_line(result.stderr)
            )
        return tuple(names)


def unpack(package: Path, target: Path, log: Path) -> None:
    """What ``dpkg-deb -x`` does, except that whoever writes is tied to us.

    The ``tar`` that dpkg-deb starts itself would outlive a killed launcher, and
    fill the folder that the next run is removing.
    """
    reader = tied(["dpkg-deb", "--fsys-tarfile", str(package)])
    with subprocess.Popen(reader, stdout=subprocess.PIPE) as process:
        command = ["tar", "-x", "-p", "--no-same-owner", "-C", str(target)]
        failure = f"Unpacking {package.name} failed"
        run_logged(command, log, failure, stdin=process.stdout)
    if process.returncode:
        raise LauncherError(
            f"{package} cannot be read.",
            f"Remove {package.parent} and run the same command again.",
        )


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]


def _whole(folder: Path, files: dict[str, str]) -> bool:
    for name, checksum in files.items():
        path = folder / name
        if not path.exists():
            return False
        kind, _, digest = checksum.partition(":")
        if hashlib.new(kind.lower(), path.read_bytes()).hexdigest() != digest:
            path.unlink()
            return False
    return True
