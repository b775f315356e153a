"""Databases of this checkout: templates, the demo, copies; each whole or absent.

A database is built under a temporary name and renamed when it is done, so that an
interruption leaves only leftovers, which the next run drops.
"""

import ast
import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from .console import Step
from .errors import LauncherError
from .files import digest, remove_tree, write_whole
from .locks import exclusive
from .processes import run_logged

if TYPE_CHECKING:
    from .environment import Environment

# Raise when what is made below changes, so that old templates are made anew.
RECIPE = "1"
LANGUAGE = "zh_CN"
COUNTRY = "CN"
# What a Chinese trading company uses beside what our add-ons require.
TRADE_MODULES = ("contacts", "l10n_cn", "purchase", "sale_management")
BUILDING = "_building"
FINGERPRINTS = "jxc.launcher.fingerprints"


def write_odoo_conf(environment: "Environment") -> Path:
    """The configuration of every Odoo run from this checkout."""
    postgres = environment.postgres
    path = environment.state / "odoo.conf"
    text = f"""[options]
addons_path = {environment.root}
data_dir = {environment.data_dir}
db_host = {postgres.socket_dir}
db_port = 5432
db_user = jxc
http_interface = 127.0.0.1
list_db = False
"""
    if not path.exists() or path.read_text() != text:
        write_whole(path, text)
    return path


# -- templates -----------------------------------------------------------------
def ensure_template(
    environment: "Environment",
    name: str,
    modules: tuple[str, ...],
    demo: bool = False,
    lang: str = LANGUAGE,
) -> str:
    """See :meth:`Environment.ensure_template`.

    Our add-ons are put on a copy of a template that has only what they depend on,
    because that one is slow to make and seldom stale.
    """
    ours = [module for module in modules if (environment.root / module).is_dir()]
    core = sorted({*modules, *dependencies(environment, ours)} - set(ours))
    key = digest([RECIPE, environment.ensure_odoo().key, lang, COUNTRY, *core])
    source = f"jxc_template_core_{key}"
    with exclusive(environment.state / "databases.lock", "makes databases"):
        names = environment.postgres.databases()
        if source not in names:
            _build(
                environment, source, lambda db: _make_core(environment, db, core, lang)
            )
        if not ours:
            return source
        prints = [environment.addon_fingerprint(addon) for addon in ours]
        key = digest([key, str(demo), *ours, *prints])
        target = f"jxc_template_{name}_{key}"
        if target not in names:
            for stale in names:
                if re.fullmatch(rf"jxc_template_{name}_[0-9a-f]{{12}}", stale):
                    drop(environment, stale)

            def build(db: str) -> None:
                copy(environment, source, db)
                install(environment, db, ours, demo)

            _build(environment, target, build)
        return target


def dependencies(environment: "Environment", addons: list[str]) -> set[str]:
    """Names of the modules that the manifests of these add-ons require."""
    found: set[str] = set()
    for addon in addons:
        manifest = (environment.root / addon / "__manifest__.py").read_text("utf-8")
        found.update(ast.literal_eval(manifest)["depends"])
    return found


def _make_core(
    environment: "Environment", db: str, modules: list[str], lang: str
) -> None:
    """A Chinese company's database with Odoo's own modules, without their demo."""
    conf = str(environment.odoo_conf())
    python = [str(environment.python), "-m", "odoo"]
    with Step("Make a database") as step:
        init = ["db", "-c", conf, "init", db, "--language", lang, "--country", COUNTRY]
        _odoo(environment, [*python, *init], step)
        # `db init` reports failure only in its log.
        _check_installed(environment, db, ["base"])
    with Step("Install Odoo's modules") as step:
        words = ["-i", ",".join(modules), "--stop-after-init", "--no-http"]
        _odoo(environment, environment.odoo_command(db, *words), step)
        _check_installed(environment, db, modules)


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
        _odoo(environment, environment.odoo_command(db, *words), step)
    _check_installed(environment, db, addons)
    if demo:
        ours = ", ".join(f"'{addon}'" for addon in addons)
        failed = query(
            f"SELECT name FROM ir_module_module WHERE name IN ({ours}) AND NOT demo", db
        )
        query(
            f"UPDATE ir_module_module SET demo = false WHERE name NOT IN ({ours})", db
        )
        if failed:
            raise LauncherError(
                f"The demo data of {', '.join(failed)} could not be loaded.",
                f"See {environment.logs / 'odoo-setup.log'}; or run with --empty.",
            )
    save_fingerprints(environment, db, addons)


def _check_installed(environment: "Environment", db: str, modules: list[str]) -> None:
    rows = environment.postgres.query(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", db
    )
    missing = sorted(set(modules) - set(rows))
    if missing:
        raise LauncherError(
            f"Odoo did not install {', '.join(missing)}.",
            f"See {environment.logs / 'odoo-setup.log'} for the reason.",
        )


