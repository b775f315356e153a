"""Finding Odoo 19, or unpacking it from the Debian archive into the user's cache."""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from .console import Step
from .debian import Apt, PrivateApt, unpack
from .debian_archive import debian_mirror
from .errors import LauncherError
from .files import digest, is_complete, make_complete, remove_tree
from .locks import exclusive

SERIES = "19.0"
SUITES = ("sid", "bookworm")
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
FONT_AWESOME = re.compile(r"fonts-font-awesome_(.*really)?4\.7")
DIST_PACKAGES = "usr/lib/python3/dist-packages"
ALTERNATIVES = (
    "Set JXC_ODOO to a checkout of Odoo 19.0 (git clone --branch 19.0 --depth 1 "
    "of odoo/odoo), or set JXC_DEBIAN_MIRROR to the address of a Debian mirror, "
    "or use the container in docker/."
)
# Debian leaves this file out and the browser would log an error on every page.
PLACEHOLDER = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


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
    """Download and unpack Odoo's Debian package; no root, the system untouched.

    :raises LauncherError: it cannot be had; with every other way to an Odoo.
    """
    with exclusive(cache / "odoo" / "download.lock", "downloads Odoo"):
        found = from_cache(cache)
        try:
            return found or _download(cache, log)
        except LauncherError as error:
            ways = "\n  Or: ".join(filter(None, (error.cure, ALTERNATIVES)))
            problem = f"No Odoo 19 was found. {error.problem}"
            raise LauncherError(problem, ways) from None


def _download(cache: Path, log: Path) -> Odoo:
    apt, packages, files = _offer(cache, log)
    folder = cache / "debs"
    with Step("Download Odoo 19") as step:
        apt.fetch(packages, files, folder, step)
    key = digest(sorted(files.values()))

    def build(target: Path) -> str:
        with Step("Unpack Odoo 19") as step:
            for name in sorted(files):
                step.update(note=name.split("_")[0])
                unpack(folder / name, target, log)
        placeholder = target / DIST_PACKAGES / PLACEHOLDER
        placeholder.parent.mkdir(parents=True, exist_ok=True)
        placeholder.touch()
        return "".join(f"{sha}  {name}\n" for name, sha in sorted(files.items()))

    target = make_complete(cache / "odoo" / f"{SERIES}-{key}", build, "Odoo")
    # Unpacked and verified: what it came from is of no more use.
    shutil.rmtree(folder)
    remove_tree(cache / "apt")
    return _unpacked(target)


def _offer(cache: Path, log: Path) -> tuple[Apt, tuple[str, ...], dict[str, str]]:
    """Who offers Odoo's packages, their names there, files and checksums.

    A release of Ubuntu that carries Odoo 19 itself needs no Debian.
    """
    named = os.environ.get("JXC_DEBIAN_MIRROR")
    if not named and shutil.which("apt-get"):
        plain = tuple(package.partition("/")[0] for package in PACKAGES)
        own = Apt(log)
        try:
            files = own.wanted(plain)
        except LauncherError:
            files = {}
        if any(name.startswith("odoo-19_19.0") for name in files) and any(
            FONT_AWESOME.match(name) for name in files
        ):
            return own, plain, files
    apt = PrivateApt(cache / "apt", debian_mirror(log), SUITES, log)
    with Step("Read the Debian archive's lists") as step:
        apt.update(step)
    return apt, PACKAGES, apt.wanted(PACKAGES)


def _unpacked(folder: Path) -> Odoo:
    path = folder / DIST_PACKAGES
    return Odoo(path, folder.name, f"cache {folder}")


def _has_addons(path: Path) -> bool:
    places = (path / "odoo" / "addons", path / "addons")
    return any((place / "stock" / "__manifest__.py").exists() for place in places)


def _release_text(path: Path) -> str:
    return (path / "odoo" / "release.py").read_text(encoding="utf-8")
