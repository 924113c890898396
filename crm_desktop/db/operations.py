"""The log of operations: what Ctrl+Z takes next, who did what, and rows newer than seen."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection

from crm_desktop.db import ranges
from crm_desktop.db.engine import dump_json, reading
from crm_desktop.domain.problems import code
from crm_desktop.late import dataclass

NOTHING_TO_UNDO = code("undo.nothing")
NOTHING_TO_REDO = code("redo.nothing")
ALREADY_UNDONE = code("undo.already")
NO_OPERATION = code("undo.no-such-operation")
NOT_REVERSIBLE = code("undo.not-reversible")
HAS_LEFT = code("undo.has-left-the-house")


PARTS_OF_CLIENTS = ("contact", "contact_point", "deal", "task", "document", "activity")
"""Tables whose rows belong to a client: touching one touches the client."""
LOOKED_BACK = 2_000
"""Rows of the journal that are looked at for what was worked on last."""
OFTEN = 3
"""So many of the operations behind them make it often."""
_ABOUT_CLIENTS = ("activity", "deal", "task", "document")


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation as logged."""

    id: int
    name: str
    title: dict[str, Any]
    kind: str
    via: str
    actor_id: int
    at: str
    root: int
    sign: int
    reverses: int | None
    first_row: int
    last_row: int
    undone: bool


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Ctrl+Z and Ctrl+Shift+Z would take next."""

    undo: OperationRow | None
    redo: OperationRow | None


_COLUMNS = (
    "o.id, o.name, o.title, o.kind, o.via, o.actor_id, o.at, o.root, o.sign, o.reverses, "
    "o.first_row, o.last_row, "
    "(SELECT sum(f.sign) FROM operation f WHERE f.root = o.root) = 0"
)


def _row(found: Any) -> OperationRow:
    values = list(found)
    values[2] = json.loads(values[2])
    values[12] = bool(values[12])
    return OperationRow(*values)


def by_id(connection: Connection, operation: int) -> OperationRow | None:
    """One operation."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM operation o WHERE o.id = ?", (operation,)
    ).fetchone()
    return None if found is None else _row(found)


def newest(connection: Connection, limit: int, before: int | None = None) -> list[OperationRow]:
    """Operations, newest first."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM operation o WHERE o.id < ? ORDER BY o.id DESC LIMIT ?",
        (before if before is not None else 2**62, limit),
    )
    return [_row(row) for row in found]


def undo_state(connection: Connection, actor_id: int) -> UndoState:
    """What the two keys would take next for this user."""
    return UndoState(next_to_undo(connection, actor_id), next_to_redo(connection, actor_id))


def next_to_undo(
    connection: Connection, actor_id: int, passing: frozenset[str] = frozenset()
) -> OperationRow | None:
    """What Ctrl+Z takes back: this user's newest user operation that still holds (decision 4).

    An undo made by Ctrl+Z hides the operation it reversed; a redo is reversed like a doing.
    Operations named in `passing` are passed over.
    """
    wanted = ("do", "redo", "take-back")
    return _walk(connection, actor_id, wanted=wanted, hiding="undo", passing=passing)


def next_to_redo(connection: Connection, actor_id: int) -> OperationRow | None:
    """The undo that Ctrl+Shift+Z reverses; none once something new was done."""
    found = _walk(connection, actor_id, wanted=("undo", "do", "take-back"), hiding="redo")
    return found if found is not None and found.via == "undo" else None


def _walk(
    connection: Connection,
    actor_id: int,
    *,
    wanted: tuple[str, ...],
    hiding: str,
    passing: frozenset[str] = frozenset(),
) -> OperationRow | None:
    hidden: set[int] = set()
    last = 2**62
    while True:
        page = connection.exec_driver_sql(
            f"SELECT {_COLUMNS} FROM operation o WHERE o.actor_id = ? AND o.kind = 'user' "
            "AND o.id < ? ORDER BY o.id DESC LIMIT 100",
            (actor_id, last),
        ).fetchall()
        if not page:
            return None
        for found in page:
            row = _row(found)
            last = row.id
            if row.id in hidden or row.name in passing:
                continue
            if row.via == hiding and row.reverses is not None:
                hidden.add(row.reverses)
            elif row.via in wanted and not (row.via == "do" and row.undone):
                return row


def holder_of(connection: Connection, root: int) -> OperationRow | None:
    """The newest operation of a family: the one whose rows stand now."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM operation o WHERE o.root = ? ORDER BY o.id DESC LIMIT 1", (root,)
    ).fetchone()
    return None if found is None else _row(found)


def touched(connection: Connection, operation: OperationRow, table: str) -> list[int]:
    """The records of a table that an operation wrote to, in the order of their first change."""
    between = "BETWEEN :first AND :last"
    rows = (
        "SELECT pk, id AS line FROM journal "
        f"WHERE id {between} AND tbl = :table AND last_pk IS NULL"
    )
    if table in ranges.tables(connection, operation.first_row, operation.last_row):
        rows = f"{rows} UNION ALL SELECT * FROM ({ranges.members(table, f'r.id {between}')})"
    found = connection.exec_driver_sql(
        f"SELECT pk FROM ({rows}) GROUP BY pk ORDER BY min(line), pk",
        {"first": operation.first_row, "last": operation.last_row, "table": table},
    )
    return [pk for (pk,) in found]


