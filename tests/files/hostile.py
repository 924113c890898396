"""Hostile files made on the spot, and reading one of them in a fresh process that is measured."""

from __future__ import annotations

import json
import os
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET = "the canary of the secret file"

_READ = """
import json, resource, sys, time
from pathlib import Path
from crm_desktop.domain.problems import Refused
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage
began = time.monotonic()
try:
    with open_staged(stage(Path(sys.argv[1]), Path(sys.argv[2]))) as staged:
        outcome, text = "read", str([list(staged.rows(s.id, 0, 20)) for s in staged.sheets])
        outcome += f" {staged.sheets[0].rows}x{staged.sheets[0].columns}"
except Refused as refused:
    outcome, text = refused.problems[0].code, ""
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
unit = 2**20 if sys.platform == "darwin" else 2**10
took = time.monotonic() - began
print(json.dumps([outcome, text[:4000], took, children / unit]))
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """How reading went: `read ROWSxCOLUMNS` or a problem's code, seconds, MB of the child."""

    outcome: str
    text: str
    seconds: float
    megabytes: float


def read_measured(path: Path, folder: Path) -> Reading:
    """Read a file in a fresh process; the peak is the reading child's, the largest of one."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path), str(folder)],
        capture_output=True,
        cwd=ROOT,
        timeout=100,
        check=True,
    )
    return Reading(*json.loads(done.stdout))


# -- workbooks -------------------------------------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = '<?xml version="1.0"?>'
Parts = Iterable[str | bytes]


def workbook(
    path: Path,
    rows: Parts,
    *,
    doctype: str = "",
    place: str = "worksheets/sheet1.xml",
    packed: int = zipfile.ZIP_DEFLATED,
    encoding: str = "utf-8",
) -> None:
    """A workbook of one sheet, whose rows are written as they are given."""
    link = f'<Relationship Id="r1" Type="{_OFFICE}'
    with zipfile.ZipFile(path, "w", packed) as book:
        book.writestr("[Content_Types].xml", f'{_HEAD}<Types xmlns="{_TYPES}"/>')
        book.writestr(
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{_LINKS}">{link}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{_HEAD}<Relationships xmlns="{_LINKS}">{link}/worksheet" '
            f'Target="{place}"/></Relationships>',
        )
        with book.open(f"xl/{place}", "w", force_zip64=True) as sheet:
            head = f'{_HEAD}{doctype}<worksheet xmlns="{_MAIN}"><sheetData>'
            for part in (head, *rows, "</sheetData></worksheet>"):
                sheet.write(part if isinstance(part, bytes) else part.encode(encoding))


def cell(place: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _far(path: Path, last: str = cell("XFD1048576", "x"), place: str = "") -> None:
    rows = ['<row r="1">', cell("A1", "Name"), '</row><row r="1048576">', last, "</row>"]
    workbook(path, rows, place=place or "worksheets/sheet1.xml")


def _one_cell(path: Path, megabytes: int, packed: int) -> None:
    begin = '<row r="1"><c r="A1" t="inlineStr"><is><t>'
    workbook(path, [begin, *[b"A" * 2**20] * megabytes, "</t></is></c></row>"], packed=packed)


def _lying(path: Path) -> None:
    """A bomb whose directory says that it is small."""
    _one_cell(path, 300, zipfile.ZIP_DEFLATED)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as book:
        size = book.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 5_000)))


def _outside(path: Path) -> None:
    """A workbook that wants the text of another file of this computer."""
    secret = path.with_name("secret.txt")
    secret.write_text(SECRET, "utf-8")
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    workbook(path, ['<row r="1">', cell("A1", "&x;"), "</row>"], doctype=doctype)


def _laughs(path: Path, encoding: str = "utf-8") -> None:
    """Ten to the tenth laughs out of ten lines."""
    lines = [f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10)]
    doctype = f'<!DOCTYPE w [<!ENTITY a0 "ha">{"".join(lines)}]>'
    rows = ['<row r="1">', cell("A1", "&a9;"), "</row>"]
    workbook(path, rows, doctype=doctype, encoding=encoding)


def _cut(path: Path) -> None:
    """A workbook of which half was downloaded."""
    workbook(path, [f'<row r="{n}">{cell(f"A{n}", f"Client {n}")}</row>' for n in range(1, 500)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _locked(path: Path) -> None:
    """The container in which Excel puts a workbook with a password."""
    stub = bytearray(4 * 512)
    stub[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    for number, name in enumerate(("EncryptionInfo", "EncryptedPackage")):
        entry = name.encode("utf-16-le")
        stub[1024 + 128 * number : 1024 + 128 * number + len(entry)] = entry
    path.write_bytes(stub)


def _locked_old(path: Path) -> None:
    """An old workbook: its second record says that the rest is enciphered."""
    stub = bytearray(4 * 512)
    stub[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    stub[512:532] = struct.pack("<HH16x", 0x809, 16)
    stub[532:542] = struct.pack("<HH6x", 0x2F, 6)
    entry = "Workbook".encode("utf-16-le")
    stub[1024 : 1024 + len(entry)] = entry
    path.write_bytes(stub)


def _repeated(path: Path) -> None:
    """A sheet of LibreOffice that says one cell seventeen thousand million times."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(f'xmlns:{name}="{space}{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}manifest:1.0"/>')
        book.writestr(
            "content.xml",
            f"{_HEAD}<office:document-content {names}><office:body><office:spreadsheet>"
            '<table:table table:name="List"><table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
            "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
        )


