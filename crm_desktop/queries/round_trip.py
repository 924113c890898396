"""A list of ours that comes back out of a spreadsheet: changed in it, and changed meanwhile."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from crm_desktop.db.region import region_of
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import (
    TEXTS,
    ClientDraft,
    ClientKind,
    PointDraft,
    PointKind,
    point_values,
)
from crm_desktop.domain.importing import Cell, text_of
from crm_desktop.domain.importing.cells import filled, is_empty
from crm_desktop.domain.importing.kinds import kind_of_name
from crm_desktop.domain.imports import MATCH_KEYS, NO_NAME_OR_CONTACT
from crm_desktop.domain.rights import Right
from crm_desktop.domain.round_trip import (
    FIRST,
    ID_HEADING,
    SEVERAL,
    AddedRow,
    Carried,
    CellChange,
    CellKind,
    Head,
    Held,
    Known,
    RoundTrip,
    Stamp,
    carried,
    forbidden,
    nothing,
)
from crm_desktop.domain.round_trip_cells import alike, first, same, understood
from crm_desktop.domain.text import fold
from crm_desktop.files import standby
from crm_desktop.files.staged import StagedFile, open_staged
from crm_desktop.late import dataclass
from crm_desktop.queries import client_values, matching
from crm_desktop.queries.client_marks import this_day
from crm_desktop.queries.client_values import Values
from crm_desktop.queries.import_dates import votes_in
from crm_desktop.queries.read import Read, query

TOP = 30
"""Rows in which the heading is looked for: people write titles above it."""
BLOCK = 1_000

_Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class _Table:
    """Where a list of ours stands in a file: its heading and the places of its columns."""

    sheet: int
    first: int
    id_place: int
    stamp_place: int
    head: Head
    columns: Mapping[int, Carried]
    unread: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What a walk through the rows has found so far."""

    read: int = 0
    changes: dict[int, list[CellChange]] = field(default_factory=dict)
    new: list[_Row] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)


@query(right=Right.IMPORT)
def compared(read: Read, staging: str, file_name: str) -> RoundTrip | None:
    """What a staged file would change cell by cell; None when it is no list of this base."""
    with open_staged(Path(staging)) as staged:
        table = _table(read, staged)
        if table is None:
            return None
        standby.end(staged.path)
        return _Comparison(read, staged, table).made(file_name)


def _table(read: Read, staged: StagedFile) -> _Table | None:
    for sheet in staged.sheets:
        for number, cells in itertools.islice(staged.rows(sheet.id), TOP):
            heads = {place: Head.read(cell) for place, cell in enumerate(cells) if _may_be(cell)}
            found = next(((place, head) for place, head in heads.items() if head), None)
            ids = [place for place, cell in enumerate(cells) if cell == ID_HEADING]
            if found is None or not ids:
                continue
            place, head = found
            if head.stamp.base != client_values.stamp(read.connection).base:
                return None
            return _mapped(read, _Table(sheet.id, number, ids[0], place, head, {}, ()), cells)
    return None


