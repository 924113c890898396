"""A staged file of contact cards as a table whose columns are known before anybody looks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from crm_desktop.domain.importing import Cell, ColumnGuess, TableTop, filled, text_of
from crm_desktop.files.staged import Sheet, StagedFile
from crm_desktop.queries.import_tables import SAMPLE_ROWS, FoundTable
from crm_desktop.words.vcards import column_title

SAMPLES = 5
_NONE: frozenset[int] = frozenset()


def table_of_cards(staged: StagedFile, sheet: Sheet) -> FoundTable | None:
    """All cards of a file, one a row and no row above them; None when there is none."""
    rows = list(islice(staged.rows(sheet.id), SAMPLE_ROWS))
    if not rows:
        return None
    titles = tuple(column_title(name, label) for name, label in staged.columns)
    width = len(titles)
    top = TableTop((), titles, 0, -1, width, width, (), _NONE, _NONE, _NONE, {})
    return FoundTable(top, rows, [cells for _number, cells in rows])


def columns_of_cards(staged: StagedFile, found: FoundTable) -> tuple[ColumnGuess, ...]:
    """What each column holds: the cards say so themselves."""
    named = zip(staged.columns, found.top.headers, strict=True)
    return tuple(
        ColumnGuess(index, title, field, 1.0, _samples(found.sample, index))
        for index, ((field, _label), title) in enumerate(named)
    )


def _samples(rows: Sequence[Sequence[Cell]], column: int) -> tuple[str, ...]:
    texts = (text_of(row[column])[:80] for row in rows if column in filled(list(row)))
    return tuple(islice(dict.fromkeys(texts), SAMPLES))
