"""A private PostgreSQL of this checkout on a Unix socket.

One cluster serves the demo and the tests. Its data survive a crash of the machine
(``fsync`` stays on), except the last moments of work: ``synchronous_commit`` is off,
which makes set-up and tests faster and can lose, never damage. Whoever can enter
the socket's folder (mode 0700: its owner and root) is let in without a password;
there is no network socket at all.
"""

import os
import pwd
import subprocess
from pathlib import Path

from .console import Step, say
from .errors import LauncherError
from .files import digest, is_complete, make_complete, remove_tree
from .locks import SharedUse, exclusive
from .postgres_binaries import OLDEST, Binaries, find_binaries
from .processes import Account, as_account, run_logged

PORT = 5432
# Odoo refuses to work as the role "postgres".
ROLE = "jxc"
# For root when the server's account cannot enter the checkout.
ROOT_STATE = Path("/var/lib/jxc")
# The kernel keeps 108 bytes for the path of a socket, the last one zero.
LONGEST_SOCKET = 107
EXTENSIONS = ("pg_trgm", "unaccent")


class Postgres:
    """The cluster: its folders, its server and statements sent to it.

    :param state: ``.jxc/`` of the checkout.
    :param log: what starting and stopping printed.
    """

    def __init__(self, state: Path, log: Path):
        self._state = state
        self._log = log
        self._account = _account()
        self._base = _base(state, self._account)
        self.cluster = self._base / "cluster"
        self.data = self.cluster / "data"
        self.socket_dir = _socket_dir(self._base, self._account)
        self._use: SharedUse | None = None

    # -- server --------------------------------------------------------------
    def start(self) -> None:
        """Have the server running; the cluster is made the first time."""
        if self._use is None:
            self._use = SharedUse(self._state / "postgres.use")
        with exclusive(self._state / "postgres.lock", "starts PostgreSQL"):
            make_complete(self.cluster, self._make, "the database cluster")
            self._make_socket_dir()
            if self.is_running():
                return
            self._remove_stale_pid()
            self._pg_ctl("start", "-w", "-t", "120", "-o", self._settings(), "-l")
            self._check_extensions()

    def leave(self) -> None:
        """Stop the server unless another ``./jxc`` uses it."""
        if self._use:
            self._use.leave(self.stop)
            self._use = None

    def stop(self) -> bool:
        """Stop the server whoever uses it; true when it was running."""
        if not is_complete(self.cluster) or not self._server_pid():
            return False
        self._pg_ctl("stop", "-w", "-t", "60", "-m", "fast")
        return True

    def is_running(self) -> bool:
        """Whether the server answers on its socket."""
        if not is_complete(self.cluster) or not self._server_pid():
            return False
        result = self._psql("postgres", "SELECT 1")
        return result.returncode == 0

    def remove(self) -> None:
        """Stop the server and remove the cluster with all its databases."""
        self.stop()
        remove_tree(self.cluster)
        remove_tree(self.socket_dir)
        if self._base.parent == ROOT_STATE:
            remove_tree(self._base)

    # -- statements ----------------------------------------------------------
    @property
    def binaries(self) -> Binaries:
        """The programs that fit the cluster.

        :raises LauncherError: none are installed, or none of its version.
        """
        found = find_binaries()
        version = self.data / "PG_VERSION"
        if is_complete(self.cluster) and version.exists():
            major = int(version.read_text())
            fitting = [binaries for binaries in found if binaries.major == major]
            if not fitting:
                raise LauncherError(
                    f"The databases here were made by PostgreSQL {major}, which is "
                    "not installed any more.",
                    f"Install postgresql-{major}, or run ./jxc reset to start anew.",
                )
            return fitting[0]
        if not found:
            raise LauncherError(
                f"No PostgreSQL server (version {OLDEST} or newer) is installed.",
                "Run: apt-get install --no-install-recommends postgresql",
            )
        return found[0]

    def query(self, sql: str, database: str = "postgres") -> list[str]:
        """Run statements and return the lines of their result."""
        result = self._psql(database, sql)
        if result.returncode:
            raise LauncherError(
                f"PostgreSQL refused a statement: {result.stderr.strip()}",
                "Run ./jxc stop, then the same command again.",
            )
        return result.stdout.splitlines()

    def databases(self) -> set[str]:
        """Names of the databases made here."""
        return set(self.query("SELECT datname FROM pg_database")) - {
            "postgres",
            "template0",
            "template1",
        }

    def run_program(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's client programs on this server."""
        options = ["-h", str(self.socket_dir), "-p", str(PORT), "-U", ROLE]
        run_logged(
            [self.binaries[program], *options, *words], self._log, f"{program} failed"
        )

    def _psql(self, database: str, sql: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                self.binaries["psql"],
                *("-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1"),
                *("-h", str(self.socket_dir), "-p", str(PORT), "-U", ROLE),
                *("-d", database, "-c", sql),
            ],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    # -- inside --------------------------------------------------------------
    def _make(self, folder: Path) -> None:
        with Step("Make the database cluster"):
            self._own(folder)
            self._run(
                self.binaries["initdb"],
                *("-D", str(folder / "data"), "-U", ROLE, "-E", "UTF8"),
                *("--locale=C", "--lc-ctype=C.UTF-8", "--auth-host=reject"),
                *("--auth-local=trust", "--no-sync"),
                failure="PostgreSQL's initdb failed",
            )
        if self._base.parent == ROOT_STATE:
            say(f"PostgreSQL cannot enter this checkout; its data are in {self._base}")

    def _settings(self) -> str:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
        settings = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": self.socket_dir,
            "max_connections": 200,
            "shared_buffers": f"{min(max(memory // 8, 64), 1024)}MB",
            "effective_cache_size": f"{max(memory // 2, 256)}MB",
            "maintenance_work_mem": "256MB",
            "work_mem": "16MB",
            "synchronous_commit": "off",
            "wal_level": "minimal",
            "max_wal_senders": 0,
            "max_wal_size": "2GB",
            "checkpoint_timeout": "15min",
            "random_page_cost": 1.1,
            "jit": "off",
        }
        return " ".join(f"-c {key}='{value}'" for key, value in settings.items())

    def _check_extensions(self) -> None:
        names = self.query("SELECT name FROM pg_available_extensions")
        missing = [name for name in EXTENSIONS if name not in names]
        if missing:
            raise LauncherError(
                f"This PostgreSQL lacks the extensions {', '.join(missing)}.",
                "Install its contrib package (on Debian: postgresql-contrib).",
            )

    def _server_pid(self) -> int | None:
        """The number of the running server, None when the file's is another's."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            program = os.readlink(f"/proc/{pid}/exe")
            place = os.readlink(f"/proc/{pid}/cwd")
        except (OSError, ValueError, IndexError):
            return None
        ours = Path(program.removesuffix(" (deleted)")).name == "postgres"
        return pid if ours and Path(place) == self.data.resolve() else None

    def _remove_stale_pid(self) -> None:
        """Forget a killed server whose number now belongs to another program."""
        if not self._server_pid():
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _pg_ctl(self, *words: str) -> None:
        log = [str(self.cluster / "server.log")] if words[-1] == "-l" else []
        self._run(
            *(self.binaries["pg_ctl"], "-D", str(self.data), "-s", *words, *log),
            failure=f"PostgreSQL did not {words[0]} (log: {self.cluster}/server.log)",
        )

    def _run(self, *command: str, failure: str) -> None:
        # From "/", as the server's account may not enter the current folder.
        run_logged(
            command,
            self._log,
            failure,
            account=self._account,
            cwd=Path("/"),
            tie=False,
        )

    def _own(self, folder: Path) -> None:
        folder.chmod(0o700)
        if self._account:
            os.chown(folder, self._account.uid, self._account.gid)

    def _make_socket_dir(self) -> None:
        self.socket_dir.mkdir(parents=True, exist_ok=True)
        owner = self._account.uid if self._account else os.geteuid()
        status = self.socket_dir.lstat()
        if self.socket_dir.is_symlink() or status.st_uid not in (owner, os.geteuid()):
            raise LauncherError(
                f"{self.socket_dir} belongs to somebody else.",
                f"Remove it and run the same command again: rm -r {self.socket_dir}",
            )
        self._own(self.socket_dir)


def _account() -> Account | None:
    """The account the server runs as: None for ours, as it refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise LauncherError(
        "PostgreSQL refuses to run as root and there is no account for it.",
        "Run ./jxc as an ordinary user, or make one: useradd --system postgres",
    )


def _base(state: Path, account: Account | None) -> Path:
    """Where the cluster lives: in the state folder, if its account can go there."""
    base = state / "postgres"
    base.mkdir(parents=True, exist_ok=True)
    if account is None:
        return base
    entered = subprocess.run(
        ["test", "-x", str(base)], check=False, cwd="/", **as_account(account)
    )
    if entered.returncode == 0:
        return base
    base = ROOT_STATE / digest([str(state)])
    base.mkdir(parents=True, exist_ok=True)
    (base / "checkout").write_text(f"{state}\n")
    return base


def _socket_dir(base: Path, account: Account | None) -> Path:
    """Beside the cluster, or in a short private folder when that path is too long."""
    folder = base / "socket"
    if len(str(folder / f".s.PGSQL.{PORT}.lock").encode()) <= LONGEST_SOCKET:
        return folder
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and account is None and len(runtime) < 40 and os.path.isdir(runtime):
        return Path(runtime) / f"jxc-{digest([str(base)])}"
    uid = account.uid if account else os.geteuid()
    return Path("/tmp") / f"jxc-{uid}-{digest([str(base)])}"
