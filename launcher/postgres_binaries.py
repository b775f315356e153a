"""Finding the programs of PostgreSQL, whatever installed them."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Odoo 19's own minimum.
OLDEST = 13
SYSTEM_BINARIES = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Binaries:
    """The programs of one PostgreSQL version."""

    folder: Path
    major: int

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)


def find_binaries() -> list[Binaries]:
    """Every usable PostgreSQL server on this machine, newest first."""
    folders = []
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    folders += SYSTEM_BINARIES.glob("*/bin")
    pg_config = shutil.which("pg_config")
    if pg_config:
        result = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        folders.append(Path(result.stdout.strip() or "/nowhere"))
    found = {}
    for folder in folders:
        programs = ("initdb", "pg_ctl", "postgres", "psql", "pg_dump", "pg_restore")
        if all(os.access(folder / program, os.X_OK) for program in programs):
            major = _major(folder / "postgres")
            if major >= OLDEST:
                found.setdefault(major, Binaries(folder, major))
    return [found[major] for major in sorted(found, reverse=True)]


def _major(postgres: Path) -> int:
    result = subprocess.run(
        [postgres, "--version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"(\d+)", result.stdout)
    return int(number[1]) if number else 0
