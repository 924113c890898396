"""Books of Excel 2003 that are one XML text: what some programs of the web still write."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from crm_desktop.domain.problems import Refused
from crm_desktop.files import delimited, scan
from crm_desktop.late import dataclass

BOOK_LIMIT = 100 * 2**20
"""Bytes of a book: 100,000 rows of twelve columns take 80 MiB."""
MOST_ROWS, MOST_COLUMNS = 2**20, 2**14
_INSIDE = r"((?>[^<>\"']{1,500}|\"[^\"<]{0,500}\"|'[^'<]{0,500}'){0,40})"
_SHEET = re.compile(
    rf"<(?:ss:)?Worksheet\b{_INSIDE}>(.*?)(?:</(?:ss:)?Worksheet\s*>|\Z)", re.DOTALL
)
_ROW = re.compile(rf"<(?:ss:)?Row\b{_INSIDE}>")
_END_OF_ROW = re.compile(r"</(?:ss:)?Row\s*>")
_CELL = re.compile(rf"<(?:ss:)?Cell\b{_INSIDE}>")
_DATA = re.compile(rf"<(?:ss:)?Data\b{_INSIDE}>(.*?)</(?:ss:)?Data\s*>", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,500}>")
_ATTRIBUTE = re.compile(
    r"(?:ss:)?(Name|Index|MergeAcross|MergeDown|Type|Visible)\s*=\s*[\"']([^\"'<]*)"
)


@dataclass(slots=True)
class OldSheet:
    """One sheet; `merged` fills as its rows are read."""

    name: str
    text: str
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def rows(self) -> Iterator[list[Any]]:
        """All rows from the first, with numbers and days as such."""
        number = at = laid_out = 0
        while (begin := _ROW.search(self.text, at)) is not None:
            told = dict(_ATTRIBUTE.findall(begin[1]))
            wanted = _count(told.get("Index"), number + 1, MOST_ROWS) - 1
            for _gap in range(number, wanted):
                yield []
            number = max(number, wanted)
            at = begin.end()
            if begin[1].rstrip().endswith("/"):
                yield []
            else:
                ends = _END_OF_ROW.search(self.text, at)
                whole = self.text[at : ends.start() if ends is not None else len(self.text)]
                at = ends.end() if ends is not None else len(self.text)
                cells = self._cells(number, whole)
                laid_out += len(cells)
                if laid_out > scan.CELL_LIMIT:
                    raise Refused.of(scan.TOO_BIG)
                yield cells
            number += 1

    def _cells(self, row: int, text: str) -> list[Any]:
        found: list[Any] = []
        for begin in _CELL.finditer(text):
            told = dict(_ATTRIBUTE.findall(begin[1]))
            column = _count(told.get("Index"), len(found) + 1, MOST_COLUMNS) - 1
            found += [None] * (column - len(found))
            data = None
            if not begin[1].rstrip().endswith("/"):
                ends = _CELL.search(text, begin.end())
                data = _DATA.search(text, begin.end(), ends.start() if ends else len(text))
            found.append(_value(data[1], data[2]) if data is not None else None)
            wide = _count(told.get("MergeAcross"), 0, MOST_COLUMNS)
            tall = _count(told.get("MergeDown"), 0, MOST_ROWS)
            if wide or tall:
                self.merged.append((row, column, row + tall, column + wide))
                found += [None] * wide
            if len(found) > MOST_COLUMNS:
                raise Refused.of(scan.TOO_BIG)
        return found


def read(path: Path) -> list[OldSheet]:
    """The sheets of a book; `Refused` when it is larger than any list."""
    if path.stat().st_size > BOOK_LIMIT:
        raise Refused.of(scan.TOO_BIG)
    letters = delimited.letters_of(path)
    if letters is None:
        raise Refused.of(scan.DAMAGED)
    with delimited.opened(path, letters) as handle:
        text = handle.read()
    found = []
    for sheet in _SHEET.finditer(text):
        told = dict(_ATTRIBUTE.findall(sheet[1]))
        found.append(OldSheet(html.unescape(told.get("Name", "")), sheet[2]))
    return found


def _value(about: str, text: str) -> Any:
    kind = dict(_ATTRIBUTE.findall(about)).get("Type", "String")
    if "<" in text:
        text = _TAG.sub("", text)
    text = html.unescape(text) if "&" in text else text
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text


def _count(text: str | None, otherwise: int, most: int) -> int:
    if text is None or not text.isdecimal():
        return otherwise
    if len(text) > len(str(most)) or int(text) > most:
        raise Refused.of(scan.TOO_BIG)
    return int(text)
