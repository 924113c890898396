"""The journal told as a story: what was done, by whom, and what a take-back kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from crm_desktop.db import operations
from crm_desktop.db.reversal import Kept
from crm_desktop.db.tables import (
    Activity,
    Attachment,
    Client,
    ClientAccount,
    ClientAddress,
    ClientDate,
    ClientRelation,
    Contact,
    ContactPoint,
    Deal,
    Document,
    Employee,
    Task,
)
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read, query

_NAMES: dict[str, Any] = {
    "client": Client.name,
    "contact": Contact.name,
    "contact_point": ContactPoint.value,
    "deal": Deal.title,
    "task": Task.title,
    "document": Document.number,
    "activity": Activity.text,
    "attachment": Attachment.name,
    "client_address": ClientAddress.text,
    "client_account": ClientAccount.account,
    "client_date": ClientDate.label,
    "client_relation": ClientRelation.kind,
}


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One operation: `via` is do, undo, redo or take-back; `rows` how many rows it touched."""

    id: int
    name: str
    title: dict[str, Any]
    kind: str
    via: str
    at: str
    actor: str
    rows: int
    undone: bool
    reverses: int | None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A record that a take-back left standing, by name, and why."""

    table: str
    id: int
    name: str
    reason: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperName:
    """What a paper is called."""

    id: int
    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """What the two keys would take next.

    When the newest operation has left the house it is `lasting` (with the `paper` it concerned),
    and `undo` is the operation before it, which can be taken back by name only.
    """

    undo: operations.OperationRow | None
    redo: operations.OperationRow | None
    lasting: operations.OperationRow | None
    paper: PaperName | None


@query(right=Right.VIEW)
def operations_log(read: Read, limit: int = 200) -> list[StoryRow]:
    """What was done, newest first."""
    e = Employee.__table__.c
    rows = read.connection.execute(select(e.id, e.name)).all()
    names: dict[int, str] = {row[0]: row[1] for row in rows}
    found = operations.newest(read.connection, limit)
    written = operations.records_written(read.connection, found)
    return [
        StoryRow(
            o.id, o.name, o.title, o.kind, o.via, o.at, names.get(o.actor_id, ""),
            written[o.id], o.undone, o.reverses,
        )
        for o in found
    ]  # fmt: skip


@query(right=Right.VIEW)
def operation(read: Read, number: int) -> operations.OperationRow:
    """The operation of this number; refuses one that there never was."""
    found = operations.by_id(read.connection, number)
    if found is None:
        raise Refused.of(operations.NO_OPERATION, operation=number)
    return found


@query(right=Right.VIEW)
def undo_offer(read: Read, lasting: frozenset[str]) -> UndoOffer:
    """What the two keys would take next for this viewer; `lasting` operations are never undone."""
    actor = read.viewer.employee_id
    state = operations.undo_state(read.connection, actor)
    if state.undo is None or state.undo.name not in lasting:
        return UndoOffer(state.undo, state.redo, None, None)
    before = operations.next_to_undo(read.connection, actor, passing=lasting)
    return UndoOffer(before, state.redo, state.undo, _paper_of(read, state.undo))


def _paper_of(read: Read, operation: operations.OperationRow) -> PaperName | None:
    """The paper that an operation concerned, None if it concerned none."""
    d = Document.__table__.c
    for touched in operations.touched(read.connection, operation, "document"):
        row = read.connection.execute(select(d.id, d.kind, d.number).where(d.id == touched)).first()
        if row is not None:
            return PaperName(row[0], row[1], row[2] or "")
    return None


@query(right=Right.VIEW)
def named(read: Read, kept: Sequence[Kept]) -> list[KeptRow]:
    """The kept records of a take-back with their names, clients first."""
    found: list[KeptRow] = []
    wanted: dict[str, list[int]] = {}
    for item in kept:
        wanted.setdefault(item.table, []).append(item.pk)
    names: dict[tuple[str, int], str] = {}
    for table, ids in wanted.items():
        column = _NAMES.get(table)
        if column is None:
            continue
        key = column.class_.id
        for start in range(0, len(ids), 500):
            rows = read.connection.execute(
                select(key, column).where(key.in_(ids[start : start + 500]))
            )
            names.update({(table, i): name or "" for i, name in rows})
    for item in kept:
        name = names.get((item.table, item.pk), "")
        found.append(KeptRow(item.table, item.pk, name, item.reason, item.columns))
    order = list(_NAMES)
    return sorted(found, key=lambda r: (order.index(r.table) if r.table in order else 99, r.id))
