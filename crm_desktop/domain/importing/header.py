"""Where the table is: header rows under any title, data, sections, totals, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crm_desktop.domain.importing.body import (
    Row,
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
    is_empty,
    is_placeholder,
    look_of,
    text_of,
)
from crm_desktop.domain.importing.dictionary import Dictionary, folded

LOOK_AHEAD = 60
"""Non-empty rows looked at for a header."""
MOST_HEADER_ROWS = 4
TOP_ROWS = 600
"""Rows that settle where a table begins and what is usual in it."""

_MACHINE = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[_.:][A-Za-z0-9]+)+|[A-Z][A-Z0-9_]{2,}|[a-z]+[A-Z]\w+"
)
_GENERIC = re.compile(r"(?:column|col|field|столбец|колонка|поле)[\s_-]?\d", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")


def find_table(rows: Iterable[Row], dictionary: Dictionary) -> TableShape:
    """Find the (first) table of a sheet; a sheet without rows gives an empty shape."""
    everything = list(rows)
    top = find_top(everything, dictionary)
    if top is None:
        return TableShape((), (), 0, -1, 0)
    return measure(top, (row for row in everything if row[0] >= top.first))


def find_top(rows: Iterable[Row], dictionary: Dictionary) -> TableTop | None:
    """Where the (first) table begins and what its first rows settle; None without any row.

    The first `TOP_ROWS` rows that hold anything tell all of it.
    """
    present = [row for row in rows if filled(row[1])]
    if not present:
        return None
    head = _find_header(present[:LOOK_AHEAD], dictionary)
    if head is None:
        return top_of(present, _first_data(present), (), ())
    first, last = head
    numbers = tuple(number for number, _cells in present[first : last + 1])
    headers = _join([cells for _number, cells in present[first : last + 1]])
    return top_of(present, last + 1, numbers, headers)


def top_at(rows: Iterable[Row], header: int | None) -> TableTop | None:
    """The table whose header is this very row, or one without any; None when nothing is below."""
    present = [row for row in rows if filled(row[1])]
    if header is None:
        return top_of(present, _first_data(present), (), ()) if present else None
    below = [row for row in present if row[0] >= header]
    if not below or below[0][0] != header:
        return top_of(below, 0, (), ()) if below else None
    return top_of(below, 1, (header,), _join([below[0][1]]))


# -- the header ------------------------------------------------------------------------------


def _find_header(rows: Sequence[Row], dictionary: Dictionary) -> tuple[int, int] | None:
    """Indexes of the first and last header row among the rows, or None."""
    width = usual_width(rows)
    best: tuple[float, int] | None = None
    for index in range(min(len(rows), 45)):
        score = _header_score(rows, index, width, dictionary)
        if score > 0 and (best is None or score > best[0] + 0.01):
            best = (score, index)
    if best is None:
        return None
    return _extend(rows, best[1], width, dictionary)


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
    known = sum(1 for t in texts if dictionary.knows(t) or _GENERIC.match(t)) / len(texts)
    plain = sum(
        1 for x, t in zip(looks, texts, strict=True) if x is Look.TEXT and not is_placeholder(t)
    ) / len(looks)
    data = sum(
        1
        for x, t in zip(looks, texts, strict=True)
        if x in {Look.EMAIL, Look.PHONE, Look.DATE} or is_placeholder(t)
    ) / len(looks)
    short = sum(1 for t in texts if len(t) <= 50) / len(texts)
    distinct = len({folded(t) for t in texts}) / len(texts)
    fill = min(len(columns) / width, 1.0)
    if plain < 0.5 or (known < 0.2 and data > 0.25):
        return 0.0
    contrast = _contrast(dict(zip(columns, looks, strict=True)), below)
    score = 3.0 * known + plain + 0.5 * short + 0.5 * distinct + 1.5 * fill + 2.0 * contrast
    score -= 2.0 * data
    if not below:
        return score if known >= 0.5 else 0.0
    # Without a known word and without any contrast it is a row like the others.
    if known == 0 and contrast < 0.12 and not _names_only(texts):
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


def _contrast(looks: dict[int, Look], below: Sequence[list[Cell]]) -> float:
    """Share of columns whose cells below look otherwise than the header's text."""
    differ = counted = 0
    for column, look in looks.items():
        under = [look_of(c[column]) for c in below if column < len(c) and not is_empty(c[column])]
        if not under:
            continue
        counted += 1
        others = sum(1 for found in under if found is not Look.TEXT)
        if look is Look.TEXT and others * 2 > len(under):
            differ += 1
    return differ / counted if counted else 0.0


