"""``./jxc psql``: PostgreSQL's prompt on the demo database."""

import argparse
import subprocess

from ..databases import named, require

ORDER = 50
PASS_THROUGH = True


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "psql",
        help="SQL on the demo database [psql's options]",
        description="psql on the database of ./jxc run; further words are options of "
        "psql, such as -d jxc_empty for the other database or -c 'SELECT 1'.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment = args.environment
    postgres = environment.ensure_postgres()
    require(environment, named(args.rest, "jxc"))
    command = [postgres.binaries["psql"], "-d", "jxc", *args.rest]
    return subprocess.run(command, env=environment.environ, check=False).returncode
