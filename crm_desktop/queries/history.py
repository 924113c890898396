"""The journal told as a story: what was done, by whom, and what a take-back kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from crm_desktop.db import operations
from crm_desktop.db.reversal import Kept
from crm_desktop.db.tables import (
    Activity,
    Client,
    Contact,
    ContactPoint,
    Deal,
    Document,
    Employee,
    Task,
)
from crm_desktop.domain.rights import Right
from crm_desktop.queries.read import Read, query

_NAMES: dict[str, Any] = {
    "client": Client.name,
    "contact": Contact.name,
    "contact_point": ContactPoint.value,
    "deal": Deal.title,
    "task": Task.title,
    "document": Document.number,
    "activity": Activity.text,
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


@query(right=Right.VIEW)
def operations_log(read: Read, limit: int = 200) -> list[StoryRow]:
    """What was done, newest first."""
    e = Employee.__table__.c
    rows = read.connection.execute(select(e.id, e.name)).all()
    names: dict[int, str] = {row[0]: row[1] for row in rows}
    return [
        StoryRow(
            o.id, o.name, o.title, o.kind, o.via, o.at, names.get(o.actor_id, ""),
            max(o.last_row - o.first_row + 1, 0), o.undone, o.reverses,
        )
        for o in operations.newest(read.connection, limit)
    ]  # fmt: skip


@query(right=Right.VIEW)
def undo_names(read: Read) -> operations.UndoState:
    """What Ctrl+Z and Ctrl+Shift+Z would take next for this viewer."""
    return operations.undo_state(read.connection, read.viewer.employee_id)


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
