"""``./jxc screenshots``: the README's pictures, taken again from the demo database."""

import argparse
import subprocess

from .. import trade
from .run import PORT, free_port, served

ORDER = 85
DB = "jxc_screenshots"


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "screenshots",
        help="take the README's pictures again from a fresh demo company",
        description="Makes a fresh demo database, opens each screen of the README in "
        "Chromium and writes docs/images/LANGUAGE/NAME.png.",
    )
    parser.add_argument("names", nargs="*", help="only these pictures; default all")
    parser.add_argument(
        "--keep", action="store_true", help="use the demo database of last time"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment = args.environment
    environment.ensure_system("venv", "postgresql", "browser", "font")
    environment.ensure_venv(dev=True)
    environment.ensure_postgres()
    if not args.keep:
        environment.drop_database(DB)
    trade.ensure(environment, DB, demo=True)
    port = free_port(PORT)
    with served(environment, DB, port):
        script = environment.root / "launcher" / "screenshots" / "take.py"
        target = environment.root / "docs" / "images"
        address = f"http://127.0.0.1:{port}"
        command = [environment.python, script, address, target, *args.names]
        return subprocess.run(command, env=environment.environ).returncode
