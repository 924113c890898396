"""Another table to the right of a table, behind columns in which nothing stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from crm_desktop.domain.importing.cells import Cell, filled, text_of
from crm_desktop.domain.importing.dictionary import folded

_FEWEST = 5
"""Rows by which it shows that one of two tables ends before the other."""


def beside(header: Sequence[list[Cell]], body: Sequence[list[Cell]]) -> int:
    """The first column of another table to the right; 0 where all columns belong together.

    Both have names for their columns. They are two where one of them has ended rows before the
    other, or where the same name stands in both over what the rows hold.
    """
    rows = [set(filled(cells)) for cells in body]
    named = set().union(*(filled(cells) for cells in header))
    used = sorted(named.union(*rows))
    for left_end, begins in itertools.pairwise(used):
        if begins - left_end == 1:
            continue
        left, right = {c for c in used if c <= left_end}, {c for c in used if c >= begins}
        if min(len(left & named), len(right & named)) < 2 or len(right & named) * 2 < len(right):
            continue
        held = set().union(*rows)
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
