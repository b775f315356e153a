"""``./jxc import``: history from an old system, by the add-on's own importer."""

import argparse
import subprocess
from pathlib import Path

from ..databases import named, require

ORDER = 30
PASS_THROUGH = True
SCRIPT = Path(__file__).parent.parent / "odoo_scripts" / "import_sales.py"


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "import",
        help="`import sales FILE`: sales history of an old system, CSV or XLSX",
        description="./jxc import sales FILE [options]: read a CSV or XLSX file of an "
        "old system into products and demand history; "
        "./jxc import sales --help lists the options.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment = args.environment
    environment.ensure_venv()
    environment.ensure_postgres()
    if not {"-h", "--help"} & set(args.rest):
        require(environment, named(args.rest, "jxc"))
    command = [str(environment.python), str(SCRIPT), *args.rest]
    return subprocess.run(command, env=environment.environ, check=False).returncode
