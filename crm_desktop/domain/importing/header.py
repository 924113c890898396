"""Where the table is: header rows under any title, data, sections, totals, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

_TOTAL = re.compile(
    r"(?:итого|всего|total|sub-?total|grand total|average|среднее|в том числе)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_MACHINE = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[_.:][A-Za-z0-9]+)+|[A-Z][A-Z0-9_]{2,}|[a-z]+[A-Z]\w+"
)
_GENERIC = re.compile(r"(?:column|col|field|столбец|колонка|поле)[\s_-]?\d", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_CAPITALS = re.compile(r"[А-ЯЁ«»\" .-]{3,}")
_SECTION = re.compile(
    r"(?:опт|розни|поставщ|клиент|физ|юр|vip|групп|раздел|отдел|филиал|регион|прочие|новые|"
    r"постоянн|section|group|category)\w*.*|[А-ЯЁа-яё].*:",
    re.IGNORECASE | re.DOTALL,
)

Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table inside a sheet; row numbers from 0 in the file as it stands.

    `data_rows` counts rows that hold records; `section_rows`, `total_rows`, `repeated_rows` lie
    inside and hold none; `note_rows` stand below.
    """

    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    data_first_row: int
    data_last_row: int
    data_rows: int
    section_rows: tuple[int, ...] = ()
    total_rows: tuple[int, ...] = ()
    repeated_rows: tuple[int, ...] = ()
    note_rows: tuple[int, ...] = ()

    @property
    def skipped(self) -> frozenset[int]:
        """Rows between first and last that hold no record."""
        return frozenset(self.section_rows + self.total_rows + self.repeated_rows)


def find_table(rows: Iterable[Row], dictionary: Dictionary) -> TableShape:
    """Find the (first) table of a sheet; a sheet without rows gives an empty shape."""
    present: list[Row] = []
    columns: list[list[int]] = []
    for row in rows:
        found = filled(row[1])
        if found:
            present.append(row)
            columns.append(found)
    if not present:
        return TableShape((), (), 0, -1, 0)
    head = _find_header(present[:LOOK_AHEAD], dictionary)
    if head is None:
        start = _first_data(present)
        return _measure(present, columns, start, (), ())
    first, last = head
    numbers = tuple(number for number, _cells in present[first : last + 1])
    headers = _join([cells for _number, cells in present[first : last + 1]])
    return _measure(present, columns, last + 1, numbers, headers)


# -- the header ------------------------------------------------------------------------------


def _find_header(rows: Sequence[Row], dictionary: Dictionary) -> tuple[int, int] | None:
    """Indexes of the first and last header row among the rows, or None."""
    width = _usual_width(rows)
    best: tuple[float, int] | None = None
    for index in range(min(len(rows), 45)):
        score = _header_score(rows, index, width, dictionary)
        if score > 0 and (best is None or score > best[0] + 0.01):
            best = (score, index)
    if best is None:
        return None
    return _extend(rows, best[1], width, dictionary)


def _usual_width(rows: Sequence[Row]) -> int:
    """How many cells the rows of the table usually fill: a high quantile, not the mean."""
    counts = sorted(len(filled(cells)) for _number, cells in rows)
    return max(counts[int(len(counts) * 0.75) if len(counts) > 3 else -1], 1)


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


# -- what lies below -------------------------------------------------------------------------


def _first_data(present: Sequence[Row]) -> int:
    """Where rows begin when there is no header: after titles of a single cell."""
    width = _usual_width(present[:LOOK_AHEAD])
    for index, (_number, cells) in enumerate(present[:LOOK_AHEAD]):
        if len(filled(cells)) * 2 >= width:
            return index
    return 0


def _measure(
    present: Sequence[Row],
    filled_columns: Sequence[list[int]],
    start: int,
    header_rows: tuple[int, ...],
    headers: tuple[str, ...],
) -> TableShape:
    """Walk down from `start`, telling records from sections, totals, repeats and notes."""
    body = present[start:]
    width = _usual_width(body[:500]) if body else 1
    heading = [folded(h) for h in headers]
    numeric = _numeric_columns(body)
    data: list[int] = []
    sections: list[int] = []
    totals: list[int] = []
    repeated: list[int] = []
    notes: list[int] = []
    previous = present[start - 1][0] if start else -1
    below = filled_columns[start:]
    full = [n for (n, _cells), columns in zip(body, below, strict=True) if len(columns) > 1]
    bottom = full[-1] if full else -1
    for (number, cells), columns in zip(body, below, strict=True):
        gap = number - previous > 1
        previous = number
        if heading and _is_repeat(cells, columns, heading):
            if gap and data:
                break
            repeated.append(number)
        elif _is_total(cells, columns, width):
            totals.append(number)
        elif (
            len(columns) == 1
            and width >= 3
            and _is_aside(
                cells[columns[0]],
                columns[0],
                below=number > bottom and (gap or len(text_of(cells[columns[0]])) > 80),
                numeric=numeric,
            )
        ):
            sections.append(number)
        else:
            data.append(number)
    last = data[-1] if data else (header_rows[-1] if header_rows else -1)
    notes = [n for n in sections if n > last]
    first = data[0] if data else last + 1
    return TableShape(
        header_rows,
        headers,
        first,
        last,
        len(data),
        tuple(n for n in sections if first < n < last or n < first),
        tuple(totals),
        tuple(repeated),
        tuple(notes),
    )


def _numeric_columns(body: Sequence[Row]) -> set[int]:
    """Columns whose cells are mostly numbers or dates: a lone text there heads a section."""
    counts: dict[int, list[int]] = {}
    for _number, cells in body[:200]:
        for column in filled(cells):
            found = counts.setdefault(column, [0, 0])
            found[0] += 1
            found[1] += look_of(cells[column]) in {Look.NUMBER, Look.DATE}
    return {c for c, (all_, numbers) in counts.items() if numbers * 4 >= all_ * 3}


def _is_repeat(cells: list[Cell], columns: list[int], heading: list[str]) -> bool:
    """Whether three quarters of a row say what the header says; most rows show at once."""
    others = len(columns) // 4
    if _other_starts(cells, columns, heading, others + 1) > others:
        return False
    texts = [folded(text_of(c)) for c in cells]
    same = sum(1 for a, b in zip(texts, heading, strict=False) if a and a == b)
    return same >= 2 and same * 4 >= 3 * sum(1 for t in texts if t)


def _other_starts(cells: list[Cell], columns: list[int], heading: list[str], enough: int) -> int:
    """How many cells begin with another letter than their heads; not more than `enough`."""
    others = 0
    for column in columns:
        cell = cells[column]
        start = cell[0] if isinstance(cell, str) else ""
        if start.isalnum():
            head = heading[column][:1] if column < len(heading) else ""
            others += start.casefold()[0].replace("ё", "е") != head
            if others >= enough:
                break
    return others


def _is_total(cells: list[Cell], columns: list[int], width: int) -> bool:
    first = text_of(cells[columns[0]]).strip()
    if not isinstance(cells[columns[0]], str) or not _TOTAL.fullmatch(first) or len(first) > 40:
        return False
    return len(columns) <= max(width - 1, 2) or folded(first) in {"итого", "всего", "total"}


def _is_aside(cell: Cell, column: int, *, below: bool, numeric: set[int]) -> bool:
    """A lone cell in a wide table: a section's name or a note, not a record of one name."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    if look_of(cell) in {Look.PHONE, Look.EMAIL}:
        return False
    if column in numeric or below:
        return True
    return bool(_SECTION.fullmatch(text) or _CAPITALS.fullmatch(text))
