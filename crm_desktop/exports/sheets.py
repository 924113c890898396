"""Deals, tasks and papers as lists that people know: a sheet of the whole base, or a file alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from crm_desktop import words
from crm_desktop.domain.custom_fields import CustomKind, OwnField, fits
from crm_desktop.domain.documents import DocumentKind, DocumentStatus
from crm_desktop.domain.money import main_units, minor_digits
from crm_desktop.domain.rights import Right
from crm_desktop.exports.lists import day_cell, kept_number
from crm_desktop.exports.target import export
from crm_desktop.exports.views import View, ViewColumn, known, to_file, to_paper
from crm_desktop.files.workbook import Value
from crm_desktop.late import dataclass
from crm_desktop.queries import deals, documents, settings, tasks
from crm_desktop.queries.read import Read
from crm_desktop.words import formats, pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.custom_fields import shown

Rows = Iterable[Sequence[Value]]
_LETTER, _NARROW, _BROAD = 7, 60, 240


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its title, its heads, its rows as they are now; `days` are columns of stored days."""

    title: str
    header: Sequence[str]
    rows: Callable[[Read], Rows]
    days: Collection[int] = ()


@export(right=Right.EXPORT)
def sheet_to_file(
    read: Read,
    sheet: Sheet,
    target: Path,
    language: str,
    day: date,
    overwrite: bool = False,
    plain: bool = False,
) -> int:
    """The list into `target`, xlsx, csv or pdf by its ending; returns how many rows."""
    view = _view(read, sheet, language)
    if target.suffix.lower() == ".pdf":
        to_paper(read, view, target, language, day, overwrite)
        return view.count
    return to_file(read, view, target, language, overwrite, plain)


def deals_sheet(own: Sequence[OwnField]) -> Sheet:
    """All deals by stage and place, with the fields of the business's own."""
    header = [
        pgettext("Deals", "Title"),
        pgettext("Tasks", "Client"),
        pgettext("Deals", "Stage"),
        pgettext("Deals", "Amount"),
        pgettext("Documents", "Currency"),
        pgettext("Deals", "Expected close"),
        pgettext("Deals", "Source"),
        pgettext("Deals", "Lost reason"),
        pgettext("Deals", "Comment"),
        *(one.name for one in own),
    ]
    return Sheet(pgettext("Shell", "Deals"), header, _deals)


def tasks_sheet() -> Sheet:
    """All tasks by their days, the ticked ones as well."""
    header = [
        pgettext("Tasks", "Task"),
        pgettext("Tasks", "Client"),
        pgettext("Tasks", "Due"),
        pgettext("Tasks", "Time"),
        pgettext("Tasks", "Comment"),
        pgettext("Tasks", "Done"),
    ]
    return Sheet(pgettext("Shell", "Tasks"), header, _tasks)


def documents_sheet() -> Sheet:
    """All papers, newest first."""
    header = [
        pgettext("Documents", "Kind"),
        pgettext("Documents", "No."),
        pgettext("Documents", "Date"),
        pgettext("Tasks", "Client"),
        pgettext("Documents", "Sum"),
        pgettext("Documents", "Currency"),
        pgettext("Documents", "Status"),
    ]
    return Sheet(pgettext("Shell", "Documents"), header, _papers)


def day_of(value: str | None) -> Value:
    """A stored day; of a stored moment the day that it was here."""
    if value and value.endswith("Z"):
        return local_moment(value).date()
    return day_cell(value[:10]) if value else None


def local_moment(utc: str) -> datetime:
    """A stored moment by the clock of this computer, as a spreadsheet takes it."""
    return datetime.fromisoformat(utc).astimezone().replace(tzinfo=None)


def _view(read: Read, sheet: Sheet, language: str) -> View:
    rows = list(sheet.rows(read))
    digits = minor_digits(settings.business(read).currency)

    def shown(value: Value) -> str:
        if isinstance(value, Decimal):
            exponent = value.as_tuple().exponent
            places = max(digits, -exponent if isinstance(exponent, int) else 0)
            return formats.scaled(int(value.scaleb(places)), places, language)
        if isinstance(value, date):
            return formats.short_date(value, language)
        return "" if value is None else str(value)

    def column(at: int, title: str) -> ViewColumn:
        widest = max([len(title), *(len(shown(row[at])) for row in rows)])
        figures = any(isinstance(row[at], Decimal) for row in rows)
        return ViewColumn(
            title,
            lambda row: shown(row[at]),
            min(max(_LETTER * widest, _NARROW), _BROAD),
            right=figures,
            value=lambda row: row[at],
        )

    columns = tuple(column(at, title) for at, title in enumerate(sheet.header))
    return View(sheet.title, "", columns, known(rows), len(rows))


def _deals(read: Read) -> Rows:
    for deal in deals.cards(read):
        yield (
            deal.title,
            deal.client,
            deal.stage,
            _money(deal.amount, deal.currency),
            deal.currency,
            day_of(deal.expected_close),
            deal.source,
            deal.lost_reason,
            deal.comment,
            *(_own(one, deal.custom.get(one.key)) for one in deal.own),
        )


def _own(one: OwnField, value: object) -> Value:
    """What stands in a field of the business's own: figures and days as such."""
    if value is None or not fits(one.kind, value):
        return None
    if one.kind is CustomKind.NUMBER:
        return kept_number(int(str(value)))
    if one.kind is CustomKind.DATE:
        return day_of(str(value))
    return shown(one.kind, value, words.language())


def _tasks(read: Read) -> Rows:
    for task in tasks.listing(read, done=True):
        yield (
            task.title,
            task.client,
            day_of(task.due_on),
            task.due_time,
            task.comment,
            day_of(task.done_at),
        )


def _papers(read: Read) -> Rows:
    for paper in documents.listing(read):
        yield (
            label(DocumentKind(paper.kind)),
            paper.number or "",
            day_of(paper.date),
            paper.client,
            _money(paper.total, paper.currency),
            paper.currency,
            label(DocumentStatus(paper.status)),
        )


def _money(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else main_units(minor, currency)
