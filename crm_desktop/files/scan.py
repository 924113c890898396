"""Looking at a foreign file before any parser does: what it is, and whether it is safe to open."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from crm_desktop.domain.problems import Refused, code

NOT_FOUND = code("file.not-found")
EMPTY = code("file.empty")
PASSWORD = code("file.password")
TOO_BIG = code("file.too-big")
DAMAGED = code("file.damaged")
UNKNOWN_KIND = code("file.unknown-kind")
TOO_OLD = code("file.too-old")
NUMBERS = code("file.numbers")
PDF = code("file.pdf")
WORD = code("file.doc")
HTML = code("file.html-as-xls")

UNPACKED_LIMIT = 200 * 2**20
RATIO_LIMIT = 200
RATIO_FLOOR = 10 * 2**20
"""Below this size a part may be as compressible as it likes: a sheet of zeros is no bomb."""
ENTRY_LIMIT = 2_000
TEXT_LIMIT = 400 * 2**20
CELL_LIMIT = 20_000_000
"""The box of a sheet: a parser that lays the whole grid out would want all memory."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLD_EXCEL = {b"\x09\x00", b"\x09\x02", b"\x09\x04"}
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
"""Cells with something in them: empty ones that only carry a style lay out no grid."""
_TAIL = 64
_CHUNK = 2**20


def kind_of(path: Path) -> str:
    """What the file is by its content: xlsx, xlsb, ods, xls or text; `Refused` for the rest."""
    if not path.is_file():
        raise Refused.of(NOT_FOUND, name=path.name)
    size = path.stat().st_size
    if size == 0:
        raise Refused.of(EMPTY, name=path.name)
    with path.open("rb") as handle:
        head = handle.read(4096)
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path, size)
    if head.startswith(b"%PDF"):
        raise Refused.of(PDF, name=path.name)
    if head[:2] in _OLD_EXCEL and b"\0" in head[:16]:
        raise Refused.of(TOO_OLD, name=path.name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise Refused.of(HTML, name=path.name)
    if start.startswith((b"{\\rtf", b"<?xml")):
        raise Refused.of(UNKNOWN_KIND, name=path.name)
    if size > TEXT_LIMIT:
        raise Refused.of(TOO_BIG, name=path.name)
    if _binary(head):
        raise Refused.of(UNKNOWN_KIND, name=path.name)
    return "csv"


def _binary(head: bytes) -> bool:
    """Bytes that no text has, unless it is UTF-16 or UTF-32."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    nuls = head.count(0)
    if nuls > len(head) // 8:
        return False  # text of two or four bytes a letter, as the encoding guess will see
    controls = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    return controls > len(head) // 50


def _ole_kind(path: Path, size: int) -> str:
    if size > UNPACKED_LIMIT:
        raise Refused.of(TOO_BIG, name=path.name)
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused.of(PASSWORD, name=path.name)
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused.of(WORD, name=path.name)
    if not any(n.encode("utf-16-le") in content for n in ("Workbook", "Book")):
        raise Refused.of(UNKNOWN_KIND, name=path.name)
    return "xls"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            _check_size(path, entries)
            if not entries:
                raise Refused.of(DAMAGED, name=path.name)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused.of(PASSWORD, name=path.name)
            kind = _kind_by_names(path, archive, names)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_part(path, archive, entry)
            return kind
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise Refused.of(DAMAGED, name=path.name) from error


def _check_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRY_LIMIT or unpacked > UNPACKED_LIMIT:
        raise Refused.of(TOO_BIG, name=path.name)
    for entry in entries:
        if entry.file_size > RATIO_FLOOR and entry.file_size > RATIO_LIMIT * entry.compress_size:
            raise Refused.of(TOO_BIG, name=path.name)


def _kind_by_names(path: Path, archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(n.startswith("xl/") for n in names) or "[Content_Types].xml" in names:
        if any(n.startswith("word/") for n in names):
            raise Refused.of(WORD, name=path.name)
        return "xlsx"
    if "content.xml" in names:
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise Refused.of(PASSWORD, name=path.name)
        return "ods"
    if any(n.endswith(".iwa") for n in names):
        raise Refused.of(NUMBERS, name=path.name)
    raise Refused.of(UNKNOWN_KIND, name=path.name)


def _check_part(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One XML part: no document type (bombs and outside entities), no box beyond the limit."""
    sheet = "/worksheets/" in entry.filename
    rows = columns = read = 0
    tail = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            read += len(chunk)
            if read > UNPACKED_LIMIT:
                raise Refused.of(TOO_BIG, name=path.name)
            window = tail + chunk
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise Refused.of(DAMAGED, name=path.name)
            if sheet:
                for letters, digits in _CELL.findall(window):
                    columns = max(columns, _column(letters))
                    rows = max(rows, int(digits))
                if rows * columns > CELL_LIMIT:
                    raise Refused.of(TOO_BIG, name=path.name)
            tail = window[-_TAIL:]


def _column(letters: bytes) -> int:
    number = 0
    for byte in letters:
        number = number * 26 + byte - 64
    return number
