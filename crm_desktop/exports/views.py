"""What is on the screen as a file: any list as a workbook, as delimited text, or on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files.saving import FILE_LOCKED, save
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read

TOO_LONG = code("view.too-long-to-print")
HELD = FILE_LOCKED
"""The target is open in another program."""
MOST_PRINTED = 5_000
"""Rows of a printed list: more is no paper that anybody reads."""
BLOCK = 500

Source = Callable[[Read], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column as it is shown: `text` says a row in it, `value` its number or day.

    An amount is a `Decimal` of the main unit; a column without `value` holds texts. `key` is the
    field it shows.
    """

    title: str
    text: Callable[[Any], str]
    width: int
    right: bool = False
    value: Callable[[Any], Decimal | int | date | str | None] | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A list as one sees it: its name, what it is narrowed to, its columns, its rows in order.

    A workbook of clients (`comes_back`) carries hidden columns: edited in a spreadsheet it is
    known again, and says what was changed. `cards` are the clients of a list that may go out as
    contact cards, too.
    """

    title: str
    note: str
    columns: tuple[ViewColumn, ...]
    source: Source
    count: int
    comes_back: bool = False
    cards: Sequence[int] | None = None


def paged(query: Callable[..., Sequence[Any]], ids: Sequence[int]) -> Source:
    """The rows of these ids in this order, block by block; those that are gone are left out."""

    def rows(read: Read) -> Iterator[Any]:
        for start in range(0, len(ids), BLOCK):
            wanted = ids[start : start + BLOCK]
            found = {row.id: row for row in query(read, wanted)}
            yield from (found[one] for one in wanted if one in found)
            read.step(min(start + BLOCK, len(ids)), len(ids))

    return rows


def known(rows: Sequence[Any]) -> Source:
    """Rows that are there already."""
    kept = tuple(rows)
    return lambda _read: kept


@export(right=Right.EXPORT)
def to_file(
    read: Read,
    view: View,
    target: Path,
    language: str,
    overwrite: bool = False,
    plain: bool = False,
) -> int:
    """The list into `target`, xlsx, csv or, of clients, vcf by its ending; returns how many rows.

    Figures are numbers and days are dates, in a text file as spreadsheets of the language read
    them; `plain` text is for other programs.
    """
    ending = target.suffix.lower()
    # What writes is imported by the first export: a window that idles has no use for it.
    if ending == ".vcf" and view.cards is not None:
        from crm_desktop.exports.vcards import cards_to_file

        return cards_to_file(read, target, view.cards, overwrite)
    headers = [column.title for column in view.columns]
    says = [column.text if column.value is None else column.value for column in view.columns]
    rows = view.source(read)
    if ending == ".csv":
        from crm_desktop.files.delimited import PLAIN, excel, write_delimited

        cells = ([say(row) for say in says] for row in rows)
        dialect = PLAIN if plain else excel(language)
        return write_delimited(target, headers, cells, dialect=dialect, overwrite=overwrite)
    if ending != ".xlsx":
        from crm_desktop.exports.lists import UNKNOWN_ENDING

        raise Refused.of(UNKNOWN_ENDING, ending=ending or target.name)
    from crm_desktop.exports.returning import HIDDEN, Returning
    from crm_desktop.files.workbook import write_sheet

    if not view.comes_back:
        cells = ([say(row) for say in says] for row in rows)
        return write_sheet(target, view.title, headers, cells, overwrite=overwrite)
    titles = {one.key: one.title for one in view.columns if one.key}
    back = Returning(read.connection, view.count, titles)
    numbered = ((row.id, [say(row) for say in says]) for row in rows)
    return write_sheet(
        target, view.title, [*headers, *back.headings], back.rows(numbered),
        hidden=HIDDEN, overwrite=overwrite,
    )  # fmt: skip


@export(right=Right.VIEW)
def to_paper(
    read: Read, view: View, target: Path, language: str, day: date, overwrite: bool = True
) -> Path:
    """The list as a PDF in `target`; refuses one that no printer should be asked for."""
    if view.count > MOST_PRINTED:
        raise Refused.of(TOO_LONG, count=view.count, limit=MOST_PRINTED)
    from crm_desktop.files.table_pdf import TableColumn, table_pdf

    columns = [TableColumn(one.title, one.width, one.right) for one in view.columns]
    rows = ([column.text(row) for column in view.columns] for row in view.source(read))
    data = table_pdf(view.title, view.note, columns, rows, language, day)
    return save(data, target, overwrite=overwrite)


def keep(data: bytes, target: Path) -> Path:
    """Write finished pages to a place the user has chosen."""
    return save(data, target, overwrite=True)
