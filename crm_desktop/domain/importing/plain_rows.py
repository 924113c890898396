"""Rows whose every cell is plain, put together by columns; all others go the long way.

What comes out is what `RowReader.read` says of the same rows (equal by test): most lists are made
of such rows, and a block of them costs a third of what they cost one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import zip_longest
from operator import add
from typing import Any

from crm_desktop.domain.clients import AS_STORED, SOUGHT, ClientKind, search_key
from crm_desktop.domain.importing.cells import BLANKS, Cell, text_of
from crm_desktop.domain.importing.column_reader import (
    ADDRESS_PARTS,
    ADDRESSES,
    ColumnReader,
    StoredPoint,
)
from crm_desktop.domain.importing.content import city_in
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.importing.drafts import CellCounts, CellProblem, RowReader, StoredRow
from crm_desktop.domain.importing.naming import kind_of, named
from crm_desktop.domain.importing.plain_columns import (
    KEPT,
    NO_WAYS,
    ODD,
    PlainColumn,
    kept_tags,
    kept_ways,
    tags_of,
)
from crm_desktop.domain.importing.split import person_parts
from crm_desktop.domain.importing.stored import CLIENT_COLUMNS, listed, own_values
from crm_desktop.domain.text import clean_text, fold_all, sort_keys

PlainRow = tuple[
    tuple[Any, ...],
    str,
    tuple[str, str] | None,
    tuple[StoredPoint, ...],
    str,
    str,
    str,
    Sequence[CellProblem],
    CellCounts,
]
"""The values of `CLIENT_COLUMNS` as they are kept, when it was made, who stands inside, the ways of
contact, its phones and addresses one a line, the key by which it is found, what was not understood,
and how the cells fare: as `StoredRow` has it.
"""
_FIRST, _LAST, _MIDDLE = "first_name", "last_name", "middle_name"
_CALLED = ("company_name", "short_name", "name", "full_name", "contact_name")
_NO_PARTS = dict.fromkeys((_LAST, _FIRST, _MIDDLE), "")
_ROWS, _INSIDE, _FIRM, _WAYS = "rows", "inside", "by firm", "way "
"""What a block holds beside the fields."""
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(CLIENT_COLUMNS, ""),
    "birthday": None,
    "rhythm_days": None,
    "custom": own_values({}),
}
_NOTHING: list[CellProblem] = []

_Block = dict[str, list[Any]]


def kept_row(row: StoredRow, values: dict[str, Any]) -> PlainRow:
    """A row that was read by itself, and has a client, as plain ones are put together."""
    phones, emails, sought = [], [], []
    for way, _label, value, normal, _ext in row.points:
        sought.append(normal or value)
        if normal and way == "phone":
            phones.append(normal)
        elif normal and way == "email":
            emails.append(normal)
    key = search_key(values, sought, row.contact[0] if row.contact else "")
    kept = values | {"tags": listed(tuple(values["tags"])), "custom": own_values(values["custom"])}
    return (
        tuple(kept.values()),
        row.created_at,
        row.contact,
        tuple(row.points),
        "\n".join(phones),
        "\n".join(emails),
        key,
        row.problems,
        row.cells,
    )


def plain_rows(reader: RowReader) -> PlainRows | None:
    """Who puts rows together by columns; None where a mapping is not made for it.

    A field in several columns, parts of names and addresses, and fields of the business's own
    depend on each other cell by cell.
    """
    fields = [_field(column) for _index, _known, _single, column in reader.plan]
    placed = [field for field in fields if field not in (NOTE, "")]
    if None in fields or len({*placed}) < len(placed):
        return None
    for name, key, value in reader.standing:
        fine = name in AS_STORED and isinstance(value, str) and AS_STORED[name](value) == value
        if key or name in _NO_PARTS or not (fine or name == "tags"):
            return None
    return PlainRows(reader)


def _field(column: ColumnReader) -> str | None:
    """The field of a column, "" for ways of contact, None for what goes the long way.

    What has no field of its own is a remark.
    """
    if column.key or column.field in ADDRESS_PARTS or column.single in _NO_PARTS:
        return None
    if column.field in ADDRESSES:
        return "address"
    if column.single in KEPT or column.field == "tags":
        return column.field
    if column.ways:
        return ""
    return NOTE if column.header == clean_text(column.header).lstrip() else None


class PlainRows:
    """Puts together the plain rows of a block; asked for by `plain_rows`."""

    def __init__(self, reader: RowReader) -> None:
        self._width = reader.width
        self._ignored = reader.ignored
        self._towns = reader.towns
        self._standing: dict[str, Any] = {}
        for name, _key, value in reader.standing:
            self._standing.setdefault(name, value)
        self._tags = tags_of([*self._standing.pop("tags", ()), *reader.tag])
        self._columns: dict[str, PlainColumn] = {}
        self._ways: dict[str, PlainColumn] = {}
        self._notes: dict[str, PlainColumn] = {}
        for index, _known, _single, column in reader.plan:
            name = _field(column) or ""
            if name == NOTE:
                _nothing, kept = KEPT["comment"]
                self._notes[f"{NOTE} {index}"] = PlainColumn(column, "", kept)
            elif name == "tags":
                self._columns[name] = PlainColumn(column, self._tags, kept_tags(reader.tag))
            elif name:
                nothing, kept = KEPT[name]
                nothing = self._standing.pop(name, nothing)
                self._columns[name] = PlainColumn(column, nothing, kept)
            else:
                self._ways[f"{_WAYS}{index}"] = PlainColumn(column, NO_WAYS, kept_ways)

    def read(self, rows: Sequence[Sequence[Cell]]) -> list[PlainRow | None]:
        """The plain rows of a block; None for those that are to be read one by one."""
        columns = list(zip_longest(*rows))
        nothing = (None,) * len(rows)
        block: _Block = {}
        odd = set(self._beside(columns, rows))
        for name, column in (self._columns | self._ways | self._notes).items():
            cells = columns[column.index] if column.index < len(columns) else nothing
            block[name] = values = column.values(cells)
            if column.odd:
                odd.update([i for i, value in enumerate(values) if value is ODD])
        block[_ROWS] = list(rows)
        places = list(range(len(rows)))
        places, block = _without(odd, places, block)
        places, block = _without(_call(block, len(places)), places, block)
        found: list[PlainRow | None] = [None] * len(rows)
        for i, row in zip(places, self._together(block, len(places)), strict=True):
            found[i] = row
        return found

    def _beside(
        self, columns: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]
    ) -> Iterator[int]:
        """Rows with cells to the right of all columns, or with blanks in one that is not wanted."""
        if len(columns) > self._width:
            yield from (i for i, cells in enumerate(rows) if len(cells) > self._width)
        for index in self._ignored:
            for i, cell in enumerate(columns[index] if index < len(columns) else ()):
                if isinstance(cell, str) and not cell.strip(BLANKS):
                    yield i

    def _together(self, block: _Block, count: int) -> Iterator[PlainRow]:
        """The rows of a block in which every cell, and every name, is plain."""
        block |= {name: [value] * count for name, value in self._standing.items()}
        rows, texts, nothing = block.pop(_ROWS), [""] * count, [None] * count
        names, inside, firms = block["name"], block.pop(_INSIDE), block.pop(_FIRM)
        inns = block.get("inn", texts)
        kinds: list[ClientKind] = [
            kind or kind_of(name, inn, firm)
            for kind, name, inn, firm in zip(
                block.pop("kind", nothing), names, inns, firms, strict=True
            )
        ]
        block["kind"] = [kind.value for kind in kinds]
        parts = [
            (kind is ClientKind.PERSON and not firm and person_parts(name)) or _NO_PARTS
            for kind, firm, name in zip(kinds, firms, names, strict=True)
        ]
        block |= {name: [one[name] for one in parts] for name in _NO_PARTS}
        if self._towns and "address" in block:
            cities = block.get("city", texts)
            block["city"] = [
                (address and city_in(address)) or city
                for address, city in zip(block["address"], cities, strict=True)
            ]
        remarks = [0] * count
        if self._notes:
            notes = [self._remarks(name, block.pop(name)) for name in self._notes]
            remarks = [sum(map(bool, some)) for some in zip(*notes, strict=True)]
            block["comment"] = list(_lines([block.get("comment", texts), *notes]))
        block["sort_key"] = sort_keys(names)
        tags = block.pop("tags", None) or [self._tags] * count
        block["tags"] = [one[0] for one in tags]
        ways = [_columns(block.pop(name), 5) for name in self._ways] or [
            _columns([NO_WAYS] * count, 5)
        ]
        points, doubts, found_by, phones, emails = zip(*ways, strict=True)
        sought = [block.get(name, texts) for name in SOUGHT]
        sought += [*found_by, inside, [one[1] for one in tags]]
        keys = fold_all([" ".join(filter(None, words)) for words in zip(*sought, strict=True)])
        ignored = self._count_ignored(rows)
        problems = self._problems(rows, doubts)
        positions = block.pop("position", texts)
        return zip(
            zip(
                *[block.get(name) or [_EMPTY[name]] * count for name in CLIENT_COLUMNS], strict=True
            ),
            block.get("created_at", texts),
            [(name, at) if name else None for name, at in zip(inside, positions, strict=True)],
            reduce(_added, points),
            _lines(phones),
            _lines(emails),
            keys,
            problems,
            [
                (len(cells) - cells.count(None), said, len(those), others, 0)
                for cells, said, those, others in zip(rows, remarks, problems, ignored, strict=True)
            ],
            strict=True,
        )

    def _remarks(self, name: str, texts: Sequence[str]) -> list[str]:
        """What a column without a field says, under its head."""
        header = self._notes[name].header
        return [f"{header}: {text}" if text else "" for text in texts]

    def _count_ignored(self, rows: Sequence[Sequence[Cell]]) -> list[int]:
        """How many cells of each row are not wanted."""
        if not self._ignored:
            return [0] * len(rows)
        return [
            sum([i < len(cells) and cells[i] is not None for i in self._ignored]) for cells in rows
        ]

    def _problems(
        self, rows: Sequence[Sequence[Cell]], doubts: Sequence[Sequence[str | None]]
    ) -> list[list[CellProblem]]:
        """The ways of contact that were not understood, by row."""
        found: list[list[CellProblem]] = [_NOTHING] * len(rows)
        for column, some in zip(self._ways.values(), doubts, strict=False):
            for i, code in [(i, code) for i, code in enumerate(some) if code is not None]:
                said = text_of(rows[i][column.index])[:200]
                found[i] = [*found[i], CellProblem(column.index, code, said)]
        return found


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[Sequence[Any]]:
    """Rows by columns, of which there are so many also without any row."""
    return list(zip(*rows, strict=True)) or [()] * width


def _call(block: _Block, count: int) -> set[int]:
    """Settle who is called how and who stands inside; the rows in which that is not plain."""
    texts = [""] * count
    sources = [block.pop(name, texts) for name in _CALLED]
    told = [one for one in sources if one is not texts]
    positions = block.get("position", texts)
    names: Sequence[str] = told[0] if len(told) == 1 else texts
    inside: Sequence[str] = texts
    rests: Sequence[Sequence[str]] = [()] * count
    firms, short, people, full, contacts = sources
    if len(told) > 1:
        others_too = map(any, zip(short, people, full, strict=True))
        known = zip(fold_all(firms), fold_all(contacts), strict=True)
        called = [
            # Another first word is another name.
            (firm, contact, ())
            if firm and not others and (not contact or other.partition(" ")[0] not in one)
            else named([firm, short], [name, whole], "", contact)
            for firm, short, name, whole, contact, others, (one, other) in zip(
                *sources, others_too, known, strict=True
            )
        ]
        names, inside, rests = _columns(called, 3)
    block["name"], block[_INSIDE] = list(names), list(inside)
    block[_FIRM] = [bool(firm or other) for firm, other in zip(firms, short, strict=True)]
    return {
        i
        for i, (name, within, rest, position) in enumerate(
            zip(names, inside, rests, positions, strict=True)
        )
        if not name or rest or (position and not within)
    }


def _added(one: Iterable[Any], other: Iterable[Any]) -> Iterable[Any]:
    return list(map(add, one, other))


def _lines(texts: Sequence[Sequence[str]]) -> Sequence[str]:
    """What several columns say, a line each."""
    if len(texts) == 1:
        return texts[0]
    return ["\n".join(filter(None, some)) for some in zip(*texts, strict=True)]


def _without(odd: set[int], places: list[int], block: _Block) -> tuple[list[int], _Block]:
    """The block without some of its rows."""
    if not odd:
        return places, block
    left = [i for i in range(len(places)) if i not in odd]
    return (
        [places[i] for i in left],
        {name: [values[i] for i in left] for name, values in block.items()},
    )
