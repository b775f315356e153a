"""Archives of finished databases in the user's cache, so that another checkout of the
same sources restores in seconds what took minutes to make.

An archive is a folder with PostgreSQL's dump and Odoo's files, complete or absent, and
the checksum of each file in it. One that is damaged is told and made anew.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from . import databases
from .console import Step, say
from .errors import LauncherError
from .files import COMPLETE, is_complete, make_complete, remove_tree
from .processes import started_at

if TYPE_CHECKING:
    from .environment import Environment

# Enough for a few branches at work side by side; older ones are dropped.
KEPT = 4
DUMP, FILES = "dump", "filestore"


class Archive:
    """One database's archive.

    :param kind: a short word; of each kind only the last used are kept.
    :param key: changes with everything the database is made from, but PostgreSQL,
        whose version is part of the name.
    """

    def __init__(self, environment: "Environment", kind: str, key: str):
        self._environment = environment
        self._kind = kind
        major = environment.postgres.binaries.major
        name = f"{kind}-{key}-postgresql-{major}"
        self.folder = environment.cache / "databases" / name

    def restore(self, db: str, what: str) -> bool:
        """Make ``db`` from the archive; false when there is none that can be used.

        :param what: what is restored, for people.
        """
        if not is_complete(self.folder):
            return False
        # Marks it as used, so that it is not among those dropped next.
        (self.folder / COMPLETE).touch()
        try:
            with Step(f"Restore {what} from the cache"):
                self._verify()
                databases.build(self._environment, db, self._load)
        except (LauncherError, OSError) as error:
            problem = getattr(error, "problem", error)
            say(f"The archive {self.folder} cannot be used and is made anew: {problem}")
            _discard(self.folder)
            return False
        return True

    def keep(self, db: str) -> None:
        """Archive ``db``, which nobody has used yet; a failure is only told."""
        try:
            with Step("Keep a copy in the cache for other checkouts"):
                make_complete(
                    self.folder, lambda folder: self._dump(db, folder), "an archive"
                )
                self._drop_old()
        except (LauncherError, OSError) as error:
            problem = getattr(error, "problem", error)
            say(f"Note: no copy was kept for other checkouts: {problem}")

    def _dump(self, db: str, folder: Path) -> str:
        self._environment.postgres.run_program(
            "pg_dump", "-Fc", "-Z1", "-f", str(folder / DUMP), db
        )
        files = self._environment.data_dir / "filestore" / db
        if files.is_dir():
            shutil.copytree(files, folder / FILES)
        return "".join(f"{sha}  {name}\n" for name, sha in _sums(folder).items())

    def _load(self, db: str) -> None:
        files = self.folder / FILES
        if files.is_dir():
            shutil.copytree(files, self._environment.data_dir / "filestore" / db)
        postgres = self._environment.postgres
        postgres.query(f'CREATE DATABASE "{db}" TEMPLATE template0')
        options = ["-j", str(os.cpu_count() or 1), "--no-owner", "-d", db]
        postgres.run_program("pg_restore", *options, str(self.folder / DUMP))

    def _verify(self) -> None:
        lines = (self.folder / COMPLETE).read_text().splitlines()
        noted = {name: sha for sha, name in (line.split("  ", 1) for line in lines)}
        found = _sums(self.folder)
        wrong = [name for name, sha in noted.items() if found.get(name) != sha]
        if wrong or not noted:
            raise LauncherError(f"{(wrong or [COMPLETE])[0]} is not what was written.")

    def _drop_old(self) -> None:
        """Drop archives of this kind but the last used, and halves of killed runs."""
        ours = list(self.folder.parent.glob(f"{self._kind}-*-postgresql-*"))
        whole = [folder for folder in ours if is_complete(folder)]
        whole.sort(key=lambda folder: (folder / COMPLETE).stat().st_mtime, reverse=True)
        for folder in whole[KEPT:]:
            _discard(folder)
        for folder in ours:
            maker = re.search(r"\.made-by-(\d+)$", folder.name)
            if maker and not started_at(int(maker[1])):
                remove_tree(folder)


def _sums(folder: Path) -> dict[str, str]:
    """SHA256 of every file in an archive, by its path in it."""
    paths = [folder / DUMP, *sorted((folder / FILES).rglob("*"))]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }


def _discard(folder: Path) -> None:
    """Remove an archive; interrupted half-way it no longer counts as one."""
    (folder / COMPLETE).unlink(missing_ok=True)
    remove_tree(folder)
