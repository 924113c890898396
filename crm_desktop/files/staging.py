"""A foreign file parsed once, by a limited child process, into a temporary SQLite file."""

from __future__ import annotations

import gc
import hashlib
import itertools
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from crm_desktop import held_files
from crm_desktop.domain.importing.labels import may_be_turned, may_be_unfolded
from crm_desktop.domain.problems import Refused, code
from crm_desktop.files import child, locked, scan, standby
from crm_desktop.files.child import BROKEN, OUT_OF_MEMORY, limit_memory, tell, told
from crm_desktop.files.staged import (
    APART,
    BLOCK,
    BLOCK_CELLS,
    COLUMNS,
    FINGERPRINT,
    LONG,
    MERGED,
    PHOTOS,
    SINCE_1904,
    connect,
    packed_rows,
    unpacked,
)
from crm_desktop.paths import resources

TOO_MANY_ROWS = code("file.too-many-rows")
NOT_READABLE = code("file.not-readable")

MEMORY_LIMIT, ODS_LIMIT = 480 * 2**20, 520 * 2**20
"""All addresses of the child: 100,000 rows of 25 columns take 275 MB, in OpenDocument 480 MB."""
ROW_LIMIT = 200_000
"""Rows of a sheet that hold anything: looking at more takes longer than anybody waits."""
GRID_ROWS, GRID_COLUMNS = 2**20, 2**14
"""The largest sheet there is: a text file beyond it is no list."""
_NEW = {"xlsx", "xlsm", "xlam"}
_OTHER_BOOKS = {
    "xls": {*_NEW, "xlsb", "ods"},
    "xlsx": {"xls", "xla", "xlsb", "ods"},
    "xlsb": {*_NEW, "xls", "xla", "ods"},
    "ods": {*_NEW, "xls", "xla", "xlsb"},
}
"""Endings of names under which a parser takes a book of each kind for another one."""
MERGED_ROWS = 200
"""Merged cells further down head nothing."""
TURNED = "↻"
"""Stands behind the name of a sheet that was set upright."""
TURNED_TOP, TURNED_ROWS = 40, 20_000
"""Rows by which a sheet on its side shows, and the most of one that is set upright."""
FOLDED_COLUMNS = 256
"""No table that folds things up is wider: each of its columns is compared with all others."""
Row = tuple[int, list[Any]]
_ROOM = 3_000_000
"""Cells that leave other processes room beside the parser that holds them."""
_SHEETS = (
    "CREATE TABLE sheet (id INTEGER PRIMARY KEY, name TEXT, visible INTEGER, rows INTEGER, "
    "columns INTEGER)"
)
_ROWS = (
    "CREATE TABLE row (sheet INTEGER, row INTEGER, cells TEXT, PRIMARY KEY (sheet, row)) "
    "WITHOUT ROWID"
)

# -- the child -------------------------------------------------------------------------------


def child_main(source: Path, staging: Path) -> int:
    """What the hidden verb `_read` does: limits first, then parse; one JSON line tells how.

    Exit code 0 done, 1 refused with a code. Anything else (a panic, no memory) is death, and
    the parent says so in words.
    """
    limit_memory(ODS_LIMIT if source.suffix.casefold() == ".ods" else MEMORY_LIMIT)
    try:
        _parse(source, staging)
    except Refused as refused:
        problem = refused.problems[0]
        tell({"problem": problem.code, "params": _told(problem.params)})
        return 1
    except MemoryError:
        tell({"problem": OUT_OF_MEMORY})
        return 1
    except (OSError, ValueError, RuntimeError, LookupError, TypeError) as error:
        # A parser's own ways of failing are the file's fault, not ours.
        tell({"problem": _code_of(error)})
        return 1
    tell({"ok": True})
    return 0


def _told(params: Mapping[str, object]) -> dict[str, object]:
    """What the parent does not know by itself."""
    return {name: value for name, value in params.items() if name != "name"}


