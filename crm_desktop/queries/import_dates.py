"""What the dates of a list's columns begin with: settled by the whole column, not by its top."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from crm_desktop.domain.custom_fields import CustomKind, OwnField
from crm_desktop.domain.importing import Cell, DateOrder
from crm_desktop.domain.importing.days import DateVotes, votes_of
from crm_desktop.files.staged import StagedFile
from crm_desktop.queries.import_tables import SAMPLE_ROWS
from crm_desktop.queries.read import Step, no_step

DATED = frozenset({"birthday", "created_at", "close_date", "due_date", "note_date", "done"})
"""Fields that hold dates."""
_STRETCH = 500
"""Rows looked at together."""
_STRETCHES = 16
"""So many, evenly spread, tell enough of most lists; shorter ones they tell whole."""
_NOTE = "dates "
"""Under this and its number is noted what the columns of a sheet were found to say."""


class Dates(NamedTuple):
    """What comes first in the dates of a list's columns, and in which of them that matters.

    In the `mixed` ones some dates can only begin with one thing, and some only with another.
    """

    orders: dict[int, DateOrder]
    matters: frozenset[int]
    mixed: frozenset[int] = frozenset()


def dates_of(
    fields: Sequence[str],
    sample: Sequence[Sequence[Cell]],
    own: Sequence[OwnField],
    chosen: Mapping[int, DateOrder],
    table: tuple[StagedFile, int],
    step: Step = no_step,
) -> Dates:
    """Columns of dates settle on their order by what stands in them, unless it is `chosen`.

    The `sample` of a list that is not longer tells all of it; else the sheet of the `table` is
    looked through, which `step` may end.
    """
    dated = {one.field for one in own if one.kind is CustomKind.DATE} | DATED
    columns = [column for column, name in enumerate(fields) if name in dated]
    if len(sample) < SAMPLE_ROWS:
        found = {c: votes_of(row[c] for row in sample if c < len(row)) for c in columns}
    else:
        found = votes_in(*table, columns, step)
    return Dates(
        {column: chosen.get(column) or found[column].order for column in columns},
        frozenset(column for column in columns if found[column].open),
        frozenset(column for column in columns if found[column].mixed),
    )


def votes_in(
    staged: StagedFile, sheet: int, columns: Collection[int], step: Step = no_step
) -> dict[int, DateVotes]:
    """What the columns of a sheet say of their dates; each column is looked through but once.

    Some stretches are enough where they leave no doubt; else others are, until there is none.
    """
    noted = staged.noted(f"{_NOTE}{sheet}")
    found = {int(column): DateVotes(*votes) for column, votes in json.loads(noted or "{}").items()}
    new = sorted(set(columns) - set(found))
    if not new:
        return found
    rows = next(one.rows for one in staged.sheets if one.id == sheet)
    starts = range(0, rows, _STRETCH)
    every = -(-len(starts) // _STRETCHES)
    texts: dict[int, set[str]] = {column: set() for column in new}
    for begins in starts[::every]:
        staged.gather(sheet, texts, begins, begins + _STRETCH - 1)
    found |= {column: votes_of(some) for column, some in texts.items()}
    for begins in _others(starts, every):
        texts = {column: known for column, known in texts.items() if not found[column].clear}
        if not texts:
            break
        step(0, rows)
        more: dict[int, set[str]] = {column: set() for column in texts}
        staged.gather(sheet, more, begins, begins + _STRETCH - 1)
        for column, some in more.items():
            found[column] = found[column].with_more(votes_of(some - texts[column]))
            texts[column] |= some
    staged.note(f"{_NOTE}{sheet}", json.dumps(found))
    return found


def _others(starts: range, every: int) -> Iterator[int]:
    return (begins for begins, left in zip(starts, itertools.cycle(range(every))) if left)
