"""What stands in some fields of clients: now, and what stood there after an earlier operation."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from crm_desktop.db import images
from crm_desktop.db.engine import reading
from crm_desktop.db.figures import branches, identity_of
from crm_desktop.db.images import Image
from crm_desktop.db.tables import Client, Employee, Operation
from crm_desktop.domain.custom_fields import CustomNoun, OwnField, id_of
from crm_desktop.domain.rights import Right
from crm_desktop.domain.round_trip import FIRST, SEVERAL, Carried, CellKind, Held, Stamp
from crm_desktop.late import dataclass
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Prepared, Statement, among_marked, marks
from crm_desktop.queries.read import Read, query

_CLIENT, _POINT = "client", "contact_point"

Values = dict[int, dict[str, Held]]
"""By client, then by field."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the base: the journal row it ends with, and when that was."""

    row: int
    at: str


def stamp(connection: Connection) -> Stamp:
    """Which base this is, and its newest operation."""
    branch = branches(connection)[-1][0]
    newest = reading(connection).execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()
    return Stamp(identity_of(connection), branch, newest[0])


def moment(connection: Connection, wanted: Stamp) -> Moment | None:
    """The state that a stamp of this base means; None when the base was restored to one before."""
    story = branches(connection)
    names = [branch for branch, _since in story]
    if wanted.branch not in names:
        return None
    later = story[names.index(wanted.branch) + 1 :]
    if any(wanted.operation > since for _branch, since in later):
        return None
    found = _ENDED.rows(connection, operation=wanted.operation)
    return Moment(*found[0]) if found else None


def own_fields(connection: Connection) -> dict[str, OwnField]:
    """The fields of the business's own, by their names among fields."""
    return {one.field: one for one in of_noun(connection, CustomNoun.CLIENT)}


def employees(connection: Connection) -> dict[int, str]:
    """All employees by their ids, those who left last."""
    return dict(_EMPLOYEES.rows(connection))


@query(right=Right.VIEW)
def values_now(read: Read, clients: Sequence[int], columns: Sequence[Carried]) -> Values:
    """What these fields hold; clients that are gone, or not this viewer's, are left out."""
    present = {id_ for (id_,) in _PRESENT.rows(read, clients=marks(clients))}
    rows = [
        row
        for row in images.present(read.connection, _CLIENT, "id", clients)
        if row["id"] in present
    ]
    points: Sequence[Image] = ()
    if _of_points(columns):
        points = images.present(read.connection, _POINT, "client_id", clients)
    return _values(rows, points, columns, employees(read.connection))


@query(right=Right.VIEW)
def values_then(read: Read, now: Values, columns: Sequence[Carried], then: Moment) -> Values:
    """What these fields of clients held at a moment; only clients that were changed since."""
    connection = read.connection
    rows = images.earlier(connection, _CLIENT, now, then.row)
    touched: Collection[int] = set()
    points: list[Image] = []
    if _of_points(columns):
        here = images.present(connection, _POINT, "client_id", now)
        ids = {one["id"] for one in here}
        ids |= images.points_changed_since(connection, now, then.row)
        before = images.earlier(connection, _POINT, ids, then.row)
        points = [one for one in here if one["id"] not in before]
        points += [one for one in before.values() if one is not None and one["client_id"] in now]
        owner = {one["id"]: one["client_id"] for one in here}
        touched = {owner[id_] for id_ in before if id_ in owner}
        touched |= {one["client_id"] for one in before.values() if one is not None}
        touched &= now.keys()
    wanted = {*rows, *touched}
    found = {id_: one for id_, one in rows.items() if one is not None}
    plain = wanted - rows.keys()
    for one in images.present(connection, _CLIENT, "id", plain) if plain else ():
        found[one["id"]] = one
    return _values(found.values(), points, columns, employees(connection))


@dataclass(frozen=True, slots=True)
class Changer:
    """Who changed a field, and when."""

    by: str
    at: str


@query(right=Right.VIEW)
def changed_by(read: Read, client: int, column: Carried, then: Moment) -> Changer:
    """The newest change of a field of a client after a moment."""
    if column.field in FIRST or column.field in SEVERAL:
        kind = FIRST.get(column.field) or SEVERAL[column.field]
        ids = {one["id"] for one in images.present(read.connection, _POINT, "client_id", [client])}
        ids |= images.points_changed_since(read.connection, [client], then.row)
        steps = images.steps(read.connection, _POINT, ids)
        operation = next(
            (s.operation for s in steps if (s.before or s.after or {}).get("kind") == kind), None
        )
    else:
        people = employees(read.connection)
        operation = next(
            (
                step.operation
                for step in images.steps(read.connection, _CLIENT, [client])
                if step.before is not None
                and step.after is not None
                and _held(column, step.before, people) != _held(column, step.after, people)
            ),
            None,
        )
    found = _DONE.rows(read.connection, operation=operation) if operation is not None else ()
    return Changer(*found[0]) if found else Changer("", "")


def _of_points(columns: Iterable[Carried]) -> bool:
    return any(one.field in FIRST or one.field in SEVERAL for one in columns)


def _values(
    rows: Iterable[Image],
    points: Iterable[Image],
    columns: Sequence[Carried],
    people: Mapping[int, str],
) -> Values:
    by_client: dict[int, list[Image]] = {}
    for point in sorted(points, key=lambda one: (one["place"], one["id"])):
        by_client.setdefault(point["client_id"], []).append(point)
    found: Values = {}
    for row in rows:
        own = by_client.get(row["id"], [])
        custom = json.loads(row["custom"] or "{}") if any(one.own for one in columns) else {}
        found[row["id"]] = {
            one.field: _ways(one.field, own)
            if one.field in FIRST or one.field in SEVERAL
            else _held(one, row, people, custom)
            for one in columns
        }
    return found


def _ways(field: str, points: Sequence[Image]) -> Held:
    if field in FIRST:
        return tuple(one["value"] for one in points if one["kind"] == FIRST[field])
    kind = SEVERAL[field]
    return tuple(
        one["value"] for one in points if one["kind"] == kind and one["contact_id"] is None
    )


def _held(
    column: Carried, row: Image, people: Mapping[int, str], custom: Mapping[str, Any] | None = None
) -> Held:
    own = id_of(column.field)
    if own is not None:
        kept = json.loads(row["custom"] or "{}") if custom is None else custom
        value = kept.get(str(own))
        return tuple(value) if isinstance(value, list) else value
    if column.kind is CellKind.OWNER:
        return people.get(row["owner_id"], "")
    value = row[column.field]
    return tuple(json.loads(value or "[]")) if column.kind is CellKind.WORDS else value


def _ended() -> Select[Any]:
    o = Operation.__table__.c
    return select(o.last_row, o.at).where(o.id == bindparam("operation"))


def _done() -> Select[Any]:
    o, e = Operation.__table__.c, Employee.__table__.c
    return (
        select(func.coalesce(e.name, ""), o.at)
        .join_from(Operation.__table__, Employee.__table__, e.id == o.actor_id, isouter=True)
        .where(o.id == bindparam("operation"))
    )


def _employees() -> Select[Any]:
    e = Employee.__table__.c
    return select(e.id, e.name).order_by(e.archived_at.is_not(None), e.id)


def _present(read: Read) -> Select[Any]:
    c = Client.__table__.c
    return visible(read, Client, c.id, few=True).where(among_marked(c.id, "clients"))


_ENDED, _DONE, _EMPLOYEES = Statement(_ended), Statement(_done), Statement(_employees)
_PRESENT = Prepared(_present)