def _code_of(error: Exception) -> str:
    text = str(error).casefold()
    if "limit exceeded" in text:
        return scan.TOO_BIG
    # A book encrypted by XOR shows up as a code page nobody has.
    if "password" in text or "codepage" in text or "encrypt" in text:
        return "file.password"
    return BROKEN


def _parse(source: Path, staging: Path) -> None:
    kind, content = _kind_of(source)
    connection = connect(staging)
    for statement in (
        # Larger pages are filled and read in fewer steps.
        "PRAGMA page_size = 16384",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)",
        _SHEETS,
        _ROWS,
        "BEGIN",
    ):
        connection.execute(statement).fetchall()
    meta = {"kind": kind, "encoding": "", "delimiter": ""}
    if kind == "csv":
        _parse_text(connection, source, meta)
    elif kind == "vcf":
        _parse_cards(connection, source, meta)
    elif kind == "html":
        _parse_page(connection, source, meta)
    elif kind == "xml":
        _parse_old_sheets(connection, source)
    else:
        _parse_book(connection, source, kind, content)
        if scan.since_1904(source, kind, content):
            meta[SINCE_1904] = "1"
    if kind != "vcf":
        _set_upright(connection)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", list(meta.items()))
    connection.execute("COMMIT")
    connection.close()


def _kind_of(source: Path) -> tuple[str, BinaryIO | None]:
    """What the file is; where a password was in the way, with the book as it is without."""
    try:
        return scan.kind_of(source), None
    except Refused as refused:
        if refused.problems[0].code != scan.PASSWORD:
            raise
    content = locked.opened(source, child.secret_told())
    return scan.kind_within(source, content), content


def _parse_text(connection: Any, source: Path, meta: dict[str, str]) -> None:
    from crm_desktop.files import delimited

    letters = delimited.letters_of(source)
    if letters is None:
        raise Refused.of(scan.UNKNOWN_KIND)
    with delimited.opened(source, letters) as text:
        sample = text.read(delimited.SAMPLE_LETTERS)
    delimiter, wrapped = delimited.sniff_delimiter(sample), delimited.is_wrapped(sample)
    meta["encoding"], meta["delimiter"] = letters.encoding, delimiter.strip(delimited.WHOLE_LINES)
    with delimited.opened(source, letters) as text:
        try:
            lines = _announced(delimited.rows(text, delimiter, wrapped=wrapped))
            _store(connection, 0, source.stem, visible=True, rows=lines)
        except delimited.CellTooBig:
            raise Refused.of(scan.TOO_BIG) from None


