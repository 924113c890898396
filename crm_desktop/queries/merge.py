"""What became of cards that were merged: where their numbers lead, what of them gave way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, select, type_coerce

from crm_desktop.db import operations
from crm_desktop.db.engine import dump_json
from crm_desktop.db.operations import OperationRow
from crm_desktop.db.tables import Client, Employee, MergedClient
from crm_desktop.domain.custom_fields import PREFIX, CustomNoun, OwnField
from crm_desktop.domain.merge import NOT_MERGED
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Statement
from crm_desktop.queries.read import Read, query

_CLIENT, _MERGED = Client.__table__, MergedClient.__table__


def cards_of(connection: Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of some clients as they are kept, in the order of `ids`; the gone left out."""
    rows = connection.execute(select(_CLIENT).where(_CLIENT.c.id.in_(ids))).mappings()
    found = {int(row["id"]): dict(row) for row in rows}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A card that became a client: when and by whom, and what of it gave way.

    `gave_way` holds the field, its value in the card, the one that stayed, and the definition of a
    field of one's own (None for others); values as in `client_changes`.
    """

    id: int
    old_id: int
    name: str
    at: str
    actor: str
    gave_way: tuple[tuple[str, str, str, OwnField | None], ...]


@query(right=Right.VIEW)
def merged_into(read: Read, client_id: int) -> list[MergedRow]:
    """The cards that became this client, the newest first."""
    rows = _INTO.rows(read.connection, client=client_id)
    if not rows:
        return []
    own = {one.field: one for one in of_noun(read.connection, CustomNoun.CLIENT)}
    named = people(read)
    found = []
    for id_, old_id, name, at, actor, data in rows:
        differs = json.loads(data).get("gave_way", {})
        told = tuple(
            (field, *(told_text(field, value, named) for value in both), own.get(field))
            for field, both in differs.items()
        )
        found.append(MergedRow(id_, old_id, name, at, actor or "", told))
    return found


@query(right=Right.VIEW)
def people(read: Read) -> dict[int, str]:
    """What everybody who works here is called."""
    return {id_: str(name) for id_, name in _PEOPLE.rows(read.connection)}


def told_text(field: str, value: Any, people: Mapping[int, str]) -> str:
    """A value as the story of a client holds it."""
    if value in (None, ""):
        return ""
    if field == "owner_id":
        return people.get(value, "")
    return dump_json(value) if field.startswith(PREFIX) else str(value)


def _into() -> Select[Any]:
    m, e = _MERGED.c, Employee.__table__.c
    return (
        select(m.id, m.old_id, m.name, m.merged_at, e.name, type_coerce(m.data, Text))
        .join_from(_MERGED, Employee.__table__, e.id == m.author_id, isouter=True)
        .where(m.client_id == bindparam("client"))
        .order_by(m.id.desc())
    )


_INTO = Statement(_into)
_PEOPLE = Statement(lambda: select(Employee.__table__.c.id, Employee.__table__.c.name))


@query(right=Right.VIEW)
def present(read: Read, client_id: int) -> int:
    """The client that a number means: itself, or the one that its card was merged into.

    An id that leads nowhere comes back as it is.
    """
    seen: set[int] = set()
    while client_id not in seen:
        seen.add(client_id)
        if read.connection.scalar(select(_CLIENT.c.id).where(_CLIENT.c.id == client_id)):
            return client_id
        into = select(_MERGED.c.client_id).where(_MERGED.c.old_id == client_id)
        client_id = read.connection.scalar(into.order_by(_MERGED.c.id.desc())) or client_id
    return client_id


@query(right=Right.VIEW)
def merge_of(read: Read, client_id: int, merged: int | None = None) -> OperationRow:
    """The operation that merged cards into a client last, or the one of this row of `merged`.

    `Refused` when there is none: nothing was merged into it, or all of it was taken back.
    """
    mine = visible(read, Client, _CLIENT.c.id, few=True).where(_CLIENT.c.id == client_id)
    found = select(_MERGED.c.id).where(_MERGED.c.client_id.in_(mine))
    if merged is not None:
        found = found.where(_MERGED.c.id == merged)
    row = read.connection.scalar(found.order_by(_MERGED.c.id.desc()))
    done = None if row is None else operations.maker_of(read.connection, "merged_client", row)
    if done is None:
        raise Refused.of(NOT_MERGED)
    return done
