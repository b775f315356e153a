"""Finding Odoo 19, or unpacking it from the Debian archive into the user's cache."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .console import Step
from .errors import LauncherError
from .files import digest, is_complete, make_complete
from .locks import exclusive
from .processes import run_logged, tied

SERIES = "19.0"
# Odoo's Debian package links to fonts and libraries of the other packages by
# relative links. Font Awesome must be 4.7, which only bookworm has.
PACKAGES = (
    "odoo-19/sid",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-ocr-b",
    "fonts-montserrat/sid",
    "fonts-font-awesome/bookworm",
)
SUITES = ("sid", "bookworm")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
DIST_PACKAGES = "usr/lib/python3/dist-packages"
# Debian leaves this file out and the browser would log an error on every page.
PLACEHOLDER = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
ALTERNATIVES = (
    "Set JXC_ODOO to a checkout of Odoo 19.0 (git clone --branch 19.0 --depth 1 "
    "of odoo/odoo), or set JXC_DEBIAN_MIRROR to the address of a Debian mirror, "
    "or use the container in docker/."
)


@dataclass(frozen=True)
class Odoo:
    """An Odoo 19 that can be run.

    :ivar path: the folder that holds the package ``odoo``, for ``sys.path``.
    :ivar key: changes when this Odoo is another one than before.
    :ivar origin: where it was found, for people.
    """

    path: Path
    key: str
    origin: str


def resolve(cache: Path, log: Path) -> Odoo:
    """Odoo 19 from ``JXC_ODOO``, the system, the cache or the Debian archive.

    :raises LauncherError: ``JXC_ODOO`` is not Odoo 19.0, or nothing can be had.
    """
    named = os.environ.get("JXC_ODOO")
    if named:
        return from_path(Path(named).expanduser().absolute())
    return from_system(sys.path) or from_cache(cache) or download(cache, log)


def series_of(path: Path) -> str | None:
    """The series, as "19.0", of the Odoo package in ``path``; None without one."""
    try:
        text = (path / "odoo" / "release.py").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = re.search(r"^version_info\s*=\s*\(\s*([^,]+),\s*(\d+)", text, re.M)
    return f"{found[1].strip(chr(39))}.{found[2]}" if found else None


def from_path(named: Path) -> Odoo:
    """The Odoo a person names: a Git checkout, dist-packages, or the package itself."""
    for path in (named, named.parent):
        series = series_of(path)
        if series is None or (path != named and named.name != "odoo"):
            continue
        if series != SERIES:
            raise LauncherError(
                f"JXC_ODOO={named} is Odoo {series} and JXC needs {SERIES}.",
                f"Point JXC_ODOO to Odoo {SERIES}, or unset it.",
            )
        if not _has_addons(path):
            raise LauncherError(
                f"JXC_ODOO={named} is Odoo without its add-ons (no stock among them).",
                "Point JXC_ODOO to a whole checkout of odoo/odoo, or unset it.",
            )
        return Odoo(path, digest([str(path), _release_text(path)]), f"JXC_ODOO={named}")
    raise LauncherError(
        f"JXC_ODOO={named} holds no Odoo (no odoo/release.py in it).",
        f"Point it to a checkout of Odoo {SERIES}, or unset it.",
    )


def from_system(places: list[str]) -> Odoo | None:
    """An Odoo 19.0 installed for the system's Python, as in the official container."""
    for place in dict.fromkeys([*places, f"/{DIST_PACKAGES}"]):
        path = Path(place) if place else None
        if path and series_of(path) == SERIES and _has_addons(path):
            key = digest([str(path), _release_text(path)])
            return Odoo(path, key, f"installed in {path}")
    return None


def from_cache(cache: Path) -> Odoo | None:
    """The Odoo unpacked last, if any was to its end."""
    folders = (cache / "odoo").glob(f"{SERIES}-*")
    whole = [folder for folder in folders if is_complete(folder)]
    if not whole:
        return None
    return _unpacked(max(whole, key=lambda folder: folder.stat().st_mtime))


def download(cache: Path, log: Path) -> Odoo:
    """Download and unpack Odoo's Debian package; no root, the system untouched."""
    with exclusive(cache / "odoo" / "download.lock", "downloads Odoo"):
        found = from_cache(cache)
        return found or _download(cache, log)


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


def _download(cache: Path, log: Path) -> Odoo:
    mirror = debian_mirror()
    if not KEYRING.exists():
        raise LauncherError(
            "The Debian archive's keys are missing, so Odoo cannot be verified.",
            "Run: apt-get install debian-archive-keyring",
        )
    apt = _PrivateApt(cache / "apt", mirror, log)
    with Step("Read the Debian archive's lists") as step:
        apt.update(step)
    files = apt.wanted(PACKAGES)
    folder = cache / "debs"
    with Step("Download Odoo 19") as step:
        apt.fetch(PACKAGES, files, folder, step)
    key = digest(sorted(files.values()))

    def unpack(target: Path) -> str:
        with Step("Unpack Odoo 19") as step:
            for name in sorted(files):
                step.update(note=name.split("_")[0])
                _unpack_package(folder / name, target, log)
        placeholder = target / DIST_PACKAGES / PLACEHOLDER
        placeholder.parent.mkdir(parents=True, exist_ok=True)
        placeholder.touch()
        return "".join(f"{sha}  {name}\n" for name, sha in sorted(files.items()))

    target = make_complete(cache / "odoo" / f"{SERIES}-{key}", unpack, "Odoo")
    # Unpacked and verified: what it came from is of no more use.
    shutil.rmtree(folder)
    shutil.rmtree(cache / "apt")
    return _unpacked(target)


def _unpack_package(package: Path, target: Path, log: Path) -> None:
    """What ``dpkg-deb -x`` does, except that whoever writes is tied to us.

    The ``tar`` that dpkg-deb starts itself would outlive a killed launcher, and
    fill the folder that the next run is removing.
    """
    reader = tied(["dpkg-deb", "--fsys-tarfile", str(package)])
    with subprocess.Popen(reader, stdout=subprocess.PIPE) as process:
        command = ["tar", "-x", "-p", "--no-same-owner", "-C", str(target)]
        run_logged(command, log, "Unpacking Odoo failed", stdin=process.stdout)
    if process.returncode:
        raise LauncherError(
            f"{package} cannot be read.",
            f"Remove {package.parent} and run the same command again.",
        )


def _unpacked(folder: Path) -> Odoo:
    path = folder / DIST_PACKAGES
    return Odoo(path, folder.name, f"cache {folder}")


def _has_addons(path: Path) -> bool:
    places = (path / "odoo" / "addons", path / "addons")
    return any((place / "stock" / "__manifest__.py").exists() for place in places)


def _release_text(path: Path) -> str:
    return (path / "odoo" / "release.py").read_text(encoding="utf-8")


class _PrivateApt:
    """``apt-get`` with lists and cache of its own, beside the system's."""

    def __init__(self, folder: Path, mirror: str, log: Path):
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
        def progress(line: str) -> None:
            kind, *rest = line.split(":")
            if kind == "dlstatus" and len(rest) > 1:
                step.update(float(rest[1]) / 100)

        run_logged(
            ["apt-get", *self._options, *words],
            self._log,
            "Odoo could not be downloaded from the Debian mirror",
            "Check the network and run the same command again. " + ALTERNATIVES,
            on_line=progress,
            cwd=cwd,
        )


def _whole(folder: Path, files: dict[str, str]) -> bool:
    for name, sha in files.items():
        path = folder / name
        if not path.exists():
            return False
        if hashlib.sha256(path.read_bytes()).hexdigest() != sha:
            path.unlink()
            return False
    return True
