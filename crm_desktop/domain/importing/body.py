"""What lies below a table's header: records, sections, totals, repeated headers, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm_desktop.domain.importing.cells import Cell, Look, filled, look_of, text_of
from crm_desktop.domain.importing.dictionary import folded

LONG_NOTE = 80
"""Letters of a lone cell that is no name any more."""
_TOTAL = re.compile(
    r"(?:итого|всего|total|sub-?total|grand total|average|среднее|в том числе)\b.*",
    re.IGNORECASE | re.DOTALL,
)
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


@dataclass(frozen=True, slots=True)
class TableTop:
    """What the top of a table settles about the rows below, whoever looks at them.

    `first` is the first row below the header, `before` the last row above it that holds anything.
    `heading` are the headers folded, `numeric` the columns of figures, `width` the usual number
    of filled cells.
    """

    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    first: int
    before: int
    width: int
    heading: tuple[str, ...]
    numeric: frozenset[int]


BLANK = "blank"
REPEAT = "repeat"
TOTAL = "total"
SECTION = "section"
NOTE = "note"
"""What a row may be that is no record; a note is a record where full rows follow, else an aside."""


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row that may be no record; `gap` when empty rows stand above it."""

    kind: str
    gap: bool


class BodySorter:
    """Tells records from other rows, one after another; any run of rows can be sorted by itself.

    `bottom` is the last row so far that fills more than one cell.
    """

    def __init__(self, top: TableTop, before: int) -> None:
        """`before` is the last row above the first one sorted that holds anything."""
        self.bottom = -1
        self._top = top
        self._before = before

    def sort(self, number: int, cells: list[Cell]) -> OddRow | None:
        """What else than a record the row may be; None for a record."""
        columns = filled(cells)
        if not columns:
            return OddRow(BLANK, gap=False)
        top = self._top
        gap = number - self._before > 1
        self._before = number
        if len(columns) > 1:
            self.bottom = number
        if top.heading and _is_repeat(cells, columns, top.heading):
            return OddRow(REPEAT, gap)
        if _is_total(cells, columns, top.width):
            return OddRow(TOTAL, gap)
        if len(columns) == 1 and top.width >= 3:
            cell, numeric = cells[columns[0]], columns[0] in top.numeric
            if _is_aside(cell, numeric, below=False):
                return OddRow(SECTION, gap)
            apart = gap or len(text_of(cell)) > LONG_NOTE
            if apart and _is_aside(cell, numeric, below=True):
                return OddRow(NOTE, gap)
        return None


def top_of(
    present: Sequence[Row], start: int, header_rows: tuple[int, ...], headers: tuple[str, ...]
) -> TableTop:
    """What the rows settle of the table whose records begin at `present[start]`."""
    body = present[start:]
    before = present[start - 1][0] if start else -1
    return TableTop(
        header_rows,
        headers,
        body[0][0] if body else before + 1,
        before,
        usual_width(body[:500]) if body else 1,
        tuple(folded(h) for h in headers),
        frozenset(_numeric_columns(body)),
    )


def settle(
    top: TableTop, numbers: Iterable[int], odd: Mapping[int, OddRow], bottom: int
) -> TableShape:
    """The whole table, from the numbers of all rows below its top and what is odd among them.

    `bottom` is the last row that fills more than one cell.
    """
    first = last = count = 0
    found: dict[str, list[int]] = {SECTION: [], TOTAL: [], REPEAT: []}
    for number in numbers:
        one = odd.get(number)
        if one is not None:
            if one.kind == BLANK:
                continue
            if one.kind == REPEAT and one.gap and count:
                break
            if one.kind != NOTE or number > bottom:
                found[SECTION if one.kind == NOTE else one.kind].append(number)
                continue
        first, last, count = first if count else number, number, count + 1
    if not count:
        last = top.header_rows[-1] if top.header_rows else -1
        first = last + 1
    sections = found[SECTION]
    return TableShape(
        top.header_rows,
        top.headers,
        first,
        last,
        count,
        tuple(n for n in sections if n < last),
        tuple(found[TOTAL]),
        tuple(found[REPEAT]),
        tuple(n for n in sections if n > last),
    )


def measure(top: TableTop, rows: Iterable[Row]) -> TableShape:
    """Walk down all rows from the top."""
    sorter = BodySorter(top, top.before)
    numbers: list[int] = []
    odd: dict[int, OddRow] = {}
    for number, cells in rows:
        numbers.append(number)
        found = sorter.sort(number, cells)
        if found is not None:
            odd[number] = found
    return settle(top, numbers, odd, sorter.bottom)


def usual_width(rows: Sequence[Row]) -> int:
    """How many cells the rows of the table usually fill: a high quantile, not the mean."""
    counts = sorted(len(filled(cells)) for _number, cells in rows)
    return max(counts[int(len(counts) * 0.75) if len(counts) > 3 else -1], 1)


def _numeric_columns(body: Sequence[Row]) -> set[int]:
    """Columns whose cells are mostly numbers or dates: a lone text there heads a section."""
    counts: dict[int, list[int]] = {}
    for _number, cells in body[:200]:
        for column in filled(cells):
            found = counts.setdefault(column, [0, 0])
            found[0] += 1
            found[1] += look_of(cells[column]) in {Look.NUMBER, Look.DATE}
    return {c for c, (all_, numbers) in counts.items() if numbers * 4 >= all_ * 3}


def _is_repeat(cells: list[Cell], columns: list[int], heading: Sequence[str]) -> bool:
    """Whether three quarters of a row say what the header says; most rows show at once."""
    others = len(columns) // 4
    if _other_starts(cells, columns, heading, others + 1) > others:
        return False
    texts = [folded(text_of(c)) for c in cells]
    same = sum(1 for a, b in zip(texts, heading, strict=False) if a and a == b)
    return same >= 2 and same * 4 >= 3 * sum(1 for t in texts if t)


def _other_starts(
    cells: list[Cell], columns: list[int], heading: Sequence[str], enough: int
) -> int:
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


def _is_aside(cell: Cell, numeric: bool, *, below: bool) -> bool:
    """A lone cell in a wide table: a section's name or a note, not a record of one name."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    if look_of(cell) in {Look.PHONE, Look.EMAIL}:
        return False
    if numeric or below:
        return True
    return bool(_SECTION.fullmatch(text) or _CAPITALS.fullmatch(text))
