"""Rows of a CSV text, none of them longer than allowed."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import problem
from .problem import ImportProblem

if TYPE_CHECKING:
    from .reader import Limits


class CsvLines:
    """Lines of ``stream`` for the CSV parser, none and no row longer than allowed.

    An unclosed quotation mark makes one row of the rest of the file: ``pending``
    counts characters since the reader last saw a whole row.
    """

    def __init__(self, stream: io.TextIOBase, limits: Limits) -> None:
        self.stream, self.limits = stream, limits
        self.number = self.pending = 0

    def __iter__(self) -> Iterator[str]:
        readline, limit = self.stream.readline, self.limits.line
        while line := readline(limit + 1):
            self.number += 1
            self.pending += len(line)
            if self.pending > limit:
                raise ImportProblem(
                    problem.CELL_TOO_LONG, row=self.number, limit=self.limits.cell
                )
            if "\0" in line:
                raise ImportProblem(problem.BINARY, row=self.number)
            yield line


def csv_rows(
    stream: io.TextIOBase, delimiter: str, limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    """Yield ``(line number of the row's start, cells)``."""
    lines = CsvLines(stream, limits)
    parser: Iterable[list[str]] = csv.reader(iter(lines), delimiter=delimiter)
    start, cell_limit = 1, limits.cell
    try:
        for cells in parser:
            # Cheap test first: most rows are shorter than one cell may be.
            if lines.pending > cell_limit and max(map(len, cells)) > cell_limit:
                raise ImportProblem(problem.CELL_TOO_LONG, row=start, limit=cell_limit)
            if len(cells) > limits.columns:
                raise ImportProblem(
                    problem.TOO_MANY_COLUMNS, row=start, limit=limits.columns
                )
            yield start, cells
            start, lines.pending = lines.number + 1, 0
    except csv.Error:
        # The parser has its own limit for a cell, in force outside Odoo.
        long = lines.pending > cell_limit
        message = problem.CELL_TOO_LONG if long else problem.BINARY
        raise ImportProblem(message, row=start, limit=cell_limit) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ImportProblem(problem.DAMAGED) from None
