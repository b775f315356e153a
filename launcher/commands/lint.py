"""``./jxc lint``: style and house rules, nothing is run and nothing is changed."""

import argparse
import subprocess
from collections.abc import Iterable

from ..console import Step
from ..environment import Environment
from ..lint import house, translations, xml
from ..lint.javascript import ensure_modules
from ..lint.tools import Tool, javascript_tools, must_not_skip, node_missing, tools
from ..lint.tree import Tree
from ..processes import tied
from ..testing.outcomes import FAILED, PASSED, SKIPPED, Outcomes

ORDER = 21
RULES = (*house.RULES, *translations.RULES, *xml.RULES)


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "lint",
        help="check style and house rules (--fix: let the formatters write)",
        description="Run ruff, pylint-odoo, eslint, prettier, shellcheck, hadolint, "
        "the compose schema and the rules of this house.",
    )
    parser.add_argument(
        "--fix", action="store_true", help="let ruff and prettier rewrite files first"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    environment: Environment = args.environment
    environment.ensure_system("venv")
    environment.ensure_venv(dev=True)
    if args.fix:
        _fix(environment)
    outcomes = check(environment)
    print(outcomes.summary(), flush=True)
    return 0 if outcomes.good else 1


def check(environment: Environment) -> Outcomes:
    """Run every check; each is one entry of the outcomes."""
    tree = Tree.of(environment.root)
    outcomes = Outcomes()
    for rule in RULES:
        name = f"lint: {rule.__name__.replace('_', ' ')}"
        _record(outcomes, name, list(rule(tree)))
    for tool in tools(tree, environment.python):
        _run(environment, tool, outcomes)
    reason = node_missing()
    if reason and not must_not_skip():
        outcomes.add("lint: JavaScript", SKIPPED, reason)
    elif reason:
        _record(outcomes, "lint: JavaScript", [reason])
    else:
        with Step("Install the JavaScript linters"):
            folder = ensure_modules(environment)
        for tool in javascript_tools(folder):
            _run(environment, tool, outcomes)
    return outcomes


def _record(outcomes: Outcomes, name: str, breaches: Iterable[str]) -> None:
    breaches = list(breaches)
    outcomes.add(name, FAILED if breaches else PASSED)
    if breaches:
        print(f"{name}:")
        print("".join(f"  {breach}\n" for breach in breaches), end="", flush=True)


def _run(environment: Environment, tool: Tool, outcomes: Outcomes) -> None:
    with Step(tool.name):
        result = subprocess.run(
            tied(tool.command),
            cwd=environment.root,
            env=environment.environ,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    lines = (result.stdout + result.stderr).splitlines() if result.returncode else []
    if result.returncode and not lines:
        lines = [f"exit code {result.returncode}"]
    _record(outcomes, f"lint: {tool.name}", lines)


def _fix(environment: Environment) -> None:
    here = environment.python.parent
    commands = [
        [str(here / "ruff"), "check", "--fix", "--quiet", "."],
        [str(here / "ruff"), "format", "--quiet", "."],
    ]
    if not node_missing():
        prettier = javascript_tools(ensure_modules(environment))[1].command
        commands.append(["--write" if w == "--check" else w for w in prettier])
    for command in commands:
        subprocess.run(command, cwd=environment.root, check=False)
