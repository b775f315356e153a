"""The files a check looks at: those Git knows, or would if they were added."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Vendored files keep the shape their authors gave them.
_VENDORED = "lib"


@dataclass(frozen=True)
class Tree:
    """The checkout's own files.

    :ivar root: the checkout.
    :ivar files: paths relative to it, sorted; ignored and deleted ones left out.
    """

    root: Path
    files: tuple[Path, ...]

    @classmethod
    def of(cls, root: Path) -> "Tree":
        """What Git tracks in ``root``, and what is new and not ignored."""
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        names = sorted({Path(name) for name in listing.stdout.split("\0") if name})
        return cls(root, tuple(name for name in names if (root / name).is_file()))

    def own(self, *suffixes: str) -> Iterator[Path]:
        """Files of ours with one of these suffixes, vendored ones left out."""
        for path in self.files:
            if path.suffix in suffixes and _VENDORED not in path.parts:
                yield path

    def text(self, path: Path) -> str:
        """A file's text; bytes that are no UTF-8 come out as replacement marks."""
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def named(self, pattern: str) -> Iterator[Path]:
        """Files whose path fits a pattern of :meth:`pathlib.PurePath.match`."""
        return (path for path in self.files if path.match(pattern))