def _announced(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """The same rows; the parent hears when they are many."""
    yield from itertools.islice(rows, LONG)
    for row in rows:
        told(LONG)
        yield row
        break
    yield from rows


def _parse_cards(connection: Any, source: Path, meta: dict[str, str]) -> None:
    from crm_desktop.files import vcards

    connection.execute("CREATE TABLE picture (card INTEGER PRIMARY KEY, row INTEGER, data BLOB)")

    def keep(card: int, data: bytes) -> None:
        connection.execute("INSERT INTO picture VALUES (?, NULL, ?)", (card, data))

    table, meta["encoding"] = vcards.read(source, keep)
    placed = [(row, card) for row, card in enumerate(table.numbers)]
    connection.executemany("UPDATE picture SET row = ? WHERE card = ?", placed)
    meta[COLUMNS], meta[PHOTOS] = json.dumps(table.columns), str(table.photos)
    _store(connection, 0, source.stem, visible=True, rows=table.rows)


def _parse_page(connection: Any, source: Path, meta: dict[str, str]) -> None:
    from crm_desktop.files import pages

    page = pages.read(source)
    meta["encoding"] = page.encoding
    _store(connection, 0, source.stem, visible=True, rows=page.rows())
    _note_merged(connection, 0, page.merged)


def _parse_old_sheets(connection: Any, source: Path) -> None:
    from crm_desktop.files import sheets_2003

    for number, sheet in enumerate(sheets_2003.read(source)):
        _store(connection, number, sheet.name, visible=True, rows=sheet.rows())
        _note_merged(connection, number, sheet.merged)


def _set_upright(connection: Any) -> None:
    """Put beside every sheet that lies on its side, or folds things up, the table that is meant."""
    wanted = "SELECT id, name, visible, rows, columns FROM sheet ORDER BY id"
    sheets = connection.execute(wanted).fetchall()
    number = len(sheets)
    for sheet, name, visible, count, columns in sheets:
        found = connection.execute(
            "SELECT row, cells FROM row WHERE sheet = ? ORDER BY row", (sheet,)
        )
        rows = ((row, unpacked(cells)) for row, cells in found)
        top = list(itertools.islice(rows, TURNED_TOP))
        lies, narrow = may_be_turned(top), columns <= FOLDED_COLUMNS
        if count > TURNED_ROWS or not (lies or (narrow and may_be_unfolded(top))):
            continue
        merged = _merged_of(connection, sheet)
        table = _meant([*top, *rows], merged, lies=lies, narrow=narrow)
        if table is not None:
            _store(connection, number, f"{name} {TURNED}", visible=bool(visible), rows=table)
            number += 1


def _meant(
    rows: list[Row], merged: list[tuple[int, int, int, int]], *, lies: bool, narrow: bool
) -> list[list[Any]] | None:
    """The table that a sheet means; None where it is the sheet itself."""
    # Few sheets need what the words of heads are known by.
    from crm_desktop.domain.importing.dictionary import Dictionary
    from crm_desktop.domain.importing.header import find_top
    from crm_desktop.domain.importing.turned import upright
    from crm_desktop.domain.importing.unfolded import unfolded

    dictionary = Dictionary(resources() / "headers.tsv")
    if lies and (table := upright(rows, dictionary.knows)) is not None:
        return table
    top = find_top(rows, dictionary, merged) if narrow else None
    return None if top is None else unfolded(rows, top, dictionary.meant)


def _merged_of(connection: Any, sheet: int) -> list[tuple[int, int, int, int]]:
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (f"{MERGED}{sheet}",))
    return [(a, b, c, d) for (noted,) in found for a, b, c, d in json.loads(noted)]


def _note_merged(connection: Any, sheet: int, cells: Iterable[tuple[int, int, int, int]]) -> None:
    merged = [one for one in cells if one[0] < MERGED_ROWS][:MERGED_ROWS]
    noted = (f"{MERGED}{sheet}", json.dumps(merged))
    connection.execute("INSERT INTO meta VALUES (?, ?)", noted)


def _parse_book(connection: Any, source: Path, kind: str, content: BinaryIO | None) -> None:
    import python_calamine

    # Nothing that a book is read into goes in circles.
    gc.disable()
    try:
        if kind == "ods":
            from crm_desktop.files import open_document

            content = open_document.mended(content or source) or content
        if content is not None:
            book = python_calamine.CalamineWorkbook.from_filelike(content)
        elif source.suffix.casefold()[1:] in _OTHER_BOOKS[kind]:
            # The parser goes by the name; a book that is called otherwise it knows by its content.
            with source.open("rb") as bytes_:
                book = python_calamine.CalamineWorkbook.from_filelike(bytes_)
        else:
            book = python_calamine.CalamineWorkbook.from_path(str(source))
        _store_sheets(connection, book)
    except python_calamine.CalamineError as error:
        raise Refused.of(_code_of(error)) from error
    finally:
        gc.enable()


def _store_sheets(connection: Any, book: Any) -> None:
    number = 0
    for about in book.sheets_metadata:
        if str(about.typ).rsplit(".", 1)[-1] not in {"WorkSheet", "Vba"}:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if LONG <= sheet.total_height <= ROW_LIMIT and sheet.total_height * sheet.width < _ROOM:
            told(sheet.total_height)
        visible = str(about.visible).rsplit(".", 1)[-1] == "Visible"
        # `iter_rows` counts rows from A1, but leaves out empty columns on the left.
        left = [""] * sheet.start[1] if sheet.start else []
        rows = ([*left, *cells] for cells in sheet.iter_rows()) if left else sheet.iter_rows()
        _store(connection, number, about.name, visible=visible, rows=rows)
        _note_merged(connection, number, ((*a, *b) for a, b in sheet.merged_cell_ranges or ()))
        number += 1


