"""The finished sheet as rows of values, and where in it everything stands."""

from __future__ import annotations

from dataclasses import dataclass

from tests.ugly.book import Book, Line, Merge, Value


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of values; the row of the header; each line below it with its row; merged cells."""

    rows: list[list[Value]]
    head: int
    lines: list[tuple[int, Line]]
    merges: list[Merge]
    left: int


def laid(book: Book) -> Grid:
    """Everything of the wanted sheet put in its place."""
    margin: list[Value] = [None] * book.left
    rows = [margin + row if row else [] for row in book.above]
    head = len(rows)
    rows += [margin + row for row in book.heads]
    first = len(rows)
    lines = [(first + n, line) for n, line in enumerate(book.lines)]
    rows += [margin + [cell.value for cell in line.cells] for line in book.lines]
    rows += [margin + row if row else [] for row in book.below]
    for (down, right), value in book.beside.items():
        row = rows[head + down]
        row += [None] * (book.left + right + 1 - len(row))
        row[book.left + right] = value
    merges = [_moved(one, head, book.left) for one in book.head_merges if book.heads]
    merges += [_moved(one, first, book.left) for one in book.line_merges]
    return Grid(rows, head, lines, merges, book.left)


def _moved(merge: Merge, down: int, right: int) -> Merge:
    r0, c0, r1, c1 = merge
    return (r0 + down, c0 + right, r1 + down, c1 + right)
