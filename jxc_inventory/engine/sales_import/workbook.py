"""Rows of the first filled sheet of an Excel workbook, as text."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from . import problem
from .problem import ImportProblem
from .reader import Limits

_MAX_PARTS = 2_000
_MAX_STRINGS = 300 << 20  # shared strings are held in memory


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse an archive that is no workbook or unpacks to too much.

    The sizes stated in the archive suffice: unpacking stops at the stated size.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ImportProblem(problem.DAMAGED) from None
    size = sum(part.file_size for part in parts)
    packed = path.stat().st_size
    strings = sum(p.file_size for p in parts if "sharedstrings" in p.filename.lower())
    if (
        len(parts) > _MAX_PARTS
        or size > limits.unpacked
        or strings > _MAX_STRINGS
        or (size > limits.small and size > limits.ratio * packed)
    ):
        raise ImportProblem(problem.UNPACKS_TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise ImportProblem(problem.PASSWORD)
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise ImportProblem(problem.NOT_WORKBOOK)


def workbook_rows(
    path: Path, limits: Limits, width: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield ``(row number, cells)``, each row ``width`` cells wide.

    A formula is yielded as its text, starting with ``=``.
    """
    try:
        with path.open("rb") as stream:  # a path must end with .xlsx, a stream not
            yield from _sheet_rows(stream, limits, width)
    except (ImportProblem, GeneratorExit):
        raise
    except Exception:
        # openpyxl, zipfile and the XML parser raise many kinds on a broken file.
        raise ImportProblem(problem.BAD_WORKBOOK) from None


def _sheet_rows(
    stream: BinaryIO, limits: Limits, width: int
) -> Iterator[tuple[int, list[str]]]:
    import openpyxl  # heavy: only when a workbook is read

    book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        number = 0
        rows = sheet.iter_rows(max_col=width, values_only=True)
        for number, row in enumerate(rows, 1):
            yield number, [_text(value, number, limits) for value in row]
            if number > limits.last_row:
                return
        if number:
            return


def _text(value: object, row: int, limits: Limits) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        if len(value) > limits.cell:
            raise ImportProblem(problem.CELL_TOO_LONG, row=row, limit=limits.cell)
        return value.replace("\0", "")
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return str(value)