def _store(
    connection: Any, sheet: int, name: str, *, visible: bool, rows: Iterable[list[Any]]
) -> None:
    count = width = held = 0
    digest = hashlib.sha256()
    blocks = _blocks(sheet, rows)
    for block, last, columns in blocks:
        connection.executemany("INSERT INTO row VALUES (?, ?, ?)", block)
        digest.update("".join([f"{text}\n" for _sheet, _row, text in block]).encode())
        count, width, held = max(count, last + 1), max(width, columns), held + len(block)
        if held > ROW_LIMIT:
            raise Refused.of(TOO_MANY_ROWS)
        if width > GRID_COLUMNS:
            raise Refused.of(scan.TOO_BIG)
    noted = (f"{FINGERPRINT}{sheet}", digest.hexdigest())
    connection.execute("INSERT INTO meta VALUES (?, ?)", noted)
    connection.execute(
        "INSERT INTO sheet VALUES (?, ?, ?, ?, ?)", (sheet, name, int(visible), count, width)
    )


def _blocks(
    sheet: int, rows: Iterable[list[Any]]
) -> Iterator[tuple[list[tuple[int, int, str]], int, int]]:
    """Blocks of rows that hold anything, with the last row number and the width in each."""
    first = width = 0
    for some in _together(rows):
        texts = packed_rows(some)
        block = [(sheet, number, text) for number, text in enumerate(texts, first) if text]
        first += len(some)
        if first > GRID_ROWS:
            raise Refused.of(scan.TOO_BIG)
        if block and max(map(len, some)) > width:
            # Rows of a book are of one length: once one of them is full, nobody need count.
            width = max(width, max([text.count(APART) for _sheet, _row, text in block]) + 1)
        yield block, block[-1][1] if block else -1, width


def _together(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """Rows by blocks; wide ones come in few, so that a block never holds much."""
    some: list[list[Any]] = []
    cells = 0
    for row in rows:
        some.append(row)
        cells += len(row)
        if len(some) == BLOCK or cells > BLOCK_CELLS:
            yield some
            some, cells = [], 0
    if some:
        yield some


# -- the parent ------------------------------------------------------------------------------


def _demand_readable(source: Path) -> None:
    """Refuse what is no file, and a file that may not be read: the parser would call it broken."""
    if source.is_dir():
        raise Refused.of("file.a-folder", name=source.name or str(source.absolute()))
    try:
        with source.open("rb") as stream:
            stream.read(1)
    except FileNotFoundError as error:
        raise Refused.of("file.not-found", name=source.name) from error
    except OSError as error:
        raise Refused.of(NOT_READABLE, name=source.name) from error


def stage(
    source: Path,
    folder: Path,
    password: str = "",
    *,
    timeout: float = 60.0,
    cancelled: Callable[[], bool] | None = None,
    coming: Callable[[Path, int], object] | None = None,
) -> Path:
    """Have a child parse `source` into a new staging file in `folder`; returns that file.

    `Refused` says in words what is wrong with the file, also when the parser died of it. A
    protected book is opened with `password`, which no list of processes and no log shows. The child
    is ended after `timeout` seconds, when `cancelled` says so, or when it raises. `coming` hears of
    a long list before it is there: the new file and about how many rows.
    """
    _demand_readable(source)
    staging = folder / f"{os.urandom(8).hex()}.staged"
    try:
        child.run(
            "_read",
            str(source.absolute()),
            str(staging.absolute()),
            name=source.name,
            timeout=timeout,
            cancelled=cancelled,
            secret=password,
            coming=None if coming is None else partial(coming, staging),
        )
    except BaseException:
        standby.end(staging)
        held_files.unlink(staging, missing_ok=True)
        raise
    return staging
