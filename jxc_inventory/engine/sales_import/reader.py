"""Stream a CSV file or an Excel workbook as rows of text, within stated limits.

Every failure is an ``ImportProblem``; arbitrary bytes raise nothing else.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, BinaryIO

from . import problem
from .csv_rows import CsvLines, csv_rows
from .header import find_header_row
from .problem import ImportProblem

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "cp1252")
DELIMITERS = (",", ";", "\t")
_GZIP, _ZIP, _OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = bytes(range(9)) + bytes(range(14, 26)) + bytes(range(28, 32))
_BLOCK = 1 << 20
_HEAD_ROWS = 40


@dataclass(frozen=True)
class Limits:
    """How much of a file is accepted. Sizes in bytes, lengths in characters."""

    rows: int = 1_000_000
    columns: int = 256
    cell: int = 32_767  # what a spreadsheet cell can hold
    line: int = 1_000_000
    file: int = 512 << 20
    unpacked: int = 1 << 30
    # Real exports pack 5 to 50 times; what packs better is judged by its size.
    ratio: int = 200
    small: int = 64 << 20

    @property
    def last_row(self) -> int:
        """Number of the last line looked at, blank ones included."""
        return self.rows + 100_000


@dataclass
class Table:
    """A file ready to be read: how it is written, its header and its rows.

    ``checksum`` is the SHA-256 of the unpacked content, so that a file is known
    again under another name or compressed. ``rows()`` may be called repeatedly.
    """

    path: Path
    limits: Limits
    checksum: str
    size: int  # bytes, unpacked; of a workbook, bytes of the file
    kind: str  # "csv" or "xlsx"
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 0
    header: list[str] = field(default_factory=list)
    blank: int = 0
    unpacked: IO[bytes] | None = None  # keeps a temporary file alive

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield ``(row number in the file, cells)`` of each row below the header.

        Blank rows are counted in ``blank`` and left out.
        """
        self.blank = 0
        count = 0
        for number, cells in self._lines():
            if number <= self.header_row:
                continue
            if number > self.limits.last_row:
                raise ImportProblem(problem.TOO_MANY_ROWS, limit=self.limits.rows)
            if not any(cells) or not any(map(str.strip, cells)):
                self.blank += 1
                continue
            count += 1
            if count > self.limits.rows:
                raise ImportProblem(problem.TOO_MANY_ROWS, limit=self.limits.rows)
            yield number, cells

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        if self.kind == "xlsx":
            from .workbook import workbook_rows

            return workbook_rows(self.path, self.limits, len(self.header))
        return self._text_rows()

    def _text_rows(self) -> Iterator[tuple[int, list[str]]]:
        with _open_text(self.path, self.encoding) as stream:
            yield from csv_rows(stream, self.delimiter, self.limits)


def open_table(
    path: str | Path, *, encoding: str | None = None, limits: Limits | None = None
) -> Table:
    """Recognise the file at ``path`` and read its header.

    ``encoding`` is one of ``ENCODINGS``; by default UTF-8, else GB18030. Raises
    ``ImportProblem``.
    """
    path, limits = Path(path), limits or Limits()
    if encoding is not None:
        encoding = encoding.lower().replace("_", "-").replace("gbk", "gb18030")
        if encoding not in ENCODINGS:
            raise ImportProblem(problem.UNKNOWN_ENCODING, encoding=encoding)
    if path.stat().st_size > limits.file:
        raise ImportProblem(problem.TOO_LARGE, limit=limits.file >> 20)
    with _open_bytes(path) as stream:
        head = _read_head(stream, limits)
    if not head.strip():
        raise ImportProblem(problem.EMPTY)
    if head.startswith(_OLE):
        with path.open("rb") as raw, mmap(raw.fileno(), 0, access=ACCESS_READ) as all_:
            protected = all_.find("EncryptedPackage".encode("utf-16-le")) >= 0
        raise ImportProblem(problem.PASSWORD if protected else problem.OLD_EXCEL)
    if head.startswith(_ZIP):
        return _open_workbook(path, limits)
    return _open_csv(path, head, encoding, limits)


def _open_workbook(path: Path, limits: Limits) -> Table:
    from .workbook import check_archive, workbook_rows

    unpacked = _unpack_workbook(path, limits)
    if unpacked:
        path = Path(unpacked.name)
    check_archive(path, limits)
    table = Table(path, limits, *_checksum(path), "xlsx", unpacked=unpacked)
    head = []
    for _number, cells in workbook_rows(path, limits, limits.columns + 1):
        while cells and not cells[-1].strip():
            cells.pop()
        head.append(cells)
        if len(head) >= _HEAD_ROWS:
            break
    return _with_header(table, head)