# -- texts and what only looks like a list ---------------------------------------------------

_PAGE = "<html><body><table><tr><td>Имя</td><td>Телефон</td></tr></table></body></html>"
_SHEET_2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>'
    "<Row><Cell/><Cell><Data>1</Data></Cell></Row>"
)
_LIST = "Имя;Телефон\r\nАнна;8 916 123-45-67\r\n"


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _picture(path: Path) -> None:
    noise = random.Random(1).randbytes(64 * (64 * 3 + 1))
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(noise),
        b"IEND": b"",
    }
    content = b"\x89PNG\r\n\x1a\n"
    for name, data in parts.items():
        content += struct.pack(">I", len(data)) + name + data
        content += struct.pack(">I", zlib.crc32(name + data))
    path.write_bytes(content)


def _lines(path: Path, count: int, line: str) -> None:
    with path.open("w", encoding="cp1251", newline="") as text:
        text.write("Имя;Телефон;Город\r\n")
        text.writelines(line.format(n=n) for n in range(count))


def _long(path: Path, megabytes: int) -> None:
    with path.open("wb") as text:
        text.write(b"Name;Phone\r\nAnn;")
        text.writelines([b"A" * 2**20] * megabytes)


def _sparse(path: Path) -> None:
    """Bytes of nothing, more than anybody has."""
    with path.open("wb") as nothing:
        nothing.write(b"Name;Phone\r\n")
        os.truncate(nothing.fileno(), 2**40)


