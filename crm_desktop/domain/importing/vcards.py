"""Contact cards as rows of a table: a row each, a column for all that any of them says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from crm_desktop.domain.attachments import picture_ending
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.importing.vcard_lines import (
    ONCE,
    PICTURES,
    Line,
    Said,
    another_address,
    plain,
    said,
    words,
)
from crm_desktop.late import dataclass

MOST_COLUMNS = 120
"""Kinds of remarks beyond so many share one column."""

Column = tuple[str, str]
"""A field and the label of a remark."""


@dataclass(slots=True)
class Table:
    """Cards as a table: one row each, told by `numbers`; how many pictures nobody could keep."""

    columns: list[Column] = field(default_factory=list)
    rows: list[list[str | None]] = field(default_factory=list)
    photos: int = 0
    numbers: list[int] = field(default_factory=list)


Keep = Callable[[int, bytes], None]
"""Takes the picture of a card, by the number of the card."""

_ORDER = (
    "full_name", "last_name", "first_name", "middle_name", "company_name", "kind", "position",
    "phone_mobile", "phone", "phone_work", "phone_home", "phone_other", "fax", "email", "email_2",
    "email_3", "telegram", "whatsapp", "messenger", "website", "city", "address", "birthday",
    "inn", "kpp", "ogrn", "source", "status", "tags", "comment", "external_id", NOTE, "ignore",
)  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(_ORDER)}
_SEVERAL = 5
"""Columns of one field at most; what is more goes into the last of them."""
_MAILS = ("email", "email_2", "email_3")
_SINGLE = ONCE.union(_ORDER[:5], ("city", "address", "birthday"))
_ONE_CELL = {"tags": ", ", "comment": "\n\n", NOTE: "\n", "ignore": "\n"}
_NOBODY = "—"
"""Stands in the row of a card that says nothing at all: every card has its row."""

Cell = tuple[str, str, int]


class Cards:
    """Collects cards and lays them out once all of them are known."""

    def __init__(self, keep: Keep | None = None) -> None:
        """The first picture of each card is for `keep`."""
        self.photos = 0
        self._keep = keep
        self._rows: list[dict[Cell, str]] = []
        self._cells: dict[Cell, None] = {}
        self._ids: dict[str, int] = {}
        self._groups: list[tuple[int, str, list[str]]] = []

    def add(self, lines: Sequence[Line]) -> None:
        """One card more; a card of a group names its members' tag."""
        self._keep_picture(len(self._rows), lines)
        row: dict[Cell, str] = {}
        names = {line.name: line.value for line in lines}
        whole_name = words(plain(names.get("FN", "")))
        year_known = not names.get("X-APPLE-OMIT-YEAR")
        for line in lines if "ADR" in names else map(_usual, lines):
            if line.name == "ADR" and not {("address", "", 0), ("city", "", 0)}.isdisjoint(row):
                found: Iterable[Said] = [another_address(line)]
            else:
                found = said(line, year_known)
            for one in found:
                if one.text and not _told(one, whole_name):
                    self._place(row, one)
        number = len(self._rows)
        self._rows.append(row)
        if "UID" in names:
            self._ids.setdefault(_bare_id(names["UID"]), number)
        kind = names.get("X-ADDRESSBOOKSERVER-KIND") or names.get("KIND", "")
        if kind.strip().casefold() == "group":
            members = [_bare_id(one.value) for one in lines if one.name in _MEMBERS]
            self._groups.append((number, words(plain(names.get("FN", ""))), members))

    def table(self) -> Table:
        """All cards, the members of groups tagged; a group that has members here is no row."""
        gone: set[int] = set()
        for number, name, members in self._groups:
            rows = [self._rows[self._ids[one]] for one in members if one in self._ids]
            for row in rows if name else ():
                self._place(row, Said("tags", "", name.replace(",", " ")))
            if rows and name:
                gone.add(number)
        numbers = [number for number in range(len(self._rows)) if number not in gone]
        rows = [self._rows[number] for number in numbers]
        for row in rows:
            if not row:
                self._put(row, "full_name", "", _NOBODY)
        filled = set().union(*rows)
        cells = sorted(
            (cell for cell in self._cells if cell in filled),
            key=lambda cell: (_RANK[cell[0]], cell[2]),
        )
        return Table(
            [(name, label) for name, label, _nth in cells],
            [[row.get(cell) for cell in cells] for row in rows],
            self.photos,
            numbers,
        )

    def _keep_picture(self, number: int, lines: Sequence[Line]) -> None:
        """Hand the picture of a card on; what else there is, or cannot be looked at, is counted."""
        pictures = [line for line in lines if line.binary and line.name in PICTURES]
        known = next((line.data for line in pictures if picture_ending(line.data)), b"")
        if known and self._keep is not None:
            self._keep(number, known)
            self.photos -= 1
        self.photos += len(pictures)

    def _place(self, row: dict[Cell, str], one: Said) -> None:
        """Put what was said into the next free column of its field."""
        name, label, text = one
        if name == "email":
            taken = [row[mail, "", 0] for mail in _MAILS if (mail, "", 0) in row]
            if text in taken:
                return
            name = _MAILS[min(len(taken), 2)]
        if name in _SINGLE:
            present = row.get((name, "", 0))
            if present is None:
                label = ""
            elif present.casefold() == text.casefold():
                return
            else:
                name, label = NOTE, label or _TITLE_OF.get(name, name.upper())
        self._put(row, name, label, text)

    def _put(self, row: dict[Cell, str], name: str, label: str, text: str) -> None:
        nth = 0
        if name not in _ONE_CELL and name != "email_3":
            while (name, label, nth) in row and nth < _SEVERAL - 1:
                if row[name, label, nth] == text:
                    return
                nth += 1
        cell = (name, label, nth)
        if label and cell not in self._cells and len(self._cells) >= MOST_COLUMNS:
            cell, text = (name, "", 0), f"{label}: {text}"
        before = row.get(cell)
        sign = _ONE_CELL.get(name, "; ")
        row[cell] = text if before is None else f"{before}{sign}{text}"
        self._cells.setdefault(cell)


_AROUND_NAMES = {"PREFIX", "SUFFIX"}
_NAME_PARTS = {"last_name", "first_name", "middle_name"}
_TITLE_OF = {"address": "ADR", "full_name": "FN", "company_name": "ORG", "position": "TITLE"}
_MEMBERS = {"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"}


def _told(one: Said, whole_name: str) -> bool:
    """Whether the whole name says this already: a title in it, or itself as one part of a name."""
    if one.label in _AROUND_NAMES:
        return one.text in whole_name
    return one.field in _NAME_PARTS and " " in one.text and one.text == whole_name


def _usual(line: Line) -> Line:
    """An address that is only there as it is printed."""
    if line.name != "LABEL":
        return line
    return line._replace(name="ADR", value=";;" + line.value.replace(";", "\\;"))


def _bare_id(value: str) -> str:
    return plain(value).casefold().removeprefix("urn:uuid:")


def tabled(cards: Iterable[Sequence[Line]], keep: Keep | None = None) -> Table:
    """Cards as a table."""
    found = Cards(keep)
    for lines in cards:
        found.add(lines)
    return found.table()
