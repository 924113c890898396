"""Everything in one workbook: for whoever wants to leave, or whose base is in trouble."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

from sqlalchemy import Table, select

from crm_desktop.db import attachments as stored
from crm_desktop.db.tables import journalled
from crm_desktop.domain.attachments import file_name
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.documents import DocumentKind, DocumentStatus
from crm_desktop.domain.money import main_units
from crm_desktop.domain.rights import Right
from crm_desktop.exports.lists import client_cells, client_titles, day_cell, day_places
from crm_desktop.exports.target import export
from crm_desktop.files.saving import saving
from crm_desktop.files.workbook import Value, workbook
from crm_desktop.queries import base_rows, client_rows, custom_fields, deals, documents, tasks
from crm_desktop.queries.read import Read
from crm_desktop.words import pgettext
from crm_desktop.words.codes import label, operation_text

STEP = 500
"""Rows between two looks whether somebody wants to stop."""
WORKBOOK, FILES = "base.xlsx", "files"
NAME_LETTERS = 60

_Rows = Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    header: Sequence[str]
    rows: Callable[[Read], _Rows]
    days: Collection[int] = ()


@export(right=Right.EXPORT)
def everything_to_file(read: Read, target: Path, overwrite: bool = False) -> int:
    """The whole base as `target`, an xlsx, or a zip with the files of clients besides.

    The lists people know come first, then every table as it is stored, so that nothing is left
    out. Returns how many sheets; raises `Refused` with the file codes of `files.saving`.
    """
    if target.suffix.lower() != ".zip":
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


def _watched(read: Read, rows: _Rows, done: int, total: int) -> Iterator[Sequence[Value]]:
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


def _lists(read: Read) -> list[_Sheet]:
    """The lists that people know."""
    own = custom_fields.listing(read, CustomNoun.CLIENT)
    clients = _Sheet(
        pgettext("Clients", "Clients"),
        [*client_titles(own).values()],
        lambda read: (cells for _client, cells in client_cells(read, own, client_rows.SERIAL)),
        day_places(own),
    )
    contacts = _Sheet(
        pgettext("Clients", "Contacts"),
        [
            pgettext("Tasks", "Client"),
            pgettext("Clients", "Name"),
            pgettext("Clients", "Position"),
            pgettext("Clients", "Birthday"),
            pgettext("Clients", "Phones"),
            pgettext("Clients", "E-mails"),
        ],
        lambda read: ((*row[:3], _day(row[3]), *row[4:]) for row in base_rows.contacts(read)),
    )
    return [clients, contacts, *_work(), *_story()]


def _work() -> list[_Sheet]:
    client = pgettext("Tasks", "Client")
    deal_header = [
        pgettext("Deals", "Title"),
        client,
        pgettext("Deals", "Stage"),
        pgettext("Deals", "Amount"),
        pgettext("Documents", "Currency"),
        pgettext("Deals", "Expected close"),
    ]
    task_header = [
        pgettext("Tasks", "Task"),
        client,
        pgettext("Tasks", "Due"),
        pgettext("Tasks", "Time"),
        pgettext("Tasks", "Comment"),
        pgettext("Tasks", "Done"),
    ]
    paper_header = [
        pgettext("Documents", "Kind"),
        pgettext("Documents", "No."),
        pgettext("Documents", "Date"),
        client,
        pgettext("Documents", "Sum"),
        pgettext("Documents", "Currency"),
        pgettext("Documents", "Status"),
    ]
    return [
        _Sheet(pgettext("Shell", "Deals"), deal_header, _deals),
        _Sheet(pgettext("Shell", "Tasks"), task_header, _tasks),
        _Sheet(pgettext("Shell", "Documents"), paper_header, _papers),
    ]


def _story() -> list[_Sheet]:
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
        _Sheet(
            pgettext("Activities", "Notes and contacts"),
            written,
            lambda read: ((_day(row[0]), *row[1:]) for row in base_rows.activities(read)),
        ),
        _Sheet(
            pgettext("Activities", "Changes"),
            done,
            lambda read: (
                (at.replace("T", " ").rstrip("Z"), who, operation_text(name, title, via))
                for at, who, name, title, via in base_rows.operations(read)
            ),
        ),
    ]


def _deals(read: Read) -> _Rows:
    stages = {stage.id: stage.name for stage in deals.stages(read)}
    for deal in deals.listing(read):
        yield (
            deal.title,
            deal.client,
            stages.get(deal.stage_id, ""),
            _money(deal.amount, deal.currency),
            deal.currency,
            _day(deal.expected_close),
        )


def _tasks(read: Read) -> _Rows:
    for task in tasks.listing(read, done=True):
        yield (
            task.title,
            task.client,
            _day(task.due_on),
            task.due_time,
            task.comment,
            _day(task.done_at),
        )


def _papers(read: Read) -> _Rows:
    for paper in documents.listing(read):
        yield (
            label(DocumentKind(paper.kind)),
            paper.number or "",
            _day(paper.date),
            paper.client,
            _money(paper.total, paper.currency),
            paper.currency,
            label(DocumentStatus(paper.status)),
        )


def _money(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else main_units(minor, currency)


def _day(value: str | None) -> Value:
    return day_cell(value[:10]) if value else None


def _tables() -> list[_Sheet]:
    """Every table of the business as it is stored, by its own name."""
    return [
        _Sheet(table.name, [column.name for column in table.columns], _texts(table))
        for table in journalled()
    ]


def _texts(table: Table) -> Callable[[Read], _Rows]:
    def rows(read: Read) -> _Rows:
        for row in read.connection.execute(select(table)):
            yield ["" if value is None else str(value) for value in row]

    return rows
