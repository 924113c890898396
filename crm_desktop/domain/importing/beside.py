"""Another table to the right of a table, behind columns in which nothing stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from crm_desktop.domain.importing.cells import Cell, Look, filled, look_of, text_of
from crm_desktop.domain.importing.dictionary import folded

_PAGE = 6
"""Columns of a page of a phone book, at most."""
_FEWEST = 5
"""Rows by which it shows that one of two tables ends before the other."""


def beside(header: Sequence[list[Cell]], body: Sequence[list[Cell]]) -> int:
    """The first column of another table to the right; 0 where all columns belong together.

    Both have names for their columns, and one of them has ended rows before the other, or the same
    name stands in both over what the rows hold. Without any names both look the same, as pages of
    a phone book do.
    """
    rows = [set(filled(cells)) for cells in body]
    named = set().union(*(filled(cells) for cells in header))
    used = sorted(named.union(*rows))
    if not named:
        return _pages(body, used)
    held = set().union(*rows)
    for left_end, begins in itertools.pairwise(used):
        if begins - left_end == 1:
            continue
        left, right = {c for c in used if c <= left_end}, {c for c in used if c >= begins}
        if min(len(left & named), len(right & named)) < 2 or len(right & named) * 2 < len(right):
            continue
        said_twice = _say_the_same(header, begins, held)
        if said_twice or _ends(rows, right, left) or _ends(rows, left, right):
            return begins
    return 0


def _say_the_same(header: Sequence[list[Cell]], begins: int, held: set[int]) -> bool:
    """Whether the row of names says so: groups and units may well stand on both sides.

    Programs write some columns twice and leave one of them empty: those say nothing.
    """
    named = len(set().union(*map(filled, header)))
    for cells in header:
        if len(filled(cells)) * 10 < 7 * named:
            continue
        texts = [folded(text_of(cell)) if i in held else "" for i, cell in enumerate(cells)]
        if {text for text in texts[:begins] if text} & set(texts[begins:]):
            return True
    return False


def _pages(body: Sequence[list[Cell]], used: Sequence[int]) -> int:
    """Where the second page of a phone book begins: the same looks again, ways to reach somebody.

    Pages are narrow; 0 for none.
    """
    half = len(used) // 2
    if len(used) % 2 or half > _PAGE or used[half] - used[half - 1] == 1:
        return 0
    looks = [_look(body, column) for column in used]
    reached = not {Look.PHONE, Look.EMAIL}.isdisjoint(looks)
    return used[half] if reached and looks[:half] == looks[half:] else 0


def _look(body: Sequence[list[Cell]], column: int) -> Look | None:
    """What nearly all cells of a column look like."""
    looks = [look_of(cells[column]) for cells in body if column < len(cells)]
    looks = [look for look in looks if look is not Look.EMPTY]
    usual = max(set(looks), key=looks.count) if len(looks) >= _FEWEST else None
    return usual if usual and looks.count(usual) * 10 >= 8 * len(looks) else None


def _ends(rows: Sequence[set[int]], columns: set[int], others: set[int]) -> bool:
    """Whether the columns are full down to some row and empty from there on, where others go on."""
    counts = [len(row & columns) for row in rows]
    last = max((i for i, count in enumerate(counts) if count), default=-1) + 1
    if len(rows) < _FEWEST or last < 2 or last * 10 > 8 * len(rows):
        return False
    above = sum(len(row & others) for row in rows[:last]) / last
    below = sum(len(row & others) for row in rows[last:]) / (len(rows) - last)
    # Signatures and notes below fill less than records do.
    return below * 2 > above and sum(counts) * 10 >= 8 * last * len(columns)
