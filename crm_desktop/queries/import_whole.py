"""What a list has decided as a whole: its words, its count of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.importing import (
    NOTE,
    Cell,
    clean_value,
    filled,
    literal,
)
from crm_desktop.domain.imports import Cells, ImportPlan
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import StagedFile, open_staged
from crm_desktop.files.understood import Understood
from crm_desktop.queries import dictionaries
from crm_desktop.queries.read import Read, query
from crm_desktop.queries.untaken import Untaken

_LISTED = {
    "source": DictionaryKind.SOURCE,
    "status": DictionaryKind.STATUS,
    "tags": DictionaryKind.TAG,
}
_IN_WORDS = frozenset({"name", "full_name", "last_name", "first_name", "middle_name", NOTE})
_FILLED = "filled "
"""Under this and its number a sheet's count of cells is noted."""


def note_filled(staged: StagedFile, sheet: int, first: int, last: int, ready: Understood) -> None:
    """Write down how many cells of a sheet hold anything: above `first`, and as understood."""
    whole = staged.filled(sheet, 0, first - 1) + ready.cells(first, last)[0]
    staged.note(f"{_FILLED}{sheet}", str(whole))


def cells_of(plan: ImportPlan, ready: Understood, untaken: Untaken) -> Cells:
    """What becomes of every cell of the plan's sheet that holds anything, as corrected.

    Of a row that was left as a whole all cells are told.
    """
    with open_staged(Path(plan.staging)) as staged:
        noted = staged.noted(f"{_FILLED}{plan.sheet}")
        whole = int(noted) if noted else staged.filled(plan.sheet, 0, plan.last_row)
        for number, cells in staged.rows_at(plan.sheet, sorted({row for row, _ in plan.edits})):
            whole += len(filled(plan.corrected(number, cells))) - len(filled(cells))
    total, kept, problems, ignored, blank = ready.cells(
        plan.first_row, plan.last_row, plan.skip_rows
    )
    left = ready.cells_of(untaken.rows) if untaken.rows else [0] * 5
    stored = total - kept - problems - ignored - untaken.count
    stored -= left[0] - left[1] - left[2] - left[3]
    kept -= left[1]
    problems += untaken.count + left[0] - left[2] - left[3]
    return Cells(
        filled=whole,
        stored=stored,
        kept=kept,
        problems=problems,
        ignored=ignored,
        aside=whole - total,
        blank=blank,
    )


@query(right=Right.IMPORT)
def words_of(
    read: Read, fields: Sequence[str], sample: Sequence[Sequence[Cell]]
) -> dict[str, tuple[str, ...]]:
    """Sources, statuses and tags in use; what the list itself writes most often comes after.

    Those in use are wanted without a column, too: all rows may be given one.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, kind in _LISTED.items():
        columns = [i for i, field in enumerate(fields) if field == name]
        told: Counter[str] = Counter()
        for row in sample:
            for value in (clean_value(name, row[i]).value for i in columns if i < len(row)):
                told.update(value if isinstance(value, list) else [value] if value else [])
        known = [word.name for word in dictionaries.words(read, kind)]
        found[name] = tuple(dict.fromkeys([*known, *(word for word, _n in told.most_common())]))
    return {name: words for name, words in found.items() if words}


def literal_of(
    fields: Sequence[str], sample: Sequence[Sequence[Cell]]
) -> dict[int, tuple[str, ...]]:
    """Words of columns of names and remarks that are no placeholders there: a Mr Null."""
    found = {
        i: literal([row[i] if i < len(row) else None for row in sample])
        for i, field in enumerate(fields)
        if field in _IN_WORDS
    }
    return {i: tuple(words) for i, words in found.items() if words}
