"""The databases of ``./jxc run``: a Chinese trading company, kept up to date."""

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from . import databases, templates
from .addons import ADDONS, dependencies
from .archives import Archive
from .console import Step
from .files import digest
from .locks import exclusive

if TYPE_CHECKING:
    from .environment import Environment

# What such a company uses beside what our add-ons require.
MODULES = ("contacts", "l10n_cn", "purchase", "sale_management")
FINGERPRINTS = "jxc.launcher.fingerprints"
PREPARE = "prepare_trade"
# The demo company's days; without daylight saving time.
CHINA = timezone(timedelta(hours=8))


def ensure(environment: "Environment", db: str, demo: bool) -> None:
    """Make the database, or let Odoo load again the add-ons that have changed."""
    if db in environment.postgres.databases():
        _update(environment, db)
        return
    with exclusive(environment.state / "databases.lock", "makes databases"):
        if db not in environment.postgres.databases():
            _make(environment, db, demo)


def _make(environment: "Environment", db: str, demo: bool) -> None:
    """Restore the database another checkout made of the same, or make it."""
    theirs = dependencies(environment.root, ADDONS) - set(ADDONS)
    modules = sorted({*MODULES, *theirs})
    kind, what = ("demo", "the demo company") if demo else ("empty", "the company")
    archive = Archive(environment, kind, _key(environment, modules, demo))
    if archive.restore(db, what):
        return
    core = templates.core(environment, modules)

    def make(name: str) -> None:
        databases.copy(environment, core, name)
        databases.install(environment, name, list(ADDONS), demo)
        with Step("Prepare the first page") as step:
            databases.run_script(environment, name, PREPARE, step)
        _save(environment, name)

    databases.build(environment, db, make)
    archive.keep(db)


def _key(environment: "Environment", modules: list[str], demo: bool) -> str:
    """A key of everything such a database depends on.

    The demo company has traded up to the day it is made: another day's is another.
    """
    core = templates.core_key(environment, modules, templates.LANGUAGE)
    script = databases.script_path(environment, PREPARE).read_text("utf-8")
    day = datetime.now(CHINA).date().isoformat() if demo else ""
    return digest([core, script, day, *_fingerprints(environment).values()])


def _update(environment: "Environment", db: str) -> None:
    saved = _saved(environment, db)
    now = _fingerprints(environment)
    changed = [addon for addon in ADDONS if saved.get(addon) != now[addon]]
    modules = ["base"] if saved.get("odoo") != now["odoo"] else changed
    if not modules:
        return
    with exclusive(environment.state / "databases.lock", "makes databases"):
        with Step(f"Update {', '.join(modules)}") as step:
            names = ",".join(modules)
            # -i for an add-on that is new; on installed ones it does nothing.
            words = ["-u", names, "-i", names, "--stop-after-init", "--no-http"]
            command = environment.odoo_command(db, *words)
            databases.run_odoo(environment, command, step)
        databases.check_installed(environment, db, list(ADDONS))
        _save(environment, db)


def _fingerprints(environment: "Environment") -> dict[str, str]:
    """What a database is made from: a key for Odoo and for each add-on."""
    prints = {addon: environment.addon_fingerprint(addon) for addon in ADDONS}
    return {"odoo": environment.ensure_odoo().key, **prints}


def _save(environment: "Environment", db: str) -> None:
    """Note in the database itself what it was made from."""
    value = json.dumps(_fingerprints(environment))
    environment.postgres.query(
        "INSERT INTO ir_config_parameter (key, value, create_date, write_date) "
        f"VALUES ('{FINGERPRINTS}', '{value}', now(), now()) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        db,
    )


def _saved(environment: "Environment", db: str) -> dict[str, str]:
    rows = environment.postgres.query(
        f"SELECT value FROM ir_config_parameter WHERE key = '{FINGERPRINTS}'", db
    )
    return json.loads(rows[0]) if rows else {}
