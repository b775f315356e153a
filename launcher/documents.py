"""Printing to PDF: the system's wkhtmltopdf and Chinese font, else private ones.

Debian 13 has no wkhtmltopdf any more, and without root none can be installed. Then
bookworm's is unpacked into the user's cache with everything it depends on, the C
library and its loader included, so that it runs whatever the system is.
"""

import shlex
from pathlib import Path

from . import system
from .console import Step, say
from .debian import PrivateApt, unpack
from .debian_archive import debian_mirror
from .errors import LauncherError
from .files import digest, is_complete, make_complete, remove_tree
from .locks import exclusive

SUITES = ("bookworm",)
PACKAGES = ("wkhtmltopdf", "fonts-noto-cjk")
# Half of what would be downloaded, and needed for drawing on a screen only.
NOT_NEEDED = {"libgl1-mesa-dri", "libllvm15", "libz3-4"}
TOOLS = ("wkhtmltopdf", "font")
# Raise when what is made here changes, so that what others made is left alone.
RECIPE = "1"
WRAPPER = """\
#!/bin/sh
export QT_PLUGIN_PATH={plugins} QT_QPA_PLATFORM=offscreen FONTCONFIG_PATH={fonts}
export GST_PLUGIN_SYSTEM_PATH_1_0= GST_REGISTRY_DISABLE=yes
exec {loader} --inhibit-cache --library-path {libraries} {program} "$@"
"""
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{root}/usr/share/fonts</dir>
  <cachedir>{root}/var/cache/fontconfig</cachedir>
</fontconfig>
"""


def ensure(cache: Path, log: Path) -> None:
    """Have wkhtmltopdf and a Chinese font; that they cannot be had is only told.

    Root gets the system's packages where the system offers them.
    """
    if private_programs(cache) or not _wanting():
        return
    if system.offers(TOOLS):
        system.install(TOOLS, log)
        if not _wanting():
            return
    try:
        _unpack_private(cache / "documents", log)
    except LauncherError as error:
        say(f"Note: {system.told(_wanting())}\n  {error.problem}")


def private_programs(cache: Path) -> Path | None:
    """Where the private wkhtmltopdf is; None when there is none, or no need."""
    folders = (cache / "documents").glob(f"wkhtmltopdf-{RECIPE}-*")
    whole = [path for path in folders if path.is_symlink() and is_complete(path)]
    return whole[0] / "jxc" if whole and _wanting() else None


def _wanting() -> list[str]:
    return [name for name in TOOLS if not system.TOOLS[name].found()]


def _unpack_private(folder: Path, log: Path) -> None:
    with exclusive(folder / "download.lock", "downloads wkhtmltopdf"):
        apt = PrivateApt(folder / "apt", debian_mirror(log), SUITES, log)
        with Step("Download wkhtmltopdf and a Chinese font") as step:
            apt.update(step)
            names = apt.with_dependencies(PACKAGES)
            packages = tuple(name for name in names if name not in NOT_NEEDED)
            files = apt.wanted(packages)
            apt.fetch(packages, files, folder / "debs", step)

        def build(target: Path) -> None:
            with Step("Unpack wkhtmltopdf") as step:
                for name in sorted(files):
                    step.update(note=name.split("_")[0])
                    unpack(folder / "debs" / name, target, log)
            finish(target)

        # Linked: what is made names its folder by the full path.
        made = folder / f"wkhtmltopdf-{RECIPE}-{digest(sorted(files.values()))}"
        make_complete(made, build, "wkhtmltopdf", linked=True)
        remove_tree(folder / "debs")
        remove_tree(folder / "apt")


def finish(root: Path) -> None:
    """Make the unpacked packages in ``root`` run from there.

    :raises LauncherError: the packages are not as we know them.
    """
    loaders = sorted(root.glob("lib/*/ld-linux-*.so.*"))
    if not loaders:
        raise LauncherError("Debian's C library came without its loader.")
    libraries = loaders[0].parent
    both = (libraries, root / "usr" / "lib" / libraries.name)
    _lead_links_inside(root / "etc" / "fonts" / "conf.d", root)
    (root / "etc" / "fonts" / "local.conf").write_text(FONTS.format(root=root))
    places = {
        "plugins": both[1] / "qt5" / "plugins",
        "fonts": root / "etc" / "fonts",
        "loader": loaders[0],
        "libraries": ":".join(map(str, both)),
        "program": root / "usr" / "bin" / "wkhtmltopdf",
    }
    words = {name: shlex.quote(str(place)) for name, place in places.items()}
    wrapper = root / "jxc" / "wkhtmltopdf"
    wrapper.parent.mkdir()
    wrapper.write_text(WRAPPER.format(**words))
    wrapper.chmod(0o755)


def _lead_links_inside(folder: Path, root: Path) -> None:
    """Links to the system's own files become links to the unpacked ones."""
    for link in folder.iterdir():
        if link.is_symlink() and link.readlink().is_absolute():
            goal = root / link.readlink().relative_to("/")
            link.unlink()
            link.symlink_to(goal)
