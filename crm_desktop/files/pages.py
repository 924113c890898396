"""Web pages that shops and book-keeping programs call Excel books: their tables, row by row."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from crm_desktop.domain.importing.cells import Cell
from crm_desktop.domain.problems import Refused
from crm_desktop.files import delimited, scan
from crm_desktop.late import dataclass

PAGE_LIMIT = 60 * 2**20
"""Bytes of a page: 100,000 rows of twelve columns take 40 MiB."""
MOST_COLUMNS = 2**14
_WIDEST, _TALLEST = 1_000, 5_000
"""Columns and rows that one cell may take."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[?[^>]*>"
    r"|<(/?[a-z][a-z0-9:]*)((?>[^>\"']{1,2000}|\"[^\"]{0,2000}\"|'[^']{0,2000}'|[\"']){0,80})>"
    r"|[^<]+|<",
    re.IGNORECASE | re.DOTALL,
)
"""A remark, a declaration, a tag with its attributes, a text; how much is tried is bounded."""
_ATTRIBUTE = re.compile(
    r"(colspan|rowspan|x:num|sdval)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
_UNSEEN = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "title", "noscript", "template", "xml", "select", "svg")
}
_BREAKS = frozenset(
    f"{mark}{name}"
    for name in ("p", "div", "li", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "center", "caption")
    for mark in ("", "/")
) | {"br", "hr", "br/"}  # fmt: skip
_SPACES = re.compile(r"\s+")
_CUT_SHORT = re.compile(r"\d(?:[.,]\d+)?E\+?\d+|#+", re.IGNORECASE)
"""What a spreadsheet shows of a number for which a column is too narrow."""


@dataclass(slots=True)
class Page:
    """The tables of a page as Excel shows them; `merged` fills as rows are read."""

    text: str
    encoding: str
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def rows(self) -> Iterator[list[Cell]]:
        """Rows of all tables with an empty one between; texts outside stand in rows of their own.

        Refuses a page that has no table.
        """
        reader = _Reader(self.merged)
        yield from reader.read(self.text)
        if not reader.cells:
            raise Refused.of(scan.NO_TABLE)


def read(path: Path) -> Page:
    """The page as text; `Refused` when it is larger than any list."""
    if path.stat().st_size > PAGE_LIMIT:
        raise Refused.of(scan.TOO_BIG)
    letters = delimited.letters_of(path)
    if letters is None:
        raise Refused.of(scan.UNKNOWN_KIND)
    if not letters.encoding.startswith("utf"):
        with path.open("rb") as handle:
            told = _CHARSET.search(handle.read(4096))
        letters = _as_told(told[1].decode(), letters) if told is not None else letters
    with delimited.opened(path, letters) as text:
        return Page(text.read(), letters.encoding)


def _as_told(name: str, guessed: delimited.Letters) -> delimited.Letters:
    """The encoding that a page tells; it is believed where its bytes are no UTF-8."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return guessed
    return guessed if known.startswith("utf") else delimited.Letters(known)


class _Reader:
    """Walks through the tags; a table inside a cell goes on below what stands before it."""

    def __init__(self, merged: list[tuple[int, int, int, int]]) -> None:
        self.cells = 0
        self._merged = merged
        self._number = 0
        self._laid_out = 0
        self._row: list[Cell] | None = None
        self._taken: dict[int, int] = {}
        self._outer: list[dict[int, int]] = []
        self._parts: list[str] = []
        self._inside = False
        self._about = ""
        self._ready: list[list[Cell]] = []

    def read(self, text: str) -> Iterator[list[Cell]]:
        at, token = 0, _TOKEN.match
        while (found := token(text, at)) is not None:
            at = found.end()
            name = found[1]
            if name is None:
                if not found[0].startswith("<!"):
                    self._parts.append(found[0])
                continue
            name = name.lower()
            if name in _UNSEEN:
                ends = _UNSEEN[name].search(text, at)
                at = ends.end() if ends is not None else len(text)
                continue
            self._tag(name, found[2])
            if self._ready:
                yield from self._ready
                self._number += len(self._ready)
                self._ready = []
        self._end_row()
        yield from self._ready

    def _tag(self, name: str, about: str) -> None:
        if name in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._begin_row()
            self._inside, self._about = True, about
        elif name in ("/td", "/th"):
            self._end_cell()
        elif name in ("tr", "/tr"):
            self._end_row()
            if name == "tr":
                self._begin_row()
        elif name == "table":
            self._end_row()
            self._outer.append(self._taken)
            self._taken = {}
        elif name == "/table":
            self._end_row()
            self._taken = self._outer.pop() if self._outer else {}
            self._ready.append([])
        elif name in _BREAKS:
            if self._inside:
                self._parts.append("\x00")
            else:
                self._end_cell()

    def _begin_row(self) -> None:
        self._end_cell()
        self._row = []

    def _end_cell(self) -> None:
        """What was said since the last tag that divides: a cell, or a text outside of all."""
        text = self._said()
        if self._inside:
            self._inside = False
            self._add(text)
        elif text and not self._outer:
            self._ready.append([text])
        elif text:
            # Text that stands in a table and in none of its cells.
            if self._row is None:
                self._row = []
            self._about = ""
            self._add(text)

    def _add(self, text: str) -> None:
        row = self._row if self._row is not None else []
        self._row = row
        while self._taken.get(len(row)):
            row.append(None)
        told = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _spans(self._about)}
        wide = _count(told.get("colspan"), _WIDEST)
        tall = _count(told.get("rowspan"), _TALLEST)
        number = told.get("x:num") or told.get("sdval") or ""
        column = len(row)
        if column + wide > MOST_COLUMNS:
            raise Refused.of(scan.TOO_BIG)
        row.append(_number(number) if number and _CUT_SHORT.fullmatch(text) else text or None)
        row += [None] * (wide - 1)
        self.cells += 1
        if wide > 1 or tall > 1:
            top = self._number + len(self._ready)
            self._merged.append((top, column, top + tall - 1, column + wide - 1))
        if tall > 1:
            # One more: the end of this very row takes one off.
            self._taken |= dict.fromkeys(range(column, column + wide), tall)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._laid_out += len(self._row)
            if self._laid_out > scan.CELL_LIMIT:
                raise Refused.of(scan.TOO_BIG)
            self._ready.append(self._row)
            self._row = None
            if self._taken:
                self._taken = {c: left - 1 for c, left in self._taken.items() if left > 1}

    def _said(self) -> str:
        if not self._parts:
            return ""
        text = "".join(self._parts)
        self._parts = []
        if "&" in text:
            text = html.unescape(text)
        if "\x00" not in text:
            return _SPACES.sub(" ", text).strip()
        lines = [_SPACES.sub(" ", line).strip() for line in text.split("\x00")]
        return "\n".join(line for line in lines if line)


def _spans(about: str) -> Iterator[re.Match[str]]:
    return _ATTRIBUTE.finditer(about) if "=" in about else iter(())


def _count(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isdecimal() else 1


def _number(text: str) -> Cell:
    try:
        return float(text)
    except ValueError:
        return text
