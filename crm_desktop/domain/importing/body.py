"""What lies below a table's header: records, sections, totals, repeated headers, notes."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from crm_desktop.domain.importing.beside import beside
from crm_desktop.domain.importing.cells import (
    Cell,
    Look,
    filled,
    is_placeholder,
    look_of,
    looks_like_company,
    looks_like_person,
    text_of,
)
from crm_desktop.domain.importing.dictionary import folded
from crm_desktop.domain.importing.records import surely_records
from crm_desktop.domain.importing.rows import (
    Row,
    heads_group,
    is_footnote,
    is_heading,
    is_paper,
    is_repeat,
    is_section,
    is_signature,
    is_total,
    names_nobody,
)
from crm_desktop.late import dataclass

LONG_NOTE = 80
"""Letters of a lone cell that is no name any more."""
_MANY = 5
"""Cells by which a column is one of words alone."""
_FIGURES = frozenset({Look.NUMBER, Look.DATE})
_PLAIN_WORDS = frozenset({Look.TEXT, Look.SITE, Look.BOOLEAN})
_SETS = ("numeric", "called", "counted", "titles")
_MARKED = frozenset({Look.PHONE, Look.EMAIL, Look.DATE})
"""Looks of columns in which a word by itself is out of place."""


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
    `headings` are the rows of the header folded, `whole` is the number of columns and `width` the
    usual number of filled cells; another table begins at `beyond` to the right, 0 for none.
    `numeric` are columns of figures, `called` those of people and firms, `counted` those that
    number the rows, `looks` what the cells of the others look like where nearly all look alike.
    `titles` is what stands above the header, folded.
    """

    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    first: int
    before: int
    width: int
    whole: int
    headings: tuple[tuple[str, ...], ...]
    numeric: frozenset[int]
    called: frozenset[int]
    counted: frozenset[int]
    looks: Mapping[int, Look]
    beyond: int = 0
    titles: frozenset[str] = frozenset()

    def packed(self) -> dict[str, Any]:
        """All of it as JSON, for whoever sorts rows in another process."""
        about = asdict(self)
        return about | {
            "looks": list(self.looks.items()),
            **{name: sorted(about[name]) for name in _SETS},
        }

    @staticmethod
    def unpacked(about: Mapping[str, Any]) -> TableTop:
        """What `packed` made."""
        found = dict(about)
        found |= {name: tuple(about[name]) for name in ("header_rows", "headers")}
        found |= {name: frozenset(about[name]) for name in _SETS}
        found["headings"] = tuple(tuple(row) for row in about["headings"])
        found["looks"] = {column: Look(look) for column, look in about["looks"]}
        return TableTop(**found)


