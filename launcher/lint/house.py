"""Rules of this house that no tool knows; each takes the tree and lists breaches.

They say the same as the checks our reviewers run before they look at a change.
"""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from ..environment import ADDONS
from .tree import Tree

LONGEST_FILE = 350
LONGEST_METHOD = 50
# What counts as an assertion: the name of a called function starts like this.
ASSERTING = (
    "assert",
    "_assert",
    "start_tour",
    "browser_js",
    "_run_hoot",
    "raises",
    "check",
    "_check",
    "fail",
)


def _parsed(tree: Tree, *, tests: bool | None = None) -> Iterator[tuple[Path, ast.AST]]:
    for path in tree.own(".py"):
        if tests is None or tests == ("tests" in path.parts):
            yield path, ast.parse(tree.text(path), str(path))


def _functions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for sub in ast.walk(node):
        if isinstance(sub, ast.FunctionDef | ast.AsyncFunctionDef):
            yield sub


def long_files(tree: Tree) -> Iterator[str]:
    """A file one cannot keep in mind."""
    for path in tree.own(".py", ".js"):
        lines = len(tree.text(path).splitlines())
        if lines > LONGEST_FILE:
            yield f"{path}: {lines} lines, {LONGEST_FILE} are allowed"


def long_methods(tree: Tree) -> Iterator[str]:
    """A method that wants to be several."""
    for path, module in _parsed(tree, tests=False):
        for function in _functions(module):
            lines = function.end_lineno - function.lineno + 1
            if lines > LONGEST_METHOD:
                yield f"{path}:{function.lineno} {function.name}: {lines} lines"


def unexplained_sudo(tree: Tree) -> Iterator[str]:
    """``sudo()`` without a comment on its line or the line before."""
    for path in tree.own(".py"):
        if "tests" in path.parts or path.parts[0] not in ADDONS:
            continue
        lines = tree.text(path).splitlines()
        for number, line in enumerate(lines, 1):
            explained = "#" in line or (number > 1 and "#" in lines[number - 2])
            if ".sudo()" in line and not explained:
                yield f"{path}:{number}: sudo() without a comment that says why"


def hidden_texts(tree: Tree) -> Iterator[str]:
    """A text within an f-string, where the translators' tools do not find it."""
    for path, module in _parsed(tree, tests=False):
        for joined in ast.walk(module):
            if not isinstance(joined, ast.JoinedStr):
                continue
            for node in ast.walk(joined):
                called = node.func if isinstance(node, ast.Call) else None
                if "_" in (getattr(called, "id", ""), getattr(called, "attr", "")):
                    yield f"{path}:{node.lineno}: _() within an f-string"


def impure_engines(tree: Tree) -> Iterator[str]:
    """An engine that knows Odoo."""
    for path, module in _parsed(tree, tests=False):
        if "engine" not in path.parts or path.parts[0] not in ADDONS:
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            else:
                continue
            if any(name.split(".")[0] == "odoo" for name in names):
                yield f"{path}:{node.lineno}: an engine must not import odoo"


def blind_tests(tree: Tree) -> Iterator[str]:
    """A test without any assertion."""
    for path, module in _parsed(tree, tests=True):
        for function in _functions(module):
            if function.name.startswith("test_") and not _asserts(function):
                yield f"{path}:{function.lineno} {function.name}: asserts nothing"


def _asserts(function: ast.AST) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name.startswith(ASSERTING):
                return True
    return False


def uncollected_tests(tree: Tree) -> Iterator[str]:
    """A file of Odoo tests that ``tests/__init__.py`` does not import."""
    for addon in ADDONS:
        for path in tree.files:
            if path.parent != Path(addon, "tests") or not path.match("test_*.py"):
                continue
            init = path.parent / "__init__.py"
            known = tree.text(init) if init in tree.files else ""
            if not re.search(
                rf"\bimport\b.*\b{path.stem}\b|^\s+{path.stem},", known, re.M
            ):
                yield f"{path}: {init} does not import it, so Odoo never runs it"


def unfinished(tree: Tree) -> Iterator[str]:
    """A note to do something later: do it, or open an issue."""
    # Spelled so that this file does not find itself.
    notes = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    for path in tree.own(".py", ".js", ".xml", ".scss"):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if notes.search(line):
                yield f"{path}:{number}: {line.strip()}"


def machine_paths(tree: Tree) -> Iterator[str]:
    """A path of one machine, or a package registry's host."""
    forbidden = re.compile(
        r"(?<![\w.])/(work/|opt/(?!jxc\b))|/tmp/boot|/home/[a-z]+/"
        r"|registry\.npmjs|pypi\.org/simple|files\.pythonhosted|deb\.debian\.org"
    )
    this = Path("launcher", "lint", "house.py")
    texts = {".py", ".js", ".xml", ".md", ".txt", ".toml", ".yml", ".yaml", ".json"}
    for path in tree.files:
        if path == this or not (path.suffix in texts or not path.suffix):
            continue
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if forbidden.search(line):
                yield f"{path}:{number}: {line.strip()[:100]}"


def raw_sql(tree: Tree) -> Iterator[str]:
    """SQL that does not go through ``SQL()``: formatted, or handed over as text."""
    for path, module in _parsed(tree, tests=False):
        if path.parts[0] not in ADDONS:
            continue
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            takes_sql = name in ("execute", "executemany", "execute_query", "SQL")
            if takes_sql and _is_built(node.args[0], literal_too=name == "execute"):
                yield f"{path}:{node.lineno}: pass SQL(…) with its values as arguments"


def _is_built(node: ast.expr, *, literal_too: bool) -> bool:
    if isinstance(node, ast.Constant):
        return literal_too and isinstance(node.value, str)
    formatted = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
        "format",
        "join",
    )
    return formatted or isinstance(node, ast.JoinedStr | ast.BinOp)


def models_without_access(tree: Tree) -> Iterator[str]:
    """A model of ours with a table or a wizard that nobody was given access to."""
    for addon in ADDONS:
        rights = Path(addon, "security", "ir.model.access.csv")
        rows = csv.DictReader(
            tree.text(rights).splitlines() if rights in tree.files else []
        )
        granted = {row["model_id:id"].rpartition(".")[2] for row in rows}
        for path, module in _parsed(tree, tests=False):
            if path.parts[0] != addon:
                continue
            for name, line in _own_models(module):
                if f"model_{name.replace('.', '_')}" not in granted:
                    yield f"{path}:{line}: no line for {name} in {rights}"


def _own_models(module: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module):
        if not isinstance(node, ast.ClassDef):
            continue
        bases = {getattr(base, "attr", "") for base in node.bases}
        values = {
            target.id: statement.value
            for statement in node.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        name = values.get("_name")
        described = "_description" in values
        if bases & {"Model", "TransientModel"} and described and name is not None:
            yield ast.literal_eval(name), node.lineno


RULES = (
    long_files,
    long_methods,
    unexplained_sudo,
    hidden_texts,
    impure_engines,
    blind_tests,
    uncollected_tests,
    unfinished,
    machine_paths,
    raw_sql,
    models_without_access,
)
