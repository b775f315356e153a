"""The linters of others, each as the command that checks the tree."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..environment import ADDONS
from .tree import Tree

# The mandatory set of OCA for 19.0; of it, what concerns this house.
PYLINT_MESSAGES = (
    "odoolint",
    "anomalous-backslash-in-string",
    "assignment-from-none",
    "dangerous-default-value",
    "duplicate-key",
    "pointless-statement",
    "pointless-string-statement",
    "print-used",
    "redundant-keyword-arg",
    "return-in-init",
    "too-few-format-args",
    "unreachable",
)
PYLINT_LEFT_OUT = (
    # The add-ons explain themselves in readme/*.md, from which README.rst is made.
    "missing-readme",
    # Each room under models/ extends a core model in a file of its own.
    "consider-merging-classes-inherited",
)
# Overridden methods that return nothing, so there is nothing to pass on.
PYLINT_RETURN_NOTHING = (
    "__init__",
    "setUp",
    "setUpClass",
    "tearDown",
    "tearDownClass",
    "_create_and_assign_production_lot",
)


@dataclass(frozen=True)
class Tool:
    """One program to run.

    :ivar name: what it is called in the results.
    :ivar command: program and arguments, run in the checkout's root.
    """

    name: str
    command: tuple[str, ...]


def tools(tree: Tree, python: Path) -> list[Tool]:
    """What to run from the virtual environment of ``python``."""
    here = python.parent

    def tool(name: str, program: str, *words: object) -> Tool:
        return Tool(name, (str(here / program), *map(str, words)))

    found = [
        tool("ruff check", "ruff", "check", "--no-fix", "."),
        tool("ruff format", "ruff", "format", "--check", "."),
        tool(
            "pylint-odoo",
            "pylint",
            *("--load-plugins=pylint_odoo", "--valid-odoo-versions=19.0"),
            *("--manifest-required-authors=JXC", "--score=n", "--jobs=2"),
            # An engine knows no Odoo; what is asked of models does not fit it.
            "--ignore-paths=.*/engine/.*",
            "--disable=all",
            f"--enable={','.join(PYLINT_MESSAGES)}",
            f"--no-missing-return={','.join(PYLINT_RETURN_NOTHING)}",
            f"--disable={','.join(PYLINT_LEFT_OUT)}",
            *ADDONS,
        ),
    ]
    scripts = [path for path in tree.files if _is_shell(tree, path)]
    if scripts:
        found.append(tool("shellcheck", "shellcheck", *scripts))
    dockerfiles = list(tree.named("Dockerfile"))
    if dockerfiles:
        found.append(
            tool("hadolint", "hadolint", *_hadolint_config(tree), *dockerfiles)
        )
    composes = list(tree.named("compose*.yml"))
    if composes:
        schema = ("--builtin-schema", "vendor.compose-spec")
        found.append(tool("compose schema", "check-jsonschema", *schema, *composes))
    return found


def _is_shell(tree: Tree, path: Path) -> bool:
    if path.suffix not in ("", ".sh"):
        return False
    first = tree.text(path).partition("\n")[0]
    return first.startswith("#!") and first.split("/")[-1].split()[-1] in ("sh", "bash")


def _hadolint_config(tree: Tree) -> Sequence[str]:
    return [word for path in tree.named(".hadolint.yaml") for word in ("-c", str(path))]


def javascript_tools(folder: Path) -> list[Tool]:
    """ESLint and Prettier from the folder with ``node_modules``."""
    programs = folder / "node_modules" / ".bin"
    eslint = [programs / "eslint", "--config", folder / "eslint.config.mjs"]
    prettier = [programs / "prettier", "--config", folder / "prettier.config.mjs"]
    scripts = ("--max-warnings=0", "jxc_*/**/*.js")
    texts = ("--check", "jxc_*/**/*.{js,xml,scss}", "!**/lib/**")
    return [
        Tool("eslint", tuple(map(str, (*eslint, *scripts)))),
        Tool("prettier", tuple(map(str, (*prettier, *texts)))),
    ]


def node_missing() -> str:
    """Why the JavaScript linters cannot run, empty when they can."""
    if shutil.which("node") and shutil.which("npm"):
        return ""
    return "Node.js and npm are not installed, so JavaScript was not linted"


def must_not_skip() -> bool:
    """Whether an absent linter is a failure: nobody reads the notes of CI."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