BLANK = "blank"
REPEAT = "repeat"
TOTAL = "total"
SECTION = "section"
NOTE = "note"
OTHER = "other"
HEADING = "heading"
"""What a row may be that is no record; a note is a record where full rows follow, else an aside.

`OTHER` begins another table, and so does a `HEADING` below which other things stand than above.
"""


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row that may be no record; `gap` when empty rows stand above it."""

    kind: str
    gap: bool


class BodySorter:
    """Tells records from other rows, one after another; any run of rows can be sorted by itself.

    `bottom` is the last row so far that is surely a record.
    """

    def __init__(self, top: TableTop, before: int, knows: Callable[[str], bool]) -> None:
        """`before` is the last row above the first one sorted that holds anything.

        `knows` tells whether a text names columns in life; it is asked only after a gap.
        """
        self.bottom = -1
        self._top = top
        self._before = before
        self._knows = knows
        self._apart = self._again = self._strange = self._headed = self._noted = False
        self._within: frozenset[int] = frozenset()

    def sort_block(self, rows: Sequence[Row]) -> list[OddRow | None]:
        """`sort` of each row; of a block in which all is usual most are known at once."""
        top = self._top
        sure = [False] * len(rows)
        if not top.beyond:
            sure = surely_records([cells for _number, cells in rows], top.headings, top.width)
        found: list[OddRow | None] = []
        for (number, cells), surely in zip(rows, sure, strict=True):
            if surely and not self._apart and number - self._before <= 1:
                self._before = self.bottom = number
                self._record()
                found.append(None)
            else:
                found.append(self.sort(number, cells))
        return found

    def sort(self, number: int, cells: list[Cell]) -> OddRow | None:
        """What else than a record the row may be; None for a record."""
        top = self._top
        columns = filled(cells)
        if top.beyond and columns and columns[-1] >= top.beyond:
            cells = cells[: top.beyond]
            columns = filled(cells)
            if not columns:
                return OddRow(SECTION, gap=False)
        if not columns:
            return OddRow(BLANK, gap=False)
        gap = number - self._before > 1
        self._before = number
        self._apart = self._apart or gap
        if top.headings and is_repeat(cells, columns, top.headings):
            self._again = gap
            return OddRow(REPEAT, gap)
        if len(columns) * 2 <= top.width and top.titles and self._titled(cells[columns[0]]):
            return OddRow(REPEAT, gap)
        if is_total(cells, columns, top.whole, top.numeric):
            return OddRow(TOTAL, gap)
        if is_paper(cells, columns, top.numeric):
            kind = SECTION
        elif len(columns) == 1:
            kind = self._lone(cells, columns, gap)
        elif len(columns) * 2 <= top.width and heads_group(cells, columns, top.numeric):
            kind = SECTION
        else:
            kind = self._stray(cells, columns)
        if kind == "":
            self._record()
            if len(columns) > 1:
                self.bottom = number
            return None
        self._noted = self._noted or kind == NOTE
        return OddRow(kind, gap)

    def _record(self) -> None:
        """What stood above a record is over."""
        self._apart = self._again = self._strange = self._headed = self._noted = False
        self._within = frozenset()

    def _titled(self, cell: Cell) -> bool:
        """Whether a page begins as the sheet does."""
        return isinstance(cell, str) and folded(cell) in self._top.titles

    def _lone(self, cells: list[Cell], columns: list[int], gap: bool) -> str:
        """What a row of a single cell is; "" for a record."""
        top, column = self._top, columns[0]
        cell = cells[column]
        if column in top.counted and not isinstance(cell, str):
            return BLANK
        text = text_of(cell)
        apart = gap or self._apart
        if len(text) == 1 and text.isalpha():
            return SECTION
        if top.width < 3:
            return NOTE if len(top.headers) > 2 and apart and _is_remark(cells, columns) else ""
        strange = column in top.numeric or (
            (column in top.called or top.looks.get(column) in _MARKED)
            and isinstance(cell, str)
            and names_nobody(cell)
        )
        if is_section(cell, strange=strange):
            return SECTION
        if column in top.called and not self._noted and looks_like_person(text):
            return ""
        aside = apart or len(text) > LONG_NOTE or is_footnote(cell)
        if aside and isinstance(cell, str) and look_of(cell) not in {Look.PHONE, Look.EMAIL}:
            return NOTE
        return ""

    def _stray(self, cells: list[Cell], columns: list[int]) -> str:
        """What a row of several cells is that stands apart from the others; "" for a record."""
        if not self._apart:
            return ""
        top = self._top
        if self._again and any(c in columns and cells[c] in (1, "1") for c in top.counted):
            return OTHER
        agree = against = 0
        for column in columns:
            wanted = top.looks.get(column)
            if wanted is not None and not is_placeholder(text_of(cells[column])):
                found = look_of(cells[column])
                if wanted is Look.TEXT:
                    against += self._headed and found in _FIGURES
                else:
                    agree += found is wanted
                    against += found is not wanted and found in _PLAIN_WORDS | _FIGURES
        if self._within.issuperset(columns):
            return NOTE
        if agree:
            return ""
        if is_heading(cells, columns):
            if against and len(columns) * 2 <= top.whole:
                # A few headings among many columns: what fills no others belongs to them.
                self._within = frozenset(columns)
            known = sum(self._knows(str(cells[i])) for i in columns)
            if known > 1 and known * 4 >= 3 * len(columns):
                return OTHER
            if not against and all(names_nobody(str(cells[i])) for i in columns):
                self._headed = True
                return HEADING
        self._strange = self._strange or against > 0 or is_signature(cells, columns)
        return NOTE if self._strange else ""


def top_of(
    present: Sequence[Row],
    start: int,
    header_rows: tuple[int, ...],
    headers: tuple[str, ...],
    above: Sequence[Row] = (),
) -> TableTop:
    """What the rows settle of the table whose records begin at `present[start]`.

    `above` are the rows of its header.
    """
    beyond = beside([cells for _n, cells in above], [c for _n, c in present[start:][:200]])
    if beyond:
        present = [(number, cells[:beyond]) for number, cells in present]
    body = [row for row in present[start:] if not beyond or filled(row[1])]
    before = present[start - 1][0] if start else -1
    some = body[:200]
    usual = usual_width(body[:500]) if body else 1
    headings = [tuple(folded(text_of(c)) for c in cells) for _number, cells in above]
    whole = tuple(folded(h) for h in headers)
    if whole and whole not in headings:
        headings.append(whole)
    return TableTop(
        header_rows,
        headers,
        body[0][0] if body else before + 1,
        before,
        usual,
        max(
            [
                len([h for h in headers[: beyond or None] if h]),
                *(len(filled(cells)) for _number, cells in some),
            ]
        ),
        tuple(headings),
        *_columns([cells for cells in _together(some) if len(filled(cells)) > 1 or usual < 2]),
        beyond,
        _titles(present[:start], header_rows),
    )


def _titles(above: Sequence[Row], header_rows: Sequence[int]) -> frozenset[str]:
    """What stands above a header: the first words of each row."""
    rows = [cells for number, cells in above if number < min(header_rows, default=0)]
    first = [cells[columns[0]] for cells in rows if (columns := filled(cells))]
    # A label has a value beside it, and titles nothing.
    named = [cell for cell in first if isinstance(cell, str) and not cell.rstrip().endswith(":")]
    return frozenset(map(folded, named)) - {""}


def _together(rows: Sequence[Row]) -> list[list[Cell]]:
    """The rows above the first gap, if there are enough of them: below it may be other things."""
    ends = next((i for i in range(3, len(rows)) if rows[i][0] - rows[i - 1][0] > 1), len(rows))
    return [cells for _number, cells in rows[:ends]]


def _columns(
    rows: Sequence[list[Cell]],
) -> tuple[frozenset[int], frozenset[int], frozenset[int], dict[int, Look]]:
    """Columns of figures, of names, of running numbers, and of cells that look alike."""
    by_column: dict[int, list[Cell]] = {}
    for cells in rows:
        for column in filled(cells):
            by_column.setdefault(column, []).append(cells[column])
    numeric, called, counted, looks = set(), set(), set(), {}
    for column, cells in by_column.items():
        found = [look_of(c) for c in cells if not is_placeholder(text_of(c))]
        if sum(look in _FIGURES for look in found) * 4 >= 3 * len(cells):
            numeric.add(column)
        texts = [c for c in cells if isinstance(c, str)]
        named = sum(1 for t in texts if looks_like_person(t) or looks_like_company(t))
        if named * 10 >= 6 * len(cells):
            called.add(column)
        if _counts(cells):
            counted.add(column)
        for look in (Look.PHONE, Look.EMAIL, Look.DATE, Look.NUMBER):
            if len(found) >= 3 and found.count(look) * 4 >= 3 * len(found):
                looks[column] = look
        if len(found) >= _MANY and found.count(Look.TEXT) == len(found):
            looks[column] = Look.TEXT
    return frozenset(numeric), frozenset(called), frozenset(counted), looks


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether cells number their rows one by one."""
    numbers = [int(t) for t in map(text_of, cells) if t.isdecimal() and len(t) < 7]
    if len(numbers) < 3 or len(numbers) * 10 < 9 * len(cells):
        return False
    steps = sum(1 for a, b in itertools.pairwise(numbers) if b - a == 1)
    return numbers[0] <= 1 and steps * 10 >= 7 * (len(numbers) - 1)