def maker_of(connection: Connection, table: str, pk: int) -> OperationRow | None:
    """The operation that put this record where it is, be it by doing or by doing again."""
    found = connection.exec_driver_sql(
        "SELECT coalesce((SELECT op FROM journal WHERE tbl = :table AND pk = :pk "
        "AND action = 'I' AND last_pk IS NULL ORDER BY id DESC LIMIT 1), "
        "(SELECT op FROM journal "
        f"WHERE id = {ranges.row_of(':table', ':pk')} AND last_pk >= :pk))",
        {"table": table, "pk": pk},
    ).scalar()
    return None if found is None else by_id(connection, int(found))


def touched_since(connection: Connection, operation: OperationRow, table: str) -> list[int]:
    """The records this operation wrote to that something else, not undone, has touched since.

    A client is touched by what becomes of its parts, too.
    """
    parts = PARTS_OF_CLIENTS if table == "client" else ()
    touched = ["SELECT l.pk FROM later l WHERE l.tbl = :table"]
    touched += [
        f"SELECT x.client_id FROM later l JOIN {part} x ON x.id = l.pk WHERE l.tbl = '{part}'"
        for part in parts
    ]
    # Of the records themselves a later range tells nothing: they were there before.
    touched += [
        ranges.present(
            part, "r.id > :last AND r.op IN (SELECT id FROM others)", columns="x.client_id"
        )
        for part in ranges.tables(connection, operation.last_row + 1)
        if part in parts
    ]
    found = connection.exec_driver_sql(
        "WITH others AS (SELECT o.id FROM operation o WHERE o.id > :id AND o.root <> :root "
        "AND (SELECT sum(f.sign) FROM operation f WHERE f.root = o.root) <> 0), "
        "later AS (SELECT DISTINCT j.tbl, j.pk FROM journal j NOT INDEXED "
        "WHERE j.id > :last AND j.op IN (SELECT id FROM others)), "
        f"touched (pk) AS ({' UNION '.join(touched)}) "
        "SELECT t.pk FROM touched t WHERE EXISTS (SELECT 1 FROM journal i "
        "WHERE i.tbl = :table AND i.pk = t.pk AND i.id BETWEEN :first AND :last) "
        f"OR EXISTS (SELECT 1 FROM journal i WHERE i.id = {ranges.row_of(':table', 't.pk')} "
        "AND i.last_pk >= t.pk AND i.id BETWEEN :first AND :last) ORDER BY 1",
        {
            "id": operation.id,
            "root": operation.root,
            "table": table,
            "first": operation.first_row,
            "last": operation.last_row,
        },
    )
    return [pk for (pk,) in found]


def worked_on(connection: Connection, tables: Collection[str], limit: int) -> list[tuple[str, int]]:
    """The records of these tables that were written to last, each once, newest first."""
    rows = _looked_back(connection)
    found = dict.fromkeys((table, pk) for _op, table, pk in rows if table in tables)
    return list(found)[:limit]


def _looked_back(connection: Connection) -> list[tuple[int, str, int]]:
    """Operation, table and record of what was written last, newest first."""
    run = reading(connection).execute
    lines = run("SELECT op, tbl, pk, last_pk FROM journal ORDER BY id DESC LIMIT ?", (LOOKED_BACK,))
    found: list[tuple[int, str, int]] = []
    for op, table, pk, last_pk in lines:
        if len(found) >= LOOKED_BACK:
            break
        if last_pk is None:
            found.append((op, table, pk))
            continue
        there = run(
            f"SELECT id FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?",
            (pk, last_pk, LOOKED_BACK - len(found)),
        )
        found += [(op, table, id_) for (id_,) in there]
    return found


def worked_on_often(
    connection: Connection, tables: Collection[str], limit: int
) -> list[tuple[str, int]]:
    """The records of these tables that several of the last operations were about, most first.

    What is written, planned or sold is about its client, too.
    """
    parts = [
        f"SELECT 'client', x.client_id, r.op FROM r CROSS JOIN {part} x ON x.id = r.pk "
        f"WHERE r.tbl = '{part}' AND x.client_id IS NOT NULL"
        for part in _ABOUT_CLIENTS
    ]
    newest = "SELECT op, tbl, pk FROM journal ORDER BY id DESC LIMIT ?"
    given: object = LOOKED_BACK
    if ranges.tables(connection, last_row(connection) - LOOKED_BACK + 1):
        newest = "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)"
        given = dump_json(_looked_back(connection))
    rows = connection.exec_driver_sql(
        f"WITH r (op, tbl, pk) AS MATERIALIZED ({newest}) "
        "SELECT tbl, pk FROM (SELECT tbl, pk, op FROM r UNION ALL "
        + " UNION ALL ".join(parts)
        + ") GROUP BY tbl, pk HAVING count(DISTINCT op) >= ? "
        "ORDER BY count(DISTINCT op) DESC, max(op) DESC",
        (given, OFTEN),
    )
    return [(table, pk) for table, pk in rows if table in tables][:limit]


def records_written(connection: Connection, operations: Sequence[OperationRow]) -> dict[int, int]:
    """How many records the rows of the journal of these operations tell of, each time anew."""
    found = {one.id: max(one.last_row - one.first_row + 1, 0) for one in operations}
    first = min((one.first_row for one in operations), default=0)
    more = connection.exec_driver_sql(
        "SELECT op, sum(holds - 1) FROM journal INDEXED BY ix_journal_range "
        "WHERE last_pk IS NOT NULL AND id >= ? GROUP BY op",
        (first,),
    )
    for operation, count in more:
        if operation in found:
            found[operation] += count
    return found


def last_row(connection: Connection) -> int:
    """Id of the newest journal row."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM journal").scalar() or 0)
