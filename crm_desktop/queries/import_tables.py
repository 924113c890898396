"""Where in a staged file the table is: which sheet, which rows at its top, and other tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from crm_desktop.domain.importing import (
    TOP_ROWS,
    Cell,
    Dictionary,
    Row,
    TableShape,
    TableTop,
    filled,
    find_table,
    find_top,
    measure,
    top_at,
)
from crm_desktop.domain.imports import EMPTY_TABLE
from crm_desktop.domain.problems import Refused
from crm_desktop.files.staged import Sheet, StagedFile
from crm_desktop.files.staging import TURNED
from crm_desktop.late import dataclass
from crm_desktop.queries.import_choices import NO_HEADER

SAMPLE_ROWS = 400
SHEET_ROWS = 80
"""Rows by which sheets are compared."""
OUTSIDE_ROWS = 20_000
"""Rows around a table in which others are looked for."""
MOST_TABLES = 20


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The top of a table, the rows read for it, and a sample of its records."""

    top: TableTop
    rows: list[Row]
    sample: list[list[Cell]]


def sheet_of(staged: StagedFile, wanted: int | None, dictionary: Dictionary) -> Sheet:
    """The sheet asked for, else the visible one that holds the most of a table of clients."""
    if not staged.sheets:
        raise Refused.of(EMPTY_TABLE, name="")
    if wanted is not None:
        return next((s for s in staged.sheets if s.id == wanted), staged.sheets[0])
    shown = [s for s in staged.sheets if s.visible and s.rows] or list(staged.sheets)
    if len(shown) == 1:
        return shown[0]
    worth = {sheet.name: _worth(staged, sheet, dictionary) for sheet in shown}
    # What a sheet means is worth more than the sheet.
    worth |= {
        name: max(value, worth.get(name.removesuffix(TURNED).rstrip(), 0.0) + 0.5)
        for name, value in worth.items()
        if name.endswith(TURNED)
    }
    return max(shown, key=lambda sheet: (worth[sheet.name], -sheet.id))


def _worth(staged: StagedFile, sheet: Sheet, dictionary: Dictionary) -> float:
    """How much of a list of clients a sheet is; the first of equals is the one meant."""
    rows = list(itertools.islice(staged.rows(sheet.id), SHEET_ROWS))
    top = find_top(rows, dictionary, staged.merged(sheet.id))
    if top is None:
        return 0.0
    shape = measure(top, (row for row in rows if row[0] >= top.first), dictionary.knows)
    if not shape.data_rows:
        return 0.0
    known = sum(1 for h in shape.headers if dictionary.knows(h))
    contacts = sum(1 for look in top.looks.values() if look.value in {"phone", "email"})
    # A named table beats a longer one, and a list beats a sample of two rows.
    return 1.0 + (known if known >= 2 else 0) + 2 * contacts + (shape.data_rows > 2)


def table_of(
    staged: StagedFile, sheet: Sheet, header: int | None, dictionary: Dictionary
) -> FoundTable | None:
    """The table of a sheet, or the one whose header is in a row; None when there is no record.

    So many rows are read that nothing further down could change what they settle: a lone cell
    is a record or a note by what stands below it.
    """
    merged = staged.merged(sheet.id)
    source = staged.rows(sheet.id, max(header or 0, 0))
    rows: list[Row] = []
    for size in itertools.chain([2 * TOP_ROWS], itertools.repeat(20 * TOP_ROWS)):
        more = list(itertools.islice(source, size))
        rows += more
        top = find_top(rows, dictionary, merged)
        if header is not None and (top is None or header not in top.header_rows[:1]):
            top = top_at(rows, None if header == NO_HEADER else header, dictionary, merged)
        sample = _records(top, rows, dictionary) if top is not None else []
        if len(more) < size or (len(sample) >= SAMPLE_ROWS and _settles(rows)):
            break
    return FoundTable(top, rows, sample[:SAMPLE_ROWS]) if top is not None and sample else None


def _records(top: TableTop, rows: list[Row], dictionary: Dictionary) -> list[list[Cell]]:
    shape = measure(top, (row for row in rows if row[0] >= top.first), dictionary.knows)
    skipped, first, last = shape.skipped, shape.data_first_row, shape.data_last_row
    return [cells for number, cells in rows if first <= number <= last and number not in skipped]


def _settles(rows: list[Row]) -> bool:
    present = sum(1 for _number, cells in rows if filled(cells))
    return present >= TOP_ROWS and len(filled(rows[-1][1])) > 1


def others_of(
    staged: StagedFile, sheet: Sheet, shape: TableShape, dictionary: Dictionary
) -> tuple[TableShape, ...]:
    """Other tables of the sheet, above and below the one that was taken."""
    begins = min([*shape.header_rows, shape.data_first_row])
    ends = max([shape.data_last_row, *shape.total_rows])
    above = staged.rows(sheet.id, 0, begins - 1) if begins else iter(())
    below = staged.rows(sheet.id, ends + 1)
    merged = staged.merged(sheet.id)
    found = itertools.chain.from_iterable(
        _tables(itertools.islice(rows, OUTSIDE_ROWS), dictionary, merged) for rows in (above, below)
    )
    return tuple(itertools.islice(found, MOST_TABLES))


def _tables(
    rows: Iterable[Row], dictionary: Dictionary, merged: list[tuple[int, int, int, int]]
) -> Iterator[TableShape]:
    """Tables with a header, one after another."""
    left = list(rows)
    while sum(1 for _number, cells in left if len(filled(cells)) > 1) > 1:
        shape = find_table(left, dictionary, merged)
        if not shape.data_rows:
            return
        if shape.header_rows and sum(1 for name in shape.headers if name) > 1:
            yield shape
        ends = max([shape.data_last_row, *shape.total_rows])
        left = [row for row in left if row[0] > ends]
