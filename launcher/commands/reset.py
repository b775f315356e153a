"""``./jxc reset``: remove the databases of this checkout, or everything."""

import argparse
import sys

from ..console import say
from ..errors import LauncherError
from ..files import remove_tree
from ..running import stop_others

ORDER = 70


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "reset",
        help="remove this checkout's databases (--all: also the shared cache)",
        description="Remove every database of this checkout, for good. Asks first.",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--all",
        action="store_true",
        help="also remove the unpacked Odoo and Python packages of all checkouts",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    environment = args.environment
    what = "all databases of this checkout"
    if args.all:
        what += f" and the cache of all checkouts ({environment.cache})"
    if not args.yes:
        if not sys.stdin.isatty():
            raise LauncherError(
                f"This would remove {what}, and nobody can be asked.",
                "Add --yes when you mean it.",
            )
        print(f"Remove {what}? Type yes: ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            say("Nothing was removed.")
            return
    stop_others(environment.state)
    environment.postgres.remove()
    remove_tree(environment.data_dir)
    if args.all:
        remove_tree(environment.cache)
    say(f"Removed {what}. ./jxc run makes them anew.")
