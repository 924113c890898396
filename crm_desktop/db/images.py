"""Rows as the journal remembers them: what each change found and what it left."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from crm_desktop.db import ranges
from crm_desktop.db.engine import dump_json, reading
from crm_desktop.db.journal import quoted
from crm_desktop.db.tables.journal import IS_PART, IS_RELATION, PARTS
from crm_desktop.late import dataclass

Image = Mapping[str, Any]
"""A row's columns as they are stored: lists are JSON text."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one journal row says of a record: its images before and after, None for none."""

    row: int
    operation: int
    table: str
    record: int
    before: Image | None
    after: Image | None


_WANTED = "IN (SELECT value FROM json_each(:wanted))"
_IN_RANGES = (
    "FROM json_each(:wanted) w CROSS JOIN journal r "
    f"ON r.id = {ranges.row_of(':table', 'w.value')} AND r.last_pk >= w.value"
)
_STEPS = (
    "SELECT id, op, pk, action, old FROM journal "
    f"WHERE tbl = :table AND pk {_WANTED} AND last_pk IS NULL UNION ALL "
    f"SELECT r.id, r.op, w.value, r.action, NULL {_IN_RANGES} ORDER BY 1 DESC, 3 DESC"
)
_EARLIER = (
    "SELECT pk, old, id FROM journal "
    f"WHERE tbl = :table AND pk {_WANTED} AND last_pk IS NULL AND id > :row UNION ALL "
    f"SELECT w.value, NULL, r.id {_IN_RANGES} WHERE r.id > :row ORDER BY 3 DESC"
)


def steps(connection: Connection, table: str, records: Collection[int]) -> Iterator[Step]:
    """All changes of some records of a table, the newest first.

    The journal keeps what stood in a row before; what a change made of it is what the next one
    found, or what stands there now.
    """
    wanted = dump_json(sorted(records))
    run = reading(connection).execute
    there = run(
        f"SELECT * FROM {quoted(table)} WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    names = [column[0] for column in there.description]
    rows_there = (dict(zip(names, row, strict=True)) for row in there)
    present: dict[int, Image] = {row["id"]: row for row in rows_there}
    after: dict[int, Image | None] = {}
    rows = run(_STEPS, {"table": table, "wanted": wanted})
    for id_, operation, pk, action, old in rows:
        following = None if action == "D" else after.get(pk, present.get(pk))
        before: Image | None = json.loads(old) if old is not None else None
        after[pk] = before
        yield Step(id_, operation, table, pk, before, following)


def present(connection: Connection, table: str, column: str, ids: Collection[int]) -> list[Image]:
    """The rows of a table whose column is one of these ids, as they stand now."""
    found = reading(connection).execute(
        f"SELECT * FROM {quoted(table)} "
        f"WHERE {quoted(column)} IN (SELECT value FROM json_each(?)) ORDER BY id",
        (dump_json(list(ids)),),
    )
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def earlier(
    connection: Connection, table: str, records: Collection[int], row: int
) -> dict[int, Image | None]:
    """What these records were when the journal ended at `row`; only those changed since.

    None stands for a record that was not there yet.
    """
    given = {"table": table, "wanted": dump_json(list(records)), "row": row}
    found = reading(connection).execute(_EARLIER, given)
    return {pk: None if old is None else json.loads(old) for pk, old, _row in found}


def points_changed_since(connection: Connection, clients: Collection[int], row: int) -> set[int]:
    """Ways of contact that were changed or deleted after `row` while they were these clients'."""
    found = reading(connection).execute(
        "SELECT DISTINCT pk FROM journal INDEXED BY ix_journal_point_owner "
        "WHERE tbl = 'contact_point' AND action <> 'I' "
        "AND json_extract(old, '$.client_id') IN (SELECT value FROM json_each(?)) AND id > ?",
        (dump_json(list(clients)), row),
    )
    return {pk for (pk,) in found}


def points_once_of(connection: Connection, client_id: int) -> set[int]:
    """Ways of contact that were changed or deleted while they were this client's.

    The index is named: left alone SQLite walks through all ways of contact in the journal.
    """
    found = reading(connection).execute(
        "SELECT DISTINCT pk FROM journal INDEXED BY ix_journal_point_owner "
        "WHERE tbl = 'contact_point' AND action <> 'I' AND json_extract(old, '$.client_id') = ?",
        (client_id,),
    )
    return {pk for (pk,) in found}


def parts_of(connection: Connection, client_id: int) -> dict[str, set[int]]:
    """The parts that are a client's by their tables, and those that were while they changed."""
    run = reading(connection).execute
    found: dict[str, set[int]] = {}
    for table, record in run(_PARTS, (client_id,) * (len(PARTS) + 1)):
        found.setdefault(table, set()).add(record)
    for table, record in [*run(_PARTS_ONCE, (client_id,)), *run(_OTHER_ONCE, (client_id,))]:
        found.setdefault(table, set()).add(record)
    return found


_PARTS = " UNION ALL ".join(
    f"SELECT '{table}', id FROM {table} WHERE {column} = ?"
    for table, column in (
        *((table, "client_id") for table in PARTS),
        ("client_relation", "other_id"),
    )
)
_PARTS_ONCE = (
    f"SELECT tbl, pk FROM journal INDEXED BY ix_journal_part_owner "
    f"WHERE {IS_PART} AND json_extract(old, '$.client_id') = ?"
)
_OTHER_ONCE = (
    f"SELECT tbl, pk FROM journal INDEXED BY ix_journal_relation_other "
    f"WHERE {IS_RELATION} AND json_extract(old, '$.other_id') = ?"
)


def points_gone_with(connection: Connection, row: int, contact_id: int) -> list[Image]:
    """Ways to reach a person that were deleted in the same operation as this row of the journal."""
    rows = connection.exec_driver_sql(
        "SELECT gone.old FROM journal AS one JOIN operation ON operation.id = one.op "
        "JOIN journal AS gone ON gone.id BETWEEN operation.first_row AND operation.last_row "
        "WHERE one.id = ? AND gone.tbl = 'contact_point' AND gone.action = 'D' "
        "AND json_extract(gone.old, '$.contact_id') = ? ORDER BY gone.id",
        (row, contact_id),
    )
    return [json.loads(old) for (old,) in rows]


def image_at(connection: Connection, row: int) -> tuple[str, int, Image] | None:
    """Table, record and image of a journal row that holds one."""
    found = connection.exec_driver_sql(
        "SELECT tbl, pk, old FROM journal WHERE id = ? AND old IS NOT NULL", (row,)
    ).fetchone()
    return None if found is None else (str(found[0]), int(found[1]), json.loads(found[2]))
