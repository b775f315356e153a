"""``./jxc bench``: the scenarios in ``bench/``; see ``bench/README.md``."""

import argparse
import importlib.util
from pathlib import Path
from types import ModuleType

from ..environment import Environment
from ..errors import LauncherError
from ..measuring import Bench

ORDER = 22


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "bench",
        help="measure: all scenarios, or one by name (--list)",
        description="Run the scenarios in bench/ against their baselines. The last "
        "line is PASS or FAIL.",
    )
    parser.add_argument("name", nargs="?", help="one scenario, bench/NAME.py")
    parser.add_argument("--list", action="store_true", help="only list them")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="measure on the data in this folder, where a scenario can",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment: Environment = args.environment
    names = scenarios(environment.root)
    if args.data and not args.data.is_dir():
        raise LauncherError(f"There is no folder {args.data}.", "Name another one.")
    if args.name and args.name not in names:
        raise LauncherError(
            f"There is no scenario called {args.name}.",
            f"There are: {', '.join(names) or 'none yet'}.",
        )
    if args.list:
        for name in names:
            module = load(environment.root, name)
            print(f"{name:20} {(module.__doc__ or '').strip().partition(chr(10))[0]}")
        return 0
    environment.ensure_system("venv", "postgresql")
    environment.ensure_venv()
    environment.ensure_postgres()
    chosen = [args.name] if args.name else names
    results = {name: _run_one(environment, name, args.data) for name in chosen}
    for name, good in results.items():
        print(f"{name}: {'pass' if good else 'fail'}")
    good = bool(results) and all(results.values())
    print("PASS" if good else "FAIL", flush=True)
    return 0 if good else 1


def scenarios(root: Path) -> list[str]:
    """The names of all scenarios."""
    return sorted(path.stem for path in (root / "bench").glob("[a-z]*.py"))


def load(root: Path, name: str) -> ModuleType:
    """The module ``bench/NAME.py``."""
    path = root / "bench" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"bench_{name}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run_one(environment: Environment, name: str, data: Path | None) -> bool:
    print(f"\n== {name}", flush=True)
    bench = Bench(environment, data)
    try:
        result = load(environment.root, name).run(bench)
    except LauncherError as error:
        print(f"{name}: {error}", flush=True)
        return False
    # Both must hold: a scenario that forgets to answer has not passed.
    return bool(result) and bench.good
