"""XML files: each well-formed, and each one loaded by its add-on.

Whether views and data fit Odoo's schemas is seen where it matters: installing the
add-ons in ``./jxc test`` must not log a warning.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from ..environment import ADDONS
from .tree import Tree

# Folders whose XML and CSV files Odoo loads only when the manifest names them.
_LOADED = {"data", "demo", "report", "reports", "security", "views", "wizards"}


def malformed_xml(tree: Tree) -> Iterator[str]:
    """A file no XML parser reads."""
    for path in tree.own(".xml", ".svg"):
        try:
            ElementTree.parse(tree.root / path)
        except ElementTree.ParseError as error:
            yield f"{path}: {error}"


def data_files_left_out(tree: Tree) -> Iterator[str]:
    """A data file the manifest does not name: it is written and never loaded."""
    for addon in ADDONS:
        manifest = Path(addon, "__manifest__.py")
        if manifest not in tree.files:
            continue
        values = ast.literal_eval(tree.text(manifest))
        named = {*values.get("data", ()), *values.get("demo", ())}
        code = "".join(
            tree.text(path) for path in tree.own(".py") if addon in path.parts
        )
        for path in tree.own(".xml", ".csv"):
            if path.parts[0] != addon or path.parts[1] not in _LOADED:
                continue
            inside = path.relative_to(addon)
            # A file that Python reads itself is named in the code.
            if str(inside) not in named and path.name not in code:
                yield f"{path}: {manifest} does not name it"


RULES = (malformed_xml, data_files_left_out)