def _extend(rows: Sequence[Row], index: int, width: int, dictionary: Dictionary) -> tuple[int, int]:
    """Take in rows of the same header above and below (groups, units, machine names)."""
    first = last = index
    below = [c for _number, c in rows[index + 1 : index + 13]]
    while first > 0 and last - first + 1 < MOST_HEADER_ROWS:
        above_number, above = rows[first - 1]
        if rows[first][0] - above_number > 1:
            break
        if first == index and _names_gaps(above, rows[index][1], below):
            # A title may stand above it, but no further storey of the header.
            first -= 1
            break
        if not _is_group_row(above, rows[first][1], width):
            break
        first -= 1
    thin = len(filled(rows[index][1])) < width or all(
        len(text_of(c).strip()) <= 3 for c in rows[index][1] if not is_empty(c)
    )
    while last + 1 < len(rows) and last - first + 1 < MOST_HEADER_ROWS:
        under = rows[last + 1][1]
        texts = [text_of(under[i]).strip() for i in filled(under)]
        machine = len(texts) >= 2 and all(_MACHINE.fullmatch(t) for t in texts)
        stands_apart = thin and _stands_apart(under, [c for _n, c in rows[last + 2 : last + 14]])
        if not (machine or stands_apart or _completes(rows[last][1], under, width, dictionary)):
            break
        last += 1
    return first, last


def _is_group_row(cells: list[Cell], header: list[Cell], width: int) -> bool:
    """A row above that names groups of columns: several short texts, gaps where merged."""
    columns = filled(cells)
    if len(columns) < 2 or len(columns) > len(filled(header)) + 1:
        return False
    if _DAY.search(text_of(cells[columns[0]])):
        return False  # «Список на 01.08.2026»: a title
    texts = all(look_of(cells[i]) is Look.TEXT and len(text_of(cells[i])) <= 60 for i in columns)
    return texts and len(columns) >= max(2, width // 4) and columns[-1] >= width // 2


def _names_gaps(cells: list[Cell], header: list[Cell], below: Sequence[list[Cell]]) -> bool:
    """A row above that names just the columns which the header leaves without a name."""
    columns = filled(cells)
    if len(columns) < 2 or not set(columns).isdisjoint(filled(header)):
        return False
    if any(look_of(cells[i]) is not Look.TEXT for i in columns):
        return False
    held = {i for row in below for i in filled(row)}
    return len(held.intersection(columns)) * 4 >= 3 * len(columns)


def _stands_apart(cells: list[Cell], below: Sequence[list[Cell]]) -> bool:
    """A row all of words over columns of figures: still part of the header."""
    columns = filled(cells)
    looks = {i: look_of(cells[i]) for i in columns}
    if len(columns) < 3 or any(look is not Look.TEXT for look in looks.values()):
        return False
    return _contrast(looks, below) >= 0.5


def _completes(header: list[Cell], under: list[Cell], width: int, dictionary: Dictionary) -> bool:
    """A row below that fills gaps of the header with known names (a two-storey header)."""
    gaps = [i for i in filled(under) if i >= len(header) or is_empty(header[i])]
    texts = [text_of(under[i]) for i in filled(under)]
    if len(gaps) < 2 or len(gaps) * 2 < len(texts) or len(filled(header)) >= width:
        return False
    if any(look_of(under[i]) is not Look.TEXT for i in filled(under)):
        return False
    return sum(1 for t in texts if dictionary.knows(t)) * 2 >= len(texts)


def _join(rows: list[list[Cell]]) -> tuple[str, ...]:
    """One name per column: group names run on over their gaps, machine names stay out."""
    width = max(len(r) for r in rows)
    names = [""] * width
    for depth, cells in enumerate(rows):
        texts = [
            " ".join(text_of(cells[i]).split()) if i < len(cells) else "" for i in range(width)
        ]
        if depth and all(_MACHINE.fullmatch(t) for t in texts if t):
            names = [name or text for name, text in zip(names, texts, strict=True)]
            continue
        if depth < len(rows) - 1:
            group = ""
            for i, text in enumerate(texts):
                below = any(i < len(r) and not is_empty(r[i]) for r in rows[depth + 1 :])
                if text:
                    # What has no name under itself is no group but a name.
                    group = text if below else ""
                elif below:
                    texts[i] = group
                else:
                    group = ""
        names = [
            f"{name} {text}".strip() if text and text != name else name
            for name, text in zip(names, texts, strict=True)
        ]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _first_data(present: Sequence[Row]) -> int:
    """Where rows begin when there is no header: after titles of a single cell."""
    width = usual_width(present[:LOOK_AHEAD])
    for index, (_number, cells) in enumerate(present[:LOOK_AHEAD]):
        if len(filled(cells)) * 2 >= width:
            return index
    return 0
