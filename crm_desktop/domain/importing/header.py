"""Where the table is: header rows under any title, data, sections, totals, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crm_desktop.domain.importing.beside import beside
from crm_desktop.domain.importing.body import (
    TableShape,
    TableTop,
    measure,
    top_of,
    usual_width,
)
from crm_desktop.domain.importing.cells import (
    Cell,
    Look,
    filled,
    is_placeholder,
    look_of,
    text_of,
)
from crm_desktop.domain.importing.content import speaks
from crm_desktop.domain.importing.dictionary import Dictionary, folded
from crm_desktop.domain.importing.header_rows import Merge, contrast, from_row, joined, storeys
from crm_desktop.domain.importing.rows import Row

LOOK_AHEAD = 60
"""Non-empty rows looked at for a header."""
_RECORDS = 4
"""Rows with a phone above a header by which it is not that of the first table."""
TOP_ROWS = 600
"""Rows that settle where a table begins and what is usual in it."""

_CALLED_AT = re.compile(r"(?:\d[\s()+.-]{0,3}){10}")
"""A phone among words: «8 916 123-45-67 Лена» names no column."""
_GENERIC = re.compile(
    r"(?:column|col|field|столбец|колонка|графа|поле|unnamed:?)[\s_-]*\d+|f\d+", re.IGNORECASE
)


def find_table(
    rows: Iterable[Row], dictionary: Dictionary, merged: Sequence[Merge] = ()
) -> TableShape:
    """Find the (first) table of a sheet; a sheet without rows gives an empty shape."""
    everything = list(rows)
    top = find_top(everything, dictionary, merged)
    if top is None:
        return TableShape((), (), 0, -1, 0)
    return measure(top, (row for row in everything if row[0] >= top.first), dictionary.knows)


def find_top(
    rows: Iterable[Row], dictionary: Dictionary, merged: Sequence[Merge] = ()
) -> TableTop | None:
    """Where the (first) table begins and what its first rows settle; None without any row.

    The first `TOP_ROWS` rows that hold anything tell all of it. `merged` are cells made one.
    """
    present = [row for row in rows if filled(row[1])]
    if not present:
        return None
    index = _find_names(present[:LOOK_AHEAD], dictionary)
    if index is None:
        return top_of(present, _first_data(present), (), ())
    rows = _left_of(present[:LOOK_AHEAD], index)
    first, last = storeys(rows, index, usual_width(rows), dictionary, merged)
    head = [*rows[first:index], present[index], *rows[index + 1 : last + 1]]
    return _headed(present, last, head, dictionary, merged)


def top_at(
    rows: Iterable[Row],
    header: int | None,
    dictionary: Dictionary,
    merged: Sequence[Merge] = (),
) -> TableTop | None:
    """The table whose header begins in this very row, or one without any; None: nothing below."""
    present = [row for row in rows if filled(row[1])]
    if header is None:
        return top_of(present, _first_data(present), (), ()) if present else None
    below = [row for row in present if row[0] >= header]
    if not below or below[0][0] != header:
        return top_of(below, 0, (), ()) if below else None
    last = from_row(below[:LOOK_AHEAD], 0, usual_width(below[:LOOK_AHEAD]), dictionary, merged)
    return _headed(below, last, below[: last + 1], dictionary, merged)


def _headed(
    present: Sequence[Row],
    last: int,
    head: Sequence[Row],
    dictionary: Dictionary,
    merged: Sequence[Merge],
) -> TableTop:
    """The table below a header, whose last row is at `last`."""
    numbers = tuple(range(head[0][0], head[-1][0] + 1))
    return top_of(present, last + 1, numbers, joined(head, dictionary, merged), head)


# -- the header ------------------------------------------------------------------------------


def _left_of(rows: Sequence[Row], index: int) -> Sequence[Row]:
    """The rows without another table to the right: beside a storey of names its records stand."""
    beyond = beside([rows[index][1]], [cells for _number, cells in rows[index + 1 :]])
    return [(number, cells[:beyond]) for number, cells in rows] if beyond else rows


def _find_names(rows: Sequence[Row], dictionary: Dictionary) -> int | None:
    """Index of the row that names the columns, or None."""
    width = usual_width(rows)
    best: tuple[float, int] | None = None
    for index in range(min(len(rows), 45)):
        score = _header_score(rows, index, width, dictionary)
        if score > 0 and _like_below(rows, index, width):
            break  # Records stand above: it is one of them, or the header again.
        if score > 0 and best is None and _records_above(rows, index):
            break  # It heads another table further down.
        if score > 0 and (best is None or score > best[0] + 0.01):
            best = (score, index)
    return best[1] if best is not None else None


def _like_below(rows: Sequence[Row], index: int, width: int) -> bool:
    """Whether a row above is of the same make as those below, so that none between heads them."""
    below = [cells for _number, cells in rows[index + 1 : index + 13]]
    looks: dict[int, list[Look]] = {}
    for cells in below:
        for column in filled(cells):
            looks.setdefault(column, []).append(look_of(cells[column]))
    usual = {
        column: look
        for column, found in looks.items()
        for look in (Look.PHONE, Look.EMAIL, Look.DATE, Look.NUMBER)
        if len(found) > 1 and found.count(look) * 10 >= 6 * len(found)
    }
    if not usual:
        return False
    for _number, cells in rows[:index]:
        columns = filled(cells)
        if len(columns) * 10 < 6 * width or any(text_of(cells[i]).endswith(":") for i in columns):
            continue
        same = sum(1 for i in columns if i in usual and look_of(cells[i]) is usual[i])
        if same >= min(2, len(usual)):
            return True
    return False


def _records_above(rows: Sequence[Row], index: int) -> bool:
    """Whether several rows above have a phone or an address in one column, as records have."""
    found: dict[tuple[int, Look], int] = {}
    for _number, cells in rows[:index]:
        columns = filled(cells)
        for column in columns if len(columns) > 1 else ():
            look = look_of(cells[column])
            if look in (Look.PHONE, Look.EMAIL):
                found[column, look] = found.get((column, look), 0) + 1
    return max(found.values(), default=0) >= _RECORDS


def _header_score(rows: Sequence[Row], index: int, width: int, dictionary: Dictionary) -> float:
    """How much a row looks like the header of what stands below it; 0 for "not at all"."""
    cells = rows[index][1]
    columns = filled(cells)
    texts = [text_of(cells[i]).strip() for i in columns]
    looks = [look_of(cells[i]) for i in columns]
    below = [c for _number, c in rows[index + 1 : index + 13]]
    if not columns or (len(columns) == 1 and width > 1):
        return 0.0
    if _years(cells, columns):
        looks = [Look.TEXT] * len(looks)
    generic = sum(1 for t in texts if _GENERIC.fullmatch(t))
    named = sum(1 for t in texts if dictionary.knows(t)) + (generic if generic > 1 else 0)
    known = named / len(texts)
    plain = sum(
        1 for x, t in zip(looks, texts, strict=True) if x is Look.TEXT and not is_placeholder(t)
    ) / len(looks)
    data = sum(
        1
        for x, t in zip(looks, texts, strict=True)
        if x in {Look.EMAIL, Look.PHONE, Look.DATE}
        or is_placeholder(t)
        or _CALLED_AT.search(t)
        or (speaks(t) and not dictionary.knows(t))
    ) / len(looks)
    short = sum(1 for t in texts if len(t) <= 50) / len(texts)
    distinct = len({folded(t) for t in texts}) / len(texts)
    fill = min(len(columns) / width, 1.0)
    if any(
        text.endswith(":") and look in {Look.PHONE, Look.DATE, Look.EMAIL, Look.NUMBER}
        for text, look in zip(texts, looks[1:], strict=False)
    ):
        return 0.0  # «Телефон:», and beside it the number.
    if plain < 0.5 or (known < 0.2 and data > 0.25):
        return 0.0
    figures = sum(1 for look in looks if look is Look.NUMBER) / len(looks)
    if known < 0.3 and data and data + figures > 0.35:
        return 0.0
    apart = contrast(dict(zip(columns, looks, strict=True)), below)
    score = 3.0 * known + plain + 0.5 * short + 0.5 * distinct + 1.5 * fill + 2.0 * apart
    score -= 2.0 * data
    if not below:
        return score if known >= 0.5 else 0.0
    # Without a known word and without any contrast it is a row like the others.
    if known == 0 and apart < 0.12 and not _names_only(texts):
        return 0.0
    if fill < 0.4 and known < 0.5:
        return 0.0
    return score - 0.02 * index


def _years(cells: list[Cell], columns: list[int]) -> bool:
    """Years in a row («Year», 2000, 2001, …): numbers that name columns."""
    texts = [text_of(cells[i]).strip() for i in columns]
    if texts and look_of(cells[columns[0]]) is Look.TEXT:
        texts = texts[1:]
    if len(texts) < 3 or not all(re.fullmatch(r"(?:19|20)\d\d", t) for t in texts):
        return False
    return texts == sorted(set(texts))


def _names_only(texts: list[str]) -> bool:
    """Every text is one short word in small letters, as column names are («id», «name»)."""
    return len(texts) > 1 and all(re.fullmatch(r"[a-z][a-z0-9_ -]{0,24}", t) for t in texts)


def _first_data(present: Sequence[Row]) -> int:
    """Where rows begin when there is no header: after titles of a single cell, and labels."""
    width = usual_width(present[:LOOK_AHEAD])
    for index, (_number, cells) in enumerate(present[:LOOK_AHEAD]):
        columns = filled(cells)
        labels = any(text_of(cells[i]).rstrip().endswith(":") for i in columns)
        if len(columns) * 2 >= width and not labels:
            return index
    return 0
