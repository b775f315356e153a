"""The databases of ``./jxc run``: a Chinese trading company, kept up to date."""

import json
from typing import TYPE_CHECKING

from . import databases, templates
from .addons import ADDONS, dependencies
from .console import Step
from .locks import exclusive

if TYPE_CHECKING:
    from .environment import Environment

# What such a company uses beside what our add-ons require.
MODULES = ("contacts", "l10n_cn", "purchase", "sale_management")
FINGERPRINTS = "jxc.launcher.fingerprints"


def ensure(environment: "Environment", db: str, demo: bool) -> None:
    """Make the database, or let Odoo load again the add-ons that have changed."""
    if db in environment.postgres.databases():
        _update(environment, db)
        return
    ours = dependencies(environment.root, ADDONS) - set(ADDONS)
    core = templates.ensure(environment, "core", sorted({*MODULES, *ours}))

    def make(name: str) -> None:
        databases.copy(environment, core, name)
        databases.install(environment, name, list(ADDONS), demo)
        with Step("Prepare the first page") as step:
            databases.run_script(environment, name, "prepare_trade", step)
        _save(environment, name)

    with exclusive(environment.state / "databases.lock", "makes databases"):
        if db not in environment.postgres.databases():
            databases.build(environment, db, make)


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