def _may_be(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.startswith("{")


def _mapped(read: Read, table: _Table, cells: Sequence[Cell]) -> _Table:
    """Columns by their headings, wherever they stand now; those nobody knows are left alone."""
    own = client_values.own_fields(read.connection)
    fields = {fold(title): name for name, title in table.head.columns.items()}
    columns: dict[int, Carried] = {}
    unread: list[str] = []
    for place, cell in enumerate(cells):
        if place in (table.id_place, table.stamp_place) or is_empty(cell):
            continue
        name = fields.pop(fold(text_of(cell)), None)
        column = None if name is None else carried(name, own)
        if column is None:
            unread.append(text_of(cell).strip())
        else:
            columns[place] = column
    return _Table(
        table.sheet, table.first, table.id_place, table.stamp_place, table.head, columns,
        tuple(unread),
    )  # fmt: skip


class _Comparison:
    """The rows of a list of ours beside what the base held when it went out, and holds now."""

    def __init__(self, read: Read, staged: StagedFile, table: _Table) -> None:
        self._read = read
        self._staged = staged
        self._table = table
        self._columns = list(table.columns.values())
        self._then = client_values.moment(read.connection, table.head.stamp)
        self._known = self._words()
        self._days = self._day_orders()
        self._found = _Found()
        self._today = this_day()

    def made(self, file_name: str) -> RoundTrip:
        """Compare all rows."""
        table, found = self._table, self._found
        rows = self._staged.rows(table.sheet, table.first + 1)
        total = max(table.head.rows, 1)
        while block := list(itertools.islice(rows, BLOCK)):
            self._block([(number, cells) for number, cells in block if filled(cells)])
            self._read.step(min(found.read, total), total)
        return RoundTrip(
            file_name,
            self._then.at if self._then else "",
            found.read,
            tuple(one for changes in found.changes.values() for one in changes),
            tuple(self._added()),
            tuple(found.gone),
            max(table.head.rows - len(found.seen), 0),
            table.unread,
            unsure=self._then is None,
        )

    def _words(self) -> Known:
        labels = {fold(text): kind for kind, text in self._table.head.kinds.items()}
        kinds = {kind.value: kind.value for kind in ClientKind} | labels
        people = client_values.employees(self._read.connection).values()
        owners = {fold(name): name for name in reversed(list(people)) if name}
        return Known(kinds, owners, region_of(self._read.connection))

    def _day_orders(self) -> dict[int, Known]:
        """Per column of days, whether texts in it write the day before the month."""
        days = [p for p, one in self._table.columns.items() if one.kind is CellKind.DAY]
        if not days:
            return {}
        votes = votes_in(self._staged, self._table.sheet, days, self._read.step)
        known = self._known
        return {
            place: Known(known.kinds, known.owners, known.region, votes[place].order)
            for place in days
        }

    def _block(self, rows: Sequence[_Row]) -> None:
        found = self._found
        numbered = [(self._client(cells), number, cells) for number, cells in rows]
        ids = [client for client, _number, _cells in numbered if client is not None]
        now = client_values.values_now(self._read, ids, self._columns)
        then: Values = {}
        if self._then is not None:
            then = client_values.values_then(self._read, now, self._columns, self._then)
        names = self._names(ids)
        for client, number, cells in numbered:
            found.read += 1
            if client is None:
                found.new.append((number, cells))
            elif client not in now:
                found.seen.setdefault(client, number)
                found.gone.append(self._called(cells) or str(client))
            else:
                old = then.get(client, now[client])
                changes = list(self._row(number, client, names[client], cells, (old, now[client])))
                if client in found.seen:
                    self._twice(client, (number, cells), changes)
                else:
                    found.seen[client] = number
                    found.changes[client] = changes

    def _twice(self, client: int, row: _Row, changes: list[CellChange]) -> None:
        """A row that was copied keeps the number of the other: whoever differs more is new."""
        found = self._found
        before = found.changes[client]
        if len(changes) < len(before):
            first = self._staged.rows_at(self._table.sheet, [found.seen[client]])
            found.new.extend(first)
            found.seen[client], found.changes[client] = row[0], changes
        elif changes:
            found.new.append(row)

    def _client(self, cells: Sequence[Cell]) -> int | None:
        """The number in the hidden column, unless the row is of another base."""
        client = _whole(_at(cells, self._table.id_place))
        said = _at(cells, self._table.stamp_place)
        stamp = Stamp.read(said) if isinstance(said, str) else None
        foreign = stamp is not None and stamp.base != self._table.head.stamp.base
        return None if foreign else client

    def _names(self, ids: Sequence[int]) -> dict[int, str]:
        named = [Carried("name", CellKind.TEXT)]
        values = client_values.values_now(self._read, ids, named)
        return {client: str(one["name"]) for client, one in values.items()}

    def _called(self, cells: Sequence[Cell]) -> str:
        place = next((p for p, one in self._table.columns.items() if one.field == "name"), None)
        return "" if place is None else text_of(_at(cells, place)).strip()

    def _row(
        self,
        number: int,
        client: int,
        name: str,
        cells: Sequence[Cell],
        held: tuple[Mapping[str, Held], Mapping[str, Held]],
    ) -> Iterator[CellChange]:
        then, now = held
        for place, column in self._table.columns.items():
            cell = _at(cells, place)
            known = self._days.get(place, self._known)
            old, seen = then[column.field], now[column.field]
            if same(column, cell, old, known) or same(column, cell, seen, known):
                continue
            value, problem, _rest = understood(column, cell, known)
            conflict = self._then is None or not alike(column, old, seen, known)
            by = at = ""
            if conflict and self._then is not None:
                changer = client_values.changed_by(self._read, client, column, self._then)
                by, at = changer.by, changer.at
            yield CellChange(
                number, client, name, column, first(column, old), first(column, seen), value,
                conflict, by, at,
                problem or forbidden(column, value, self._today), text_of(cell),
            )  # fmt: skip

    # new rows

    def _added(self) -> Iterator[AddedRow]:
        if not self._found.new:
            return
        present = matching.Known(self._read.connection, MATCH_KEYS)
        for number, cells in self._found.new:
            made = self._draft(cells)
            if made is None:
                continue
            met = present.find(_keys(made.draft, self._known.region))
            known = "" if met is None else self._names([met]).get(met, "")
            yield replace(made, row=number, known=known)

    def _draft(self, cells: Sequence[Cell]) -> AddedRow | None:
        """The client that a row would become; None for a row that says nothing of one."""
        values: dict[str, Held] = {}
        points: list[PointDraft] = []
        custom: dict[str, object] = {}
        problem = ""
        for place, column in self._table.columns.items():
            cell = _at(cells, place)
            if is_empty(cell):
                continue
            value, wrong, _rest = understood(column, cell, self._days.get(place, self._known))
            wrong = wrong or (forbidden(column, value, self._today) if value else "")
            problem = problem or wrong
            if wrong or nothing(value):
                continue
            if column.field in FIRST or column.field in SEVERAL:
                kind = PointKind(FIRST.get(column.field) or SEVERAL[column.field])
                points += [PointDraft(kind, one) for one in value]
            elif column.own is not None:
                custom[column.own.key] = list(value) if isinstance(value, tuple) else value
            else:
                values[column.field] = value
        if not values and not points and not custom and not problem:
            return None
        draft = _drafted(values, tuple(points), custom)
        if not draft.display_name() and not points:
            problem = problem or NO_NAME_OR_CONTACT
        return AddedRow(0, draft, values.get("owner", ""), "", problem)


def _drafted(
    values: Mapping[str, Held], points: tuple[PointDraft, ...], custom: dict[str, object]
) -> ClientDraft:
    texts = {name: text for name, text in values.items() if name in _TEXTS}
    kind = values.get("kind") or kind_of_name(texts.get("name", ""), texts.get("inn", ""))
    days = {
        name: date.fromisoformat(values[name])
        for name in ("birthday", "consent_on")
        if name in values
    }
    return ClientDraft(
        **texts,
        kind=ClientKind(kind),
        birthday=days.get("birthday"),
        tags=tuple(values.get("tags", ())),
        points=points,
        custom=custom,
        terms=Terms(consent_on=days.get("consent_on"), rhythm_days=values.get("rhythm_days")),
    )


_TEXTS = frozenset({"name", *TEXTS})


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def _whole(cell: Cell) -> int | None:
    """The number in a hidden cell."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    text = cell.strip() if isinstance(cell, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _keys(draft: ClientDraft, region: str) -> list[str]:
    """What a new client would be recognised by, in the order of `MATCH_KEYS`."""
    normal: dict[str, list[str]] = {}
    for point in draft.points:
        for one in point_values(point.kind, point.value, region):
            if one["normal"]:
                normal.setdefault(point.kind.value, []).append(one["normal"])
    lines = {kind: "\n".join(values) for kind, values in normal.items()}
    said = {"external_id": draft.external_id, "inn": draft.inn, **lines}
    return [said.get(key, "") for key in MATCH_KEYS]
