"""The book as xlsx, as ODS written by hand, or as a web page that calls itself a book."""

from __future__ import annotations

import html
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tests.ugly.book import Book, Failure, Formula, Other, Value
from tests.ugly.delimited import shown
from tests.ugly.grid import Grid

WHOLE = "A1:XFD1048576"


def xlsx(book: Book, grid: Grid, path: Path) -> None:
    """The workbook, with all its sheets."""
    written = xlsxwriter.Workbook(
        str(path), {"date_1904": book.since_1904, "strings_to_numbers": False}
    )
    written.set_calc_mode("auto")
    formats = {
        "day": written.add_format({"num_format": "dd.mm.yyyy"}),
        "moment": written.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
        "whole": written.add_format({"num_format": "0"}),
        "loud": written.add_format({"bold": True, "bg_color": "#ffcc00"}),
    }
    for other in book.before:
        _other(written, other, formats)
    sheet = written.add_worksheet(book.sheet)
    _sheet(sheet, grid.rows, formats)
    for r0, c0, r1, c1 in grid.merges:
        sheet.merge_range(r0, c0, r1, c1, "")
        _put(sheet, r0, c0, grid.rows[r0][c0], formats)
    for other in book.after:
        _other(written, other, formats)
    _look(book, grid, sheet, formats)
    if any(other.hidden for other in book.before) or book.before:
        sheet.activate()
        sheet.set_first_sheet()
    written.close()
    if book.grid == "declared":
        _declare(path, len(book.before) + 1)


def _look(book: Book, grid: Grid, sheet: Worksheet, formats: dict[str, Format]) -> None:
    last = grid.head + len(book.heads) + len(book.lines) - 1
    right = grid.left + len(book.columns) - 1
    if "filtered" in book.looks:
        if book.heads:
            sheet.autofilter(grid.head + len(book.heads) - 1, grid.left, last, right)
        for row, _ in grid.lines[::3]:
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(right, right, None, None, {"hidden": True})
    if "painted" in book.looks:
        sheet.freeze_panes(grid.head + len(book.heads), grid.left + 1)
        sheet.set_row(grid.head, None, formats["loud"])
        sheet.write_comment(last, grid.left, "Ольга: перезвонить")
        sheet.data_validation(
            grid.head + 1, right, last, right, {"validate": "list", "source": ["Да", "Нет"]}
        )
    if book.grid == "corner":
        sheet.write_blank(1_048_575, 16_383, None, formats["loud"])


def _other(written: xlsxwriter.Workbook, other: Other, formats: dict[str, Format]) -> None:
    sheet = written.add_worksheet(other.name)
    _sheet(sheet, other.rows, formats)
    if other.hidden == "hidden":
        sheet.hide()
    elif other.hidden:
        sheet.very_hidden()


def _sheet(sheet: Worksheet, rows: list[list[Value]], formats: dict[str, Format]) -> None:
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            _put(sheet, r, c, value, formats)


def _put(sheet: Worksheet, r: int, c: int, value: Value, formats: dict[str, Format]) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(r, c, value)
        case datetime():
            sheet.write_datetime(r, c, value, formats["moment"])
        case date():
            sheet.write_datetime(r, c, value, formats["day"])
        case int() | float():
            sheet.write_number(r, c, value, formats["whole"] if value == int(value) else None)
        case Formula():
            sheet.write_formula(r, c, value.text, None, value.shown)
        case Failure():
            sheet.write_formula(r, c, "=NA()", None, value.code)
        case str():
            sheet.write_string(r, c, value)


def _declare(path: Path, number: int) -> None:
    """The size that the sheet says of itself made that of the whole grid."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = f"xl/worksheets/sheet{number}.xml"
    parts[name] = re.sub(
        rb'<dimension ref="[^"]*"/>', b'<dimension ref="%s"/>' % WHOLE.encode(), parts[name]
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for part, content in parts.items():
            book.writestr(part, content)


def page(grid: Grid) -> bytes:
    """A table of HTML."""
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(shown(value))}</td>" for value in row) + "</tr>"
        for row in grid.rows
    )
    head = '<html><head><meta charset="utf-8"></head><body><table border="1">\n'
    return f"{head}{rows}\n</table></body></html>".encode()


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3">'
    "<office:automatic-styles>"
    '<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods(book: Book, grid: Grid, path: Path) -> None:
    """A document of LibreOffice, its two necessary parts written by hand."""
    tail = "repeated" in book.looks or bool(book.grid)
    sheets = [_table(one.name, one.rows, hidden=bool(one.hidden)) for one in book.before]
    sheets.append(_table(book.sheet, grid.rows, merges=grid.merges, tail=tail))
    sheets += [_table(one.name, one.rows, hidden=bool(one.hidden)) for one in book.after]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        out.writestr("content.xml", _ODS.format("".join(sheets)))
        out.writestr("META-INF/manifest.xml", _MANIFEST)


def _table(
    name: str,
    rows: list[list[Value]],
    *,
    merges: list[tuple[int, int, int, int]] | None = None,
    hidden: bool = False,
    tail: bool = False,
) -> str:
    spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in merges or []}
    covered = {
        (r, c)
        for r0, c0, r1, c1 in merges or []
        for r in range(r0, r1 + 1)
        for c in range(c0, c1 + 1)
        if (r, c) != (r0, c0)
    }
    found = []
    for r, row in enumerate(rows):
        cells = [
            _ods_cell(value, spans.get((r, c)), (r, c) in covered) for c, value in enumerate(row)
        ]
        if tail:
            cells.append('<table:table-cell table:number-columns-repeated="16000"/>')
        found.append(
            f"<table:table-row>{''.join(cells) or '<table:table-cell/>'}</table:table-row>"
        )
    if tail or not rows:
        count = 1_048_576 - len(rows) if tail else 1
        found.append(
            f'<table:table-row table:number-rows-repeated="{count}">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
    style = "hidden" if hidden else "shown"
    return f'<table:table table:name={quoteattr(name)} table:style-name="{style}">{"".join(found)}</table:table>'


def _ods_cell(value: Value, span: tuple[int, int] | None, covered: bool) -> str:
    if covered:
        return "<table:covered-table-cell/>"
    merged = ""
    if span:
        merged = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    formula = ""
    if isinstance(value, Formula):
        formula = f" table:formula={quoteattr('of:' + value.text)}"
        value = value.shown
    return f"<table:table-cell{merged}{formula}{_ods_value(value)}</table:table-cell>"


def _ods_value(value: Value) -> str:
    match value:
        case None:
            return ">"
        case bool():
            kind = f'boolean" office:boolean-value="{str(value).lower()}'
        case datetime() | date():
            kind = f'date" office:date-value="{value.isoformat()}'
        case int() | float():
            kind = f'float" office:value="{value!r}'
        case _:
            kind = "string"
    paragraphs = re.split(r"\r?\n", shown(value))
    return f' office:value-type="{kind}">' + "".join(
        f"<text:p>{_spaced(one)}</text:p>" for one in paragraphs
    )


def _spaced(text: str) -> str:
    """White space that XML would swallow gets elements of its own."""
    text = escape(text).replace("\t", "<text:tab/>")
    return re.sub(r" {2,}|^ | $", lambda run: f'<text:s text:c="{len(run[0])}"/>', text)
