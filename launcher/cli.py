"""The command line: finds the commands, runs one, tells failures plainly.

A command is a module in ``commands/`` with

* ``ORDER`` – its place in the help;
* ``register(subparsers)`` – adds its parser, with ``set_defaults(run=run)``;
* ``run(args)`` – does it and returns the exit code (None is 0); the
  :class:`~launcher.environment.Environment` is ``args.environment``;
* ``PASS_THROUGH = True`` when everything after its name goes unread into
  ``args.rest``, for another program's options.
"""

import argparse
import importlib
import os
import pkgutil
import signal
import sys
import traceback
from types import ModuleType

from . import commands
from .console import say
from .environment import Environment
from .errors import LauncherError
from .running import registered

DESCRIPTION = "JXC, purchase-sale-inventory (进销存) on Odoo 19, from this checkout."
EPILOG = """\
`./jxc COMMAND --help` explains one command. Everything made here is in .jxc/;
Odoo, Python packages and copies of new databases are in ~/.cache/jxc, shared by
all checkouts.
JXC_ODOO=PATH uses an Odoo 19.0 you have, JXC_DEBIAN_MIRROR=URL another mirror.
"""


def main(words: list[str]) -> int:
    """Run ``./jxc`` with the words after it; returns the exit code."""
    # `./jxc stop` ends a process like Ctrl-C does, with everything tidied up.
    signal.signal(signal.SIGTERM, _interrupt)
    modules = _modules()
    parser = _parser(modules)
    args = _parse(parser, modules, words)
    if args is None:
        parser.print_help()
        return 0
    environment = Environment()
    args.environment = environment
    try:
        _check_ours(environment)
        with registered(environment.state, " ".join(words)):
            try:
                return args.run(args) or 0
            finally:
                environment.close()
    except LauncherError as error:
        say(f"jxc: {error}")
        return 1
    except KeyboardInterrupt:
        say("Stopped. The same command goes on where this one ended.")
        return 130
    except Exception as error:
        log = environment.logs / "launcher.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(log, "a", encoding="utf-8") as file:
            traceback.print_exc(file=file)
        say(f"jxc: Unexpected {type(error).__name__}: {error} (details in {log}).")
        say("  Run the same command again; if it stays, report it with that file.")
        return 1


def _modules() -> dict[str, ModuleType]:
    names = [info.name for info in pkgutil.iter_modules(commands.__path__)]
    modules = [importlib.import_module(f"{commands.__name__}.{n}") for n in names]
    modules.sort(key=lambda module: module.ORDER)
    return {_name(module): module for module in modules}


def _name(module: ModuleType) -> str:
    # `import` and `lint` alike are commands; a module cannot be called `import`.
    return module.__name__.rpartition(".")[2].rstrip("_")


def _parser(modules: dict[str, ModuleType]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./jxc",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=_Compact,
        usage="./jxc COMMAND [options]",
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help=argparse.SUPPRESS)
    subparsers = parser.add_subparsers(
        metavar="COMMAND", title="commands", prog="./jxc"
    )
    for module in modules.values():
        module.register(subparsers)
    return parser


class _Compact(argparse.RawDescriptionHelpFormatter):
    """Help that leaves room for the explanations."""

    def __init__(self, prog: str):
        super().__init__(prog, max_help_position=15, width=80)
        # argparse forgets that commands are indented and would break their lines.
        self._action_max_length = 13


def _parse(
    parser: argparse.ArgumentParser, modules: dict[str, ModuleType], words: list[str]
) -> argparse.Namespace | None:
    """The parsed command line; None when there is no command."""
    if not words:
        return None
    module = modules.get(words[0])
    rest = words[1:]
    if getattr(module, "PASS_THROUGH", False) and rest not in (["-h"], ["--help"]):
        args = parser.parse_args(words[:1])
        args.rest = rest
        return args
    return parser.parse_args(words)


def _check_ours(environment: Environment) -> None:
    for folder in (environment.state, environment.cache):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LauncherError(
                f"{folder} cannot be made: {error.strerror}.",
                "Give yourself the right to write there (XDG_CACHE_HOME moves the "
                "cache).",
            ) from error
        if not os.access(folder, os.W_OK):
            raise LauncherError(
                f"{folder} belongs to somebody else, perhaps root.",
                f"Run: sudo chown -R $(id -un) {folder}",
            )


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
