"""Sheets on their side: labels below one another, and beside each what it says of every record.

So are transposed tables, cards of one firm, and clients told one after another, label by label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from crm_desktop.domain.importing.cells import Cell, Look, filled, look_of, text_of
from crm_desktop.domain.importing.dictionary import folded
from crm_desktop.domain.importing.labels import FEWEST
from crm_desktop.domain.importing.rows import Row
from crm_desktop.domain.requisites import check_inn

_LABELLED = re.compile(r"\s*([^:\d]{2,40}?)\s*:\s*(\S.*)", re.DOTALL)
_NUMBERS = re.compile(r"\s*\d+")
_LONGEST = 60
_HEADS = 40
"""Rows among which heads would stand."""


def upright(rows: Sequence[Row], knows: Callable[[str], bool]) -> list[list[Cell]] | None:
    """The sheet as a table of records below their heads; None for one that stands upright.

    `knows` tells whether a text names columns in life. What is no label with a value stands above.
    """
    if any(_names_columns(cells, knows) for _number, cells in rows[:_HEADS]):
        return None
    told = [(cells, _told(cells, knows)) for _number, cells in rows if filled(cells)]
    named = [one for _cells, one in told if one is not None]
    known = {folded(label) for label, _values in named if knows(label)}
    # «Клиент 1», «Клиент 2» are names, and one label at most.
    if len({_NUMBERS.sub("", one) for one in known}) < FEWEST or not _speak_of_somebody(named):
        return None
    if sum(folded(label) in known for label, _values in named) * 10 < 6 * len(told):
        return None
    several = len({folded(label) for label, _values in named}) == len(named)
    records = _columns(named) if several else _blocks(named)
    heads = list(dict.fromkeys(folded(label) for label, _values in named))
    titles = {folded(label): label for label, _values in reversed(named)}
    above = [cells for cells, one in told if one is None]
    return [
        *above,
        [titles[head] for head in heads],
        *[[record.get(head) for head in heads] for record in records],
    ]


def _names_columns(cells: Sequence[Cell], knows: Callable[[str], bool]) -> bool:
    """Whether this is a row of heads: the table below it stands upright."""
    return sum(isinstance(cell, str) and knows(cell) for cell in cells) >= FEWEST


_Told = tuple[str, list[Cell]]
"""A label, and what stands beside it."""


def _told(cells: list[Cell], knows: Callable[[str], bool]) -> _Told | None:
    columns = filled(cells)
    first = cells[columns[0]]
    if not isinstance(first, str) or (len(first) > _LONGEST and len(columns) > 1):
        return None
    if len(columns) == 1:
        found = _LABELLED.fullmatch(first)
        return (found[1], [found[2]]) if found and knows(found[1]) else None
    return first.strip().rstrip(":").strip(), cells[columns[0] + 1 :]


def _speak_of_somebody(named: Iterable[_Told]) -> bool:
    """Whether some value is a way to reach somebody, or an ИНН: a page about fields has none."""
    values = [cell for _label, cells in named for cell in cells]
    return any(
        look_of(cell) in (Look.PHONE, Look.EMAIL)
        or ((text := text_of(cell).strip()[:12].rstrip(" /")).isdigit() and check_inn(text) is None)
        for cell in values
    )


def _columns(named: Sequence[_Told]) -> list[dict[str, Cell]]:
    """Each column beside the labels is a record."""
    width = max(len(cells) for _label, cells in named)
    records = [
        {folded(label): cells[i] for label, cells in named if i < len(cells)} for i in range(width)
    ]
    return [one for one in records if filled(list(one.values()))]


def _blocks(named: Sequence[_Told]) -> list[dict[str, Cell]]:
    """A label that was told already begins the next record."""
    records: list[dict[str, Cell]] = [{}]
    for label, cells in named:
        values = [cells[i] for i in filled(cells)]
        value = values[0] if len(values) == 1 else ", ".join(map(text_of, values))
        if folded(label) in records[-1]:
            records.append({})
        records[-1][folded(label)] = value
    return records
