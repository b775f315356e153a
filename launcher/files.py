"""Folders that are either complete or not there."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from .console import Step
from .locks import exclusive

COMPLETE = "complete"


def is_complete(folder: Path) -> bool:
    """Whether an earlier run finished making ``folder``."""
    return (folder / COMPLETE).is_file()


def make_complete(
    folder: Path,
    build: Callable[[Path], str | None],
    what: str,
    linked: bool = False,
) -> Path:
    """Make ``folder`` by ``build`` unless a complete one exists.

    The work happens in a sibling that is renamed when done, so that whoever
    interrupts it leaves nothing that looks finished; leftovers of an earlier
    interruption are removed first. Two processes never build the same folder, and
    what a killed one had started never writes into the folder of the next.

    :param build: fills the folder it is given; what it returns is kept in the
        file ``complete``.
    :param what: what is being made, for the message to whoever has to wait.
    :param linked: for things that cannot be renamed afterwards: ``folder``
        becomes a link to the sibling.
    """
    if is_complete(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(folder.parent / f"{folder.name}.lock", f"makes {what}"):
        if is_complete(folder):
            return folder
        _remove_leftovers([*folder.parent.glob(f"{folder.name}.made-by-*"), folder])
        workshop = folder.with_name(f"{folder.name}.made-by-{os.getpid()}")
        workshop.mkdir()
        note = build(workshop)
        write_whole(workshop / COMPLETE, note or "")
        if linked:
            folder.symlink_to(workshop.name)
        else:
            workshop.rename(folder)
    return folder


def _remove_leftovers(folders: list[Path]) -> None:
    present = [folder for folder in folders if os.path.lexists(folder)]
    if present:
        with Step("Remove what an interruption left"):
            for folder in present:
                remove_tree(folder)


def remove_tree(folder: Path) -> None:
    """Remove a folder or file if it is there.

    What a killed launcher had started may still be writing for a moment.
    """
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
        return
    for seconds in (0.2, 1, 3, None):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            if not folder.exists():
                return
        except OSError:
            if seconds is None:
                raise
        else:
            return
        time.sleep(seconds or 0)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that readers see the old text or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_text(text)
    new.rename(path)


def digest(parts: Iterable[str], length: int = 12) -> str:
    """A short key for ``parts`` in their order."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.encode())
        sha.update(b"\0")
    return sha.hexdigest()[:length]
