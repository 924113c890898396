"""A row of a table as the client it stands for; what has no place of its own is a remark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from crm_desktop.domain.clients import ClientKind, stored_values
from crm_desktop.domain.custom_fields import PREFIX, OwnField
from crm_desktop.domain.importing.cells import Cell, is_empty, looks_like_company, text_of
from crm_desktop.domain.importing.column_reader import (
    ADDRESS_PARTS,
    ADDRESSES,
    SINGLE,
    ColumnReader,
    Spread,
    StoredPoint,
)
from crm_desktop.domain.importing.content import city_in
from crm_desktop.domain.importing.days import stored_moment
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.importing.naming import KINDS, kind_of, named
from crm_desktop.domain.importing.plain import Context
from crm_desktop.domain.importing.split import person_parts
from crm_desktop.domain.text import clean_text, fold

IGNORE = "ignore"
_NAME_PARTS = ("last_name", "first_name", "middle_name")


class CellProblem(NamedTuple):
    """A cell that was kept as typed because it could not be read."""

    column: int
    code: str
    text: str


CellCounts = tuple[int, int, int, int, int]
"""Of one row: filled, kept, problems, ignored, blank."""


class StoredRow(NamedTuple):
    """A row in the forms that the base keeps.

    `values` are the client's columns, None when the row holds neither a name nor a way of
    contact; `contact` is a person inside with a position; `created_at` is empty for «now».
    `cells` counts those that hold anything, and of them the kept, the doubtful, the ignored and
    those that only say «nothing»; the rest is stored.
    """

    values: dict[str, Any] | None
    points: Sequence[StoredPoint] = ()
    contact: tuple[str, str] | None = None
    created_at: str = ""
    problems: Sequence[CellProblem] = ()
    cells: CellCounts = (0, 0, 0, 0, 0)


class RowReader:
    """Reads rows of one table; how each column is cleaned is settled once."""

    def __init__(
        self,
        headers: Sequence[str],
        fields: Sequence[str],
        contexts: Mapping[int, Context] | None = None,
        *,
        tag: str = "",
        defaults: Mapping[str, str] | None = None,
        own: Sequence[OwnField] = (),
        words: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`fields` names the field of every column; `contexts` what a column has decided.

        `own` are the fields of the business's own that a column may go to; `words` by field are
        those in use already.
        """
        in_use = words or {}
        by_name = {one.field: one for one in own}
        known = contexts or {}
        titles = [h or f"{i + 1}" for i, h in enumerate(headers)] + [
            str(i + 1) for i in range(len(headers), len(fields))
        ]
        columns = [
            ColumnReader(
                i, field, titles[i], known.get(i, Context()), by_name.get(field),
                in_use.get(field, ()),
            )
            for i, field in enumerate(fields)
            if field != IGNORE
        ]  # fmt: skip
        self.plan = [(column.index, column.known, column.single, column) for column in columns]
        self.ignored = [i for i, field in enumerate(fields) if field == IGNORE]
        self.width = len(fields)
        placed = {*fields}
        self.towns = "city" not in placed and not placed.isdisjoint(ADDRESSES)
        known_tags = {fold(word): word for word in in_use.get("tags", ())}
        self.tag = (known_tags.get(fold(tag), tag),) if tag else ()
        self.standing = [
            _standing(ColumnReader(-1, name, name, Context(), by_name.get(name),
                                   in_use.get(name, ())), text)
            for name, text in (defaults or {}).items()
            if name in by_name or not name.startswith(PREFIX)
        ]  # fmt: skip

    def read(self, cells: Sequence[Cell]) -> StoredRow:
        """One row; every non-empty cell of a wanted column ends in a field, note or problem."""
        row = _Row(cells.count(None))
        self._take(cells, row)
        self._pass_over(cells, row)
        found = row.found
        for name, key, value in self.standing:
            if key:
                found.setdefault("custom", {}).setdefault(key, value)
            elif name == "tags":
                row.tags = row.tags or list(value)
            else:
                found.setdefault(name, value)
        custom = found.pop("custom", None)
        if (parts := found.pop("parts", None)) is not None:
            found["address"] = _whole_address(parts, found)
        if self.towns and (address := found.get("address")) and (town := city_in(address)):
            found["city"] = town
        there = len(row.notes)
        values, contact = _client(found, row.named, row.notes)
        if custom:
            values["custom"] = custom
        created = found.pop("created_at", "")
        filled = len(cells) - row.empty
        kept, ignored = row.kept + len(row.notes) - there, row.ignored + row.blank
        if not values["name"] and not row.points:
            counts = (filled, 0, filled - ignored, ignored, row.blank)
            return StoredRow(None, problems=row.problems, cells=counts)
        labels = [*row.tags, *self.tag]
        if labels:
            values["tags"] = [clean_text(tag) for tag in dict.fromkeys(labels)]
        return StoredRow(
            values,
            row.points,
            contact,
            stored_moment(created) if created else "",
            row.problems,
            (filled, kept, len(row.problems), ignored, row.blank),
        )

    def _take(self, cells: Sequence[Cell], row: _Row) -> None:
        """Understand the cells of the wanted columns."""
        found, points, width = row.found, row.points, len(cells)
        for index, known, single, column in self.plan:
            cell = cells[index] if index < width else None
            if cell is None:
                continue
            said = known.get(cell) if cell.__class__ is str else None
            value, more, problem, note = said or column.read(cell)
            if more:
                row.named = row.named if points else value
                points += more
                if note:
                    row.remark(column, note)
            elif value is None:
                row.say_nothing(column, note, cell)
            elif single and single not in found:
                found[single] = value
            elif not _place(column, value, row):
                row.kept += problem is None
            if problem is not None:
                row.problems.append(CellProblem(index, problem, text_of(cell)[:200]))

    def _pass_over(self, cells: Sequence[Cell], row: _Row) -> None:
        """Count what is not wanted, and keep what stands beside the table."""
        width = len(cells)
        for index in self.ignored:
            if index < width and cells[index] is not None:
                blank = is_empty(cells[index])
                row.empty += blank
                row.ignored += not blank
        if width > self.width:
            beyond = cells[self.width :]
            told = _beyond(beyond, self.width)
            row.notes += told
            row.kept += len(told)
            row.empty += len(beyond) - beyond.count(None) - len(told)