def settle(
    top: TableTop, numbers: Sequence[int], odd: Mapping[int, OddRow], bottom: int
) -> TableShape:
    """The whole table, from the numbers of all rows below its top and what is odd among them.

    `bottom` is the last row that is surely a record.
    """
    first = last = count = 0
    found: dict[str, list[int]] = {SECTION: [], TOTAL: [], REPEAT: []}
    for start, end, rows, one in _decided(numbers, odd):
        if one is not None:
            if one == OTHER and count:
                break
            if one != NOTE or start > bottom:
                found[SECTION if one in {NOTE, OTHER} else one].append(start)
                continue
        first, last, count = first if count else start, end, count + rows
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


def _decided(
    numbers: Sequence[int], odd: Mapping[int, OddRow]
) -> Iterator[tuple[int, int, int, str | None]]:
    """Rows that hold anything, first, last and how many, and what they are.

    Usual rows that follow one another come together, odd ones each by itself; what a heading is
    shows in the row below it.
    """
    heading, at = -1, 0
    for number in (*sorted(odd), None):
        place = len(numbers) if number is None else bisect_left(numbers, number, at)
        if heading >= 0 and place > at:
            yield heading, heading, 1, None
            heading = -1
        if place > at:
            yield numbers[at], numbers[place - 1], place - at, None
        at = place
        if number is None or place == len(numbers) or numbers[place] != number:
            continue
        at += 1
        kind = odd[number].kind
        if kind == BLANK:
            continue
        if heading >= 0:
            yield heading, heading, 1, NOTE
            heading = -1
        if kind == HEADING:
            heading = number
        else:
            yield number, number, 1, kind
    if heading >= 0:
        yield heading, heading, 1, None


def measure(top: TableTop, rows: Iterable[Row], knows: Callable[[str], bool]) -> TableShape:
    """Walk down all rows from the top."""
    sorter = BodySorter(top, top.before, knows)
    numbers: list[int] = []
    odd: dict[int, OddRow] = {}
    for number, cells in rows:
        numbers.append(number)
        found = sorter.sort(number, cells)
        if found is not None:
            odd[number] = found
    return settle(top, numbers, odd, sorter.bottom)


def _is_remark(cells: list[Cell], columns: list[int]) -> bool:
    return (
        is_footnote(cells[columns[0]])
        or is_signature(cells, columns)
        or len(text_of(cells[columns[0]])) > LONG_NOTE
    )


def usual_width(rows: Sequence[Row]) -> int:
    """How many cells the rows of the table usually fill: a high quantile, not the mean."""
    counts = sorted(len(filled(cells)) for _number, cells in rows)
    return max(counts[int(len(counts) * 0.75) if len(counts) > 3 else -1], 1)
