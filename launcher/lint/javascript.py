"""ESLint and Prettier, installed once for all checkouts at pinned versions."""

import shutil
from pathlib import Path

from ..environment import Environment
from ..files import digest, make_complete
from ..processes import run_logged

_FILES = Path(__file__).parent / "node"


def ensure_modules(environment: Environment) -> Path:
    """The folder with ``node_modules`` and the linters' settings.

    The settings are beside the modules because they import them.
    """
    files = sorted(path for path in _FILES.iterdir() if path.is_file())
    key = digest([path.read_text(encoding="utf-8") for path in files])

    def build(folder: Path) -> None:
        for path in files:
            shutil.copy(path, folder)
        run_logged(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            environment.logs / "npm.log",
            "Installing the JavaScript linters failed",
            "Check the network (or npm's settings) and run the same command again.",
            cwd=folder,
        )

    return make_complete(environment.cache / "node" / key, build, "linters")
