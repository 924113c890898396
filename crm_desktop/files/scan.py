"""Looking at a foreign file before any parser does: what it is, and whether it is safe to open."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from crm_desktop.domain.problems import Refused, code
from crm_desktop.files.foreign import ARCHIVE, MAIL, foreign, is_outlook_mail

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
NO_TABLE = code("file.page-without-table")

UNPACKED_LIMIT = 320 * 2**20
"""100,000 clients in OpenDocument, which says every cell in many words, are 240 MiB."""
RATIO_LIMIT = 200
RATIO_FLOOR = 10 * 2**20
"""Below this size a part may be as compressible as it likes: a sheet of zeros is no bomb."""
ENTRY_LIMIT = 2_000
TEXT_LIMIT = 200 * 2**20
CELL_LIMIT = 10_000_000
"""The box of a sheet: a parser that lays the whole grid out would want all memory."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLD_EXCEL = {b"\x09\x00", b"\x09\x02", b"\x09\x04"}
_FILE_PASS = re.compile(
    rb"\x09\x08(?:\x08\x00.{8}|\x10\x00.{16})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
"""An old workbook whose first record says that the others are enciphered."""
_BOOK = "xl/workbook.xml"
_DAYS_OF_A_MAC = re.compile(rb"""<[^<>]*workbookPr\s[^<>]*date1904\s*=\s*["'](?:1|true)["']""")
_OLD_DAYS_OF_A_MAC = re.compile(rb"\x8d\x00\x02\x00..\x22\x00\x02\x00\x01\x00", re.DOTALL)
"""Behind the record of hidden objects stands that of the count of days."""
_CARD = re.compile(rb"[\xef\xbb\xbf\xff\xfe\s]*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_ANYWHERE = re.IGNORECASE | re.MULTILINE
_CARD_LINE = re.compile(rb"^(?:BEGIN:VCARD|END:VCARD|N[;:]|FN[;:]|TEL[;:])", _ANYWHERE)
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"')
_INSIDE = rb"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
"""Of a tag: a sign of its end within quotes does not end it."""
_ANY_CELL = re.compile(
    rb"""(?><(?:[^\s<>"'/=]+:)?c\s"""
    + _INSIDE
    + rb"""?(?<=[\s"'])r\s*=\s*["']([A-Za-z]+)(\d+)["'])"""
    + _INSIDE
    + rb"+(?<!/)>"
)
"""Cells with something in them: empty ones that only carry a style lay out no grid.

Nothing is tried twice: a tag of a megabyte costs what a megabyte costs.
"""
_PREFIXED = re.compile(rb":c\s")
_NEAR_ROWS = 299_999
"""With 26 columns so many rows are no box too big: most sheets need no closer look."""
_NOT_NEAR = re.compile(rb'<c(?! r="[A-Z][0-2]?[0-9]{1,5}")\s')
"""A cell that stands further off, or is written as no usual program writes it."""
_CUT = 16
"""A cell's name so near the end of a piece may be cut: it is looked at with the next one."""
_PAGE = (b"<!doctype html", b"<html", b"<table", b"<meta ")
_MEDIA = ("xl/media/", "Pictures/", "Thumbnails/")
_TAIL = 256
_CHUNK = 2**20


def kind_of(path: Path) -> str:
    """What it is by its content: xlsx, xlsb, ods, xls, xml, html, vcf, csv; or `Refused`."""
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
    other = foreign(head)
    if other is not None:
        raise Refused.of(other, name=path.name)
    if _holds_cards(path, head):
        if size > TEXT_LIMIT:
            raise Refused.of(TOO_BIG, name=path.name)
        return "vcf"
    if head[:2] in _OLD_EXCEL and b"\0" in head[:16]:
        raise Refused.of(TOO_OLD, name=path.name)
    markup = _markup(path, head)
    if size > TEXT_LIMIT:
        raise Refused.of(TOO_BIG, name=path.name)
    if not markup and _binary(head):
        raise Refused.of(UNKNOWN_KIND, name=path.name)
    return markup or "csv"


def kind_within(path: Path, content: BinaryIO) -> str:
    """What a book is that stood in `path` under a password; as safe to open as any other."""
    head = content.read(len(_OLE))
    content.seek(0)
    if head == _OLE:
        return "xls"
    if not head.startswith(b"PK"):
        raise Refused.of(DAMAGED, name=path.name)
    kind = _zip_kind(path, content)
    content.seek(0)
    return kind


def since_1904(path: Path, kind: str, content: BinaryIO | None = None) -> bool:
    """Whether a book numbers its days from 1904 on, as those of a Mac may."""
    if kind == "xlsx":
        with zipfile.ZipFile(content or path) as archive:
            if _BOOK not in archive.namelist():
                return False
            with archive.open(_BOOK) as part:
                return _DAYS_OF_A_MAC.search(part.read(_CHUNK)) is not None
    if kind != "xls":
        return False
    with path.open("rb") as handle:
        return _OLD_DAYS_OF_A_MAC.search(handle.read(_CHUNK)) is not None


def _holds_cards(path: Path, head: bytes) -> bool:
    """Whether the file holds contact cards, also when the first of them has lost its beginning."""
    if _binary(head):
        return False
    text = head.replace(b"\0", b"")
    named = path.suffix.lower() in {".vcf", ".vcard"}
    return _CARD.match(text) is not None or (named and _CARD_LINE.search(text) is not None)


def _markup(path: Path, head: bytes) -> str:
    """A web page or a book of 2003, whatever it is called; "" for no markup, other is refused."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16", "ignore").encode() if wide else head
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"mime-version:"):
        raise Refused.of(HTML, name=path.name)
    if start.startswith(b"<?xml") and b"schemas-microsoft-com:office:spreadsheet" in start:
        return "xml"
    if start.startswith(b"<") and any(mark in start for mark in _PAGE):
        return "html"
    if start.startswith(b"{\\rtf"):
        raise Refused.of(WORD, name=path.name)
    if start.startswith(b"<?xml"):
        raise Refused.of(UNKNOWN_KIND, name=path.name)
    return ""


def _binary(head: bytes) -> bool:
    """Bytes that no text has, unless it is UTF-16 or UTF-32; NULs alone make no picture."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    nuls = head.count(0)
    if len(head) // 8 < nuls < len(head):
        return False  # text of two or four bytes a letter, as the encoding guess will see
    controls = sum(1 for byte in head if 0 < byte < 9 or 13 < byte < 32)
    return controls > max(len(head) // 50, 1) or nuls == len(head)


def _ole_kind(path: Path, size: int) -> str:
    if size > UNPACKED_LIMIT:
        raise Refused.of(TOO_BIG, name=path.name)
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content or _FILE_PASS.search(content):
        raise Refused.of(PASSWORD, name=path.name)
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused.of(WORD, name=path.name)
    if is_outlook_mail(content):
        raise Refused.of(MAIL, name=path.name)
    if not any(n.encode("utf-16-le") in content for n in ("Workbook", "Book")):
        raise Refused.of(UNKNOWN_KIND, name=path.name)
    return "xls"


def _zip_kind(path: Path, content: BinaryIO | None = None) -> str:
    try:
        with zipfile.ZipFile(content or path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if entries and not any(map(_of_a_book, names)):
                raise Refused.of(ARCHIVE, name=path.name)
            _check_size(path, entries)
            if not entries:
                raise Refused.of(DAMAGED, name=path.name)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused.of(PASSWORD, name=path.name)
            kind = _kind_by_names(path, archive, names)
            for entry in entries:
                if not entry.filename.startswith(_MEDIA):
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
    raise Refused.of(ARCHIVE, name=path.name)


def _of_a_book(name: str) -> bool:
    """Whether a part of a zip is one of an office file, not a file that somebody packed."""
    return name.startswith("xl/") or name.endswith((".iwa", "content.xml", "[Content_Types].xml"))


def _check_part(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One part: no document type (bombs and outside entities), no box or cell beyond the limit.

    A parser follows the names a book gives, so parts of any name are looked at.
    """
    if all(map(_near, _windows(path, archive, entry))):
        return
    box = _box(_windows(path, archive, entry), careful=False)
    if box > CELL_LIMIT and _box(_windows(path, archive, entry), careful=True) > CELL_LIMIT:
        raise Refused.of(TOO_BIG, name=path.name)


def _windows(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part piece by piece, each with the end of the one before it."""
    read = 0
    tail = b""
    markup = entry.filename.endswith((".xml", ".rels"))
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            read += len(chunk)
            long_text = markup and len(chunk) == _CHUNK and b"<" not in chunk
            if read > UNPACKED_LIMIT or long_text:
                raise Refused.of(TOO_BIG, name=path.name)
            window = tail + chunk
            wide = (
                markup
                and not tail
                and window.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            )
            if wide or (b"!" in window and _declares(window)):
                raise Refused.of(DAMAGED, name=path.name)
            yield window
            tail = window[-_TAIL:]


def _declares(window: bytes) -> bool:
    """Whether a document type or an entity is declared; no list needs one."""
    return b"<!DOCTYPE" in window or b"<!ENTITY" in window


def _plain(window: bytes) -> bool:
    """Whether every cell begins with its name, as all the usual programs write them."""
    return window.count(b'<c r="') == window.count(b"<c") and not _prefixed(window)


def _prefixed(window: bytes) -> bool:
    """Whether cells bear the name of their space: a single sign is looked for at no cost."""
    return b":" in window and _PREFIXED.search(window) is not None


def _near(window: bytes) -> bool:
    """Whether its cells all stand in the first columns and rows; a tenth of the time of `_box`."""
    if not _prefixed(window):
        found = _NOT_NEAR.search(window)
        if found is None or found.start() > len(window) - _CUT:
            return True
    cells = _ANY_CELL.findall(window)
    return all(len(letters) == 1 and int(digits) <= _NEAR_ROWS for letters, digits in cells)


def _box(windows: Iterable[bytes], *, careful: bool) -> int:
    """Rows times columns that a sheet reaches; `careful` leaves out cells without content."""
    rows = columns = 0
    for window in windows:
        found = _CELL.findall(window)
        if careful or not _plain(window) or len(found) != window.count(b"<c"):
            found = _ANY_CELL.findall(window)
        rows = max([rows, *map(int, {digits for _letters, digits in found})])
        columns = max([columns, *map(_column, {letters for letters, _digits in found})])
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for byte in letters.upper():
        number = number * 26 + byte - 64
    return number