def _standing(column: ColumnReader, text: str) -> tuple[str, str, Any]:
    """The field, the key of one's own, and the value of what all rows have in common."""
    name = "address" if column.field in ADDRESSES else column.field
    value = column.read(text)[0]
    return name, column.key, text if value is None else value


class _Row:
    """What the cells of one row said so far; `empty` of them hold nothing."""

    __slots__ = (
        "blank", "empty", "found", "ignored", "kept", "named", "notes", "points", "problems",
        "tags",
    )  # fmt: skip

    def __init__(self, empty: int) -> None:
        self.empty = empty
        self.found: dict[str, Any] = {}
        self.points: list[StoredPoint] = []
        self.named = ""
        self.notes: list[str] = []
        self.tags: list[str] = []
        self.problems: list[CellProblem] = []
        self.kept = self.ignored = self.blank = 0

    def say_nothing(self, column: ColumnReader, note: str | Spread, cell: Cell) -> None:
        """A cell without a value: it has several, is kept as typed, is empty, or says «none»."""
        if note:
            self.remark(column, note)
        elif is_empty(cell):
            self.empty += 1
        else:
            self.blank += 1

    def remark(self, column: ColumnReader, note: str | Spread) -> None:
        """What a cell says besides, or all that it says."""
        if isinstance(note, Spread):
            self.spread(column, note)
        else:
            self.notes.append(f"{column.header}: {note}")

    def spread(self, column: ColumnReader, values: Spread) -> None:
        """Values of one cell for several fields; what finds its field taken is a remark."""
        found = self.found.setdefault("custom", {}) if column.key else self.found
        for name, value in values.items():
            if found.setdefault(name, value) != value:
                self.notes.append(f"{column.header}: {value}")
        if values.rest:
            self.notes.append(f"{column.header}: {values.rest}")


def _client(
    found: dict[str, Any], otherwise: str, notes: list[str]
) -> tuple[dict[str, Any], tuple[str, str] | None]:
    """The client's columns, and a person inside; what is `found` is used up."""
    take = found.pop
    company = take("company_name", "")
    short = take("short_name", "")
    people = [take("name", ""), take("full_name", "")]
    parts = " ".join([found[part] for part in _NAME_PARTS if part in found])
    contact = take("contact_name", "")
    position = take("position", "")
    said = str(take("kind", ""))
    kind = KINDS.get(fold(said)) if said else None
    name, inside, rest = named([company, short], people, parts, contact)
    company = company or short
    notes += rest
    inner: tuple[str, str] | None = None
    if inside:
        inner = (clean_text(inside), clean_text(position))
    elif position:
        notes.append(position)
    if kind is None:
        if said:
            notes.append(said)
        kind = kind_of(name, found.get("inn", ""), bool(company))
    if kind is ClientKind.COMPANY and not company and not looks_like_company(name):
        company = name
    if notes:
        own = found.get("comment", "")
        found["comment"] = "\n".join([own, *notes] if own else notes)
    if company:
        for part in _NAME_PARTS:
            take(part, None)
    elif not parts and kind is ClientKind.PERSON and (known := person_parts(name)) is not None:
        found.update(known)
    birthday = take("birthday", None)
    rhythm = take("rhythm_days", None)
    created = take("created_at", "")
    values = stored_values(kind, name, otherwise, found)
    if birthday:
        values["birthday"] = date.fromisoformat(birthday).isoformat()
    values["rhythm_days"] = rhythm
    found["created_at"] = created
    return values, inner


def _whole_address(parts: Mapping[str, str], found: Mapping[str, Any]) -> str:
    """Index, country and region before what else is said of the place, each of them once."""
    street = found.get("address", "")
    said = fold(street)
    pieces = [parts.get(name, "") for name in ADDRESS_PARTS] + [found.get("city", "")]
    before = [piece for piece in pieces if piece and fold(piece) not in said]
    return ", ".join([*before, street] if street else before)


def _beyond(cells: Sequence[Cell], before: int) -> list[str]:
    """What stands to the right of all columns, `before` of which there are."""
    return [
        f"{i}: {text_of(cell).strip()}"
        for i, cell in enumerate(cells, before + 1)
        if not is_empty(cell)
    ]


def _place(column: ColumnReader, value: Any, row: _Row) -> bool:
    """Whether a value went into its field; else it is a remark: the field is taken or unknown."""
    name, found = column.field, row.found
    if column.key:
        found, name = found.setdefault("custom", {}), column.key
    elif name == "tags":
        row.tags += value
        return True
    elif name in ADDRESSES:
        name = "address"
    elif name in ADDRESS_PARTS:
        parts = found.setdefault("parts", {})
        if parts.setdefault(name, value) == value:
            return True
    if (column.key or name in SINGLE) and found.get(name) in (None, "", value):
        found[name] = value
        return True
    if name == "address" and fold(value) in fold(found.get(name)):
        return True
    row.notes.append(f"{column.header}: {value}")
    return False


__all__ = ["IGNORE", "NOTE", "CellProblem", "RowReader", "StoredPoint", "StoredRow"]
