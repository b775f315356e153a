"""Where everything is, and the one object that makes it."""

import os
from functools import cached_property
from pathlib import Path

from . import addons, databases, documents, odoo_source, python_env, system, templates
from .addons import ADDONS as ADDONS
from .postgres import PORT, ROLE, Postgres

ROOT = Path(__file__).resolve().parent.parent


class Environment:
    """What a command works with; every ``ensure_…`` makes it once, then finds it.

    :ivar root: the checkout, which is also the add-ons path.
    :ivar state: ``.jxc/`` in the checkout, ignored by Git: cluster, logs, settings.
    :ivar cache: the user's cache shared by all checkouts: Odoo, Python packages,
        archives of databases.
    :ivar logs: folder of log files named in messages.
    """

    def __init__(self, root: Path = ROOT, state: Path | None = None):
        self.root = root
        self.state = state or root / ".jxc"
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        self.cache = Path(base).absolute() / "jxc"
        self.logs = self.state / "log"

    # -- system ------------------------------------------------------------
    def ensure_system(self, *names: str, optional: tuple[str, ...] = ()) -> None:
        """Have the system packages (keys of :data:`system.TOOLS`) installed."""
        system.ensure(names, optional, self.logs / "system.log")

    def ensure_documents(self) -> None:
        """Have what prints to PDF, the system's or our own."""
        self.__dict__.pop("_programs", None)
        documents.ensure(self.cache, self.logs / "system.log")

    @cached_property
    def _programs(self) -> Path | None:
        return documents.private_programs(self.cache)

    # -- Odoo and Python ---------------------------------------------------
    def ensure_odoo(self) -> odoo_source.Odoo:
        """Odoo 19, found or unpacked."""
        return self._odoo

    @cached_property
    def _odoo(self) -> odoo_source.Odoo:
        return odoo_source.resolve(self.cache, self.logs / "odoo-download.log")

    def ensure_venv(self, dev: bool = False) -> Path:
        """The virtual environment's folder; ``dev`` adds tests and lint."""
        return self._venvs(dev)

    def _venvs(self, dev: bool) -> Path:
        made = self.__dict__.setdefault("_made_venvs", {})
        if dev not in made:
            made[dev] = python_env.ensure(
                self.root, self.cache, self.ensure_odoo(), dev, self.logs / "pip.log"
            )
        self.python = made[dev] / "bin" / "python"
        return made[dev]

    @cached_property
    def python(self) -> Path:
        """The interpreter of the virtual environment last ensured."""
        return self.ensure_venv() / "bin" / "python"

    # -- PostgreSQL and databases -----------------------------------------
    @cached_property
    def postgres(self) -> Postgres:
        """The private cluster of this checkout, not necessarily running."""
        return Postgres(self.state, self.logs / "postgres.log")

    def ensure_postgres(self) -> Postgres:
        """The private cluster, running."""
        self.postgres.start()
        return self.postgres

    def close(self) -> None:
        """Let go of PostgreSQL, which stops unless another ``./jxc`` uses it."""
        if "postgres" in self.__dict__:
            self.postgres.leave()

    def ensure_template(
        self,
        name: str,
        modules: tuple[str, ...],
        demo: bool = False,
        lang: str = "zh_CN",
    ) -> str:
        """A database with ``modules`` installed, to be copied; returns its name.

        Its real name carries a key of everything it depends on, so that a
        stale template is never used.

        :param name: a short word, letters and underscores.
        :param demo: load the demo data of our add-ons among ``modules``.
        :param lang: default language; English is always active too.
        """
        return templates.ensure(self, name, modules, demo, lang)

    def copy_database(self, source: str, target: str) -> None:
        """Make ``target`` a copy of ``source``, files included; replaces it."""
        databases.copy(self, source, target)

    def drop_database(self, name: str) -> None:
        """Remove a database and its files, whoever is connected."""
        databases.drop(self, name)

    # -- running Odoo ------------------------------------------------------
    @property
    def data_dir(self) -> Path:
        """Odoo's data folder: filestore and sessions."""
        return self.state / "odoo-data"

    @property
    def environ(self) -> dict[str, str]:
        """Environment variables for Odoo and scripts run beside it.

        Variables that would lead Odoo or psql to another server, or to another
        configuration file, are taken out. A private wkhtmltopdf is found first.
        """
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("PG") and key not in ("ODOO_RC", "PYTHONPATH")
        }
        if self._programs:
            path = kept.get("PATH", os.defpath)
            kept["PATH"] = f"{self._programs}{os.pathsep}{path}"
        return kept | {
            "PGHOST": str(self.postgres.socket_dir),
            "PGPORT": str(PORT),
            "PGUSER": ROLE,
            "JXC_ROOT": str(self.root),
            "JXC_ODOO_CONF": str(self.odoo_conf()),
            "PYTHONNOUSERSITE": "1",
        }

    def odoo_conf(self) -> Path:
        """Write the configuration file every Odoo of this checkout reads."""
        return databases.write_odoo_conf(self)

    def odoo_command(self, db: str, *args: str) -> list[str]:
        """``odoo [subcommand] -c … -d db args``: pass a subcommand first in args.

        Run it with :attr:`environ`, the interpreter is that of the virtual
        environment last ensured.
        """
        subcommand = [args[0]] if args and not args[0].startswith("-") else []
        options = ["-c", str(self.odoo_conf()), "-d", db]
        rest = args[len(subcommand) :]
        python = [str(self.python), "-m", "odoo"]
        return [*python, *subcommand, *options, *rest]

    def addon_fingerprint(self, addon: str) -> str:
        """A key of everything in an add-on that an update would load."""
        return addons.fingerprint(self.root, addon)
