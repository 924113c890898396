"""A list on paper: its title, what it was narrowed to, a table whose head stands on each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from crm_desktop.files.pdf import (
    BOLD,
    GREY,
    LEADING,
    LEFT,
    PAGE_WIDTH,
    RIGHT,
    SEMIBOLD,
    Block,
    Paper,
    Pen,
    compose,
    cut,
    wrap,
)
from crm_desktop.late import dataclass
from crm_desktop.words import pgettext

SIZE, HEAD_SIZE, TITLE_SIZE = 8.0, 7.6, 15.0
PADDING, MOST_LINES = 3.0, 4
UPRIGHT_UNITS = 640
"""Columns wider than this together lie on a page on its side."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed list: its head, its width beside the others, its side."""

    title: str
    width: int
    right: bool = False


def table_pdf(
    title: str,
    note: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[str]],
    language: str,
    day: date,
) -> bytes:
    """The list as a PDF; equal input gives equal bytes."""
    paper = Paper(
        title,
        "",
        language,
        day,
        _page_of,
        landscape=sum(column.width for column in columns) > UPRIGHT_UNITS,
    )
    places = _places(columns, paper.right - LEFT)
    return compose(paper, _blocks(title, note, places, rows, paper.right))


@dataclass(frozen=True, slots=True)
class _Place:
    column: TableColumn
    left: float
    width: float


def _places(columns: Sequence[TableColumn], whole: float) -> list[_Place]:
    total = sum(column.width for column in columns) or 1
    places, left = [], LEFT
    for column in columns:
        width = whole * column.width / total
        places.append(_Place(column, left, width))
        left += width
    return places


def _blocks(
    title: str,
    note: str,
    places: Sequence[_Place],
    rows: Iterable[Sequence[str]],
    right: float,
) -> Iterator[Block]:
    yield Block(TITLE_SIZE * LEADING + 2, partial(_draw_title, title), with_next=True)
    if note:
        lines = wrap(note, SEMIBOLD, SIZE, right - LEFT)
        yield Block(len(lines) * SIZE * LEADING + 2, partial(_draw_note, lines), with_next=True)
    head = _head(places, right)
    yield Block(head.height, head.draw, with_next=True)
    for row in rows:
        yield _row(places, row, head, right)


def _draw_title(title: str, pen: Pen, y: float) -> None:
    pen.text(LEFT, y, title, BOLD, TITLE_SIZE, limit=PAGE_WIDTH - LEFT - (PAGE_WIDTH - RIGHT))


def _draw_note(lines: Sequence[str], pen: Pen, y: float) -> None:
    for place, line in enumerate(lines):
        pen.text(LEFT, y + place * SIZE * LEADING, line, size=SIZE, grey=GREY)


def _head(places: Sequence[_Place], right: float) -> Block:
    cells = [wrap(one.column.title, SEMIBOLD, HEAD_SIZE, one.width - 2 * PADDING) for one in places]
    height = max(len(lines) for lines in cells) * HEAD_SIZE * LEADING + 2 * PADDING

    def draw(pen: Pen, y: float) -> None:
        _draw_cells(pen, y, places, cells, SEMIBOLD, HEAD_SIZE, GREY)
        pen.rule(LEFT, y + height, right, y + height, 0.8)

    return Block(height, draw)


def _row(places: Sequence[_Place], row: Sequence[str], head: Block, right: float) -> Block:
    cells = [
        _fitting(wrap(text, "Inter", SIZE, place.width - 2 * PADDING))
        for place, text in zip(places, row, strict=True)
    ]
    height = max((len(lines) for lines in cells), default=1) * SIZE * LEADING + 2 * PADDING

    def draw(pen: Pen, y: float) -> None:
        _draw_cells(pen, y, places, cells, "Inter", SIZE, 0.0)
        pen.rule(LEFT, y + height, right, y + height, 0.3, 0.8)

    return Block(height, draw, repeat=head)


def _fitting(lines: list[str]) -> list[str]:
    """At most so many lines of a cell; a mark says that there is more."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], f"{cut(lines[MOST_LINES - 1])} …"]


def _draw_cells(
    pen: Pen,
    y: float,
    places: Sequence[_Place],
    cells: Sequence[Sequence[str]],
    face: str,
    size: float,
    grey: float,
) -> None:
    for place, lines in zip(places, cells, strict=True):
        right = place.column.right
        x = place.left + place.width - PADDING if right else place.left + PADDING
        for number, line in enumerate(lines):
            top = y + PADDING + number * size * LEADING
            limit = place.width - 2 * PADDING
            pen.text(x, top, line, face, size, "right" if right else "left", grey, limit)


def _page_of(page: int, pages: int) -> str:
    text = pgettext("Lists", "page {page} of {pages}")
    return text.format(page=page, pages=pages)