def _open_csv(path: Path, head: bytes, encoding: str | None, limits: Limits) -> Table:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif encoding != "utf-16" and head[:8192].translate(None, _CONTROL) != head[:8192]:
        raise ImportProblem(problem.BINARY, row=1)
    encoding, checksum, size = _find_encoding(path, encoding, limits)
    with _open_text(path, encoding) as stream:
        lines = []
        for line in CsvLines(stream, limits):
            lines.append(line)
            if len(lines) >= _HEAD_ROWS:
                break
    delimiter = max(DELIMITERS, key=lambda d: _delimiter_score(lines, d, limits.cell))
    table = Table(path, limits, checksum, size, "csv", encoding, delimiter)
    return _with_header(table, _parse_head(lines, delimiter, limits.cell))


def _parse_head(lines: list[str], delimiter: str, limit: int) -> list[list[str]]:
    """Return the cells of the first rows; a row cut off at the end is left out."""
    try:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(lines, delimiter=delimiter)
        ]
    except csv.Error:
        long = sum(map(len, lines)) > limit
        message = problem.CELL_TOO_LONG if long else problem.BINARY
        raise ImportProblem(message, row=1, limit=limit) from None


def _delimiter_score(lines: list[str], delimiter: str, limit: int) -> tuple[int, int]:
    rows = _parse_head(lines, delimiter, limit)
    _row, recognised = find_header_row(rows)
    return recognised, max(map(len, rows), default=0)


def _with_header(table: Table, head: list[list[str]]) -> Table:
    if not any(any(row) for row in head):
        raise ImportProblem(problem.EMPTY)
    index, _recognised = find_header_row(head)
    header = head[index]
    if len(header) > table.limits.columns:
        raise ImportProblem(
            problem.TOO_MANY_COLUMNS, row=index + 1, limit=table.limits.columns
        )
    if sum(1 for cell in header if cell) < 2:
        raise ImportProblem(problem.ONE_COLUMN)
    if any(len(cell) > table.limits.cell for cell in header):
        raise ImportProblem(
            problem.CELL_TOO_LONG, row=index + 1, limit=table.limits.cell
        )
    table.header, table.header_row = header, index + 1
    return table


def _find_encoding(
    path: Path, stated: str | None, limits: Limits
) -> tuple[str, str, int]:
    """Return the first encoding in which all content is valid, its hash and size."""
    failure: UnicodeDecodeError | None = None
    for encoding in [stated] if stated else ["utf-8", "gb18030"]:
        try:
            return encoding, *_checksum(path, encoding, limits)
        except UnicodeDecodeError as error:
            failure = failure or error
    raise ImportProblem(
        problem.ENCODING,
        encoding=(stated or "UTF-8 / GB18030").upper(),
        position=getattr(failure, "start", 0),
    )


def _checksum(
    path: Path, encoding: str = "", limits: Limits | None = None
) -> tuple[str, int]:
    """Return SHA-256 and size of the unpacked content, checking text on the way."""
    limits = limits or Limits()
    packed_size = path.stat().st_size
    digest, size = hashlib.sha256(), 0
    decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
    with _open_bytes(path) as stream:
        while block := _read(stream, _BLOCK):
            digest.update(block)
            if decoder:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    error.start += size
                    raise
            size += len(block)
            if size > limits.unpacked or (
                size > limits.small and size > limits.ratio * packed_size
            ):
                raise ImportProblem(problem.UNPACKS_TOO_LARGE)
    if decoder:
        decoder.decode(b"", final=True)
    return digest.hexdigest(), size


def _read_head(stream: BinaryIO, limits: Limits) -> bytes:
    head = _read(stream, 4 * limits.line)
    first_line = head.lstrip(b"\r\n").partition(b"\n")[0]
    text = not head.startswith((_ZIP, _OLE)) and b"\0" not in head[:8192]
    if text and len(first_line) >= 4 * limits.line:
        raise ImportProblem(problem.CELL_TOO_LONG, row=1, limit=limits.cell)
    return head


def _read(stream: BinaryIO, size: int) -> bytes:
    try:
        return stream.read(size)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ImportProblem(problem.DAMAGED) from None


@contextmanager
def _open_bytes(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        if packed:
            with gzip.GzipFile(fileobj=raw) as stream:
                yield stream  # type: ignore[misc]
        else:
            yield raw


@contextmanager
def _open_text(path: Path, encoding: str) -> Iterator[io.TextIOBase]:
    """Open the content as text; a byte order mark is no part of it."""
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    with _open_bytes(path) as stream:
        with io.TextIOWrapper(stream, encoding=name, newline="") as text:
            yield text


def _unpack_workbook(path: Path, limits: Limits) -> IO[bytes] | None:
    """Return a temporary file with the workbook gzipped at ``path``, if it is one.

    A workbook is read at random, so it cannot be streamed out of gzip.
    """
    with path.open("rb") as raw:
        if raw.read(2) != _GZIP:
            return None
    unpacked = tempfile.NamedTemporaryFile(suffix=".xlsx")
    size = 0
    with _open_bytes(path) as stream:
        while block := _read(stream, _BLOCK):
            size += len(block)
            if size > limits.file:
                raise ImportProblem(problem.UNPACKS_TOO_LARGE)
            unpacked.write(block)
    unpacked.flush()
    return unpacked
