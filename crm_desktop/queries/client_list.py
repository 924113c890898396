"""Lines of the list of clients: any fields of some clients, in the columns that are shown."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from operator import itemgetter
from typing import Any, overload

from sqlalchemy import ColumnElement, Integer, Select, and_, func, select, true, type_coerce

from crm_desktop.db.search import Hits
from crm_desktop.db.tables import Client, ClientFacts
from crm_desktop.domain.filters import FieldKind
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold
from crm_desktop.domain.views import Sort
from crm_desktop.late import dataclass
from crm_desktop.queries.client_fields import (
    ClientFields,
    by_facts,
    fields_for,
    fields_of,
    orders_of,
    put_in_order,
)
from crm_desktop.queries.filtering import among, apart, seen, visible
from crm_desktop.queries.prepared import CLIENT_HITS, Prepared, among_marked, marks
from crm_desktop.queries.read import Read, query

_C, _F = Client.__table__.c, ClientFacts.__table__.c

_BEFORE = ("id", "name", "archived")
"""What is read of every line, before its other fields."""
_HALF, _LOW = 32, 2**32 - 1


@dataclass(slots=True)
class ClientLine:
    """One line of the list: the values of its fields by name, as they are stored.

    It keeps what was read as it was read: id, name, archived or not, and at `places` the fields.
    """

    row: Sequence[Any]
    places: Mapping[str, int]
    _values: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> int:
        """The client's."""
        return int(self.row[0])

    @property
    def name(self) -> str:
        """The client's."""
        return str(self.row[1])

    @property
    def archived(self) -> bool:
        """Whether the client is in the archive."""
        return bool(self.row[2])

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields by name."""
        if self._values is None:
            self._values = {name: self.row[at] for name, at in self.places.items()}
        return self._values


class Lines(Sequence[ClientLine]):
    """Lines in their order, each made when it is looked at: most hits are gone by the next key."""

    def __init__(
        self, rows: Sequence[Sequence[Any]], places: Mapping[str, int], width: int
    ) -> None:
        """Of the rows as they were read `width` values are of the line."""
        self._rows = rows
        self._places = places
        self._width = width

    def ids(self) -> array[int]:
        """The clients'."""
        return array("q", map(itemgetter(0), self._rows))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> ClientLine: ...
    @overload
    def __getitem__(self, at: slice) -> Lines: ...
    def __getitem__(self, at: int | slice) -> ClientLine | Lines:
        if isinstance(at, slice):
            return Lines(self._rows[at], self._places, self._width)
        return ClientLine(self._rows[at][: self._width], self._places)


class _Asked:
    """What is read of clients besides id, name and archive: some fields, and what they go by.

    Everything that is not of a single question is made once for all of them.
    """

    def __init__(self, fields: ClientFields, shown: Sequence[str], sorts: tuple[Sort, ...]) -> None:
        known = [name for name in shown if name in fields]
        asked = [name for name in known if name not in _BEFORE]
        there = {name: at for at, name in enumerate((*_BEFORE, *asked))}
        self._places = {name: there[name] for name in known}
        orders = orders_of(fields, sorts) if sorts else []
        # The last order is by the id, which stands first anyhow.
        self._width = len(there)
        by = [*range(self._width, self._width + len(orders) - 1), 0]
        self._orders = [*zip(by, orders, strict=False)]
        archived = type_coerce(_C.archived_at.is_not(None), Integer)
        self.columns: list[Any] = [_C.id, _C.name, archived]
        self.columns += [fields[one].column.label(f"f{at}") for at, one in enumerate(asked)]
        self.columns += [one.column.label(f"o{at}") for at, one in enumerate(orders[:-1])]
        self.of_clients = Prepared(lambda read: _of_clients(read, self))
        self.of_hits = Prepared(lambda read: _of_hits(read, self))

    def lines(self, rows: list[tuple[Any, ...]]) -> Lines:
        """What was read, in the order wanted."""
        put_in_order(rows, self._orders)
        return Lines(rows, self._places, self._width)


