"""Template databases: made once, copied often, restored from the cache by others."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import databases
from .addons import dependencies
from .archives import Archive
from .console import Step
from .files import digest
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
    theirs = sorted(wanted - set(ours))
    with exclusive(environment.state / "databases.lock", "makes databases"):
        if not ours:
            return core(environment, theirs, lang)
        prints = [environment.addon_fingerprint(addon) for addon in ours]
        base = core_key(environment, theirs, lang)
        key = digest([base, str(demo), *ours, *prints])
        target = f"{PREFIX}_{name}_{key}"
        names = environment.postgres.databases()
        if target in names:
            return target
        _drop_stale(environment, names, name)
        archive = Archive(environment, name, key)
        if archive.restore(target, f"the {name} template"):
            return target
        source = core(environment, theirs, lang)

        def make(db: str) -> None:
            databases.copy(environment, source, db)
            databases.install(environment, db, ours, demo)

        databases.build(environment, target, make)
        archive.keep(target)
        return target


def _drop_stale(environment: "Environment", names: set[str], name: str) -> None:
    for stale in names:
        if re.fullmatch(rf"{PREFIX}_{name}_[0-9a-f]{{12}}", stale):
            databases.drop(environment, stale)


def core_key(environment: "Environment", modules: list[str], lang: str) -> str:
    """A key of everything the template with Odoo's ``modules`` depends on."""
    return digest([RECIPE, environment.ensure_odoo().key, lang, COUNTRY, *modules])


def core(environment: "Environment", modules: list[str], lang: str = LANGUAGE) -> str:
    """The template with Odoo's own ``modules``; the caller holds the databases' lock.

    :returns: its name.
    """
    key = core_key(environment, modules, lang)
    name = f"{PREFIX}_core_{key}"
    if name in environment.postgres.databases():
        return name
    archive = Archive(environment, "core", key)
    if not archive.restore(name, "Odoo's modules"):
        databases.build(
            environment, name, lambda db: _make_core(environment, db, modules, lang)
        )
        archive.keep(name)
    return name


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
