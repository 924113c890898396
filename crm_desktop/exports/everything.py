"""Everything in one workbook: for whoever wants to leave, or whose base is in trouble."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from sqlalchemy import Table, select

from crm_desktop.db import attachments as stored
from crm_desktop.db.tables import journalled
from crm_desktop.domain.attachments import file_name
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.rights import Right
from crm_desktop.exports.lists import client_cells, client_titles, day_places
from crm_desktop.exports.sheets import (
    Rows,
    Sheet,
    day_of,
    deals_sheet,
    documents_sheet,
    local_moment,
    tasks_sheet,
)
from crm_desktop.exports.target import export
from crm_desktop.files.saving import saving
from crm_desktop.files.workbook import Value, workbook
from crm_desktop.queries import base_rows, client_rows, custom_fields
from crm_desktop.queries.read import Read
from crm_desktop.words import pgettext
from crm_desktop.words.codes import operation_text

WHOLE_ENDING = code("export.whole-base-ending")
STEP = 500
"""Rows between two looks whether somebody wants to stop."""
WORKBOOK, FILES = "base.xlsx", "files"
NAME_LETTERS = 60


@export(right=Right.EXPORT)
def everything_to_file(read: Read, target: Path, overwrite: bool = False) -> int:
    """The whole base as `target`, an xlsx, or a zip with the files of clients besides.

    The lists people know come first, then every table as it is stored, so that nothing is left
    out. Returns how many sheets; raises `Refused` with `export.whole-base-ending` and the file
    codes of `files.saving`.
    """
    ending = target.suffix.lower()
    if ending not in {".xlsx", ".zip"}:
        raise Refused.of(WHOLE_ENDING, ending=ending or target.name)
    if ending != ".zip":
        return _workbook(read, target, overwrite=overwrite)
    with saving(target, overwrite=overwrite) as part, tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / WORKBOOK
        count = _workbook(read, book)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.write(book, WORKBOOK)
            _files(read, packed, Path(folder))
    return count


def _workbook(read: Read, target: Path, *, overwrite: bool = False) -> int:
    sheets = [*_lists(read), *_tables()]
    with workbook(target, overwrite=overwrite) as book:
        for number, one in enumerate(sheets):
            rows = _watched(read, one.rows(read), number, len(sheets))
            book.add(one.title, one.header, rows, days=one.days)
    return len(sheets)


def _watched(read: Read, rows: Rows, done: int, total: int) -> Iterator[Sequence[Value]]:
    """The same rows; whoever wants to stop is heard while a long sheet is written, too."""
    read.step(done, total)
    for number, row in enumerate(rows, start=1):
        if number % STEP == 0:
            read.step(done, total)
        yield row


def _files(read: Read, packed: zipfile.ZipFile, folder: Path) -> None:
    """The files of clients, a folder for each client; a content that is gone is left out."""
    contents = stored.beside(read.connection)
    taken: set[str] = set()
    rows = list(base_rows.attachments(read))
    for number, (client, name, hash_) in enumerate(rows):
        read.step(number, len(rows))
        if contents.path(hash_) is None:
            continue
        place = PurePosixPath(FILES, file_name(client)[:NAME_LETTERS] or "-", file_name(name))
        free, again = place, 1
        while str(free).casefold() in taken:
            again += 1
            free = place.with_name(f"{place.stem} ({again}){place.suffix}")
        taken.add(str(free).casefold())
        copy = folder / "content"
        contents.copy_to(hash_, copy, read.step)
        packed.write(copy, str(free))
        copy.unlink()


def _lists(read: Read) -> list[Sheet]:
    """The lists that people know."""
    own = custom_fields.listing(read, CustomNoun.CLIENT)
    clients = Sheet(
        pgettext("Clients", "Clients"),
        [*client_titles(own).values()],
        lambda read: (cells for _client, cells in client_cells(read, own, client_rows.SERIAL)),
        day_places(own),
    )
    contacts = Sheet(
        pgettext("Clients", "Contacts"),
        [
            pgettext("Tasks", "Client"),
            pgettext("Clients", "Name"),
            pgettext("Clients", "Position"),
            pgettext("Clients", "Birthday"),
            pgettext("Clients", "Phones"),
            pgettext("Clients", "E-mails"),
        ],
        lambda read: ((*row[:3], day_of(row[3]), *row[4:]) for row in base_rows.contacts(read)),
    )
    of_deals = deals_sheet(custom_fields.listing(read, CustomNoun.DEAL))
    return [clients, contacts, of_deals, tasks_sheet(), documents_sheet(), *_story()]


def _story() -> list[Sheet]:
    """What was written about clients, and what was done in the program."""
    written = [
        pgettext("Documents", "Date"),
        pgettext("Tasks", "Client"),
        pgettext("Activities", "Contact"),
        pgettext("Activities", "Outcome"),
        pgettext("Activities", "Text"),
    ]
    done = [
        pgettext("Documents", "Date"),
        pgettext("Operations", "Who"),
        pgettext("Operations", "What"),
    ]
    return [
        Sheet(
            pgettext("Activities", "Notes and contacts"),
            written,
            lambda read: ((day_of(row[0]), *row[1:]) for row in base_rows.activities(read)),
        ),
        Sheet(
            pgettext("Activities", "Changes"),
            done,
            lambda read: (
                (f"{local_moment(at):%Y-%m-%d %H:%M:%S}", who, operation_text(name, title, via))
                for at, who, name, title, via in base_rows.operations(read)
            ),
        ),
    ]


def _tables() -> list[Sheet]:
    """Every table of the business as it is stored, by its own name."""
    return [
        Sheet(table.name, [column.name for column in table.columns], _texts(table))
        for table in journalled()
    ]


def _texts(table: Table) -> Callable[[Read], Rows]:
    def rows(read: Read) -> Rows:
        for row in read.connection.execute(select(table)):
            yield ["" if value is None else str(value) for value in row]

    return rows