MADE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "far-cell.xlsx": ("file.too-big", _far),
    "far-cell-oddly-written.xlsx": (
        "file.too-big",
        lambda path: _far(path, "<c\n t='inlineStr' r='XFD1048576'><is><t>x</t></is></c>"),
    ),
    "far-cell-elsewhere.xlsx": ("file.too-big", lambda path: _far(path, place="a/one.bin")),
    "beyond-the-grid.xlsx": (
        "file.too-big",
        lambda path: _far(path, cell("ZZZZZZ99999999999", "x")),
    ),
    "far-styles-only.xlsx": (
        "read 2x1",
        lambda path: workbook(
            path,
            [
                *('<row r="1">', cell("A1", "Name"), "</row>"),
                *('<row r="2">', cell("A2", "Ann"), "</row>"),
                '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
            ],
        ),
    ),
    "zip-bomb.xlsx": ("file.too-big", lambda path: _one_cell(path, 300, zipfile.ZIP_DEFLATED)),
    "zip-bomb-lying.xlsx": ("file.damaged", _lying),
    "cell-of-400-mb.xlsx": ("file.too-big", lambda path: _one_cell(path, 400, zipfile.ZIP_STORED)),
    "cell-of-190-mb.xlsx": ("file.too-big", lambda path: _one_cell(path, 190, zipfile.ZIP_STORED)),
    "outside-entity.xlsx": ("file.damaged", _outside),
    "billion-laughs.xlsx": ("file.damaged", _laughs),
    "billion-laughs-utf-16.xlsx": ("file.damaged", lambda path: _laughs(path, "utf-16")),
    "half-a-zip.xlsx": ("file.damaged", _cut),
    "password.xlsx": ("file.password", _locked),
    "password-old.xls": ("file.password", _locked_old),
    "seventeen-thousand-million.ods": ("file.too-big", _repeated),
    "page.xls": ("read 1x2", _bytes(_PAGE.encode())),
    "page-after-a-remark.xls": ("read 1x2", _bytes(b"<!-- 1 -->\r\n" + _PAGE.encode())),
    "page-utf-16.xls": ("read 1x2", _bytes(_PAGE.encode("utf-16"))),
    "page-of-tags.xls": ("file.page-without-table", _bytes(b"<html>" + b"<" * 2_000_000)),
    "page-of-quotes.xls": (
        "file.page-without-table",
        _bytes(b"<html>" + b"<a \"'" * 400_000),
    ),
    "page-never-ending.xls": (
        "file.page-without-table",
        _bytes(b"<html>" + b"<!-<script><!--" * 100_000),
    ),
    "page-of-tables.xls": (
        "read 200000x1",
        _bytes(b"<html>" + b"<table><tr><td>1" * 200_000),
    ),
    "page-too-wide.xls": (
        "file.too-big",
        _bytes(b"<table><tr>" + b"<td colspan=1000 rowspan=5000>1" * 20),
    ),
    "page-in-parts.xls": (
        "file.html-as-xls",
        _bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + _PAGE.encode()),
    ),
    "sheet-of-2003.xls": ("read 1x2", _bytes(_SHEET_2003.encode())),
    "sheet-of-2003-far.xls": (
        "file.too-big",
        _bytes((_SHEET_2003 + '<Row Index="99999999999"><Cell/></Row>').encode()),
    ),
    "sheet-of-2003-wide.xls": (
        "file.too-big",
        _bytes((_SHEET_2003 + '<Row><Cell Index="16000"/></Row>' * 50_000).encode()),
    ),
    "sheet-of-2003-open.xls": (
        "read 1x2",
        _bytes((_SHEET_2003 + "<Worksheet><Row '<Cell \"<Data " * 100_000).encode()),
    ),
    "empty.xlsx": ("file.empty", _bytes(b"")),
    "empty.csv": ("file.empty", _bytes(b"")),
    "picture.xlsx": ("file.image", _picture),
    "picture.csv": ("file.image", _picture),
    "noise-after-a-while.csv": (
        "file.unknown-kind",
        _bytes(_LIST.encode() * 200 + random.Random(2).randbytes(100_000)),
    ),
    "zeros.csv": ("file.unknown-kind", _bytes(bytes(10_000))),
    "nuls.csv": ("read 2x2", _bytes(_LIST.replace("нн", "н\0н").encode())),
    "utf-16.csv": ("read 2x2", _bytes(_LIST.encode("utf-16"))),
    "utf-16-no-mark.csv": ("read 2x2", _bytes(_LIST.encode("utf-16-be"))),
    "many-rows.csv": (
        "read 150001x3",
        lambda path: _lines(path, 150_000, "Клиент {n};8916{n:07};Тула\r\n"),
    ),
    "million-rows.csv": (
        "file.too-many-rows",
        lambda path: _lines(path, 1_000_000, "Клиент {n};8916{n:07};Тула\r\n"),
    ),
    "million-empty-lines.csv": ("file.too-big", lambda path: _lines(path, 2_000_000, "\r\n")),
    "quote-never-closed.csv": (
        "read 40002x3",
        lambda path: _lines(path, 40_001, 'Клиент {n};"8916{n:07};Тула\r\n'),
    ),
    "line-of-300-mb.csv": ("file.too-big", lambda path: _long(path, 300)),
    "line-of-5-mb.csv": ("file.too-big", lambda path: _long(path, 5)),
    "two-million-columns.csv": ("file.too-big", _bytes(b"Name" + b";x" * 2_000_000)),
    "a-terabyte.csv": ("file.too-big", _sparse),
}
"""What it is called, how reading it ends, how it is made."""
