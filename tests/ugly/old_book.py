"""The book as Excel 97 wrote it (BIFF8 in a compound file), put together by hand."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import date, datetime, time

from tests.ugly.book import Book, Failure, Formula, Other, Value
from tests.ugly.grid import Grid

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_PLAIN, _DAY, _MOMENT = range(3)
_ERRORS = {"#N/A": 0x2A, "#REF!": 0x17, "#VALUE!": 0x0F, "#DIV/0!": 0x07}


def xls(book: Book, grid: Grid) -> bytes:
    """The bytes of the file, with all sheets of the book."""
    sheets = [(other.name, _sheet(other.rows, []), _state(other)) for other in book.before]
    sheets.append((book.sheet, _sheet(grid.rows, grid.merges), 0))
    sheets += [(other.name, _sheet(other.rows, []), _state(other)) for other in book.after]
    return _compound(_workbook(sheets))


def _state(other: Other) -> int:
    return {"": 0, "hidden": 1}.get(other.hidden, 2)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _beginning(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0x41, 0x06))


def _workbook(sheets: list[tuple[str, bytes, int]]) -> bytes:
    """Globals first: formats, and where each sheet begins."""
    head = _beginning(0x0005) + _record(0x0042, struct.pack("<H", 1200))
    for form in (0, 14, 22):
        head += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    names = [name.encode("utf-16-le") for name, _, _ in sheets]
    place = len(head) + sum(4 + 8 + len(name) for name in names) + 4
    for (_, content, state), raw in zip(sheets, names, strict=True):
        head += _record(0x0085, struct.pack("<IBBBB", place, state, 0, len(raw) // 2, 1) + raw)
        place += len(content)
    return head + _record(0x000A, b"") + b"".join(content for _, content, _ in sheets)


def _sheet(rows: list[list[Value]], merges: Iterable[tuple[int, int, int, int]]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    parts = [
        _beginning(0x0010),
        _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)),
    ]
    parts += (_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    found = list(merges)
    if found:
        areas = b"".join(struct.pack("<HHHH", r0, r1, c0, c1) for r0, c0, r1, c1 in found)
        parts.append(_record(0x00E5, struct.pack("<H", len(found)) + areas))
    return b"".join([*parts, _record(0x000A, b"")])


def _cell(r: int, c: int, value: Value) -> bytes:
    match value:
        case None:
            return b""
        case bool():
            return _record(0x0205, struct.pack("<HHHBB", r, c, _PLAIN, value, 0))
        case Failure():
            return _record(0x0205, struct.pack("<HHHBB", r, c, _PLAIN, _ERRORS[value.code], 1))
        case datetime():
            return _number(r, c, _MOMENT, _serial(value))
        case date():
            return _number(r, c, _DAY, _serial(datetime.combine(value, time.min)))
        case int() | float():
            return _number(r, c, _PLAIN, value)
        case Formula():
            return _cell(r, c, value.shown)
        case str():
            raw = value.encode("utf-16-le")
            head = struct.pack("<HHHHB", r, c, _PLAIN, len(raw) // 2, 1)
            return _record(0x0204, head + raw)


def _number(r: int, c: int, form: int, number: float) -> bytes:
    return _record(0x0203, struct.pack("<HHHd", r, c, form, number))


def _serial(moment: datetime) -> float:
    return (moment - datetime.combine(date(1899, 12, 30), time.min)).total_seconds() / 86_400


def _compound(stream: bytes) -> bytes:
    """One stream, «Workbook», in a compound file: header, content, directory, table of sectors."""
    stream += bytes(max(4096 - len(stream), -len(stream) % SECTOR))
    content = len(stream) // SECTOR
    tables = 1
    while tables * 128 < content + 1 + tables:
        tables += 1
    chain = [*range(1, content), _END, _END, *[_FAT] * tables]
    chain += [_FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, content, 0)
    head += struct.pack("<IIIII", 4096, _END, 0, _END, 0)
    places = [content + 1 + n for n in range(tables)]
    head += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, 1, _END, 0)
    directory += _entry("Workbook", 2, _FREE, 0, len(stream))
    directory += bytes(SECTOR - len(directory))
    return head + stream + directory + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)
