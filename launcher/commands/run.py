"""``./jxc run``: a working trading company in the browser."""

import argparse
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .. import trade
from ..console import Step
from ..environment import Environment
from ..errors import LauncherError
from ..processes import end, tied

ORDER = 10
PORT = 8069
PORTS_TRIED = 100
START_SECONDS = 120
Served = tuple[subprocess.Popen, Path]
HELP = "serve a demo company on 127.0.0.1:8069 (--empty, --port N)"


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "run",
        help=HELP,
        description="Serve JXC for a Chinese company: finds or unpacks Odoo 19, makes "
        "the Python environment and the database, updates it when our add-ons "
        "changed, and stops on Ctrl-C.",
    )
    parser.add_argument("--empty", action="store_true", help="without demo data")
    parser.add_argument(
        "--port",
        type=_port,
        default=PORT,
        help=f"first port to try (default {PORT}); the next free one is taken",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment = args.environment
    environment.ensure_system("venv", "postgresql", optional=("cairo",))
    environment.ensure_venv()
    environment.ensure_documents()
    environment.ensure_postgres()
    db = "jxc_empty" if args.empty else "jxc"
    trade.ensure(environment, db, demo=not args.empty)
    return serve(environment, db, free_port(args.port))


def free_port(first: int) -> int:
    """The first port from ``first`` on that nobody uses on this machine.

    :raises LauncherError: all of the next hundred are taken.
    """
    last = min(first + PORTS_TRIED, 65536)
    for port in range(first, last):
        with socket.socket() as probe:
            # As Odoo does: a port that was just closed counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise LauncherError(
        f"All ports from {first} to {last - 1} are taken or not allowed.",
        "Choose another with --port, 1024 or above.",
    )


def serve(environment: Environment, db: str, port: int) -> int:
    """Run Odoo until Ctrl-C or ``./jxc stop``; returns its exit code."""
    try:
        with served(environment, db, port) as (process, log):
            print(
                f"\n  JXC is at   http://127.0.0.1:{port}/odoo\n"
                "  Log in as   admin   password   admin\n"
                f"{_other_logins(environment, db)}"
                "  Only this machine can reach it, hence the simple password.\n"
                f"  Log file    {log}\n"
                "  Stop with   Ctrl-C, or ./jxc stop from elsewhere\n",
                flush=True,
            )
            code = process.wait()
    except KeyboardInterrupt:
        return 0
    raise LauncherError(f"Odoo ended by itself with exit code {code}; see {log}.")


def _other_logins(environment: Environment, db: str) -> str:
    """A line for each demo user; the password of each is its login."""
    rows = environment.postgres.query(
        "SELECT u.login || '|' || p.name FROM ir_model_data d "
        "JOIN res_users u ON u.id = d.res_id AND u.active "
        "JOIN res_partner p ON p.id = u.partner_id "
        "WHERE d.module = 'jxc_inventory' AND d.model = 'res.users' ORDER BY u.id",
        db,
    )
    lines = []
    for row in rows:
        login, _, name = row.partition("|")
        lines.append(f"         or   {login:<8}password   {login:<8}{name}\n")
    return "".join(lines)


@contextmanager
def served(environment: Environment, db: str, port: int) -> Iterator[Served]:
    """Odoo answering on ``port`` while the block runs; yields its process and log."""
    log = environment.logs / "odoo.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as file:
        process = subprocess.Popen(
            tied(environment.odoo_command(db, f"--http-port={port}"), "TERM"),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=environment.environ,
            cwd=environment.root,
            # Ctrl-C reaches the launcher, which then ends Odoo in order.
            start_new_session=True,
        )
    try:
        with Step("Start Odoo"):
            _wait_until_ready(process, port, log)
        yield process, log
    finally:
        if process.poll() is None:
            with Step("Stop Odoo"):
                end(process)


def _wait_until_ready(process: subprocess.Popen, port: int, log: object) -> None:
    address = f"http://127.0.0.1:{port}/web/health"
    for _ in range(START_SECONDS * 5):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            try:
                process.wait(0.2)
            except subprocess.TimeoutExpired:
                continue
    raise LauncherError(
        f"Odoo did not start; see {log}.", "Put that right and run the command again."
    )


def _port(word: str) -> int:
    port = int(word) if word.isdigit() else 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{word} is no port; use 1 to 65535")
    return port
