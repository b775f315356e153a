"""Template databases: made once, copied often, shared with other checkouts.

What takes minutes, Odoo's own modules, is also kept in the user's cache as an
archive, so that another checkout only restores it.
"""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from . import databases
from .addons import dependencies
from .console import Step, say
from .errors import LauncherError
from .files import digest, is_complete, make_complete, remove_tree
from .locks import exclusive

if TYPE_CHECKING:
    from .environment import Environment

# Raise when what is made here changes, so that old templates are made anew.
RECIPE = "2"
LANGUAGE = "zh_CN"
COUNTRY = "CN"
PREFIX = "jxc_template"


def ensure(
    environment: "Environment",
    name: str,
    modules: Iterable[str],
    demo: bool = False,
    lang: str = LANGUAGE,
) -> str:
    """See :meth:`Environment.ensure_template`.

    Our add-ons are put on a copy of a template that has only what they depend on,
    because that one is slow to make and seldom stale.
    """
    ours = [module for module in modules if (environment.root / module).is_dir()]
    wanted = {*modules, *dependencies(environment.root, ours)}
    with exclusive(environment.state / "databases.lock", "makes databases"):
        core, key = _ensure_core(environment, sorted(wanted - set(ours)), lang)
        if not ours:
            return core
        prints = [environment.addon_fingerprint(addon) for addon in ours]
        target = f"{PREFIX}_{name}_{digest([key, str(demo), *ours, *prints])}"
        names = environment.postgres.databases()
        if target in names:
            return target
        _drop_stale(environment, names, name)

        def make(db: str) -> None:
            databases.copy(environment, core, db)
            databases.install(environment, db, ours, demo)

        databases.build(environment, target, make)
        return target


def _drop_stale(environment: "Environment", names: set[str], name: str) -> None:
    for stale in names:
        if re.fullmatch(rf"{PREFIX}_{name}_[0-9a-f]{{12}}", stale):
            databases.drop(environment, stale)


def _ensure_core(
    environment: "Environment", modules: list[str], lang: str
) -> tuple[str, str]:
    """The template with Odoo's own modules: its name and its key."""
    key = digest([RECIPE, environment.ensure_odoo().key, lang, COUNTRY, *modules])
    name = f"{PREFIX}_core_{key}"
    if name in environment.postgres.databases():
        return name, key
    major = environment.postgres.binaries.major
    archive = environment.cache / "templates" / f"{key}-postgresql-{major}"
    if not _restored(environment, archive, name):
        databases.build(
            environment, name, lambda db: _make_core(environment, db, modules, lang)
        )
        make_complete(
            archive, lambda folder: _keep(environment, name, folder), "a template"
        )
    return name, key


def _make_core(
    environment: "Environment", db: str, modules: list[str], lang: str
) -> None:
    """A Chinese company's database with Odoo's own modules, without their demo."""
    conf = str(environment.odoo_conf())
    python = [str(environment.python), "-m", "odoo"]
    with Step("Make a database") as step:
        init = ["db", "-c", conf, "init", db, "--language", lang, "--country", COUNTRY]
        databases.run_odoo(environment, [*python, *init], step)
        # `db init` reports failure only in its log.
        databases.check_installed(environment, db, ["base"])
    with Step("Install Odoo's modules") as step:
        words = ["-i", ",".join(modules), "--stop-after-init", "--no-http"]
        databases.run_odoo(environment, environment.odoo_command(db, *words), step)
        databases.check_installed(environment, db, modules)


def _keep(environment: "Environment", name: str, folder: Path) -> None:
    environment.postgres.run_program(
        "pg_dump", "-Fc", "-Z1", "-f", str(folder / "dump"), name
    )
    files = environment.data_dir / "filestore" / name
    if files.is_dir():
        shutil.copytree(files, folder / "filestore")


def _restored(environment: "Environment", archive: Path, name: str) -> bool:
    """Restore an archive another checkout has made; false when there is none."""
    if not is_complete(archive):
        return False

    def make(db: str) -> None:
        files = archive / "filestore"
        if files.is_dir():
            shutil.copytree(files, environment.data_dir / "filestore" / db)
        environment.postgres.query(f'CREATE DATABASE "{db}" TEMPLATE template0')
        jobs = str(os.cpu_count() or 1)
        environment.postgres.run_program(
            "pg_restore", "-j", jobs, "--no-owner", "-d", db, str(archive / "dump")
        )

    try:
        with Step("Restore Odoo's modules from the cache"):
            databases.build(environment, name, make)
    except LauncherError as error:
        say(f"The archive {archive} is of no use and is made anew: {error.problem}")
        remove_tree(archive)
        return False
    return True
