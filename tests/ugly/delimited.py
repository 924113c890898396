"""The book as a text file, in the dialect that its breakages chose."""

from __future__ import annotations

import codecs
from datetime import date, datetime

from tests.ugly.book import Book, Dialect, Failure, Formula, Value
from tests.ugly.grid import Grid

_NARROW = ("cp866", "koi8-r")


def codec(encoding: str) -> str:
    """Python's name of an encoding that does not have all letters, else nothing."""
    return encoding if encoding in ("cp1251", *_NARROW) else ""


def typed(text: str, encoding: str) -> str:
    """What a program writes that has fewer signs: other quotes and dashes."""
    if encoding in _NARROW:
        for odd, plain in (("«", '"'), ("»", '"'), ("—", "-"), ("‑", "-"), ("№", "N")):
            text = text.replace(odd, plain)
    return text


def shown(value: Value) -> str:
    """The value as Excel in Russia writes it into a text file."""
    match value:
        case None:
            return ""
        case bool():
            return "ИСТИНА" if value else "ЛОЖЬ"
        case datetime():
            return value.strftime("%d.%m.%Y %H:%M:%S")
        case date():
            return value.strftime("%d.%m.%Y")
        case float():
            return str(int(value)) if value == int(value) else repr(value).replace(".", ",")
        case Formula():
            return shown(value.shown)
        case Failure():
            return value.code
        case _:
            return str(value)


def text(book: Book, grid: Grid) -> bytes:
    """The bytes of the file."""
    dialect = book.dialect
    width = max(len(row) for row in grid.rows)
    rows = [[*row, *[None] * (width - len(row))] for row in grid.rows]
    lines = [
        _line([typed(shown(value), dialect.encoding) for value in row], dialect) for row in rows
    ]
    if dialect.first:
        lines.insert(0, dialect.first)
    found = []
    for n, line in enumerate(lines):
        end = ("\r\n", "\n")[n % 2] if dialect.end == "mixed" else dialect.end
        found.append(line + end)
    return _bytes("".join(found), dialect.encoding) + dialect.last


def _line(cells: list[str], dialect: Dialect) -> str:
    if dialect.ragged:
        while len(cells) > 1 and not cells[-1]:
            cells = cells[:-1]
    cells = cells + [""] * dialect.trailing
    line = dialect.delimiter.join(_quoted(cell, dialect) for cell in cells)
    if dialect.quoting == "lines" and any(cells):
        return '"' + line.replace('"', '""') + '"'
    return line


def _quoted(cell: str, dialect: Dialect) -> str:
    must = dialect.delimiter in cell or "\n" in cell or "\r" in cell
    if dialect.quoting == "bare":
        cell = cell.replace("«", '"').replace("»", '"')
        must = must or cell.startswith('"')
    elif dialect.quoting == "all":
        must = True
    else:
        must = must or '"' in cell
    return '"' + cell.replace('"', '""') + '"' if must else cell


def _bytes(text_: str, encoding: str) -> bytes:
    if encoding == "utf-16-be-sig":
        return codecs.BOM_UTF16_BE + text_.encode("utf-16-be")
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + text_.encode("utf-16-le")
    return text_.encode(encoding, errors="replace" if codec(encoding) else "strict")
