"""Everything in one workbook: for whoever wants to leave, or whose base is in trouble."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from crm_desktop.db.tables import journalled
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.documents import DocumentKind, DocumentStatus
from crm_desktop.domain.rights import Right
from crm_desktop.exports.lists import Cell, client_header, client_row, write_cell
from crm_desktop.exports.target import export
from crm_desktop.files import pdf
from crm_desktop.queries import clients, custom_fields, deals, documents, tasks
from crm_desktop.queries.read import Read
from crm_desktop.words import formats, pgettext
from crm_desktop.words.codes import label

SHEET_ROWS = 1_000_000
"""Rows of one sheet; what is more goes on in the next (Excel ends at 1,048,576)."""

Rows = Iterable[Sequence[Cell]]


@export(right=Right.EXPORT)
def everything_to_file(read: Read, target: Path, language: str) -> int:
    """The whole base as `target`, an xlsx; returns how many sheets.

    The lists people know come first, then every table as it is stored, so that nothing is left
    out. All cells are texts but the numbers and days of own fields. Raises `Refused` with the file
    codes of `pdf.save`.
    """
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    sheets = [*_lists(read, language), *_tables(read)]
    count = 0
    for place, (title, header, rows) in enumerate(sheets, start=1):
        read.step(place, len(sheets))
        count += _write(book, (bold, day), title, header, rows)
    book.close()
    pdf.save(data.getvalue(), target)
    return count


def _lists(read: Read, language: str) -> list[tuple[str, list[str], Rows]]:
    money = formats.money
    stages = {stage.id: stage.name for stage in deals.stages(read)}
    deal_rows = [
        (
            deal.title,
            deal.client,
            stages.get(deal.stage_id, ""),
            "" if deal.amount is None else money(deal.amount, deal.currency, language),
            deal.expected_close or "",
        )
        for deal in deals.listing(read)
    ]
    task_rows = [
        (
            task.title,
            task.client,
            task.due_on or "",
            task.due_time,
            task.comment,
            (task.done_at or "")[:10],
        )
        for task in tasks.listing(read, done=True)
    ]
    paper_rows = [
        (
            label(DocumentKind(paper.kind)),
            paper.number or "",
            paper.date,
            paper.client,
            money(paper.total, paper.currency, language),
            label(DocumentStatus(paper.status)),
        )
        for paper in documents.listing(read)
    ]
    return [
        (
            pgettext("Clients", "Clients"),
            client_header(custom_fields.listing(read, CustomNoun.CLIENT)),
            [client_row(card) for card in clients.dump(read)],
        ),
        (pgettext("Shell", "Deals"), _deal_header(), deal_rows),
        (pgettext("Shell", "Tasks"), _task_header(), task_rows),
        (pgettext("Shell", "Documents"), _paper_header(), paper_rows),
    ]


def _tables(read: Read) -> list[tuple[str, list[str], Rows]]:
    """Every table of the business as it is stored, by its own name."""
    return [
        (table.name, [column.name for column in table.columns], _texts(read, table))
        for table in journalled()
    ]


def _texts(read: Read, table: Table) -> Iterator[list[str]]:
    for row in read.connection.execute(select(table)):
        yield ["" if value is None else str(value) for value in row]


def _write(book: Any, formats_: tuple[Any, Any], title: str, header: list[str], rows: Rows) -> int:
    """Write one list, on as many sheets as it needs; returns how many."""
    bold, day = formats_
    count, line, sheet = 0, SHEET_ROWS, None
    for row in [*rows] or [[]]:
        if line >= SHEET_ROWS or sheet is None:
            count += 1
            name = title if count == 1 else f"{title} ({count})"
            sheet = book.add_worksheet(name[-31:])
            for place, text in enumerate(header):
                sheet.write_string(0, place, text, bold)
            sheet.freeze_panes(1, 0)
            line = 0
        line += 1
        for place, cell in enumerate(row):
            write_cell(sheet, line, place, cell, day)
    return count


def _deal_header() -> list[str]:
    return [
        pgettext("Deals", "Title"),
        pgettext("Tasks", "Client"),
        pgettext("Deals", "Stage"),
        pgettext("Deals", "Amount"),
        pgettext("Deals", "Expected close"),
    ]


def _task_header() -> list[str]:
    return [
        pgettext("Tasks", "Task"),
        pgettext("Tasks", "Client"),
        pgettext("Tasks", "Due"),
        pgettext("Tasks", "Time"),
        pgettext("Tasks", "Comment"),
        pgettext("Tasks", "Done"),
    ]


def _paper_header() -> list[str]:
    return [
        pgettext("Documents", "Kind"),
        pgettext("Documents", "No."),
        pgettext("Documents", "Date"),
        pgettext("Documents", "Client"),
        pgettext("Documents", "Sum"),
        pgettext("Documents", "Status"),
    ]
