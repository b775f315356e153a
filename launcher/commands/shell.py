"""``./jxc shell``: Odoo's Python shell on the demo database."""

import argparse
import subprocess

from ..databases import named, require

ORDER = 40
PASS_THROUGH = True


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "shell",
        help="Python on the demo database, `env` at hand [Odoo's options]",
        description="Odoo's shell on the database of ./jxc run; further words are "
        "options of `odoo shell`, such as -d jxc_empty for the other database.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment = args.environment
    environment.ensure_venv()
    environment.ensure_postgres()
    require(environment, named(args.rest, "jxc"))
    command = environment.odoo_command("jxc", "shell", "--no-http", *args.rest)
    return subprocess.run(
        command, env=environment.environ, cwd=environment.root, check=False
    ).returncode
