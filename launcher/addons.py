"""Our add-ons as files: what they depend on, and whether they have changed."""

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path

from .files import digest

ADDONS = ("jxc_inventory", "jxc_reports", "jxc_scanner")
# Odoo serves the first as they are, and never loads the others.
NOT_LOADED = {"static", "tests", "readme", "__pycache__"}


def dependencies(root: Path, addons: Iterable[str]) -> set[str]:
    """Everything the manifests of ``addons`` depend on, each other included."""
    found: set[str] = set()
    for addon in addons:
        manifest = (root / addon / "__manifest__.py").read_text("utf-8")
        found.update(ast.literal_eval(manifest)["depends"])
    return found


def fingerprint(root: Path, addon: str) -> str:
    """A key of everything in an add-on that an update would load."""
    folder = root / addon
    parts = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not NOT_LOADED & set(inside.parts):
            parts += [str(inside), hashlib.sha256(path.read_bytes()).hexdigest()]
    return digest(parts)