def _asked(read: Read, shown: Sequence[str], sorts: tuple[Sort, ...], today: date | None) -> _Asked:
    fields = fields_for(read.connection, (*shown, *(one.field for one in sorts)), today)
    return fields.once(("lines", tuple(shown), sorts), lambda: _Asked(fields, shown, sorts))


def _of_clients(read: Read, asked: _Asked) -> Select[Any]:
    return (
        visible(read, Client, *asked.columns, few=True)
        .join(ClientFacts.__table__, _F.client_id == _C.id)
        .where(among_marked(_C.id, "clients"))
    )


def _of_hits(read: Read, asked: _Asked) -> Select[Any]:
    # Who is not to be seen is a hit as well: without it nobody knows whether these are all.
    may_be_seen = type_coerce(and_(true(), *seen(read, Client)), Integer)
    hits = CLIENT_HITS.join(Client.__table__, _C.id == apart(CLIENT_HITS.c.rowid))
    hits = hits.join(ClientFacts.__table__, _F.client_id == _C.id)
    return select(*asked.columns, may_be_seen).select_from(hits)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A text that stands in a field, and of how many clients."""

    value: str
    count: int


@query(right=Right.VIEW)
def lines(
    read: Read,
    wanted: Sequence[int],
    shown: Sequence[str],
    sorts: tuple[Sort, ...] = (),
    today: date | None = None,
) -> list[ClientLine]:
    """These fields of some clients, in the order of the list or of no importance.

    Clients that are gone are left out. What depends on the day is as it is on `today`.
    """
    asked = _asked(read, shown, sorts, today)
    return list(asked.lines(list(asked.of_clients.each(read, clients=marks(wanted)))))


@query(right=Right.VIEW)
def lines_about(
    read: Read,
    hits: Hits,
    shown: Sequence[str],
    sorts: tuple[Sort, ...] = (),
    today: date | None = None,
) -> tuple[Lines, int]:
    """As `lines`, of what a search finds, asked together with it, and how many hits there are."""
    asked = _asked(read, shown, sorts, today)
    rows = list(asked.of_hits.each(read, about=hits))
    return asked.lines([row for row in rows if row[-1]]), len(rows)


@query(right=Right.VIEW)
def values(read: Read, field: str, text: str = "", limit: int = 500) -> list[ValueRow]:
    """What stands in a field and holds this scrap of text, the most frequent first."""
    known = fields_of(read.connection)
    if field not in known:
        return []
    value: ColumnElement[Any] = known[field].column
    if known[field].kind is FieldKind.SEVERAL:
        word = func.json_each(value).table_valued("value").alias("word")
        value = word.c.value
        found = visible(read, Client, value, func.count()).join(word, true())
    else:
        found = visible(read, Client, value, func.count())
    if by_facts(known, [field]):
        found = found.join(ClientFacts.__table__, _F.client_id == _C.id)
    if text.strip():
        found = found.where(func.instr(func.fold(value), fold(text)) > 0)
    found = found.where(func.coalesce(value, "") != "").group_by(value)
    rows = read.connection.execute(found.order_by(func.count().desc(), value).limit(limit))
    return [ValueRow(str(row[0]), row[1]) for row in rows]


@query(right=Right.VIEW)
def sums(read: Read, wanted: Sequence[int], fields: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of each of these fields its sum over some clients, and how many of them have a value."""
    known = fields_of(read.connection)
    names = [name for name in fields if name in known and known[name].kind is FieldKind.NUMBER]
    if not names or not wanted:
        return {}
    asked: list[ColumnElement[Any]] = []
    for name in names:
        column = known[name].column
        # In two halves: the sum of many great numbers is more than SQLite holds.
        high, low = column.op(">>")(_HALF), column.op("&")(_LOW)
        asked += [func.sum(high), func.sum(low), func.count(column)]
    found = (
        visible(read, Client, *asked, few=True)
        .join(ClientFacts.__table__, _F.client_id == _C.id)
        .where(among(_C.id, wanted))
    )
    row = read.connection.execute(found).one()
    parts = [row[place : place + 3] for place in range(0, len(row), 3)]
    return {
        name: (((high or 0) << _HALF) + (low or 0), count)
        for name, (high, low, count) in zip(names, parts, strict=True)
    }
