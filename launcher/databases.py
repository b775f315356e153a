"""Databases of this checkout: made, copied, filled by Odoo; each whole or absent.

A database is built under a temporary name and renamed when it is done, so that an
interruption leaves only leftovers, which the next run drops.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from .console import Step
from .errors import LauncherError
from .files import remove_tree, write_whole
from .postgres import PORT, ROLE
from .processes import run_logged

if TYPE_CHECKING:
    from .environment import Environment

BUILDING = "_building"
LOG = "odoo-setup.log"
EMPTY = {"jxc_empty": " --empty"}


# -- whole databases ----------------------------------------------------------------
def build(environment: "Environment", name: str, make: Callable[[str], None]) -> None:
    """Call ``make`` with a temporary name and give its database the real one."""
    for leftover in environment.postgres.databases():
        if leftover.endswith(BUILDING):
            drop(environment, leftover)
    building = name + BUILDING
    files = environment.data_dir / "filestore"
    remove_tree(files / building)
    make(building)
    remove_tree(files / name)
    if (files / building).exists():
        (files / building).rename(files / name)
    # Last: from here on the database counts as made.
    environment.postgres.query(f'ALTER DATABASE "{building}" RENAME TO "{name}"')


def copy(environment: "Environment", source: str, target: str) -> None:
    """Make ``target`` a copy of ``source``; the files are shared by hard links.

    Odoo names a file after its content and never writes it again, so sharing is safe.
    """
    drop(environment, target)
    files = environment.data_dir / "filestore"
    if (files / source).is_dir():
        shutil.copytree(files / source, files / target, copy_function=os.link)
    environment.postgres.query(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop(environment: "Environment", name: str) -> None:
    """Remove a database and its files, whoever is connected."""
    environment.postgres.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    remove_tree(environment.data_dir / "filestore" / name)


def named(words: list[str], default: str) -> str:
    """The database that options of Odoo or psql name with ``-d``."""
    found = re.findall(
        r"(?:^|\0)(?:-d|--database|--dbname)[\0=]?([^\0]+)", "\0".join(words)
    )
    return found[-1] if found else default


def require(environment: "Environment", db: str) -> None:
    """Refuse to work on a database nobody has made."""
    if db != "postgres" and db not in environment.postgres.databases():
        raise LauncherError(
            f"There is no database {db} yet.",
            f"Run ./jxc run{EMPTY.get(db, '')} first.",
        )


# -- Odoo at work on them -------------------------------------------------------------
def write_odoo_conf(environment: "Environment") -> Path:
    """The configuration of every Odoo run from this checkout."""
    path = environment.state / "odoo.conf"
    text = f"""[options]
addons_path = {environment.root}
data_dir = {environment.data_dir}
db_host = {environment.postgres.socket_dir}
db_port = {PORT}
db_user = {ROLE}
http_interface = 127.0.0.1
list_db = False
; A sales file of a million rows is read in one go by a scheduled action.
limit_time_real_cron = 1800
"""
    if not path.exists() or path.read_text() != text:
        write_whole(path, text)
    return path


def install(environment: "Environment", db: str, addons: list[str], demo: bool) -> None:
    """Install our add-ons, their demo data included when asked.

    Odoo loads a module's demo data only when those of all its dependencies are
    there. We want ours without Odoo's furniture, so the dependencies say for a
    moment that theirs are loaded.
    """
    query = environment.postgres.query
    if demo:
        query("UPDATE ir_module_module SET demo = true WHERE state = 'installed'", db)
    with Step("Install JXC" + (" with demo data" if demo else "")) as step:
        words = ["-i", ",".join(addons), "--stop-after-init", "--no-http"]
        words += ["--with-demo"] if demo else []
        run_odoo(environment, environment.odoo_command(db, *words), step)
    check_installed(environment, db, addons)
    if demo:
        ours = ", ".join(f"'{addon}'" for addon in addons)
        query(
            f"UPDATE ir_module_module SET demo = false WHERE name NOT IN ({ours})", db
        )
        loaded = query("SELECT name FROM ir_module_module WHERE demo", db)
        failed = sorted(set(addons) - set(loaded))
        if failed:
            raise LauncherError(
                f"The demo data of {', '.join(failed)} could not be loaded.",
                f"See {environment.logs / LOG}; ./jxc run --empty does without.",
            )


def check_installed(environment: "Environment", db: str, modules: list[str]) -> None:
    """Refuse to go on when Odoo left out a module, as it may without an error."""
    rows = environment.postgres.query(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", db
    )
    missing = sorted(set(modules) - set(rows))
    if missing:
        raise LauncherError(
            f"Odoo did not install {', '.join(missing)}.",
            f"See {environment.logs / LOG} for the reason.",
        )


def run_script(environment: "Environment", db: str, script: str, step: Step) -> None:
    """Run ``odoo_scripts/<script>.py`` in Odoo's shell, where ``env`` is defined."""
    command = environment.odoo_command(db, "shell", "--no-http")
    with open(script_path(environment, script), "rb") as source:
        run_odoo(environment, command, step, stdin=source)


def script_path(environment: "Environment", script: str) -> Path:
    """The file of ``odoo_scripts/<script>.py``."""
    return environment.root / "launcher" / "odoo_scripts" / f"{script}.py"


def run_odoo(
    environment: "Environment",
    command: list[str],
    step: Step,
    stdin: IO[bytes] | None = None,
) -> None:
    """Run Odoo to its end, its module loading shown as progress of ``step``."""

    def progress(line: str) -> None:
        found = re.search(r"Loading module (\w+) \((\d+)/(\d+)\)", line)
        if found:
            step.update(int(found[2]) / int(found[3]), found[1])

    run_logged(
        command,
        environment.logs / LOG,
        "Odoo failed while preparing a database",
        on_line=progress,
        env=environment.environ,
        cwd=environment.root,
        stdin=stdin,
    )
