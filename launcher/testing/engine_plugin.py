"""Pytest plugin for the engines: our add-ons as bare packages, and no Odoo.

An engine is plain Python (ARCHITECTURE: ``models -> engine``, never back), so its
tests run where importing ``odoo`` fails, and without an add-on's ``__init__.py``,
which would import the models.
"""

import sys
import types
from pathlib import Path

from ..environment import ADDONS, ROOT


def block_odoo() -> None:
    """Make ``import odoo`` fail from here on, in this process."""
    sys.modules["odoo"] = None  # type: ignore[assignment]


def expose(addon: str, root: Path) -> None:
    """Make ``import addon`` give a package with no code of its own."""
    package = types.ModuleType(addon)
    package.__path__ = [str(root / addon)]
    sys.modules[addon] = package


block_odoo()
for _addon in ADDONS:
    expose(_addon, ROOT)
