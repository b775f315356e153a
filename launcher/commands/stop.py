"""``./jxc stop``: everything this checkout has started."""

import argparse

from ..console import say
from ..running import stop_others

ORDER = 60


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "stop",
        help="stop everything this checkout has started",
        description="Stop every ./jxc of this checkout, its Odoo and its PostgreSQL.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    stopped = [f"./jxc {command}" for command in stop_others(args.environment.state)]
    if args.environment.postgres.stop():
        stopped.append("PostgreSQL")
    say(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.")
