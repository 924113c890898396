"""Rows of a block that are surely records, seen by columns: nothing odd can begin as they do.

What is not sure here is sorted row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from crm_desktop.domain.importing.cells import BLANKS, Cell
from crm_desktop.domain.importing.rows import letter, may_be_total

_TEXTS = frozenset({str, type(None)})
_BLANKS = frozenset(BLANKS) | {""}


def surely_records(
    rows: Sequence[Sequence[Cell]], headings: Sequence[Sequence[str]], width: int
) -> list[bool]:
    """Which rows are records unless they stand apart from those above.

    They fill more than half of the usual `width`, enough of their cells begin otherwise than the
    heads of their columns, and the first one does not begin as a total does.
    """
    columns = list(zip_longest(*rows))
    starts = [{cell[:1] for cell in column if isinstance(cell, str)} for column in columns]
    odd: set[int] = set()
    for column, some in zip(columns, starts, strict=True):
        if not some.isdisjoint(_BLANKS):
            odd.update(
                i
                for i, cell in enumerate(column)
                if isinstance(cell, str) and not cell.strip(BLANKS)
            )
    if columns:
        odd.update(_without_beginning(columns[0], starts[0]))
    alike = max((_alike(columns, starts, heading) for heading in headings), default=0)
    found = []
    for i, cells in enumerate(rows):
        count = len(cells) - cells.count(None)
        others = count - alike
        found.append(
            count > 1
            and count * 2 > width
            and (others > count // 4 or not headings)
            and i not in odd
        )
    return found


def _without_beginning(first: Sequence[Cell], starts: Iterable[str]) -> Iterable[int]:
    """Rows whose first cell is empty, or may be the word of a total."""
    yield from (i for i, cell in enumerate(first) if cell is None)
    if any(map(may_be_total, starts)):
        yield from (
            i for i, cell in enumerate(first) if isinstance(cell, str) and may_be_total(cell)
        )


def _alike(
    columns: Sequence[Sequence[Cell]], starts: Sequence[set[str]], heading: Sequence[str]
) -> int:
    """In how many columns a cell may begin as its head does."""
    count = 0
    for place, (column, some) in enumerate(zip(columns, starts, strict=True)):
        head = heading[place][:1] if place < len(heading) else ""
        sure = all(start.isalnum() and letter(start) != head for start in some)
        count += not (sure and _TEXTS.issuperset(map(type, column)))
    return count
