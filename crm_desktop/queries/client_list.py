"""Lines of the list of clients: any fields of some clients, in the columns that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, func, true, type_coerce

from crm_desktop.db.tables import Client, ClientFacts
from crm_desktop.domain.filters import FieldKind
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold
from crm_desktop.domain.views import Sort
from crm_desktop.queries.client_fields import by_facts, fields_for, fields_of, order_of
from crm_desktop.queries.filtered import Fields
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.prepared import among_marked, marks
from crm_desktop.queries.read import Read, query

_C, _F = Client.__table__.c, ClientFacts.__table__.c

_BEFORE = 3
"""Columns of a line before its fields."""
_HALF, _LOW = 32, 2**32 - 1


class ClientLine(NamedTuple):
    """One line of the list: the values of its fields by name, as they are stored.

    A tuple, for one is made of every hit at every keystroke.
    """

    id: int
    name: str
    values: Mapping[str, Any]
    archived: bool = False


def _select(
    read: Read, fields: Fields, names: Sequence[str], sorts: tuple[Sort, ...]
) -> Select[Any]:
    asked = (fields[name].column.label(f"f{place}") for place, name in enumerate(names))
    archived = type_coerce(_C.archived_at.is_not(None), Integer)
    found = (
        visible(read, Client, _C.id, _C.name, archived, *asked, few=True)
        .join(ClientFacts.__table__, _F.client_id == _C.id)
        .where(among_marked(_C.id, "clients"))
    )
    return found.order_by(*order_of(fields, sorts)) if sorts else found


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
    fields = fields_for(read.connection, (*shown, *(one.field for one in sorts)), today)
    names = tuple(name for name in shown if name in fields)
    lines_of = fields.prepared(
        ("lines", names, sorts), lambda read: _select(read, fields, names, sorts)
    )
    rows = lines_of.each(read, clients=marks(wanted))
    return [
        ClientLine(row[0], row[1], dict(zip(names, row[_BEFORE:], strict=True)), bool(row[2]))
        for row in rows
    ]


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