# -- the databases of ./jxc run ---------------------------------------------------
def ensure_trade(environment: "Environment", db: str, demo: bool) -> None:
    """The database of a Chinese trading company, up to date with our add-ons."""
    from .environment import ADDONS

    if db in environment.postgres.databases():
        update(environment, db)
        return
    modules = (*TRADE_MODULES, *dependencies(environment, list(ADDONS)))
    core = tuple(module for module in modules if module not in ADDONS)
    source = ensure_template(environment, "core", core)

    def build(name: str) -> None:
        copy(environment, source, name)
        install(environment, name, list(ADDONS), demo)
        with Step("Prepare the first page") as step:
            run_script(environment, name, "prepare_trade", step)

    with exclusive(environment.state / "databases.lock", "makes databases"):
        if db not in environment.postgres.databases():
            _build(environment, db, build)


def update(environment: "Environment", db: str) -> None:
    """Let Odoo load again those of our add-ons whose files have changed."""
    from .environment import ADDONS

    saved = load_fingerprints(environment, db)
    now = fingerprints(environment, list(ADDONS))
    changed = [addon for addon in ADDONS if saved.get(addon) != now[addon]]
    modules = ["base"] if saved.get("odoo") != now["odoo"] else changed
    if not modules:
        return
    with exclusive(environment.state / "databases.lock", "makes databases"):
        with Step(f"Update {', '.join(modules)}") as step:
            names = ",".join(modules)
            words = ["-u", names, "-i", names, "--stop-after-init", "--no-http"]
            _odoo(environment, environment.odoo_command(db, *words), step)
        _check_installed(environment, db, list(ADDONS))
        save_fingerprints(environment, db, list(ADDONS))


def fingerprints(environment: "Environment", addons: list[str]) -> dict[str, str]:
    """What a database is made from: a key for Odoo and for each add-on."""
    prints = {addon: environment.addon_fingerprint(addon) for addon in addons}
    return {"odoo": environment.ensure_odoo().key, **prints}


def save_fingerprints(environment: "Environment", db: str, addons: list[str]) -> None:
    """Note in the database itself what it was made from."""
    value = json.dumps(fingerprints(environment, addons))
    environment.postgres.query(
        "INSERT INTO ir_config_parameter (key, value, create_date, write_date) "
        f"VALUES ('{FINGERPRINTS}', '{value}', now(), now()) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        db,
    )


def load_fingerprints(environment: "Environment", db: str) -> dict[str, str]:
    """What :func:`save_fingerprints` noted, empty when it never did."""
    rows = environment.postgres.query(
        f"SELECT value FROM ir_config_parameter WHERE key = '{FINGERPRINTS}'", db
    )
    return json.loads(rows[0]) if rows else {}


def require(environment: "Environment", db: str, words: list[str]) -> None:
    """Refuse to work on a database nobody has made; ``words`` may name another."""
    for flag, value in zip(words, words[1:], strict=False):
        db = value if flag in ("-d", "--database") else db
    if db not in environment.postgres.databases():
        raise LauncherError(
            f"There is no database {db} yet.",
            "Run ./jxc run first" + (" with --empty." if db == "jxc_empty" else "."),
        )


# -- whole databases ----------------------------------------------------------------
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


def _build(environment: "Environment", name: str, make) -> None:
    """Call ``make`` with a temporary name and give its database the real one."""
    for leftover in environment.postgres.databases():
        if leftover.endswith(BUILDING):
            drop(environment, leftover)
    building = name + BUILDING
    make(building)
    files = environment.data_dir / "filestore"
    remove_tree(files / name)
    if (files / building).exists():
        (files / building).rename(files / name)
    # Last: from here on the database counts as made.
    environment.postgres.query(f'ALTER DATABASE "{building}" RENAME TO "{name}"')


# -- Odoo ---------------------------------------------------------------------------
def run_script(environment: "Environment", db: str, script: str, step: Step) -> None:
    """Run ``odoo_scripts/<script>.py`` in Odoo's shell, where ``env`` is defined."""
    path = environment.root / "launcher" / "odoo_scripts" / f"{script}.py"
    command = environment.odoo_command(db, "shell", "--no-http")
    _odoo(environment, command, step, stdin=path)


def _odoo(
    environment: "Environment",
    command: list[str],
    step: Step,
    stdin: Path | None = None,
) -> None:
    def progress(line: str) -> None:
        found = re.search(r"Loading module (\w+) \((\d+)/(\d+)\)", line)
        if found:
            step.update(int(found[2]) / int(found[3]), found[1])

    run_logged(
        command,
        environment.logs / "odoo-setup.log",
        "Odoo failed while preparing a database",
        on_line=progress,
        env=environment.environ,
        cwd=environment.root,
        stdin=stdin,
    )
